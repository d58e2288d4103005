// The C functions of a library: they read a lith_call, hold it against the descriptor, and call the
// functions on memrefs' parts that planned IR became. Written with IRBuilder.
#ifndef LITH_COMPILER_LLVM_ENTRYWRITER_H
#define LITH_COMPILER_LLVM_ENTRYWRITER_H

#include "compiler/Interface.h"
#include "compiler/llvm/Entry.h"
#include "compiler/llvm/PlannedFunctions.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace lith::compiler {

/// Writes the C functions of one module.
class EntryWriter {
public:
  EntryWriter(llvm::Module &module, const Interface &interface, bool isEmbedded);

  llvm::GlobalVariable &getDescriptor() { return *descriptor; }

  EntryFunction addRun(llvm::ArrayRef<PlannedFunction> variants);
  EntryFunction addPrepare(const PlannedFunction &prepare);
  EntryFunction addReset(const PlannedFunction &reset);
  llvm::Function *addResolve();
  /// Defines what is called behind each kernel: it looks whether somebody watches.
  void addObserved();

private:
  enum Field { Weights = 2, State, Arena, ArenaSize, Inputs, Outputs, Dims };

  llvm::GlobalVariable *declareHiddenData(llvm::StringRef name);
  llvm::FunctionCallee declareCore(llvm::StringRef name, llvm::Type *result,
                                   llvm::ArrayRef<llvm::Type *> arguments);
  /// The builder stands at its beginning afterwards.
  llvm::Function *createFunction(llvm::Type *result, llvm::ArrayRef<llvm::Type *> arguments,
                                 const llvm::Twine &name);
  llvm::Value *load(llvm::Value *call, Field field, llvm::Type *type);
  llvm::Value *loadElement(llvm::Value *table, uint64_t index, llvm::Type *type);
  /// Returns from the function where `status` is an error.
  void returnIfError(llvm::Value *status);

  /// All dynamic dimensions, given and derived, read behind `given`.
  llvm::SmallVector<llvm::Value *> readDims(llvm::Value *given);
  /// Returns from the function where sizes do not fit that have to be equal.
  void checkFit(const PlannedFunction &inner, llvm::ArrayRef<llvm::Value *> dims);
  llvm::ArrayRef<llvm::Value *> takeLast(llvm::Function *function,
                                         llvm::ArrayRef<llvm::Value *> dims);
  /// Bytes of arena that the plans of `variants` need.
  llvm::Value *getPlanned(llvm::ArrayRef<PlannedFunction> variants,
                          llvm::ArrayRef<llvm::Value *> dims);
  /// Bytes of scratch that their kernels need, with the block's header.
  llvm::Value *getScratch(llvm::ArrayRef<PlannedFunction> variants,
                          llvm::ArrayRef<llvm::Value *> dims);
  llvm::Function *addArenaSize(const llvm::Twine &name, llvm::ArrayRef<PlannedFunction> variants,
                               bool isRun);

  /// The beginning of every entry function; gives the call and the context.
  std::pair<llvm::Value *, llvm::Value *> begin(const llvm::Twine &name, uint32_t kind,
                                                llvm::ArrayRef<PlannedFunction> variants);
  void end(llvm::Value *lithContext, llvm::Value *status);
  llvm::Value *getImage(llvm::Value *call);
  /// The blocks that every inner function takes first: weights, state, arena.
  llvm::SmallVector<llvm::Value *> loadBlocks(llvm::Value *call, llvm::Value *weights);
  /// Calls `name`, made of `inner`: what stands first, a descriptor for each pointer, the dims.
  llvm::Value *callFunction(llvm::StringRef name, const PlannedFunction &inner,
                            llvm::ArrayRef<llvm::Value *> first,
                            llvm::ArrayRef<llvm::Value *> pointers,
                            llvm::ArrayRef<llvm::Value *> dims);
  llvm::Value *callInner(const PlannedFunction &inner, llvm::Value *lithContext,
                         llvm::ArrayRef<llvm::Value *> pointers,
                         llvm::ArrayRef<llvm::Value *> dims);
  llvm::Value *runBlocks(llvm::ArrayRef<PlannedFunction> variants, llvm::Value *lithContext,
                         llvm::ArrayRef<llvm::Value *> pointers,
                         llvm::ArrayRef<llvm::Value *> dims);

  llvm::Module &module;
  llvm::LLVMContext &context;
  const Interface &interface;
  llvm::IRBuilder<> builder;
  llvm::PointerType *pointer;
  llvm::Type *i32, *i64;
  llvm::StructType *callType;
  llvm::GlobalVariable *descriptor, *image = nullptr;
};

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_ENTRYWRITER_H
