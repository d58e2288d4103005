// Image preprocessing layers. A resized axis reads, for each output, the few inputs around its
// place; their weights depend on sizes alone, so that where these are known they are computed once.
#include "dialects/layer/ImagePreprocessing.h"
#include "dialects/layer/ImageOperations.h"
#include "dialects/layer/Interpolation.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

namespace {

OpFoldResult apply(OpBuilder &builder, Location loc, AffineExpr expr,
                   ArrayRef<OpFoldResult> operands) {
  return affine::makeComposedFoldedAffineApply(builder, loc,
                                               AffineMap::get(0, operands.size(), expr), operands);
}

//===-- One axis -----------------------------------------------------------------------------===//

/// An axis of `size` elements that gets `target`. Places are integers: output o lies at
/// ((2 o + 1) size - target) / (2 target) of the input. `scale` / target is how much wider than
/// between neighbours the interpolation reaches.
struct ResizedAxis {
  unsigned dim;
  OpFoldResult size;
  int64_t target;
  OpFoldResult scale, taps;
  int64_t radius;

  Value sizeValue(OpBuilder &builder, Location loc) const {
    return getValueOrCreateConstantIndexOp(builder, loc, size);
  }
  /// The place of an output, times 2 * target.
  Value createPlace(OpBuilder &builder, Location loc, Value output) const {
    auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(builder, loc, n); };
    Value middle = arith::MulIOp::create(builder, loc, output, number(2));
    middle = arith::AddIOp::create(builder, loc, middle, number(1));
    middle = arith::MulIOp::create(builder, loc, middle, sizeValue(builder, loc));
    return arith::SubIOp::create(builder, loc, middle, number(target));
  }
  /// The input that a tap of an output reads, which may lie outside.
  Value createSource(OpBuilder &builder, Location loc, Value output, Value tap) const {
    auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(builder, loc, n); };
    Value reach = arith::MulIOp::create(builder, loc, number(2 * radius),
                                        getValueOrCreateConstantIndexOp(builder, loc, scale));
    Value begin = arith::SubIOp::create(builder, loc, createPlace(builder, loc, output), reach);
    begin = arith::FloorDivSIOp::create(builder, loc, begin, number(2 * target));
    begin = arith::AddIOp::create(builder, loc, begin, number(1));
    return arith::AddIOp::create(builder, loc, begin, tap);
  }
  /// The same, moved inside.
  Value createClamped(OpBuilder &builder, Location loc, Value source) const {
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    Value last = arith::SubIOp::create(builder, loc, sizeValue(builder, loc), one);
    source = arith::MaxSIOp::create(builder, loc, source, zero);
    return arith::MinSIOp::create(builder, loc, source, last);
  }
};

ResizedAxis getResizedAxis(OpBuilder &builder, Location loc, Value image, unsigned dim,
                           int64_t target, const Interpolation &interpolation, bool antialias) {
  OpFoldResult size = tensor::getMixedSize(builder, loc, image, dim);
  AffineExpr n = builder.getAffineSymbolExpr(0);
  OpFoldResult scale = builder.getIndexAttr(target);
  if (antialias) {
    AffineMap larger =
        AffineMap::get(0, 1, {n, builder.getAffineConstantExpr(target)}, builder.getContext());
    scale = affine::makeComposedFoldedAffineMax(builder, loc, larger, size);
  }
  OpFoldResult taps = apply(builder, loc, (n * (2 * interpolation.radius)).ceilDiv(target), scale);
  return {dim, size, target, scale, taps, interpolation.radius};
}

