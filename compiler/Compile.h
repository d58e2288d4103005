// The compiler's one entry point: layer IR and weights in, printed IR or finished files out.
#ifndef LITH_COMPILER_COMPILE_H
#define LITH_COMPILER_COMPILE_H

#include "dialects/layer/WeightStore.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lith::compiler {

/// What to make, from the highest pool to the finished library. `Config` is printed by the front
/// end.
enum class Emit { Layer, Linalg, Kernel, Halide, LLVM, Assembly, Object, Archive, SharedLibrary };

enum class Codegen { Halide, Loops };

enum class WeightsMode { Embed, External };

struct CompileOptions {
  /// Prefix of every exported symbol; a C identifier.
  std::string name = "model";
  /// The file name that a program linked against the shared library looks for when it starts, its
  /// SONAME; empty: `name` with .so.
  std::string soname;
  Emit emit = Emit::SharedLibrary;
  Codegen codegen = Codegen::Halide;
  WeightsMode weightsMode = WeightsMode::Embed;
  /// 0: no optional pass, 1: fusion, 2: everything.
  int optLevel = 2;
  bool optimizeForSize = false;
  /// Empty: the host's.
  std::string triple, cpu;
  /// A fixed batch; nothing leaves it dynamic.
  std::optional<int64_t> batch;
  /// Check every pass's result.
  bool verifyEach = false;
  /// How many kernels are compiled at once; 0 is the number of cores.
  unsigned jobs = 0;
  /// Where compiled kernels are kept between runs; empty keeps none.
  std::string cacheDir;
  /// Called as kernels are compiled: done, total, name of the last.
  std::function<void(unsigned, unsigned, llvm::StringRef)> progress;
};

/// What a compilation gives; what the chosen `emit` does not make stays empty.
struct CompileResult {
  /// Printed IR or assembly, or the bytes of the object, archive or shared library.
  std::string output;
  /// The C header for people.
  std::string header;
  /// The safetensors file of `WeightsMode::External`.
  std::string weightsFile;
  unsigned kernels = 0, kernelsFromCache = 0;
};

/// Registers every dialect, interface implementation and translation that `compile` needs.
void registerDialects(mlir::DialectRegistry &registry);

/// What identifies a model: its layers, names, shapes and dtypes, not its values or its target. A
/// weights file of another model is refused by it.
std::string hashModel(mlir::ModuleOp layers);

/// Compiles `module` (layer IR; lower pools are accepted and go on from where they are), which is
/// changed in place.
llvm::Expected<CompileResult> compile(mlir::ModuleOp module, const layer::WeightStore &weights,
                                      const CompileOptions &options);

} // namespace lith::compiler

#endif // LITH_COMPILER_COMPILE_H
