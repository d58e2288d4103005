// Reshaping layers: config keys, shape rules and lowering. Padding and cropping work in either data
// format without a transpose.
#include "dialects/layer/Reshaping.h"
#include "dialects/layer/Spatial.h"

#include <numeric>

using namespace mlir;
using namespace lith::layer;

namespace {

/// The number of elements of `shape`; dynamic where a dimension is.
int64_t countElements(ArrayRef<int64_t> shape) {
  if (ShapedType::isDynamicShape(shape))
    return ShapedType::kDynamic;
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<int64_t>());
}

/// Groups of dimensions: the batch, and all others together.
SmallVector<ReassociationIndices> groupSample(unsigned rank) {
  SmallVector<ReassociationIndices> groups{{0}};
  if (rank > 1)
    groups.push_back(llvm::to_vector(llvm::seq<int64_t>(1, rank)));
  return groups;
}

/// The batch and one row per sample.
Value flattenSample(OpBuilder &builder, Location loc, Value input) {
  auto type = cast<RankedTensorType>(input.getType());
  if (type.getRank() == 2)
    return input;
  if (type.getRank() > 2)
    return tensor::CollapseShapeOp::create(builder, loc, input, groupSample(type.getRank()));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  sizes.push_back(builder.getIndexAttr(1));
  return tensor::ExpandShapeOp::create(builder, loc, type.clone({type.getDimSize(0), 1}), input,
                                       SmallVector<ReassociationIndices>{{0, 1}}, sizes);
}

} // namespace

//===-- Flatten ------------------------------------------------------------------------------===//

void FlattenOp::describeConfig(ConfigSpec &spec) {
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

LogicalResult FlattenOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() < 1)
    return violates(*this, 1) << "input must have a batch dimension, is " << input;
  if (!isDataFormat(getDataFormat()))
    return violates(*this, 2) << "data_format must be channels_last or channels_first, is '"
                              << getDataFormat() << "'";
  types.push_back(input.clone({input.getDimSize(0), countElements(input.getShape().drop_front())}));
  return success();
}

LogicalResult FlattenOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value input = getInput();
  if (getInput().getType().getRank() > 2)
    input = toChannelsLast(builder, getLoc(), input, getDataFormat());
  results.push_back(flattenSample(builder, getLoc(), input));
  return success();
}

//===-- Reshape ------------------------------------------------------------------------------===//

void ReshapeOp::describeConfig(ConfigSpec &spec) { spec.integers("target_shape"); }

LogicalResult ReshapeOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  ArrayRef<int64_t> target = getTargetShape();
  if (input.getRank() < 1)
    return violates(*this, 1) << "input must have a batch dimension, is " << input;
  int64_t open = llvm::count(target, -1);
  if (open > 1 || llvm::any_of(target, [](int64_t n) { return n < 1 && n != -1; }))
    return violates(*this, 2) << "target_shape must have positive numbers and at most one -1, is ["
                              << target << "]";
  int64_t elements = countElements(input.getShape().drop_front()), known = 1;
  bool isAbsurd = false; // no number of elements has 64 bits
  for (int64_t size : target)
    isAbsurd |= llvm::MulOverflow(known, size == -1 ? 1 : size, known);
  if (ShapedType::isDynamic(elements) && open == 0)
    return violates(*this, 4) << "target_shape [" << target
                              << "] needs a -1 for the dynamic dimensions of " << input;
  if (isAbsurd ||
      (!ShapedType::isDynamic(elements) && (open == 0 ? elements != known : elements % known != 0)))
    return violates(*this, 3) << "target_shape [" << target << "] does not hold the elements of "
                              << input;
  SmallVector<int64_t> shape{input.getDimSize(0)};
  for (int64_t size : target)
    shape.push_back(size != -1                        ? size
                    : ShapedType::isDynamic(elements) ? ShapedType::kDynamic
                                                      : elements / known);
  types.push_back(input.clone(shape));
  return success();
}

LogicalResult ReshapeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  RankedTensorType type = getOutput().getType();
  if (type == getInput().getType() && type.getNumDynamicDims() <= 1)
    return results.push_back(getInput()), success();
  Value row = flattenSample(builder, loc, getInput());
  if (type.getRank() == 1)
    row = tensor::CollapseShapeOp::create(builder, loc, row,
                                          SmallVector<ReassociationIndices>{{0, 1}});
  if (type.getRank() <= 2)
    return results.push_back(row), success();
  SmallVector<OpFoldResult> sizes{tensor::getMixedSize(builder, loc, row, 0)};
  llvm::append_range(sizes, completeSizes(builder, loc, type.getShape().drop_front(),
                                          tensor::getMixedSize(builder, loc, row, 1)));
  results.push_back(
      tensor::ExpandShapeOp::create(builder, loc, type, row, groupSample(type.getRank()), sizes));
  return success();
}

//===-- Permute ------------------------------------------------------------------------------===//

void PermuteOp::describeConfig(ConfigSpec &spec) { spec.integers("dims"); }

LogicalResult PermuteOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> sorted(getDims());
  llvm::sort(sorted);
  if (input.getRank() < 1 || !llvm::equal(sorted, llvm::seq<int64_t>(1, input.getRank())))
    return violates(*this, 1)
           << "dims must be a permutation of the dimensions of a sample, counted "
              "from 1, it is ["
           << getDims() << "] for " << input;
  SmallVector<int64_t> shape{input.getDimSize(0)};
  for (int64_t dim : getDims())
    shape.push_back(input.getDimSize(dim));
  types.push_back(input.clone(shape));
  return success();
}

