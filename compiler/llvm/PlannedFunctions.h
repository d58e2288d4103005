// The functions of planned IR that entry functions call, on their way into a module of their own.
#ifndef LITH_COMPILER_LLVM_PLANNEDFUNCTIONS_H
#define LITH_COMPILER_LLVM_PLANNEDFUNCTIONS_H

#include "compiler/CallSites.h"
#include "compiler/llvm/KernelObjects.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <cstring>

namespace lith::compiler {

/// A function of the planned module that a C function calls.
struct PlannedFunction {
  mlir::func::FuncOp op;
  /// The largest scratch of its kernels, as far as it is constant.
  uint64_t scratchBytes = 0;
  bool hasDynamicScratch = false;
  std::string name() const {
    return "lith_" + const_cast<mlir::func::FuncOp &>(op).getName().str();
  }
  /// The function that gives the largest scratch of the other kernels.
  std::string scratchName() const { return name() + "_scratch"; }
  /// The function that gives its arena where that depends on dims: @arena_size for @run,
  /// @arena_size_b8 for @run_b8.
  std::string arenaName() const { return "lith_arena_size" + variantSuffix(); }
  /// The function that gives what has to be 0 for the sizes in a call to fit: @differences.
  std::string differencesName() const { return "lith_differences" + variantSuffix(); }

private:
  std::string variantSuffix() const { return name().substr(strlen("lith_run")); }
};

/// Adds a copy of the function without its attributes to `module`.
mlir::func::FuncOp copyFunction(mlir::ModuleOp module, mlir::func::FuncOp function,
                                llvm::StringRef name);

/// Adds the function to `module`, with its kernels by symbol and the context in front; its calls
/// are those of `sites` from number `nextSite` on, or nobody watches them.
void adopt(mlir::ModuleOp module, PlannedFunction &inner, const KernelObjects &kernels,
           llvm::ArrayRef<CallSite> sites = {}, size_t nextSite = 0);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_PLANNEDFUNCTIONS_H