/// weights[output, tap]: zero outside, with sum 1. The nearest input is never outside, so that no
/// sum is zero.
Value createWeights(OpBuilder &builder, Location loc, const ResizedAxis &axis,
                    const Interpolation &interpolation, Type element) {
  SmallVector<OpFoldResult> sizes{builder.getIndexAttr(axis.target), axis.taps};
  Value inside = createMap(
      builder, loc, {}, {}, sizes, element,
      [&](OpBuilder &nested, Location at, ValueRange) -> Value {
        auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(nested, at, n); };
        Value output = linalg::IndexOp::create(nested, at, 0);
        Value source =
            axis.createSource(nested, at, output, linalg::IndexOp::create(nested, at, 1));
        Value isIn = arith::CmpIOp::create(nested, at, arith::CmpIPredicate::eq, source,
                                           axis.createClamped(nested, at, source));
        Value there = arith::MulIOp::create(nested, at, source, number(2 * axis.target));
        Value apart =
            arith::SubIOp::create(nested, at, axis.createPlace(nested, at, output), there);
        Value unit = arith::MulIOp::create(nested, at, number(2),
                                           getValueOrCreateConstantIndexOp(nested, at, axis.scale));
        Value weight = createWeight(nested, at, interpolation, apart, unit, element);
        return arith::SelectOp::create(nested, at, isIn, weight,
                                       createConstant(nested, at, element, 0.0));
      });
  Value total = createAxisReduction(builder, loc, inside, {1}, 0.0,
                                    [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                      return arith::AddFOp::create(nested, at, e[1], e[0]);
                                    });
  AffineMap all = builder.getMultiDimIdentityMap(2);
  return createMap(builder, loc, {inside, total}, {all, all.getSubMap({0})}, sizes, element,
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::DivFOp::create(nested, at, e[0], e[1]);
                   });
}

/// The indices of the enclosing generic's first `rank` iterators.
SmallVector<Value> createIndices(OpBuilder &builder, Location loc, unsigned rank) {
  SmallVector<Value> indices;
  for (unsigned i = 0; i < rank; ++i)
    indices.push_back(linalg::IndexOp::create(builder, loc, i));
  return indices;
}

