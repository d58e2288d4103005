// Up-sampling layers. Repeating is a broadcast into a dimension that is then joined with its
// neighbour. The interpolations are one contraction per axis: the taps around a source element,
// times weights that depend on the phase alone, but for the edges, where weights of elements
// outside are left out and the others scaled up. The weights come from no input, so they are
// computed once.
#include "dialects/layer/Reshaping.h"
#include "dialects/layer/Spatial.h"

#include <cmath>
#include <numbers>

using namespace mlir;
using namespace lith::layer;

namespace {

/// An interpolation: a symmetric weight function that is zero from `radius` on.
struct Interpolation {
  StringRef name;
  int64_t radius;
  double (*weight)(double distance);
};

double triangle(double x) { return std::max(0.0, 1.0 - x); }

double keysCubic(double x) {
  if (x >= 2.0)
    return 0.0;
  return x >= 1.0 ? ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0 : ((1.5 * x - 2.5) * x) * x + 1.0;
}

template <int radius> double lanczos(double x) {
  if (x > radius)
    return 0.0;
  double angle = std::numbers::pi * x;
  return x <= 1e-3 ? 1.0 : radius * std::sin(angle) * std::sin(angle / radius) / (angle * angle);
}

constexpr Interpolation interpolations[] = {{"bilinear", 1, triangle},
                                            {"bicubic", 2, keysCubic},
                                            {"lanczos3", 3, lanczos<3>},
                                            {"lanczos5", 5, lanczos<5>}};

const Interpolation *findInterpolation(StringRef name) {
  for (const Interpolation &candidate : interpolations)
    if (candidate.name == name)
      return &candidate;
  return nullptr;
}

/// weights[phase, tap] of an image without edges: tap t is source element q + t - radius for the
/// outputs of source element q.
Value createPhaseWeights(OpBuilder &builder, Location loc, const Interpolation &interpolation,
                         int64_t factor, Type element) {
  int64_t taps = 2 * interpolation.radius + 1;
  SmallVector<double> values;
  for (int64_t phase = 0; phase < factor; ++phase) {
    double place = (phase + 0.5) / factor - 0.5;
    for (int64_t tap = 0; tap < taps; ++tap)
      values.push_back(interpolation.weight(std::abs(place - (tap - interpolation.radius))));
  }
  auto type = RankedTensorType::get({factor, taps}, element);
  return createTable(builder, loc, type, values);
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

} // namespace

void UpSampling2DOp::describeConfig(ConfigSpec &spec) {
  spec.integers("size", 2);
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.string("interpolation");
}

LogicalResult UpSampling2DOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4)
    return violates(*this, 1) << "input must have rank 4, is " << input;
  if (!areAtLeast(getSize(), 2, 1))
    return violates(*this, 2) << "size must have two positive numbers, is [" << getSize() << "]";
  if (!isDataFormat(getDataFormat()))
    return violates(*this, 3) << "data_format must be channels_last or channels_first, is '"
                              << getDataFormat() << "'";
  bool isNearest = getInterpolation() == "nearest";
  if (!isNearest && !findInterpolation(getInterpolation()))
    return violates(*this, 4) << "interpolation must be nearest, bilinear, bicubic, lanczos3 or "
                                 "lanczos5, is '"
                              << getInterpolation() << "'";
  if (!isNearest && !isa<FloatType>(input.getElementType()))
    return violates(*this, 5) << "interpolation '" << getInterpolation()
                              << "' needs float elements, input is " << input;
  SmallVector<int64_t> shape(input.getShape());
  for (auto [axis, factor] : llvm::enumerate(getSize())) {
    int64_t &size = shape[firstSpatialDim(getDataFormat()) + axis];
    size = ShapedType::isDynamic(size) ? size : size * factor;
  }
  types.push_back(input.clone(shape));
  return success();
}

LogicalResult UpSampling2DOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value image = getInput();
  const Interpolation *interpolation = findInterpolation(getInterpolation());
  for (auto [axis, factor] : llvm::enumerate(getSize())) {
    if (factor == 1)
      continue;
    unsigned dim = firstSpatialDim(getDataFormat()) + axis;
    image = interpolation ? interpolate(builder, getLoc(), image, dim, factor, *interpolation)
                          : repeat(builder, getLoc(), image, dim, factor);
  }
  results.push_back(image);
  return success();
}
