// Where two dynamic sizes meet in one loop they have to be equal, and only the call's own
// dimensions say whether they are. What has to be 0 for that stays with the function, for the
// library to ask.
#include "passes/Passes.h"
#include "passes/SymbolicShapes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/SetVector.h"

namespace lith::passes {
#define GEN_PASS_DEF_FINDEQUALSIZES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::passes::SymbolicShapes;

namespace {

class Finder {
public:
  explicit Finder(func::FuncOp function) : shapes(function) {}

  LogicalResult visit(Operation *op);
  ArrayRef<AffineExpr> getDifferences() const { return differences.getArrayRef(); }
  unsigned getDimCount() const { return shapes.getNames().size(); }

private:
  LogicalResult visitLoops(linalg::LinalgOp op);
  LogicalResult visitConcat(tensor::ConcatOp op);
  LogicalResult visitCast(tensor::CastOp op);
  LogicalResult mustBeEqual(Operation *op, AffineExpr one, AffineExpr other);

  SymbolicShapes shapes;
  llvm::SetVector<AffineExpr> differences;
};

} // namespace

LogicalResult Finder::mustBeEqual(Operation *op, AffineExpr one, AffineExpr other) {
  AffineExpr difference = simplifyAffineExpr(one - other, 0, getDimCount());
  if (auto constant = dyn_cast<AffineConstantExpr>(difference)) {
    if (constant.getValue() == 0)
      return success();
    return op->emitError("find_equal_sizes_c1: two sizes that meet here are never equal");
  }
  // Of a difference and its opposite one is enough.
  if (!differences.contains(simplifyAffineExpr(other - one, 0, getDimCount())))
    differences.insert(difference);
  return success();
}

/// Every operand that a loop walks over has that loop's extent.
LogicalResult Finder::visitLoops(linalg::LinalgOp op) {
  SmallVector<AffineExpr> extents(op.getNumLoops());
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<RankedTensorType>(operand.get().getType()))
      continue;
    FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(operand.get());
    if (failed(shape))
      return failure();
    for (auto [size, index] : llvm::zip(*shape, op.getMatchingIndexingMap(&operand).getResults())) {
      auto loop = dyn_cast<AffineDimExpr>(index);
      if (!loop)
        continue;
      AffineExpr &extent = extents[loop.getPosition()];
      if (!extent)
        extent = size;
      else if (failed(mustBeEqual(op, extent, size)))
        return failure();
    }
  }
  return success();
}

/// Beside the axis all operands are alike.
LogicalResult Finder::visitConcat(tensor::ConcatOp op) {
  FailureOr<SmallVector<AffineExpr>> first = shapes.getShape(op.getInputs().front());
  if (failed(first))
    return failure();
  for (Value input : op.getInputs().drop_front()) {
    FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(input);
    if (failed(shape))
      return failure();
    for (auto [dim, one, other] : llvm::enumerate(*first, *shape))
      if (dim != op.getDim() && failed(mustBeEqual(op, one, other)))
        return failure();
  }
  return success();
}

/// A type may claim a size that was dynamic.
LogicalResult Finder::visitCast(tensor::CastOp op) {
  auto from = dyn_cast<RankedTensorType>(op.getSource().getType());
  auto to = dyn_cast<RankedTensorType>(op.getType());
  if (!from || !to)
    return success();
  FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(op.getSource());
  if (failed(shape))
    return failure();
  for (auto [dim, size] : llvm::enumerate(*shape))
    if (from.isDynamicDim(dim) && !to.isDynamicDim(dim) &&
        failed(mustBeEqual(op, size, getAffineConstantExpr(to.getDimSize(dim), op.getContext()))))
      return failure();
  return success();
}

LogicalResult Finder::visit(Operation *op) {
  if (auto loops = dyn_cast<linalg::LinalgOp>(op))
    return visitLoops(loops);
  if (auto concat = dyn_cast<tensor::ConcatOp>(op))
    return visitConcat(concat);
  if (auto cast = dyn_cast<tensor::CastOp>(op))
    return visitCast(cast);
  return success();
}

namespace {

struct FindEqualSizes : lith::passes::impl::FindEqualSizesBase<FindEqualSizes> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      Finder finder(function);
      WalkResult walked = function.walk([&](Operation *op) {
        return failed(finder.visit(op)) ? WalkResult::interrupt() : WalkResult::advance();
      });
      if (walked.wasInterrupted())
        return signalPassFailure();
      if (!finder.getDifferences().empty())
        function->setAttr("kernel.dim_differences",
                          AffineMapAttr::get(AffineMap::get(
                              0, finder.getDimCount(), finder.getDifferences(), &getContext())));
    }
  }
};

} // namespace