Value resizeNearest(OpBuilder &builder, Location loc, Value image, unsigned dim, int64_t target) {
  auto type = cast<RankedTensorType>(image.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  ResizedAxis axis{dim, sizes[dim], target, {}, {}, 0};
  sizes[dim] = builder.getIndexAttr(target);
  return createMap(builder, loc, {}, {}, sizes, type.getElementType(),
                   [&](OpBuilder &nested, Location at, ValueRange) -> Value {
                     // floor((o + 0.5) * size / target) = floor(place + 0.5)
                     auto number = [&](int64_t n) {
                       return arith::ConstantIndexOp::create(nested, at, n);
                     };
                     SmallVector<Value> from = createIndices(nested, at, type.getRank());
                     Value place = axis.createPlace(nested, at, from[dim]);
                     place = arith::AddIOp::create(nested, at, place, number(target));
                     Value source = arith::DivUIOp::create(nested, at, place, number(2 * target));
                     from[dim] = axis.createClamped(nested, at, source);
                     return tensor::ExtractOp::create(nested, at, image, from);
                   });
}

Value resizeAxis(OpBuilder &builder, Location loc, Value image, unsigned dim, int64_t target,
                 const Interpolation *interpolation, bool antialias) {
  auto type = cast<RankedTensorType>(image.getType());
  if (type.getDimSize(dim) == target)
    return image;
  if (!interpolation)
    return resizeNearest(builder, loc, image, dim, target);
  unsigned rank = type.getRank();
  ResizedAxis axis = getResizedAxis(builder, loc, image, dim, target, *interpolation, antialias);
  Value weights = createWeights(builder, loc, axis, *interpolation, type.getElementType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  sizes[dim] = builder.getIndexAttr(target);
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  return createReduction(builder, loc, weights,
                         createFilled(builder, loc, sizes, type.getElementType(), 0.0),
                         {all.getSubMap({dim, rank}), all.dropResult(rank)}, 1,
                         [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           SmallVector<Value> from = createIndices(nested, at, rank);
                           Value tap = linalg::IndexOp::create(nested, at, rank);
                           Value source = axis.createSource(nested, at, from[dim], tap);
                           from[dim] = axis.createClamped(nested, at, source);
                           Value read = tensor::ExtractOp::create(nested, at, image, from);
                           Value product = arith::MulFOp::create(nested, at, e[0], read);
                           return arith::AddFOp::create(nested, at, e[1], product);
                         });
}

//===-- Sides in proportion
//--------------------------------------------------------------------===//

/// How an image gets its size.
struct Resize {
  /// The dimensions of height and width, and their sizes to be.
  unsigned dims[2];
  int64_t targets[2];
  const Interpolation *interpolation; // null: nearest
  bool antialias;

  /// side[other] * targets[axis] / targets[other], rounded down: axis in proportion to the other.
  OpFoldResult proportional(OpBuilder &builder, Location loc, Value image, unsigned axis) const {
    OpFoldResult other = tensor::getMixedSize(builder, loc, image, dims[1 - axis]);
    AffineExpr size = builder.getAffineSymbolExpr(0);
    return apply(builder, loc, (size * targets[axis]).floorDiv(targets[1 - axis]), other);
  }
};

/// The largest window in the middle whose sides are as the targets.
Value cropToAspectRatio(OpBuilder &builder, Location loc, Value image, const Resize &resize) {
  SmallVector<OpFoldResult> whole = tensor::getMixedSizes(builder, loc, image), sizes(whole);
  SmallVector<OpFoldResult> offsets(whole.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(whole.size(), builder.getIndexAttr(1));
  AffineExpr a = builder.getAffineSymbolExpr(0), b = builder.getAffineSymbolExpr(1);
  AffineMap both = AffineMap::get(0, 2, {a, b}, builder.getContext());
  AffineMap atLeastOne =
      AffineMap::get(0, 1, {a, builder.getAffineConstantExpr(1)}, builder.getContext());
  for (unsigned axis : {0u, 1u}) {
    unsigned dim = resize.dims[axis];
    OpFoldResult fitting = affine::makeComposedFoldedAffineMin(
        builder, loc, both, {whole[dim], resize.proportional(builder, loc, image, axis)});
    sizes[dim] = affine::makeComposedFoldedAffineMax(builder, loc, atLeastOne, fitting);
    offsets[dim] = apply(builder, loc, (a - b).floorDiv(2), {whole[dim], sizes[dim]});
  }
  return tensor::ExtractSliceOp::create(builder, loc, image, offsets, sizes, strides);
}

/// The image with `value` around its short side until its sides are as the targets, but for an odd
/// element.
Value padToAspectRatio(OpBuilder &builder, Location loc, Value image, const Resize &resize,
                       double value) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  SmallVector<OpFoldResult> around(sizes.size(), builder.getIndexAttr(0));
  AffineExpr a = builder.getAffineSymbolExpr(0), b = builder.getAffineSymbolExpr(1);
  AffineMap both = AffineMap::get(0, 2, {a, b}, builder.getContext());
  for (unsigned axis : {0u, 1u}) {
    unsigned dim = resize.dims[axis];
    OpFoldResult fitting = affine::makeComposedFoldedAffineMax(
        builder, loc, both, {sizes[dim], resize.proportional(builder, loc, image, axis)});
    around[dim] = apply(builder, loc, (a - b).floorDiv(2), {fitting, sizes[dim]});
  }
  return createPadded(builder, loc, image, around, around, value);
}

Value resizeImage(OpBuilder &builder, Location loc, Value image, const Resize &resize) {
  for (auto [dim, target] : llvm::zip(resize.dims, resize.targets))
    image = resizeAxis(builder, loc, image, dim, target, resize.interpolation, resize.antialias);
  return image;
}

template <typename Op> Resize getResize(Op op) {
  unsigned first = firstSpatialDim(op.getDataFormat());
  if constexpr (requires { op.getSize(); })
    return {{first, first + 1}, {op.getSize()[0], op.getSize()[1]}, nullptr, false};
  else
    return {{first, first + 1},
            {static_cast<int64_t>(op.getHeight()), static_cast<int64_t>(op.getWidth())},
            nullptr,
            false};
}

/// Constraints 4 to 7 of what resizes as it is told.
template <typename Op> LogicalResult checkResizing(Op op) {
  if (failed(checkInterpolation(op, op.getInterpolation(), op.getInput().getType())))
    return failure();
  if (op.getCropToAspectRatio() && op.getPadToAspectRatio())
    return violates(op, 6) << "crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other";
  if (op.getFillMode() != "constant")
    return violates(op, 7) << "fill_mode must be constant, is '" << op.getFillMode() << "'";
  return success();
}

template <typename Op> Value lowerResizing(Op op, OpBuilder &builder) {
  Value image = op.getInput();
  Resize resize = getResize(op);
  resize.interpolation = findInterpolation(op.getInterpolation());
  resize.antialias = op.getAntialias();
  if (op.getCropToAspectRatio())
    image = cropToAspectRatio(builder, op.getLoc(), image, resize);
  if (op.getPadToAspectRatio())
    image =
        padToAspectRatio(builder, op.getLoc(), image, resize, op.getFillValue().convertToDouble());
  return resizeImage(builder, op.getLoc(), image, resize);
}

void describeResizing(ConfigSpec &spec) {
  spec.string("interpolation");
  spec.boolean("crop_to_aspect_ratio");
  spec.boolean("pad_to_aspect_ratio");
  spec.string("fill_mode");
  spec.floating("fill_value");
  spec.boolean("antialias");
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

/// Constraints 2 and 3 of both, and the result type.
template <typename Op> LogicalResult inferResized(Op op, SmallVectorImpl<Type> &types) {
  Resize resize = getResize(op);
  if (!areAtLeast(resize.targets, 2, 1))
    return violates(op, 2) << "height and width must be positive, they are " << resize.targets[0]
                           << " and " << resize.targets[1];
  if (!isDataFormat(op.getDataFormat()))
    return violates(op, 3) << "data_format must be channels_last or channels_first, is '"
                           << op.getDataFormat() << "'";
  SmallVector<int64_t> shape(op.getInput().getType().getShape());
  for (auto [dim, target] : llvm::zip(resize.dims, resize.targets))
    shape[dim] = target;
  types.push_back(op.getInput().getType().clone(shape));
  return success();
}

} // namespace

//===-- Resizing
//-------------------------------------------------------------------------------===//

void ResizingOp::describeConfig(ConfigSpec &spec) {
  spec.integer("height");
  spec.integer("width");
  describeResizing(spec);
}

LogicalResult ResizingOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4)
    return violates(*this, 1) << "input must have rank 4, is " << input;
  return failure(failed(inferResized(*this, types)) || failed(checkResizing(*this)));
}

