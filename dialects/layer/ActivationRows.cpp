// Keras's activation functions that need a whole row: softmax and its relatives, which reduce along
// an axis, and glu, which multiplies the two halves of the last dimension.
#include "dialects/layer/Activations.h"

#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/StringSwitch.h"

#include <limits>

using namespace mlir;

namespace lith::layer {
namespace {

/// The body of a reduction or map with two elements.
template <typename Op> Value binary(OpBuilder &builder, Location loc, ValueRange elements) {
  return Op::create(builder, loc, elements[0], elements[1]);
}

int64_t getRank(Value value) { return cast<RankedTensorType>(value.getType()).getRank(); }

/// result[..] = body(input[..], reduced[.. without axes]).
Value mapWithReduced(OpBuilder &builder, Location loc, Value input, Value reduced,
                     ArrayRef<int64_t> axes, ElementBody body) {
  int64_t rank = getRank(input);
  SmallVector<AffineExpr> kept;
  for (int64_t dim = 0; dim < rank; ++dim)
    if (!llvm::is_contained(axes, dim))
      kept.push_back(builder.getAffineDimExpr(dim));
  return createMap(
      builder, loc, {input, reduced},
      {builder.getMultiDimIdentityMap(rank), AffineMap::get(rank, 0, kept, builder.getContext())},
      tensor::getMixedSizes(builder, loc, input), getElementTypeOrSelf(input.getType()), body);
}

Value createMaxima(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes) {
  return createAxisReduction(builder, loc, input, axes, -std::numeric_limits<double>::infinity(),
                             binary<arith::MaximumFOp>);
}

Value createSums(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes) {
  return createAxisReduction(builder, loc, input, axes, 0.0, binary<arith::AddFOp>);
}

Value exponential(OpBuilder &builder, Location loc, ValueRange elements) {
  return math::ExpOp::create(builder, loc, elements[0]);
}

Value softmax(OpBuilder &builder, Location loc, Value input) {
  return createSoftmax(builder, loc, input, getRank(input) - 1);
}

// shifted - log(sum exp(shifted)), shifted = x - max
Value logSoftmax(OpBuilder &builder, Location loc, Value input) {
  int64_t axis = getRank(input) - 1;
  Value shifted = mapWithReduced(builder, loc, input, createMaxima(builder, loc, input, axis), axis,
                                 binary<arith::SubFOp>);
  Value sums =
      createSums(builder, loc, createElementwise(builder, loc, shifted, exponential), axis);
  return mapWithReduced(builder, loc, shifted, sums, axis,
                        [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                          Value log = math::LogOp::create(nested, at, e[1]);
                          return arith::SubFOp::create(nested, at, e[0], log);
                        });
}

/// result[.., i] = sum_j value(x[.., i], x[.., j]) over the j with x[.., j] >= x[.., i].
Value sumNotBelow(OpBuilder &builder, Location loc, Value input,
                  llvm::function_ref<Value(OpBuilder &, Location, ValueRange)> value) {
  int64_t rank = getRank(input);
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  SmallVector<unsigned> exceptOwn = llvm::to_vector(llvm::seq<unsigned>(0, rank - 1));
  exceptOwn.push_back(rank);
  AffineMap own = all.getMajorSubMap(rank), other = all.getSubMap(exceptOwn);
  Type type = getElementTypeOrSelf(input.getType());
  Value init = createFilled(builder, loc, tensor::getMixedSizes(builder, loc, input), type, 0.0);
  return createReduction(
      builder, loc, {input, input}, init, {own, other, own}, /*reductions=*/1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value counts = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGE, e[1], e[0]);
        Value zero = createConstant(nested, at, type, 0.0);
        Value summand = arith::SelectOp::create(nested, at, counts, value(nested, at, e), zero);
        return arith::AddFOp::create(nested, at, e[2], summand);
      });
}

