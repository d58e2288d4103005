// The loops of normalisations.
#include "dialects/layer/Normalize.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;

namespace lith::layer {
namespace {

/// The mean of body(element) along `axes`.
Value createMean(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes,
                 llvm::function_ref<Value(OpBuilder &, Location, Value)> body = nullptr) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input), counted;
  for (int64_t axis : axes)
    counted.push_back(sizes[axis]);
  Type element = getElementTypeOrSelf(input.getType());
  Value count = createElementCount(builder, loc, counted, element);
  return createElementwise(builder, loc, createSum(builder, loc, input, axes, body),
                           [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                             return arith::DivFOp::create(nested, at, e[0], count);
                           });
}

Value square(OpBuilder &builder, Location loc, Value element) {
  return arith::MulFOp::create(builder, loc, element, element);
}

/// 1 / sqrt(element + epsilon)
Value createInverseRoot(OpBuilder &builder, Location loc, Value squares, double epsilon) {
  return createElementwise(
      builder, loc, squares, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        Type type = e[0].getType();
        Value moved = arith::AddFOp::create(b, e[0], createConstant(b, at, type, epsilon));
        return arith::DivFOp::create(b, createConstant(b, at, type, 1.0),
                                     math::SqrtOp::create(b, moved));
      });
}

/// The dimensions that are not among `dims`.
SmallVector<unsigned> otherDims(int64_t rank, ArrayRef<int64_t> dims) {
  SmallVector<unsigned> others;
  for (int64_t dim = 0; dim < rank; ++dim)
    if (!llvm::is_contained(dims, dim))
      others.push_back(dim);
  return others;
}

/// input * inverse[the dimensions without `dims`], and times scale, if there is one.
Value multiplyScaled(OpBuilder &builder, Location loc, Value input, Value inverse,
                     ArrayRef<int64_t> dims, Value scale, AffineMap scaleMap) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  SmallVector<Value> inputs{input, inverse};
  SmallVector<AffineMap> maps{all, all.getSubMap(otherDims(rank, dims))};
  if (scale) {
    inputs.push_back(scale);
    maps.push_back(scaleMap);
  }
  return createMap(builder, loc, inputs, maps, tensor::getMixedSizes(builder, loc, input),
                   getElementTypeOrSelf(input.getType()),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     Value scaled = arith::MulFOp::create(nested, at, e[0], e[1]);
                     return e.size() > 2 ? arith::MulFOp::create(nested, at, scaled, e[2]) : scaled;
                   });
}

} // namespace

Moments createMoments(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes,
                      double epsilon) {
  Value mean = createMean(builder, loc, input, axes);
  Value centred = createMapWithReduced(builder, loc, input, mean, axes,
                                       [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                         return arith::SubFOp::create(nested, at, e[0], e[1]);
                                       });
  Value variance = createMean(builder, loc, centred, axes, square);
  return {mean, createInverseRoot(builder, loc, variance, epsilon)};
}

Value applyMoments(OpBuilder &builder, Location loc, Value input, const Moments &moments,
                   ArrayRef<int64_t> axes, Value gamma, Value beta, ArrayRef<int64_t> own) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  SmallVector<unsigned> kept = otherDims(rank, axes), ownDims(own.begin(), own.end());
  SmallVector<Value> inputs{input, moments.mean, moments.inverse};
  SmallVector<AffineMap> maps{all, all.getSubMap(kept), all.getSubMap(kept)};
  for (Value variable : {gamma, beta}) {
    if (!variable)
      continue;
    inputs.push_back(variable);
    maps.push_back(all.getSubMap(ownDims));
  }
  return createMap(builder, loc, inputs, maps, tensor::getMixedSizes(builder, loc, input),
                   getElementTypeOrSelf(input.getType()),
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     ImplicitLocOpBuilder b(at, nested);
                     Value scale = gamma ? arith::MulFOp::create(b, e[2], e[3]) : e[2];
                     Value result =
                         arith::MulFOp::create(b, arith::SubFOp::create(b, e[0], e[1]), scale);
                     return beta ? arith::AddFOp::create(b, result, e.back()) : result;
                   });
}

std::pair<Value, Value> createScaleAndShift(OpBuilder &builder, Location loc,
                                            const BatchStatistics &statistics, double epsilon) {
  Value scale = createInverseRoot(builder, loc, statistics.variance, epsilon);
  if (statistics.gamma)
    scale = createElementwise(builder, loc, {scale, statistics.gamma},
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                return arith::MulFOp::create(nested, at, e[0], e[1]);
                              });
  SmallVector<Value> inputs{statistics.mean, scale};
  if (statistics.beta)
    inputs.push_back(statistics.beta);
  Value shift =
      createElementwise(builder, loc, inputs, [](OpBuilder &nested, Location at, ValueRange e) {
        ImplicitLocOpBuilder b(at, nested);
        Value moved = arith::MulFOp::create(b, e[0], e[1]);
        Value start = e.size() > 2 ? e[2] : createConstant(b, at, moved.getType(), 0.0);
        return arith::SubFOp::create(b, start, moved).getResult();
      });
  return {scale, shift};
}

Value applyScaleAndShift(OpBuilder &builder, Location loc, Value input, Value scale, Value shift,
                         unsigned dim) {
  AffineMap all = builder.getMultiDimIdentityMap(cast<RankedTensorType>(input.getType()).getRank());
  AffineMap along = all.getSubMap({dim});
  return createMap(builder, loc, {input, scale, shift}, {all, along, along},
                   tensor::getMixedSizes(builder, loc, input),
                   getElementTypeOrSelf(input.getType()),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     Value scaled = arith::MulFOp::create(nested, at, e[0], e[1]);
                     return arith::AddFOp::create(nested, at, scaled, e[2]);
                   });
}

Value normalizeLayer(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> dims,
                     double epsilon, Value gamma, Value beta, bool isRms) {
  Moments moments = createMoments(builder, loc, input, dims, epsilon);
  if (!isRms)
    return applyMoments(builder, loc, input, moments, dims, gamma, beta, dims);
  AffineMap all = builder.getMultiDimIdentityMap(cast<RankedTensorType>(input.getType()).getRank());
  SmallVector<unsigned> own(dims.begin(), dims.end());
  return multiplyScaled(builder, loc, input, moments.inverse, dims, gamma, all.getSubMap(own));
}

Value normalizeRootMeanSquare(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> dims,
                              double epsilon, Value scale) {
  Value mean = createMean(builder, loc, input, dims, square);
  Value inverse = createInverseRoot(builder, loc, mean, epsilon);
  AffineMap read;
  if (scale)
    read = broadcastMap(cast<RankedTensorType>(scale.getType()).getShape(),
                        cast<RankedTensorType>(input.getType()).getShape(), builder.getContext());
  return multiplyScaled(builder, loc, input, inverse, dims, scale, read);
}

} // namespace lith::layer
