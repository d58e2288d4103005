// Cuts every function of the linalg pool into kernels: groups of ops become kernel.func, and what
// is left is calls, views, loops and globals.
#include "passes/KernelGroups.h"
#include "passes/KernelOutliner.h"
#include "passes/Passes.h"

#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace lith::passes {
#define GEN_PASS_DEF_FORMKERNELS
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct FormKernels : lith::passes::impl::FormKernelsBase<FormKernels> {
  using FormKernelsBase::FormKernelsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    for (auto function : llvm::to_vector(module.getOps<func::FuncOp>())) {
      generalize(function);
      lith::passes::KernelOutliner outliner(function, symbols, optLevel);
      if (failed(formKernels(function.getBody(), outliner)))
        return signalPassFailure();
      eraseUnused(function);
    }
  }

  /// Named structured ops become linalg.generic, which is all that kernels hold beside fills.
  static void generalize(func::FuncOp function) {
    IRRewriter rewriter(function.getContext());
    function.walk([&](linalg::LinalgOp op) {
      if (isa<linalg::FillOp, linalg::GenericOp>(op))
        return;
      rewriter.setInsertionPoint(op);
      (void)linalg::generalizeNamedOp(rewriter, op);
    });
  }

  /// Forms the kernels of every block, loops' bodies first.
  LogicalResult formKernels(Region &region, lith::passes::KernelOutliner &outliner) {
    for (Block &block : region) {
      for (Operation &op : llvm::make_early_inc_range(block))
        if (!isa<linalg::LinalgOp, tensor::PadOp>(op))
          for (Region &nested : op.getRegions())
            if (failed(formKernels(nested, outliner)))
              return failure();
      lith::passes::KernelGroups groups(block, optLevel);
      for (const auto &group : groups.arrange())
        if (failed(outliner.outline(group)))
          return failure();
    }
    return success();
  }

  /// Constants and shapes that were copied into kernels.
  static void eraseUnused(func::FuncOp function) {
    SmallVector<Operation *> ops;
    function.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : llvm::reverse(ops))
      if (isOpTriviallyDead(op))
        op->erase();
  }
};

} // namespace
