// Arithmetic, comparison and logic of single elements: the formulas of Keras (on jax), in the order
// in which it computes them, so that NaN, infinities and signed zeros come out as there.
#include "dialects/layer/ElementOperations.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>
#include <numbers>

using namespace mlir;
using namespace lith::layer;
using namespace lith::layer::elements;

using B = ImplicitLocOpBuilder;
using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

namespace {

/// Integers are divided as in C; where the divisor is 0 or the quotient has no place, the divisor
/// is taken as 1, so that nothing traps.
Value safeDivisor(B &b, Value x, Value y) {
  Value least = arith::ConstantOp::create(
      b,
      IntegerAttr::get(x.getType(), APInt::getSignedMinValue(x.getType().getIntOrFloatBitWidth())));
  Value overflows = both(b, isEqual(b, x, least), isEqual(b, y, constant(b, y, -1)));
  return where(b, either(b, isZero(b, y), overflows), constant(b, y, 1), y);
}

/// The remainder with the sign of x, as C's fmod: exact, as each step takes away what is exact.
Value truncatedRemainder(B &b, Value x, Value y) {
  if (isFloat(x))
    return arith::RemFOp::create(b, x, y);
  return arith::RemSIOp::create(b, x, safeDivisor(b, x, y));
}

/// The remainder with the sign of y.
Value flooredRemainder(B &b, Value x, Value y) {
  Value remainder = truncatedRemainder(b, x, y);
  Value differs = arith::XOrIOp::create(b, isLess(b, remainder, 0), isLess(b, y, 0));
  Value isOff = both(b, differs, negateBool(b, isZero(b, remainder)));
  return where(b, isOff, add(b, remainder, y), remainder);
}

/// max + f(-|x - y|), and the sum where the difference is NaN (infinities of one sign, NaN).
Value logAddExp(B &b, Value x, Value y, double base) {
  Value difference = sub(b, x, y);
  Value larger = arith::MaximumFOp::create(b, x, y);
  Value exponent = arith::NegFOp::create(b, math::AbsFOp::create(b, difference));
  Value rest = math::Log1pOp::create(b, math::ExpOp::create(b, scaled(b, exponent, base)));
  return where(b, isNaN(b, difference), add(b, x, y), add(b, larger, scaled(b, rest, 1 / base)));
}

/// x to a whole power by repeated squares, as XLA multiplies it out.
Value wholePower(B &b, Value x, int64_t power) {
  Value result, square = x;
  for (uint64_t bits = power < 0 ? -power : power; bits; bits >>= 1) {
    if (bits & 1)
      result = result ? mul(b, result, square) : square;
    if (bits > 1)
      square = mul(b, square, square);
  }
  if (!result)
    return constant(b, x, 1);
  return power < 0 ? div(b, constant(b, x, 1), result) : result;
}

/// The number that every element of `value` is, if it is a constant.
std::optional<double> knownNumber(Value value) {
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)) || !elements.isSplat())
    return std::nullopt;
  if (isa<FloatType>(elements.getElementType()))
    return elements.getSplatValue<APFloat>().convertToDouble();
  return double(elements.getSplatValue<APInt>().getSExtValue());
}

/// Integers to an integer power, bit by bit; a negative power is 0 but for bases of -1 and 1.
Value integerPower(B &b, Value x, Value y) {
  Value zero = constant(b, x, 0), one = constant(b, x, 1);
  Value result = one, square = x, rest = y;
  unsigned bits = x.getType().getIntOrFloatBitWidth();
  for (unsigned bit = 0; (1u << bit) <= bits; ++bit) {
    Value isSet = arith::CmpIOp::create(b, I::ne, arith::AndIOp::create(b, rest, one), zero);
    result = where(b, isSet, mul(b, result, square), result);
    square = mul(b, square, square);
    rest = arith::ShRSIOp::create(b, rest, one);
  }
  return result;
}

/// The larger of two; of bools, whether one is set.
template <typename FloatOp> Value larger(B &b, ValueRange x) {
  return isBool(x[0]) ? either(b, x[0], x[1]) : pick<FloatOp, arith::MaxSIOp>(b, x[0], x[1]);
}

/// The smaller of two; of bools, whether both are set.
template <typename FloatOp> Value smaller(B &b, ValueRange x) {
  return isBool(x[0]) ? both(b, x[0], x[1]) : pick<FloatOp, arith::MinSIOp>(b, x[0], x[1]);
}

} // namespace

//===-- Arithmetic of two -------------------------------------------------------------------===//

Value OpsAddOp::compute(B &b, ValueRange x) { return add(b, x[0], x[1]); }
Value OpsSubtractOp::compute(B &b, ValueRange x) { return sub(b, x[0], x[1]); }
Value OpsMultiplyOp::compute(B &b, ValueRange x) { return mul(b, x[0], x[1]); }
Value OpsDivideOp::compute(B &b, ValueRange x) { return div(b, x[0], x[1]); }
Value OpsTrueDivideOp::compute(B &b, ValueRange x) { return div(b, x[0], x[1]); }
Value OpsDivideNoNanOp::compute(B &b, ValueRange x) {
  return where(b, isZero(b, x[1]), constant(b, x[0], 0), div(b, x[0], x[1]));
}
Value OpsModOp::compute(B &b, ValueRange x) { return flooredRemainder(b, x[0], x[1]); }
Value OpsFmodOp::compute(B &b, ValueRange x) { return truncatedRemainder(b, x[0], x[1]); }

