// Up-sampling layers. Repeating is a broadcast into a dimension that is then joined with its
// neighbour. The interpolations are one contraction per axis: the taps around a source element,
// times weights that depend on the phase alone, but for the edges, where weights of elements
// outside are left out and the others scaled up. The weights come from no input, so they are
// computed once.
#include "dialects/layer/Interpolation.h"
#include "dialects/layer/Reshaping.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

namespace {

/// weights[phase, tap] of an image without edges: tap t is source element q + t - radius for the
/// outputs of source element q.
Value createPhaseWeights(OpBuilder &builder, Location loc, const Interpolation &interpolation,
                         int64_t factor, Type element) {
  int64_t taps = 2 * interpolation.radius + 1;
  return createMap(
      builder, loc, {}, {}, {builder.getIndexAttr(factor), builder.getIndexAttr(taps)}, element,
      [&](OpBuilder &nested, Location at, ValueRange) -> Value {
        auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(nested, at, n); };
        // (phase + 0.5) / factor - 0.5 - (tap - radius), times 2 * factor.
        Value phase = linalg::IndexOp::create(nested, at, 0);
        Value tap = linalg::IndexOp::create(nested, at, 1);
        Value place = arith::MulIOp::create(nested, at, phase, number(2));
        Value source = arith::MulIOp::create(nested, at, tap, number(2 * factor));
        Value apart = arith::SubIOp::create(nested, at, place, source);
        int64_t offset = 1 - factor + 2 * factor * interpolation.radius;
        apart = arith::AddIOp::create(nested, at, apart, number(offset));
        return createWeight(nested, at, interpolation, apart, number(2 * factor), element);
      });
}

/// weights[source, phase, tap] for an axis of `size` elements: zero outside, with sum 1.
Value createWeights(OpBuilder &builder, Location loc, const Interpolation &interpolation,
                    int64_t factor, OpFoldResult size, Type element) {
  int64_t taps = 2 * interpolation.radius + 1;
  Value everywhere = createPhaseWeights(builder, loc, interpolation, factor, element);
  AffineMap all = builder.getMultiDimIdentityMap(3);
  SmallVector<OpFoldResult> sizes{size, builder.getIndexAttr(factor), builder.getIndexAttr(taps)};
  Value inside =
      createMap(builder, loc, everywhere, all.getSubMap({1, 2}), sizes, element,
                [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                  Value source = linalg::IndexOp::create(nested, at, 0);
                  Value tap = linalg::IndexOp::create(nested, at, 2);
                  Value radius = arith::ConstantIndexOp::create(nested, at, interpolation.radius);
                  Value zero = arith::ConstantIndexOp::create(nested, at, 0);
                  Value place = arith::AddIOp::create(nested, at, source, tap);
                  place = arith::SubIOp::create(nested, at, place, radius);
                  Value end = getValueOrCreateConstantIndexOp(nested, at, size);
                  using Predicate = arith::CmpIPredicate;
                  Value isIn = arith::AndIOp::create(
                      nested, at, arith::CmpIOp::create(nested, at, Predicate::sge, place, zero),
                      arith::CmpIOp::create(nested, at, Predicate::slt, place, end));
                  return arith::SelectOp::create(nested, at, isIn, e[0],
                                                 createConstant(nested, at, element, 0.0));
                });
  Value total = createAxisReduction(builder, loc, inside, {2}, 0.0,
                                    [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                      return arith::AddFOp::create(nested, at, e[1], e[0]);
                                    });
  return createMap(builder, loc, {inside, total}, {all, all.getSubMap({0, 1})}, sizes, element,
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::DivFOp::create(nested, at, e[0], e[1]);
                   });
}

