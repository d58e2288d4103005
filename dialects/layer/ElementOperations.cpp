// Operations on single elements: the formulas of Keras (on jax), in the order in which it computes
// them, so that NaN, infinities and signed zeros come out as there.
#include "dialects/layer/ElementOperations.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>

using namespace mlir;
using namespace lith::layer;

using B = ImplicitLocOpBuilder;

namespace {

bool isFloat(Value value) { return isa<FloatType>(value.getType()); }
bool isBool(Value value) { return value.getType().isInteger(1); }
Value constant(B &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}
Value where(B &b, Value condition, Value yes, Value no) {
  return arith::SelectOp::create(b, condition, yes, no);
}
Value both(B &b, Value x, Value y) { return arith::AndIOp::create(b, x, y); }
Value either(B &b, Value x, Value y) { return arith::OrIOp::create(b, x, y); }
Value negateBool(B &b, Value x) { return arith::XOrIOp::create(b, x, constant(b, x, 1)); }
Value activation(B &b, StringRef name, Value x) { return createActivation(b, b.getLoc(), name, x); }

/// An op for floats, or the one for integers.
template <typename FloatOp, typename IntegerOp> Value pick(B &b, ValueRange x) {
  return isFloat(x[0]) ? Value(FloatOp::create(b, x[0], x[1]))
                       : Value(IntegerOp::create(b, x[0], x[1]));
}
Value add(B &b, Value x, Value y) { return pick<arith::AddFOp, arith::AddIOp>(b, {x, y}); }
Value sub(B &b, Value x, Value y) { return pick<arith::SubFOp, arith::SubIOp>(b, {x, y}); }
Value mul(B &b, Value x, Value y) { return pick<arith::MulFOp, arith::MulIOp>(b, {x, y}); }
Value div(B &b, Value x, Value y) { return arith::DivFOp::create(b, x, y); }
Value scaled(B &b, Value x, double y) { return mul(b, x, constant(b, x, y)); }

/// A comparison of floats (false with NaN, but for UNE), of integers, or of bools, false first.
Value compare(B &b, arith::CmpFPredicate onFloats, arith::CmpIPredicate onIntegers,
              arith::CmpIPredicate onBools, Value x, Value y) {
  if (isFloat(x))
    return arith::CmpFOp::create(b, onFloats, x, y);
  return arith::CmpIOp::create(b, isBool(x) ? onBools : onIntegers, x, y);
}
using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;
Value isEqual(B &b, Value x, Value y) { return compare(b, F::OEQ, I::eq, I::eq, x, y); }
Value isLess(B &b, Value x, Value y) { return compare(b, F::OLT, I::slt, I::ult, x, y); }
Value isLess(B &b, Value x, double y) { return isLess(b, x, constant(b, x, y)); }
Value isGreater(B &b, Value x, double y) { return isLess(b, constant(b, x, y), x); }
Value isZero(B &b, Value x) { return isEqual(b, x, constant(b, x, 0)); }
Value isNaN(B &b, Value x) { return arith::CmpFOp::create(b, F::UNO, x, x); }
Value isInfinite(B &b, Value x) {
  Value magnitude = math::AbsFOp::create(b, x);
  return isEqual(b, magnitude, constant(b, x, std::numeric_limits<double>::infinity()));
}

Value absolute(B &b, Value x) {
  if (isBool(x))
    return x;
  if (isFloat(x))
    return math::AbsFOp::create(b, x);
  Value negative = sub(b, constant(b, x, 0), x);
  return where(b, isLess(b, x, 0), negative, x);
}

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

Value softplus(B &b, Value x) { return activation(b, "softplus", x); }

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
  return isBool(x[0]) ? either(b, x[0], x[1]) : pick<FloatOp, arith::MaxSIOp>(b, x);
}