LogicalResult PermuteOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  SmallVector<int64_t> permutation{0};
  llvm::append_range(permutation, getDims());
  results.push_back(createTranspose(builder, getLoc(), getInput(), permutation));
  return success();
}

//===-- RepeatVector -------------------------------------------------------------------------===//

void RepeatVectorOp::describeConfig(ConfigSpec &spec) { spec.integer("n"); }

LogicalResult RepeatVectorOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  int64_t n = getN();
  if (input.getRank() != 2)
    return violates(*this, 1) << "input must have rank 2, is " << input;
  if (n < 1)
    return violates(*this, 2) << "n must be positive, is " << n;
  types.push_back(input.clone({input.getDimSize(0), n, input.getDimSize(1)}));
  return success();
}

LogicalResult RepeatVectorOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, getLoc(), getInput());
  sizes.insert(sizes.begin() + 1, builder.getIndexAttr(getN()));
  AffineMap read = builder.getMultiDimIdentityMap(3).getSubMap({0, 2});
  results.push_back(createMap(builder, getLoc(), getInput(), read, sizes,
                              getInput().getType().getElementType(),
                              [](OpBuilder &, Location, ValueRange e) { return e[0]; }));
  return success();
}

//===-- ZeroPadding and Cropping -------------------------------------------------------------===//

namespace {

/// Constraints 1 to 3 of both, and the result type with `sign` * (before + after) more elements
/// along each spatial dimension.
template <typename Op>
LogicalResult inferEdges(Op op, unsigned rank, StringRef key, ArrayRef<int64_t> edges, int sign,
                         SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() != rank + 2)
    return violates(op, 1) << "input must have rank " << rank + 2 << ", is " << input;
  if (!areAtLeast(edges, 2 * rank, 0))
    return violates(op, 2) << key << " must have " << 2 * rank << " numbers, none negative, is ["
                           << edges << "]";
  if (!isDataFormat(getFormat(op)))
    return violates(op, 3) << "data_format must be channels_last or channels_first, is '"
                           << getFormat(op) << "'";
  SmallVector<int64_t> shape(input.getShape());
  for (unsigned axis = 0; axis < rank; ++axis) {
    int64_t &size = shape[firstSpatialDim(getFormat(op)) + axis];
    if (!ShapedType::isDynamic(size))
      size += sign * (edges[2 * axis] + edges[2 * axis + 1]);
    if (!ShapedType::isDynamic(size) && size < 1)
      return violates(op, 4) << "nothing is left of spatial dimension " << axis << " of " << input;
  }
  types.push_back(input.clone(shape));
  return success();
}

template <typename Op> Value lowerZeroPadding(Op op, OpBuilder &builder) {
  unsigned rank = op.getInput().getType().getRank();
  SmallVector<OpFoldResult> low(rank, builder.getIndexAttr(0)), high(low);
  for (unsigned axis = 0, first = firstSpatialDim(getFormat(op)); axis + 2 < rank; ++axis) {
    low[first + axis] = builder.getIndexAttr(op.getPadding()[2 * axis]);
    high[first + axis] = builder.getIndexAttr(op.getPadding()[2 * axis + 1]);
  }
  return createPadded(builder, op.getLoc(), op.getInput(), low, high, 0.0);
}

template <typename Op> Value lowerCropping(Op op, OpBuilder &builder) {
  Location loc = op.getLoc();
  unsigned rank = op.getInput().getType().getRank();
  SmallVector<OpFoldResult> offsets(rank, builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(rank, builder.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, op.getInput());
  for (unsigned axis = 0, first = firstSpatialDim(getFormat(op)); axis + 2 < rank; ++axis) {
    int64_t before = op.getCropping()[2 * axis], after = op.getCropping()[2 * axis + 1];
    offsets[first + axis] = builder.getIndexAttr(before);
    sizes[first + axis] = affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(0, 1, builder.getAffineSymbolExpr(0) - (before + after)),
        sizes[first + axis]);
  }
  return tensor::ExtractSliceOp::create(builder, loc, op.getInput(), offsets, sizes, strides);
}

} // namespace

#define LITH_ZERO_PADDING(Op, rank)                                                                \
  void Op::describeConfig(ConfigSpec &spec) {                                                      \
    spec.pairs("padding", rank);                                                                   \
    spec.string("data_format", {"channels_last", "channels_first"}).orNull();                      \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferEdges(*this, rank, "padding", getPadding(), +1, types);                            \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return results.push_back(lowerZeroPadding(*this, builder)), success();                         \
  }

#define LITH_CROPPING(Op, rank)                                                                    \
  void Op::describeConfig(ConfigSpec &spec) {                                                      \
    spec.pairs("cropping", rank);                                                                  \
    if constexpr (rank > 1)                                                                        \
      spec.string("data_format", {"channels_last", "channels_first"}).orNull();                    \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferEdges(*this, rank, "cropping", getCropping(), -1, types);                          \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return results.push_back(lowerCropping(*this, builder)), success();                            \
  }

LITH_ZERO_PADDING(ZeroPadding1DOp, 1)
LITH_ZERO_PADDING(ZeroPadding2DOp, 2)
LITH_ZERO_PADDING(ZeroPadding3DOp, 3)
LITH_CROPPING(Cropping1DOp, 1)
LITH_CROPPING(Cropping2DOp, 2)
LITH_CROPPING(Cropping3DOp, 3)
