// The last stretch of every piece of generated code: LLVM's optimiser and code emission, with the
// floating-point rules of lith.
#ifndef LITH_COMPILER_LLVM_OPTIMIZE_H
#define LITH_COMPILER_LLVM_OPTIMIZE_H

#include "llvm/ADT/SmallString.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/CodeGen.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace lith::compiler {

/// Lets a multiplication and an addition become one fused operation, and nothing else: answers keep
/// NaN, infinities, signed zeros and the order of sums.
void allowContraction(llvm::Module &module);

/// LLVM's O2, or Os where `forSize`, for `machine`.
void optimize(llvm::Module &module, llvm::TargetMachine &machine, bool forSize);

/// Object code or assembly of `module`.
llvm::Expected<std::string> emit(llvm::Module &module, llvm::TargetMachine &machine,
                                 llvm::CodeGenFileType kind);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_OPTIMIZE_H
