// A compiled model that is open for running: a library that lith made, or a model that is compiled
// into the cache first.
#ifndef LITH_TOOLS_LITH_LIBRARY_H
#define LITH_TOOLS_LITH_LIBRARY_H

#include "runtime/lith.h"
#include "tools/lith/Array.h"
#include "tools/lith/Options.h"

#include <memory>

namespace lith::tools {

/// Whether the file is a shared library rather than a model.
bool isLibrary(llvm::StringRef path);

/// Refuses, as wrong usage, options of compiling that are given with a library, since that is
/// compiled already; those in `useful` are left alone, and --weights, which Library::open judges.
llvm::Error refuseCompileOptions(const CompileFlags &flags,
                                 llvm::ArrayRef<llvm::StringRef> useful = {});

class Library {
public:
  /// Opens `flags.model`; a model is compiled as the flags say, unless the cache has that very
  /// compilation.
  static llvm::Expected<Library> open(const CompileFlags &flags);

  const lith_descriptor &describe() const { return *lith_describe(model.get()); }
  lith_model *get() const { return model.get(); }

private:
  struct Close {
    void operator()(lith_model *model) const { lith_close(model); }
  };
  std::unique_ptr<lith_model, Close> model;
};

/// One model ready to be called again and again on the same inputs.
class Session {
public:
  /// Arrays are matched to inputs as matchArrays does.
  static llvm::Expected<Session> open(const Library &library, std::vector<Array> inputs,
                                      unsigned threads);

  llvm::Error run();
  /// Runs with every buffer against an inaccessible page on the given side (LITH_GUARD_*).
  llvm::Error runGuarded(int side);
  /// Later runs tell the observer of every kernel; null ends that.
  void observe(lith_observer *observer) { lith_observe(session.get(), observer); }
  const std::vector<Array> &getOutputs() const { return outputs; }
  llvm::ArrayRef<int64_t> getDims() const { return dims; }

private:
  struct Close {
    void operator()(lith_session *session) const { lith_close_session(session); }
  };
  std::unique_ptr<lith_session, Close> session;
  std::vector<Array> inputs, outputs;
  std::vector<const void *> inputPointers;
  std::vector<void *> outputPointers;
  llvm::SmallVector<int64_t> dims;
};

/// A model that is open, with a session on the inputs given.
struct OpenModel {
  Library library;
  Session session;
};

/// Opens what `run`, `verify` and `bench` are given: the model or library, and the arrays of the
/// .npz `inputs`, or random ones where it is empty. Options of compiling that would have no effect
/// are refused.
llvm::Expected<OpenModel> openSession(const CompileFlags &flags, llvm::StringRef inputs,
                                      unsigned threads);

/// The error that the last call of liblith left, with its code's name.
llvm::Error runtimeError(int status);

/// Random inputs, the same every time. Dynamic dimensions have the extents that --batch and --shape
/// give to a library, else their least.
llvm::Expected<std::vector<Array>> randomInputs(const lith_descriptor &descriptor,
                                                const CompileFlags &flags);

/// The error of a run on random inputs, and, where their sizes could be its cause, how to give
/// others.
llvm::Error adviseOnSizes(llvm::Error error, const lith_descriptor &descriptor,
                          const CompileFlags &flags);

/// "f32[batch, 28, 28, 1]"
std::string describeType(const lith_descriptor &descriptor, const lith_tensor &tensor);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_LIBRARY_H