/// The image with dimension `dim` resized to `factor` times its size.
Value interpolate(OpBuilder &builder, Location loc, Value image, unsigned dim, int64_t factor,
                  const Interpolation &interpolation) {
  auto type = cast<RankedTensorType>(image.getType());
  unsigned rank = type.getRank(), tap = rank + 1;
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  Value weights =
      createWeights(builder, loc, interpolation, factor, sizes[dim], type.getElementType());
  SmallVector<OpFoldResult> around(rank, builder.getIndexAttr(0));
  around[dim] = builder.getIndexAttr(interpolation.radius);
  Value padded = createPadded(builder, loc, image, around, around, 0.0);

  // Iterators: the dimensions of the image with the phase after `dim`, then the tap.
  sizes.insert(sizes.begin() + dim + 1, builder.getIndexAttr(factor));
  AffineMap all = builder.getMultiDimIdentityMap(rank + 2);
  SmallVector<AffineExpr> read;
  for (unsigned i = 0; i < rank + 1; ++i)
    if (i != dim + 1)
      read.push_back(all.getResult(i));
  read[dim] = read[dim] + all.getResult(tap);
  Value result = createContraction(builder, loc, padded, weights, sizes,
                                   {AffineMap::get(rank + 2, 0, read, builder.getContext()),
                                    all.getSubMap({dim, dim + 1, tap}), all.dropResult(tap)},
                                   /*reductions=*/1);
  return joinDimensions(builder, loc, result, dim);
}

/// The image with every element along dimension `dim` repeated `factor` times.
Value repeat(OpBuilder &builder, Location loc, Value image, unsigned dim, int64_t factor) {
  auto type = cast<RankedTensorType>(image.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  sizes.insert(sizes.begin() + dim + 1, builder.getIndexAttr(factor));
  AffineMap read = builder.getMultiDimIdentityMap(type.getRank() + 1).dropResult(dim + 1);
  Value result = createMap(builder, loc, image, read, sizes, type.getElementType(),
                           [](OpBuilder &, Location, ValueRange e) { return e[0]; });
  return joinDimensions(builder, loc, result, dim);
}

//===-- The ops ------------------------------------------------------------------------------===//

/// Constraints 1 to 3, and the result type.
template <typename UpOp>
LogicalResult inferUpSampling(UpOp op, unsigned rank, ArrayRef<int64_t> factors,
                              SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() != rank + 2)
    return violates(op, 1) << "input must have rank " << rank + 2 << ", is " << input;
  if (!areAtLeast(factors, rank, 1))
    return violates(op, 2) << "size must have " << rank << " positive numbers, is [" << factors
                           << "]";
  if (!isDataFormat(getFormat(op)))
    return violates(op, 3) << "data_format must be channels_last or channels_first, is '"
                           << getFormat(op) << "'";
  SmallVector<int64_t> shape(input.getShape());
  for (auto [axis, factor] : llvm::enumerate(factors)) {
    int64_t &size = shape[firstSpatialDim(getFormat(op)) + axis];
    size = ShapedType::isDynamic(size) ? size : size * factor;
  }
  types.push_back(input.clone(shape));
  return success();
}

/// The input with each spatial axis stretched; a null interpolation repeats.
template <typename UpOp>
Value stretch(OpBuilder &builder, UpOp op, ArrayRef<int64_t> factors,
              const Interpolation *interpolation) {
  Value image = op.getInput();
  for (auto [axis, factor] : llvm::enumerate(factors)) {
    if (factor == 1)
      continue;
    unsigned dim = firstSpatialDim(getFormat(op)) + axis;
    image = interpolation ? interpolate(builder, op.getLoc(), image, dim, factor, *interpolation)
                          : repeat(builder, op.getLoc(), image, dim, factor);
  }
  return image;
}

} // namespace

void UpSampling1DOp::describeConfig(ConfigSpec &spec) { spec.integer("size"); }

LogicalResult UpSampling1DOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferUpSampling(*this, 1, static_cast<int64_t>(getSize()), types);
}

LogicalResult UpSampling1DOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(stretch(builder, *this, static_cast<int64_t>(getSize()), nullptr));
  return success();
}

void UpSampling2DOp::describeConfig(ConfigSpec &spec) {
  spec.integers("size", 2);
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.string("interpolation");
}

LogicalResult UpSampling2DOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(inferUpSampling(*this, 2, getSize(), types)))
    return failure();
  return checkInterpolation(*this, getInterpolation(), getInput().getType());
}

LogicalResult UpSampling2DOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(stretch(builder, *this, getSize(), findInterpolation(getInterpolation())));
  return success();
}

void UpSampling3DOp::describeConfig(ConfigSpec &spec) {
  spec.integers("size", 3);
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

LogicalResult UpSampling3DOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferUpSampling(*this, 3, getSize(), types);
}

LogicalResult UpSampling3DOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return results.push_back(stretch(builder, *this, getSize(), nullptr)), success();
}
