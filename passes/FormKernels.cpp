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
      materializeConstants(function);
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

  /// Where a constant is needed in memory (as a result, in a loop, in a concat), a kernel writes
  /// it.
  void materializeConstants(func::FuncOp function) {
    SmallVector<Operation *> constants;
    function.walk([&](Operation *op) {
      if (lith::passes::isConstantTensor(op))
        constants.push_back(op);
    });
    for (Operation *op : constants) {
      auto needsMemory = [&](OpOperand &use) {
        Operation *user = use.getOwner();
        return !user->getParentOfType<linalg::LinalgOp>() &&
               !lith::passes::needsKernel(user, optLevel) &&
               !lith::passes::isClonedIntoKernels(user, optLevel);
      };
      if (llvm::none_of(op->getUses(), needsMemory))
        continue;
      IRRewriter rewriter(op->getContext());
      rewriter.setInsertionPointAfter(op);
      Value constant = op->getResult(0);
      Value memory = tensor::EmptyOp::create(
          rewriter, op->getLoc(), tensor::getMixedSizes(rewriter, op->getLoc(), constant),
          getElementTypeOrSelf(constant.getType()));
      auto copy = linalg::CopyOp::create(rewriter, op->getLoc(), constant, memory);
      FailureOr<linalg::GenericOp> written = linalg::generalizeNamedOp(rewriter, copy);
      constant.replaceUsesWithIf(written->getResult(0), needsMemory);
    }
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
