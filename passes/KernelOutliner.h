// Moves a group of ops out of its block into a kernel.func and leaves a kernel.call.
#ifndef LITH_PASSES_KERNELOUTLINER_H
#define LITH_PASSES_KERNELOUTLINER_H

#include "dialects/kernel/KernelDialect.h"
#include "passes/SymbolicShapes.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace lith::passes {

/// Outlines kernels of one function.
class KernelOutliner {
public:
  KernelOutliner(mlir::func::FuncOp function, mlir::SymbolTable &symbols, int optLevel)
      : function(function), symbols(symbols), optLevel(optLevel), shapes(function) {}

  /// Replaces `ops`, neighbours in program order, by a call of a new kernel. What
  /// isClonedIntoKernels names is copied into the kernel, sizes are found again from the kernel's
  /// arguments, and an index that no argument holds becomes an argument.
  mlir::FailureOr<kernel::CallOp> outline(llvm::ArrayRef<mlir::Operation *> ops);

private:
  struct Draft {
    kernel::FuncOp kernel;
    mlir::IRMapping mapping;
    llvm::SetVector<mlir::Value> tensors, indices;
    /// Ops of other places that are copied into the kernel.
    llvm::SetVector<mlir::Operation *> clones;
  };

  mlir::LogicalResult collect(llvm::ArrayRef<mlir::Operation *> ops, Draft &draft);
  mlir::LogicalResult collectValue(mlir::Value value, Draft &draft);
  void buildBody(llvm::ArrayRef<mlir::Operation *> ops, llvm::ArrayRef<mlir::Value> results,
                 Draft &draft);
  mlir::Value findExtent(mlir::OpBuilder &builder, mlir::Location loc, mlir::AffineExpr wanted,
                         Draft &draft);
  mlir::Value findIndex(mlir::OpBuilder &builder, mlir::Value index, Draft &draft);
  std::string nameKernel(llvm::ArrayRef<mlir::Operation *> ops);

  mlir::func::FuncOp function;
  mlir::SymbolTable &symbols;
  int optLevel;
  SymbolicShapes shapes;
};

/// The extents of the dynamic dimensions of a tensor, computed from the function's arguments before
/// `builder`'s place.
mlir::FailureOr<llvm::SmallVector<mlir::Value>> materializeDynamicSizes(mlir::OpBuilder &builder,
                                                                        mlir::func::FuncOp function,
                                                                        SymbolicShapes &shapes,
                                                                        mlir::Value tensor);

} // namespace lith::passes

#endif // LITH_PASSES_KERNELOUTLINER_H