LogicalResult ResizingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return results.push_back(lowerResizing(*this, builder)), success();
}

//===-- Resize -------------------------------------------------------------------------------===//

void OpsResizeOp::describeConfig(ConfigSpec &spec) {
  spec.integers("size", 2);
  describeResizing(spec);
}

LogicalResult OpsResizeOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4)
    return violates(*this, 1) << "images must have rank 4, is " << input;
  if (!isDataFormat(getDataFormat()))
    return violates(*this, 2) << "data_format must be channels_last or channels_first, is '"
                              << getDataFormat() << "'";
  if (!areAtLeast(getSize(), 2, 1))
    return violates(*this, 3) << "size must have two positive numbers, is [" << getSize() << "]";
  return failure(failed(inferResized(*this, types)) || failed(checkResizing(*this)));
}

LogicalResult OpsResizeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return results.push_back(lowerResizing(*this, builder)), success();
}

//===-- CenterCrop
//-----------------------------------------------------------------------------===//

void CenterCropOp::describeConfig(ConfigSpec &spec) {
  spec.integer("height");
  spec.integer("width");
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

LogicalResult CenterCropOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4 || !isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have rank 4 and float elements, is " << input;
  if (failed(inferResized(*this, types)))
    return failure();
  if (ShapedType::isDynamicShape(input.getShape().slice(firstSpatialDim(getDataFormat()), 2)))
    return violates(*this, 4) << "height and width of input must be known, input is " << input;
  return success();
}

LogicalResult CenterCropOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Resize resize = getResize(*this);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, getInput());
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  for (auto [dim, target] : llvm::zip(resize.dims, resize.targets)) {
    int64_t surplus = getInput().getType().getDimSize(dim) - target;
    if (surplus < 0) {
      resize.interpolation = findInterpolation("bilinear");
      Value window = cropToAspectRatio(builder, loc, getInput(), resize);
      return results.push_back(resizeImage(builder, loc, window, resize)), success();
    }
    offsets[dim] = builder.getIndexAttr(surplus / 2);
    sizes[dim] = builder.getIndexAttr(target);
  }
  results.push_back(
      tensor::ExtractSliceOp::create(builder, loc, getInput(), offsets, sizes, strides));
  return success();
}
