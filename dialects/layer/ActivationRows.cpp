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

Value createMaxima(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes) {
  return createAxisReduction(builder, loc, input, axes, -std::numeric_limits<double>::infinity(),
                             binary<arith::MaximumFOp>);
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
  Value shifted = createMapWithReduced(builder, loc, input, createMaxima(builder, loc, input, axis),
                                       axis, binary<arith::SubFOp>);
  Value sums = createSum(builder, loc, createElementwise(builder, loc, shifted, exponential), axis);
  return createMapWithReduced(builder, loc, shifted, sums, axis,
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                Value log = math::LogOp::create(nested, at, e[1]);
                                return arith::SubFOp::create(nested, at, e[0], log);
                              });
}

/// What sumPrefix adds up.
enum class Summand { Element, One };

/// result[.., i] = sum of the elements (or of ones) of the row that stand at x[.., i] or before it
/// in descending order, equal ones in the order of the row: a prefix sum of the sorted row, left
/// where the element is. NaN stands nowhere.
Value sumPrefix(OpBuilder &builder, Location loc, Value input, Summand summand) {
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
        Value above = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGT, e[1], e[0]);
        Value equal = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OEQ, e[1], e[0]);
        Value ownPlace = linalg::IndexOp::create(nested, at, rank - 1);
        Value otherPlace = linalg::IndexOp::create(nested, at, rank);
        Value notBehind =
            arith::CmpIOp::create(nested, at, arith::CmpIPredicate::sle, otherPlace, ownPlace);
        Value tied = arith::AndIOp::create(nested, at, equal, notBehind);
        Value counts = arith::OrIOp::create(nested, at, above, tied);
        Value term = summand == Summand::One ? createConstant(nested, at, type, 1.0) : e[1];
        Value zero = createConstant(nested, at, type, 0.0);
        Value chosen = arith::SelectOp::create(nested, at, counts, term, zero);
        return arith::AddFOp::create(nested, at, e[2], chosen);
      });
}

/// (sum - 1) / count, of elements.
Value meanAbove(OpBuilder &builder, Location loc, Value sum, Value count) {
  Value rest =
      arith::SubFOp::create(builder, loc, sum, createConstant(builder, loc, sum.getType(), 1.0));
  return arith::DivFOp::create(builder, loc, rest, count);
}

// max(x - tau, 0). Keras sorts the row z, with prefix sums c: k is in the support where
// z[k] > (c[k] - 1) / k, and tau = (sum of c[k] over the support - 1) / size of the support. (That
// sum is Keras's: with more than one element in the support it is not the sparsemax of the paper.)
// Here the prefix sums are made without sorting, which gives the same.
Value sparsemax(OpBuilder &builder, Location loc, Value input) {
  int64_t axis = getRank(input) - 1;
  Value sums = sumPrefix(builder, loc, input, Summand::Element);
  Value counts = sumPrefix(builder, loc, input, Summand::One);
  /// 1 or the prefix sum where the element is in the support, else 0.
  auto createSupport = [&](Summand summand) {
    return createElementwise(
        builder, loc, {input, sums, counts},
        [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
          Value zero = createConstant(nested, at, e[0].getType(), 0.0);
          Value margin = arith::SubFOp::create(nested, at, e[0], meanAbove(nested, at, e[1], e[2]));
          Value inside = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGT, margin, zero);
          Value term =
              summand == Summand::One ? createConstant(nested, at, e[0].getType(), 1.0) : e[1];
          return arith::SelectOp::create(nested, at, inside, term, zero);
        });
  };
  Value total = createSum(builder, loc, createSupport(Summand::Element), axis);
  Value size = createSum(builder, loc, createSupport(Summand::One), axis);
  Value tau = createElementwise(builder, loc, {total, size},
                                [](OpBuilder &nested, Location at, ValueRange e) {
                                  return meanAbove(nested, at, e[0], e[1]);
                                });
  return createMapWithReduced(builder, loc, input, tau, axis,
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                Value above = arith::SubFOp::create(nested, at, e[0], e[1]);
                                Value zero = createConstant(nested, at, above.getType(), 0.0);
                                return arith::MaximumFOp::create(nested, at, above, zero);
                              });
}

// first half * sigmoid(second half)
Value glu(OpBuilder &builder, Location loc, Value input) {
  RankedTensorType half = getActivatedType("glu", cast<RankedTensorType>(input.getType()));
  int64_t rank = half.getRank();
  OpFoldResult size = builder.getIndexAttr(half.getShape().back());
  Value first = createSlice(builder, loc, input, rank - 1, builder.getIndexAttr(0), size);
  Value second = createSlice(builder, loc, input, rank - 1, size, size);
  Value gate = applyActivation(builder, loc, "sigmoid", second);
  return createElementwise(builder, loc, {first, gate}, binary<arith::MulFOp>);
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
  Value powers = createMapWithReduced(
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
  return createMapWithReduced(builder, loc, powers, createSum(builder, loc, powers, axes), axes,
                              binary<arith::DivFOp>);
}

} // namespace lith::layer