/// The smaller of two; of bools, whether both are set.
template <typename FloatOp> Value smaller(B &b, ValueRange x) {
  return isBool(x[0]) ? both(b, x[0], x[1]) : pick<FloatOp, arith::MinSIOp>(b, x);
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
Value OpsSignbitOp::compute(B &b, ValueRange x) {
  Type bits = b.getIntegerType(x[0].getType().getIntOrFloatBitWidth());
  return isLess(b, arith::BitcastOp::create(b, bits, x[0]), 0);
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

//===-- Functions of one element ------------------------------------------------------------===//

Value OpsAbsoluteOp::compute(B &b, ValueRange x) { return absolute(b, x[0]); }
Value OpsAbsOp::compute(B &b, ValueRange x) { return absolute(b, x[0]); }
Value OpsFabsOp::compute(B &b, ValueRange x) { return absolute(b, x[0]); }
Value OpsNegativeOp::compute(B &b, ValueRange x) {
  if (isFloat(x[0]))
    return arith::NegFOp::create(b, x[0]);
  return sub(b, constant(b, x[0], 0), x[0]);
}
Value OpsSignOp::compute(B &b, ValueRange x) {
  Value one = where(b, isLess(b, x[0], 0), constant(b, x[0], -1), x[0]);
  return where(b, isGreater(b, x[0], 0), constant(b, x[0], 1), one);
}
Value OpsSquareOp::compute(B &b, ValueRange x) { return mul(b, x[0], x[0]); }
Value OpsSqrtOp::compute(B &b, ValueRange x) { return math::SqrtOp::create(b, x[0]); }
Value OpsRsqrtOp::compute(B &b, ValueRange x) { return math::RsqrtOp::create(b, x[0]); }
Value OpsReciprocalOp::compute(B &b, ValueRange x) { return div(b, constant(b, x[0], 1), x[0]); }
Value OpsCbrtOp::compute(B &b, ValueRange x) { return math::CbrtOp::create(b, x[0]); }
Value OpsExpOp::compute(B &b, ValueRange x) { return math::ExpOp::create(b, x[0]); }
Value OpsExp2Op::compute(B &b, ValueRange x) { return math::Exp2Op::create(b, x[0]); }
Value OpsExpm1Op::compute(B &b, ValueRange x) { return math::ExpM1Op::create(b, x[0]); }
Value OpsLogOp::compute(B &b, ValueRange x) { return math::LogOp::create(b, x[0]); }
Value OpsLog1pOp::compute(B &b, ValueRange x) { return math::Log1pOp::create(b, x[0]); }
Value OpsLog2Op::compute(B &b, ValueRange x) { return math::Log2Op::create(b, x[0]); }
Value OpsLog10Op::compute(B &b, ValueRange x) { return math::Log10Op::create(b, x[0]); }
Value OpsSinOp::compute(B &b, ValueRange x) { return math::SinOp::create(b, x[0]); }
Value OpsCosOp::compute(B &b, ValueRange x) { return math::CosOp::create(b, x[0]); }
Value OpsTanOp::compute(B &b, ValueRange x) { return math::TanOp::create(b, x[0]); }
Value OpsArcsinOp::compute(B &b, ValueRange x) { return math::AsinOp::create(b, x[0]); }
Value OpsArccosOp::compute(B &b, ValueRange x) { return math::AcosOp::create(b, x[0]); }
Value OpsArctanOp::compute(B &b, ValueRange x) { return math::AtanOp::create(b, x[0]); }
Value OpsSinhOp::compute(B &b, ValueRange x) { return math::SinhOp::create(b, x[0]); }
Value OpsCoshOp::compute(B &b, ValueRange x) { return math::CoshOp::create(b, x[0]); }
Value OpsTanhOp::compute(B &b, ValueRange x) { return math::TanhOp::create(b, x[0]); }
Value OpsArcsinhOp::compute(B &b, ValueRange x) { return math::AsinhOp::create(b, x[0]); }
Value OpsArccoshOp::compute(B &b, ValueRange x) { return math::AcoshOp::create(b, x[0]); }
Value OpsArctanhOp::compute(B &b, ValueRange x) { return math::AtanhOp::create(b, x[0]); }
Value OpsSincOp::compute(B &b, ValueRange x) {
  Value angle = scaled(b, x[0], M_PI);
  Value ratio = div(b, math::SinOp::create(b, angle), angle);
  return where(b, isZero(b, x[0]), constant(b, x[0], 1), ratio);
}
Value OpsErfOp::compute(B &b, ValueRange x) { return math::ErfOp::create(b, x[0]); }
Value OpsErfcOp::compute(B &b, ValueRange x) { return math::ErfcOp::create(b, x[0]); }
Value OpsDeg2radOp::compute(B &b, ValueRange x) { return scaled(b, x[0], M_PI / 180); }
Value OpsRad2degOp::compute(B &b, ValueRange x) { return scaled(b, x[0], 180 / M_PI); }
Value OpsCeilOp::compute(B &b, ValueRange x) { return math::CeilOp::create(b, x[0]); }
Value OpsFloorOp::compute(B &b, ValueRange x) { return math::FloorOp::create(b, x[0]); }
Value OpsTruncOp::compute(B &b, ValueRange x) {
  return isFloat(x[0]) ? Value(math::TruncOp::create(b, x[0])) : x[0];
}
static Value turnBits(B &b, Value x) {
  return arith::XOrIOp::create(b, x, constant(b, x, isBool(x) ? 1 : -1));
}
Value OpsBitwiseNotOp::compute(B &b, ValueRange x) { return turnBits(b, x[0]); }
Value OpsBitwiseInvertOp::compute(B &b, ValueRange x) { return turnBits(b, x[0]); }
Value OpsCopyOp::compute(B &, ValueRange x) { return x[0]; }
Value OpsRealOp::compute(B &, ValueRange x) { return x[0]; }
Value OpsConjugateOp::compute(B &, ValueRange x) { return x[0]; }
Value OpsConjOp::compute(B &, ValueRange x) { return x[0]; }
Value OpsImagOp::compute(B &b, ValueRange x) { return constant(b, x[0], 0); }

void OpsStopGradientOp::describeConfig(ConfigSpec &) {}
bool OpsStopGradientOp::isIdentityAtInference() { return true; }
LogicalResult OpsStopGradientOp::inferTypes(SmallVectorImpl<Type> &types) {
  types.push_back(getX().getType());
  return success();
}
LogicalResult OpsStopGradientOp::lower(OpBuilder &, SmallVectorImpl<Value> &results) {
  results.push_back(getX());
  return success();
}

// Rounded at a power of ten: x * 10^decimals, half to even, and back.
void OpsRoundOp::describeConfig(ConfigSpec &spec) { spec.integer("decimals"); }
Value OpsRoundOp::compute(B &b, ValueRange x) {
  if (!isFloat(x[0]) || getDecimals() == 0)
    return isFloat(x[0]) ? Value(math::RoundEvenOp::create(b, x[0])) : x[0];
  Value factor = constant(b, x[0], std::pow(10.0, double(getDecimals())));
  return div(b, math::RoundEvenOp::create(b, mul(b, x[0], factor)), factor);
}

void OpsClipOp::describeConfig(ConfigSpec &spec) {
  spec.floating("x_min").orNull();
  spec.floating("x_max").orNull();
}
Value OpsClipOp::compute(B &b, ValueRange x) {
  Value y = x[0];
  if (std::optional<APFloat> low = getXMin())
    y = pick<arith::MaximumFOp, arith::MaxSIOp>(b, {y, constant(b, y, low->convertToDouble())});
  if (std::optional<APFloat> high = getXMax())
    y = pick<arith::MinimumFOp, arith::MinSIOp>(b, {y, constant(b, y, high->convertToDouble())});
  return y;
}

void OpsNanToNumOp::describeConfig(ConfigSpec &spec) {
  spec.floating("nan");
  spec.floating("posinf").orNull();
  spec.floating("neginf").orNull();
}
Value OpsNanToNumOp::compute(B &b, ValueRange x) {
  auto type = dyn_cast<FloatType>(x[0].getType());
  if (!type)
    return x[0];
  auto bound = [&](std::optional<APFloat> given, bool negative) -> Value {
    if (given)
      return constant(b, x[0], given->convertToDouble());
    APFloat largest = APFloat::getLargest(type.getFloatSemantics(), negative);
    return arith::ConstantOp::create(b, FloatAttr::get(type, largest));
  };
  Value isPositive = isGreater(b, x[0], 0);
  Value end = where(b, isPositive, bound(getPosinf(), false), bound(getNeginf(), true));
  Value finite = where(b, isInfinite(b, x[0]), end, x[0]);
  return where(b, isNaN(b, x[0]), constant(b, x[0], getNan().convertToDouble()), finite);
}

//===-- Activations as functions -------------------------------------------------------------===//

Value OpsReluOp::compute(B &b, ValueRange x) { return activation(b, "relu", x[0]); }
Value OpsRelu6Op::compute(B &b, ValueRange x) { return activation(b, "relu6", x[0]); }
Value OpsSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "sigmoid", x[0]); }
Value OpsSparseSigmoidOp::compute(B &b, ValueRange x) {
  return activation(b, "sparse_sigmoid", x[0]);
}
Value OpsSoftplusOp::compute(B &b, ValueRange x) { return softplus(b, x[0]); }
Value OpsSoftsignOp::compute(B &b, ValueRange x) { return activation(b, "softsign", x[0]); }
Value OpsSparsePlusOp::compute(B &b, ValueRange x) { return activation(b, "sparse_plus", x[0]); }
Value OpsSiluOp::compute(B &b, ValueRange x) { return activation(b, "silu", x[0]); }
Value OpsLogSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "log_sigmoid", x[0]); }
Value OpsHardSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "hard_sigmoid", x[0]); }
Value OpsHardSiluOp::compute(B &b, ValueRange x) { return activation(b, "hard_silu", x[0]); }
Value OpsSeluOp::compute(B &b, ValueRange x) { return activation(b, "selu", x[0]); }
Value OpsTanhShrinkOp::compute(B &b, ValueRange x) { return activation(b, "tanh_shrink", x[0]); }
Value OpsHardTanhOp::compute(B &b, ValueRange x) { return activation(b, "hard_tanh", x[0]); }

