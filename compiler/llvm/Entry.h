// The functions that programs call, NAME_run, NAME_prepare and NAME_reset, and the descriptor that
// tells of them.
#ifndef LITH_COMPILER_LLVM_ENTRY_H
#define LITH_COMPILER_LLVM_ENTRY_H

#include "compiler/CallSites.h"
#include "compiler/Interface.h"
#include "compiler/llvm/KernelObjects.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace lith::compiler {

/// What an entry module holds.
struct EntryOptions {
  /// The prepared image is in the library, as `lith_image`: there is no NAME_prepare.
  bool isEmbedded = false;
  /// Only NAME_prepare: the code that makes the image at compile time.
  bool onlyPrepare = false;
};

/// Symbol of the embedded image, hidden in the library.
inline constexpr llvm::StringLiteral imageSymbol = "lith_image";

/// The entry functions of planned IR as LLVM IR, not yet optimised.
llvm::Expected<std::unique_ptr<llvm::Module>>
createEntryModule(mlir::ModuleOp planned, const Interface &interface, const KernelObjects &kernels,
                  const EntryOptions &options, llvm::LLVMContext &context);

/// One of the functions that a descriptor points to; null where the model has none.
struct EntryFunction {
  llvm::Function *call = nullptr, *arenaSize = nullptr;
};

/// Fills in the global NAME_descriptor, and adds lith_library.
void defineDescriptor(llvm::Module &module, llvm::GlobalVariable &descriptor,
                      const Interface &interface, bool isEmbedded, EntryFunction run,
                      EntryFunction prepare, EntryFunction reset, llvm::Function *resolve,
                      llvm::ArrayRef<CallSite> sites, const KernelObjects &kernels);

/// The type of lith_descriptor.
llvm::StructType *getDescriptorType(llvm::LLVMContext &context);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_ENTRY_H
