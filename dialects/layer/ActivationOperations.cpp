// Activations as operations of keras.ops.
#include "dialects/layer/Activations.h"
#include "dialects/layer/ElementOperations.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace lith::layer;
using namespace lith::layer::elements;

using B = ImplicitLocOpBuilder;

static Value activation(B &b, StringRef name, Value x) {
  return createActivation(b, b.getLoc(), name, x);
}

Value OpsReluOp::compute(B &b, ValueRange x) {
  if (!isFloat(x[0]))
    return arith::MaxSIOp::create(b, x[0], constant(b, x[0], 0));
  return activation(b, "relu", x[0]);
}
Value OpsRelu6Op::compute(B &b, ValueRange x) { return activation(b, "relu6", x[0]); }
Value OpsSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "sigmoid", x[0]); }
Value OpsSparseSigmoidOp::compute(B &b, ValueRange x) {
  return activation(b, "sparse_sigmoid", x[0]);
}
Value OpsSoftplusOp::compute(B &b, ValueRange x) { return activation(b, "softplus", x[0]); }
Value OpsSoftsignOp::compute(B &b, ValueRange x) { return activation(b, "softsign", x[0]); }
Value OpsSparsePlusOp::compute(B &b, ValueRange x) { return activation(b, "sparse_plus", x[0]); }
Value OpsSiluOp::compute(B &b, ValueRange x) { return activation(b, "silu", x[0]); }
Value OpsLogSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "log_sigmoid", x[0]); }
Value OpsHardSigmoidOp::compute(B &b, ValueRange x) { return activation(b, "hard_sigmoid", x[0]); }
Value OpsHardSiluOp::compute(B &b, ValueRange x) { return activation(b, "hard_silu", x[0]); }
Value OpsSeluOp::compute(B &b, ValueRange x) { return activation(b, "selu", x[0]); }
Value OpsTanhShrinkOp::compute(B &b, ValueRange x) { return activation(b, "tanh_shrink", x[0]); }
Value OpsHardTanhOp::compute(B &b, ValueRange x) {
  if (isFloat(x[0]))
    return activation(b, "hard_tanh", x[0]);
  Value atLeast = arith::MaxSIOp::create(b, x[0], constant(b, x[0], -1));
  return arith::MinSIOp::create(b, atLeast, constant(b, x[0], 1));
}

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
