// Functions of one element, by the formulas of Keras (on jax).
#include "dialects/layer/ElementOperations.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>

using namespace mlir;
using namespace lith::layer;
using namespace lith::layer::elements;

using B = ImplicitLocOpBuilder;

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
    y = pick<arith::MaximumFOp, arith::MaxSIOp>(b, y, constant(b, y, low->convertToDouble()));
  if (std::optional<APFloat> high = getXMax())
    y = pick<arith::MinimumFOp, arith::MinSIOp>(b, y, constant(b, y, high->convertToDouble()));
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
