// Searches in a sequence: every element is compared with all of it.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/SortingOperations.h"
#include "dialects/layer/SortingOrder.h"

using namespace mlir;
using namespace lith::layer;
using elements::negateBool;
using order::isLess;

using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

namespace {

/// Folds body(element of x, element of the row, accumulated) over the row, for each element.
Value foldRow(B &b, Value x, Value row, Type result, ElementBody body) {
  int64_t rank = typeOf(x).getRank();
  AffineMap all = b.getMultiDimIdentityMap(rank + 1), own = all.dropResult(rank);
  Value init = createFilled(b, b.getLoc(), tensor::getMixedSizes(b, b.getLoc(), x), result, 0);
  return createReduction(b, b.getLoc(), {x, row}, init, {own, all.getSubMap({unsigned(rank)}), own},
                         1, body);
}

/// Constraint 1 of searches: a row of known size that can be compared.
LogicalResult checkRow(Operation *op, Value x, Value row) {
  RankedTensorType type = typeOf(row);
  bool isUnsigned = type.getElementType().isUnsignedInteger() || elementOf(x).isUnsignedInteger();
  if (type.getRank() != 1 || !type.hasStaticShape() || type.getDimSize(0) == 0 || isUnsigned)
    return breaks(op, 1) << "the sequence must have rank 1 and a known size, is " << type;
  return success();
}

Value countInto(B &b, Value condition, Value sum) {
  return arith::AddIOp::create(b, sum, arith::ExtUIOp::create(b, sum.getType(), condition));
}

std::pair<Value, Value> convertBoth(B &b, Value x, Value y) {
  Type common = promoteTypes(elementOf(x), elementOf(y));
  return {createConversion(b, b.getLoc(), x, common), createConversion(b, b.getLoc(), y, common)};
}

} // namespace

void OpsSearchSortedOp::describeConfig(ConfigSpec &spec) { spec.string("side", {"left", "right"}); }
LogicalResult OpsSearchSortedOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkRow(*this, getValues(), getSequence())))
    return failure();
  if (getSide() != "left" && getSide() != "right")
    return breaks(*this, 2) << "side must be left or right, is '" << getSide() << "'";
  types.push_back(getValues().getType().clone(IntegerType::get(getContext(), 32)));
  return success();
}
bool OpsSearchSortedOp::mixesSamples() { return false; }
LogicalResult OpsSearchSortedOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [values, row] = convertBoth(b, getValues(), getSequence());
  bool isRight = getSide() == "right";
  results.push_back(
      foldRow(b, values, row, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        Value isPast =
            isRight ? negateBool(inner, isLess(inner, e[0], e[1])) : isLess(inner, e[1], e[0]);
        return countInto(inner, isPast, e[2]);
      }));
  return success();
}

void OpsDigitizeOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsDigitizeOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkRow(*this, getX(), getBins())))
    return failure();
  types.push_back(getX().getType().clone(IntegerType::get(getContext(), 32)));
  return success();
}
bool OpsDigitizeOp::mixesSamples() { return false; }
LogicalResult OpsDigitizeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [x, bins] = convertBoth(b, getX(), getBins());
  int64_t last = typeOf(bins).getDimSize(0) - 1;
  results.push_back(
      foldRow(b, x, bins, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        auto bin = [&](int64_t place) -> Value {
          return tensor::ExtractOp::create(inner, bins,
                                           Value(arith::ConstantIndexOp::create(inner, place)));
        };
        Value isAbove = isLess(inner, e[0], e[1]), falls = isLess(inner, bin(last), bin(0));
        Value isCounted = arith::CmpIOp::create(inner, I::eq, isAbove, falls);
        return countInto(inner, isCounted, e[2]);
      }));
  return success();
}

void OpsIsInOp::describeConfig(ConfigSpec &spec) {
  spec.boolean("assume_unique");
  spec.boolean("invert");
}
LogicalResult OpsIsInOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType(), others = getOthers().getType();
  if (!others.hasStaticShape() || x.getElementType().isUnsignedInteger() ||
      others.getElementType().isUnsignedInteger())
    return breaks(*this, 1) << "the shape of x2 must be known, and no element unsigned, they are "
                            << x << " and " << others;
  types.push_back(x.clone(IntegerType::get(getContext(), 1)));
  return success();
}
bool OpsIsInOp::mixesSamples() { return false; }
LogicalResult OpsIsInOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [x, others] = convertBoth(b, getX(), getOthers());
  others =
      createReshape(b, getLoc(), others, typeOf(others).clone({typeOf(others).getNumElements()}));
  bool isInverted = getInvert();
  Value counts =
      foldRow(b, x, others, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        Value isSame = isa<FloatType>(e[0].getType())
                           ? Value(arith::CmpFOp::create(inner, F::OEQ, e[0], e[1]))
                           : Value(arith::CmpIOp::create(inner, I::eq, e[0], e[1]));
        return countInto(inner, isSame, e[2]);
      });
  results.push_back(folds::mapTo(b, counts, b.getI1Type(), [&](B &b, Value count) -> Value {
    return arith::CmpIOp::create(b, isInverted ? I::eq : I::ne, count,
                                 folds::constant(b, count, 0));
  }));
  return success();
}
