// Windows, their padding, and data formats. Sizes that are known are computed here; for dynamic
// ones the same formulas are emitted as affine.apply.
#include "dialects/layer/Spatial.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"

using namespace mlir;

namespace lith::layer {
namespace {

OpFoldResult apply(OpBuilder &builder, Location loc, AffineExpr expr,
                   ArrayRef<OpFoldResult> operands) {
  AffineMap map = AffineMap::get(0, operands.size(), expr);
  return affine::makeComposedFoldedAffineApply(builder, loc, map, operands);
}

/// The permutation that moves channels from the end to dimension 1, or back.
SmallVector<int64_t> formatPermutation(unsigned rank, bool toLast) {
  SmallVector<int64_t> permutation{0};
  if (!toLast)
    permutation.push_back(rank - 1);
  for (unsigned i = 1; i < rank - 1; ++i)
    permutation.push_back(toLast ? i + 1 : i);
  if (toLast)
    permutation.push_back(1);
  return permutation;
}

/// Groups of dimensions for a reshape between `shape` and the same with `dim` and `dim + 1` joined.
SmallVector<ReassociationIndices> groupsJoining(unsigned rank, unsigned dim) {
  SmallVector<ReassociationIndices> groups;
  for (unsigned i = 0; i < rank; ++i) {
    if (i == dim + 1)
      groups.back().push_back(i);
    else
      groups.push_back({i});
  }
  return groups;
}

} // namespace

SmallVector<int64_t> spread(ArrayRef<int64_t> numbers, unsigned rank) {
  return numbers.size() == 1 ? SmallVector<int64_t>(rank, numbers.front())
                             : SmallVector<int64_t>(numbers);
}

int64_t Window::positions(unsigned axis, int64_t input) const {
  if (ShapedType::isDynamic(input))
    return input;
  if (edges != Edges::Valid)
    return llvm::divideCeil(input, strides[axis]);
  int64_t span = extent(axis);
  return input < span ? 0 : (input - span) / strides[axis] + 1;
}

SmallVector<OpFoldResult> computePositions(OpBuilder &builder, Location loc, const Window &window,
                                           ArrayRef<OpFoldResult> sizes) {
  AffineExpr size = builder.getAffineSymbolExpr(0);
  SmallVector<OpFoldResult> positions;
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t stride = window.strides[i];
    AffineExpr count = window.edges == Edges::Valid ? (size - window.extent(i)).floorDiv(stride) + 1
                                                    : size.ceilDiv(stride);
    positions.push_back(apply(builder, loc, count, sizes[i]));
  }
  return positions;
}

Padding computePadding(OpBuilder &builder, Location loc, const Window &window,
                       ArrayRef<OpFoldResult> sizes) {
  Padding padding;
  AffineExpr size = builder.getAffineSymbolExpr(0), high = builder.getAffineSymbolExpr(1);
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t stride = window.strides[i], span = window.extent(i);
    if (window.edges != Edges::Same) {
      int64_t before = window.edges == Edges::Causal ? span - 1 : 0;
      padding.low.push_back(builder.getIndexAttr(before));
      padding.high.push_back(builder.getIndexAttr(0));
      continue;
    }
    OpFoldResult total = builder.getIndexAttr(0);
    // What the last position needs beyond the input. It may be negative where strides skip more
    // than a window spans, and never is positive for windows of one element.
    AffineExpr missing = (size.ceilDiv(stride) - 1) * stride + span - size;
    if (stride == 1) {
      total = builder.getIndexAttr(span - 1);
    } else if (span >= stride) {
      total = apply(builder, loc, missing, sizes[i]);
    } else if (span > 1) {
      AffineMap most =
          AffineMap::get(0, 1, {missing, builder.getAffineConstantExpr(0)}, builder.getContext());
      total = affine::makeComposedFoldedAffineMax(builder, loc, most, sizes[i]);
    }
    OpFoldResult low = apply(builder, loc, size.floorDiv(2), total);
    padding.low.push_back(low);
    padding.high.push_back(apply(builder, loc, size - high, {total, low}));
  }
  return padding;
}

SmallVector<OpFoldResult> getSpatialSizes(OpBuilder &builder, Location loc, Value image) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  return SmallVector<OpFoldResult>(sizes.begin() + 1, sizes.end() - 1);
}

Value padImage(OpBuilder &builder, Location loc, Value image, const Padding &padding,
               double value) {
  OpFoldResult none = builder.getIndexAttr(0);
  auto around = [&](ArrayRef<OpFoldResult> spatial) {
    SmallVector<OpFoldResult> all{none};
    all.append(spatial.begin(), spatial.end());
    all.push_back(none);
    return all;
  };
  return createPadded(builder, loc, image, around(padding.low), around(padding.high), value);
}

Value splitDimension(OpBuilder &builder, Location loc, Value value, unsigned dim, int64_t inner) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, value);
  AffineExpr size = builder.getAffineSymbolExpr(0);
  OpFoldResult outer = apply(builder, loc, size.floorDiv(inner), sizes[dim]);
  sizes[dim] = outer;
  sizes.insert(sizes.begin() + dim + 1, builder.getIndexAttr(inner));
  SmallVector<int64_t> shape;
  SmallVector<Value> dynamicSizes;
  dispatchIndexOpFoldResults(sizes, dynamicSizes, shape);
  return tensor::ExpandShapeOp::create(builder, loc, type.clone(shape), value,
                                       groupsJoining(shape.size(), dim), sizes);
}

Value joinDimensions(OpBuilder &builder, Location loc, Value value, unsigned dim) {
  unsigned rank = cast<RankedTensorType>(value.getType()).getRank();
  return tensor::CollapseShapeOp::create(builder, loc, value, groupsJoining(rank, dim));
}

Value toChannelsLast(OpBuilder &builder, Location loc, Value image, StringRef dataFormat) {
  if (!isChannelsFirst(dataFormat))
    return image;
  unsigned rank = cast<RankedTensorType>(image.getType()).getRank();
  return createTranspose(builder, loc, image, formatPermutation(rank, /*toLast=*/true));
}

Value fromChannelsLast(OpBuilder &builder, Location loc, Value image, StringRef dataFormat) {
  if (!isChannelsFirst(dataFormat))
    return image;
  unsigned rank = cast<RankedTensorType>(image.getType()).getRank();
  return createTranspose(builder, loc, image, formatPermutation(rank, /*toLast=*/false));
}

InFlightDiagnostic violates(Operation *op, unsigned number) {
  return op->emitOpError() << op->getName().stripDialect() << "_c" << number << ": ";
}

} // namespace lith::layer