// max(x - tau, 0), tau = (sum of the support - 1) / its size. Keras sorts a row and tests each
// prefix: z is in the support where z > (sum - 1) / count of the elements down to z. Here sum and
// count run over the elements not below z, which needs no sorting and gives the same test.
Value sparsemax(OpBuilder &builder, Location loc, Value input) {
  int64_t axis = getRank(input) - 1;
  Type type = getElementTypeOrSelf(input.getType());
  auto one = [&](OpBuilder &nested, Location at, ValueRange) {
    return createConstant(nested, at, type, 1.0);
  };
  Value sums =
      sumNotBelow(builder, loc, input, [](OpBuilder &, Location, ValueRange e) { return e[1]; });
  Value counts = sumNotBelow(builder, loc, input, one);
  Value support = createElementwise(
      builder, loc, {input, sums, counts},
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value zero = createConstant(nested, at, type, 0.0);
        Value rest = arith::SubFOp::create(nested, at, e[1], one(nested, at, {}));
        Value mean = arith::DivFOp::create(nested, at, rest, e[2]);
        Value margin = arith::SubFOp::create(nested, at, e[0], mean);
        Value inside = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGT, margin, zero);
        return arith::SelectOp::create(nested, at, inside, one(nested, at, {}), zero);
      });
  Value members = createElementwise(
      builder, loc, {input, support}, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value zero = createConstant(nested, at, type, 0.0);
        Value inside = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGT, e[1], zero);
        return arith::SelectOp::create(nested, at, inside, e[0], zero);
      });
  Value tau = createElementwise(
      builder, loc,
      {createSums(builder, loc, members, axis), createSums(builder, loc, support, axis)},
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value rest = arith::SubFOp::create(nested, at, e[0], one(nested, at, {}));
        return arith::DivFOp::create(nested, at, rest, e[1]);
      });
  return mapWithReduced(
      builder, loc, input, tau, axis, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value above = arith::SubFOp::create(nested, at, e[0], e[1]);
        return arith::MaximumFOp::create(nested, at, above, createConstant(nested, at, type, 0.0));
      });
}

// first half * sigmoid(second half)
Value glu(OpBuilder &builder, Location loc, Value input) {
  RankedTensorType half = getActivatedType("glu", cast<RankedTensorType>(input.getType()));
  int64_t rank = half.getRank();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  sizes.back() = builder.getIndexAttr(half.getShape().back());
  SmallVector<OpFoldResult> strides(rank, builder.getIndexAttr(1));
  auto slice = [&](int64_t start) -> Value {
    SmallVector<OpFoldResult> offsets(rank, builder.getIndexAttr(0));
    offsets.back() = builder.getIndexAttr(start);
    return tensor::ExtractSliceOp::create(builder, loc, half, input, offsets, sizes, strides);
  };
  Value gate = applyActivation(builder, loc, "sigmoid", slice(half.getShape().back()));
  return createElementwise(builder, loc, {slice(0), gate}, binary<arith::MulFOp>);
}

} // namespace

detail::RowFunction detail::findRowFunction(StringRef name) {
  return llvm::StringSwitch<RowFunction>(name)
      .Case("glu", glu)
      .Case("log_softmax", logSoftmax)
      .Case("softmax", softmax)
      .Case("sparsemax", sparsemax)
      .Default(nullptr);
}

Value createSoftmax(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes) {
  Value maxima = createMaxima(builder, loc, input, axes);
  // Over several axes Keras computes exp(x - logsumexp(x)), whose shift is 0 for a row with an
  // infinite maximum; over one axis it is the maximum itself.
  bool shiftIsFinite = axes.size() > 1;
  Value powers = mapWithReduced(
      builder, loc, input, maxima, axes,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value shift = e[1];
        if (shiftIsFinite) {
          Value infinity =
              createConstant(nested, at, shift.getType(), std::numeric_limits<double>::infinity());
          Value isInfinite =
              arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OEQ,
                                    math::AbsFOp::create(nested, at, shift), infinity);
          shift = arith::SelectOp::create(nested, at, isInfinite,
                                          createConstant(nested, at, shift.getType(), 0.0), shift);
        }
        return math::ExpOp::create(nested, at,
                                   arith::SubFOp::create(nested, at, e[0], shift).getResult());
      });
  return mapWithReduced(builder, loc, powers, createSums(builder, loc, powers, axes), axes,
                        binary<arith::DivFOp>);
}

} // namespace lith::layer
