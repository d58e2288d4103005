// The machine that code is generated for: its facts as an attribute for passes, its code generator
// for LLVM. Everything that asks "which CPU" asks here.
#ifndef LITH_COMPILER_LLVM_TARGET_H
#define LITH_COMPILER_LLVM_TARGET_H

#include "dialects/kernel/KernelDialect.h"

#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace lith::compiler {

/// The facts about `triple` and `cpu`; empty ones stand for the host's.
llvm::Expected<kernel::TargetAttr> describeTarget(mlir::MLIRContext *context,
                                                  llvm::StringRef triple, llvm::StringRef cpu);

/// LLVM's code generator for `target`.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createMachine(kernel::TargetAttr target);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_TARGET_H