// Floats: round((x - mod) / y), where mod is what floored division leaves; x / y where y is 0.
Value OpsFloorDivideOp::compute(B &b, ValueRange x) {
  if (!isFloat(x[0]))
    return arith::FloorDivSIOp::create(b, x[0], safeDivisor(b, x[0], x[1]));
  Value quotient = div(b, sub(b, x[0], truncatedRemainder(b, x[0], x[1])), x[1]);
  Value remainder = truncatedRemainder(b, x[0], x[1]);
  Value differs = both(b, negateBool(b, isZero(b, remainder)),
                       arith::XOrIOp::create(b, isLess(b, remainder, 0), isLess(b, x[1], 0)));
  Value lower = where(b, differs, sub(b, quotient, constant(b, x[0], 1)), quotient);
  return where(b, isZero(b, x[1]), div(b, x[0], x[1]), math::RoundEvenOp::create(b, lower));
}

Value OpsPowerOp::compute(B &b, ValueRange x) {
  std::optional<double> power = knownNumber(getRhs());
  bool isWhole = power && *power == std::trunc(*power) && std::fabs(*power) <= 64;
  if (isFloat(x[0]) && isWhole)
    return wholePower(b, x[0], int64_t(*power));
  if (!isFloat(x[0]))
    return integerPower(b, x[0], x[1]);
  if (power == 0.5)
    return math::SqrtOp::create(b, x[0]);
  return math::PowFOp::create(b, x[0], x[1]);
}

Value OpsMaximumOp::compute(B &b, ValueRange x) { return larger<arith::MaximumFOp>(b, x); }
Value OpsMinimumOp::compute(B &b, ValueRange x) { return smaller<arith::MinimumFOp>(b, x); }
Value OpsFmaxOp::compute(B &b, ValueRange x) { return larger<arith::MaxNumFOp>(b, x); }
Value OpsFminOp::compute(B &b, ValueRange x) { return smaller<arith::MinNumFOp>(b, x); }

// Floats in double, where their squares neither overflow nor vanish; doubles as the larger one
// times the length where it is 1.
Value OpsHypotOp::compute(B &b, ValueRange x) {
  Type wide = b.getF64Type();
  bool isWide = x[0].getType() == wide;
  auto widened = [&](Value e) -> Value {
    return isWide ? absolute(b, e) : Value(arith::ExtFOp::create(b, wide, e));
  };
  Value u = widened(x[0]), v = widened(x[1]), length;
  if (isWide) {
    Value high = arith::MaximumFOp::create(b, u, v), low = arith::MinimumFOp::create(b, u, v);
    Value ratio = where(b, isZero(b, high), low, div(b, low, high));
    Value ofOne = math::SqrtOp::create(b, add(b, mul(b, ratio, ratio), constant(b, ratio, 1)));
    length = mul(b, high, ofOne);
  } else {
    length = math::SqrtOp::create(b, add(b, mul(b, u, u), mul(b, v, v)));
  }
  Value infinity = constant(b, length, std::numeric_limits<double>::infinity());
  length = where(b, either(b, isInfinite(b, u), isInfinite(b, v)), infinity, length);
  return isWide ? length : Value(arith::TruncFOp::create(b, x[0].getType(), length));
}
Value OpsArctan2Op::compute(B &b, ValueRange x) { return math::Atan2Op::create(b, x[0], x[1]); }
Value OpsLogaddexpOp::compute(B &b, ValueRange x) { return logAddExp(b, x[0], x[1], 1.0); }
Value OpsLogaddexp2Op::compute(B &b, ValueRange x) {
  return logAddExp(b, x[0], x[1], std::log(2.0));
}
Value OpsHeavisideOp::compute(B &b, ValueRange x) {
  Value step = where(b, isLess(b, x[0], 0), constant(b, x[0], 0), constant(b, x[0], 1));
  return where(b, isNaN(b, x[0]), x[0], where(b, isZero(b, x[0]), x[1], step));
}
Value OpsBitwiseAndOp::compute(B &b, ValueRange x) { return both(b, x[0], x[1]); }
Value OpsBitwiseOrOp::compute(B &b, ValueRange x) { return either(b, x[0], x[1]); }
Value OpsBitwiseXorOp::compute(B &b, ValueRange x) { return arith::XOrIOp::create(b, x[0], x[1]); }