void OpsGeluOp::describeConfig(ConfigSpec &spec) { spec.boolean("approximate"); }
Value OpsGeluOp::compute(B &b, ValueRange x) {
  return activation(b, getApproximate() ? "gelu_tanh" : "gelu", x[0]);
}
void OpsLeakyReluOp::describeConfig(ConfigSpec &spec) { spec.floating("negative_slope"); }
Value OpsLeakyReluOp::compute(B &b, ValueRange x) {
  return createLeakyRelu(b, b.getLoc(), x[0], getNegativeSlope().convertToDouble());
}
void OpsEluOp::describeConfig(ConfigSpec &spec) { spec.floating("alpha"); }
Value OpsEluOp::compute(B &b, ValueRange x) {
  return createElu(b, b.getLoc(), x[0], getAlpha().convertToDouble());
}
void OpsCeluOp::describeConfig(ConfigSpec &spec) { spec.floating("alpha"); }
Value OpsCeluOp::compute(B &b, ValueRange x) {
  double alpha = getAlpha().convertToDouble();
  Value zero = constant(b, x[0], 0);
  Value low = div(b, arith::MinimumFOp::create(b, x[0], zero), constant(b, x[0], alpha));
  Value negative = scaled(b, math::ExpM1Op::create(b, low), alpha);
  return add(b, arith::MaximumFOp::create(b, x[0], zero), negative);
}
void OpsSoftShrinkOp::describeConfig(ConfigSpec &spec) { spec.floating("threshold"); }
Value OpsSoftShrinkOp::compute(B &b, ValueRange x) {
  double threshold = getThreshold().convertToDouble();
  Value end = constant(b, x[0], threshold);
  Value low = where(b, isLess(b, x[0], -threshold), add(b, x[0], end), constant(b, x[0], 0));
  return where(b, isGreater(b, x[0], threshold), sub(b, x[0], end), low);
}
void OpsHardShrinkOp::describeConfig(ConfigSpec &spec) { spec.floating("threshold"); }
Value OpsHardShrinkOp::compute(B &b, ValueRange x) {
  Value isFar = isGreater(b, math::AbsFOp::create(b, x[0]), getThreshold().convertToDouble());
  return where(b, isFar, x[0], constant(b, x[0], 0));
}
void OpsThresholdOp::describeConfig(ConfigSpec &spec) {
  spec.floating("threshold");
  spec.floating("default_value");
}
Value OpsThresholdOp::compute(B &b, ValueRange x) {
  return where(b, isGreater(b, x[0], getThreshold().convertToDouble()), x[0],
               constant(b, x[0], getDefaultValue().convertToDouble()));
}
void OpsSquareplusOp::describeConfig(ConfigSpec &spec) { spec.floating("b"); }
Value OpsSquareplusOp::compute(B &b, ValueRange x) {
  Value square = add(b, mul(b, x[0], x[0]), constant(b, x[0], getB().convertToDouble()));
  return scaled(b, add(b, x[0], math::SqrtOp::create(b, square)), 0.5);
}