/// Whether `y` is the number of a bit of x: negative ones are large without a sign.
static Value isBit(B &b, Value x, Value y) {
  return arith::CmpIOp::create(b, I::ult, y, constant(b, y, x.getType().getIntOrFloatBitWidth()));
}
static Value shiftLeft(B &b, ValueRange x) {
  Value zero = constant(b, x[0], 0), isInside = isBit(b, x[0], x[1]);
  Value shifted = arith::ShLIOp::create(b, x[0], where(b, isInside, x[1], zero));
  return where(b, isInside, shifted, zero);
}
static Value shiftRight(B &b, ValueRange x) {
  Value last = constant(b, x[1], x[0].getType().getIntOrFloatBitWidth() - 1);
  return arith::ShRSIOp::create(b, x[0], where(b, isBit(b, x[0], x[1]), x[1], last));
}
Value OpsLeftShiftOp::compute(B &b, ValueRange x) { return shiftLeft(b, x); }
Value OpsBitwiseLeftShiftOp::compute(B &b, ValueRange x) { return shiftLeft(b, x); }
Value OpsRightShiftOp::compute(B &b, ValueRange x) { return shiftRight(b, x); }
Value OpsBitwiseRightShiftOp::compute(B &b, ValueRange x) { return shiftRight(b, x); }

//===-- Comparison and logic ----------------------------------------------------------------===//

Value OpsEqualOp::compute(B &b, ValueRange x) { return isEqual(b, x[0], x[1]); }
Value OpsNotEqualOp::compute(B &b, ValueRange x) {
  return compare(b, F::UNE, I::ne, I::ne, x[0], x[1]);
}
Value OpsGreaterOp::compute(B &b, ValueRange x) { return isLess(b, x[1], x[0]); }
Value OpsGreaterEqualOp::compute(B &b, ValueRange x) {
  return compare(b, F::OGE, I::sge, I::uge, x[0], x[1]);
}
Value OpsLessOp::compute(B &b, ValueRange x) { return isLess(b, x[0], x[1]); }
Value OpsLessEqualOp::compute(B &b, ValueRange x) {
  return compare(b, F::OLE, I::sle, I::ule, x[0], x[1]);
}
Value OpsLogicalAndOp::compute(B &b, ValueRange x) { return both(b, x[0], x[1]); }
Value OpsLogicalOrOp::compute(B &b, ValueRange x) { return either(b, x[0], x[1]); }
Value OpsLogicalXorOp::compute(B &b, ValueRange x) { return arith::XOrIOp::create(b, x[0], x[1]); }
Value OpsLogicalNotOp::compute(B &b, ValueRange x) { return negateBool(b, x[0]); }
Value OpsIsnanOp::compute(B &b, ValueRange x) { return isNaN(b, x[0]); }
Value OpsIsinfOp::compute(B &b, ValueRange x) { return isInfinite(b, x[0]); }
Value OpsIsposinfOp::compute(B &b, ValueRange x) {
  return both(b, isInfinite(b, x[0]), isGreater(b, x[0], 0));
}
Value OpsIsneginfOp::compute(B &b, ValueRange x) {
  return both(b, isInfinite(b, x[0]), isLess(b, x[0], 0));
}
Value OpsIsfiniteOp::compute(B &b, ValueRange x) {
  return isLess(b, math::AbsFOp::create(b, x[0]), std::numeric_limits<double>::infinity());
}
Value OpsIsrealOp::compute(B &b, ValueRange) {
  return createConstant(b, b.getLoc(), b.getI1Type(), 1);
}
static Value hasMinusSign(B &b, Value x) {
  Type bits = b.getIntegerType(x.getType().getIntOrFloatBitWidth());
  return isLess(b, arith::BitcastOp::create(b, bits, x), 0);
}
Value OpsSignbitOp::compute(B &b, ValueRange x) { return hasMinusSign(b, x[0]); }
Value OpsAngleOp::compute(B &b, ValueRange x) {
  Value angle =
      where(b, hasMinusSign(b, x[0]), constant(b, x[0], std::numbers::pi), constant(b, x[0], 0.0));
  return where(b, isNaN(b, x[0]), x[0], angle);
}

void OpsIscloseOp::describeConfig(ConfigSpec &spec) { spec.boolean("equal_nan"); }
Value OpsIscloseOp::compute(B &b, ValueRange x) {
  if (!isFloat(x[0]))
    return isEqual(b, x[0], x[1]);
  Value bound = add(b, constant(b, x[0], getAtol().convertToDouble()),
                    scaled(b, math::AbsFOp::create(b, x[1]), getRtol().convertToDouble()));
  Value distance = math::AbsFOp::create(b, sub(b, x[0], x[1]));
  Value isNear = arith::CmpFOp::create(b, F::OLE, distance, bound);
  Value anyInfinite = either(b, isInfinite(b, x[0]), isInfinite(b, x[1]));
  Value result = where(b, anyInfinite, isEqual(b, x[0], x[1]), isNear);
  return getEqualNan() ? either(b, result, both(b, isNaN(b, x[0]), isNaN(b, x[1]))) : result;
}

Value OpsWhereOp::compute(B &b, ValueRange x) { return where(b, x[0], x[1], x[2]); }
