// Activation layers: config keys, constraints and lowering.
#include "dialects/layer/ActivationLayers.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Lowering.h"

using namespace mlir;
using namespace lith::layer;

/// Keeps the input's type, which must be of floating-point numbers: constraint c1 of these layers.
static LogicalResult inferFloat(Operation *op, RankedTensorType input,
                                SmallVectorImpl<Type> &types) {
  if (!isa<FloatType>(input.getElementType()))
    return op->emitOpError() << op->getName().stripDialect()
                             << "_c1: input must have floating-point elements, is " << input;
  types.push_back(input);
  return success();
}

/// Constraint c2 of layers whose `value` must not be negative.
static LogicalResult checkNotNegative(Operation *op, StringRef key, const APFloat &value) {
  if (value.isNegative() && !value.isZero())
    return op->emitOpError() << op->getName().stripDialect() << "_c2: " << key
                             << " must not be negative, is " << value.convertToDouble();
  return success();
}

//===-- ReLU ---------------------------------------------------------------------------------===//

void ReLUOp::describeConfig(ConfigSpec &spec) {
  spec.floating("max_value").orNull();
  spec.floating("negative_slope");
  spec.floating("threshold");
}

LogicalResult ReLUOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getMaxValue() && failed(checkNotNegative(*this, "max_value", *getMaxValue())))
    return failure();
  if (failed(checkNotNegative(*this, "negative_slope", getNegativeSlope())) ||
      failed(checkNotNegative(*this, "threshold", getThreshold())))
    return failure();
  return inferFloat(*this, getInput().getType(), types);
}

StringRef ReLUOp::getAsActivation() {
  if (!getNegativeSlope().isZero() || !getThreshold().isZero())
    return "";
  if (!getMaxValue())
    return "relu";
  return getMaxValue()->convertToDouble() == 6.0 ? "relu6" : "";
}

/// Keras's steps in Keras's order, which decides what NaN becomes.
static Value createRelu(OpBuilder &builder, Location loc, Value x, double slope, double threshold,
                        std::optional<double> ceiling) {
  auto constant = [&](double value) { return createConstant(builder, loc, x.getType(), value); };
  if (slope != 0.0 && !ceiling && threshold == 0.0)
    return createLeakyRelu(builder, loc, x, slope);
  Value zero = constant(0.0), result;
  if (threshold != 0.0) {
    Value above =
        arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, x, constant(threshold));
    result = arith::SelectOp::create(builder, loc, above, x, zero);
  } else {
    result = arith::MaximumFOp::create(builder, loc, x, zero);
  }
  if (ceiling)
    result = arith::MinimumFOp::create(builder, loc, result, constant(*ceiling));
  if (slope == 0.0)
    return result;
  Value below = arith::NegFOp::create(builder, loc, x);
  if (threshold != 0.0)
    below = arith::AddFOp::create(builder, loc, below, constant(threshold));
  Value negativePart = arith::MaximumFOp::create(builder, loc, below, zero);
  return arith::SubFOp::create(
      builder, loc, result,
      arith::MulFOp::create(builder, loc, constant(slope), negativePart).getResult());
}

LogicalResult ReLUOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  std::optional<double> ceiling;
  if (getMaxValue())
    ceiling = getMaxValue()->convertToDouble();
  results.push_back(createElementwise(
      builder, getLoc(), getInput(), [&](OpBuilder &nested, Location at, ValueRange e) {
        return createRelu(nested, at, e[0], getNegativeSlope().convertToDouble(),
                          getThreshold().convertToDouble(), ceiling);
      }));
  return success();
}

//===-- LeakyReLU ----------------------------------------------------------------------------===//

void LeakyReLUOp::describeConfig(ConfigSpec &spec) {
  spec.floating("negative_slope").alias("alpha");
}

LogicalResult LeakyReLUOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkNotNegative(*this, "negative_slope", getNegativeSlope())))
    return failure();
  return inferFloat(*this, getInput().getType(), types);
}

StringRef LeakyReLUOp::getAsActivation() {
  return getNegativeSlope().convertToDouble() == 0.2 ? "leaky_relu" : "";
}

LogicalResult LeakyReLUOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  double slope = getNegativeSlope().convertToDouble();
  results.push_back(createElementwise(builder, getLoc(), getInput(),
                                      [&](OpBuilder &nested, Location at, ValueRange e) {
                                        return createLeakyRelu(nested, at, e[0], slope);
                                      }));
  return success();
}

//===-- PReLU --------------------------------------------------------------------------------===//

void PReLUOp::describeConfig(ConfigSpec &spec) {
  spec.keptFor({"alpha"});
  spec.integers("shared_axes").orNull();
}

void PReLUOp::getVariables(SmallVectorImpl<Variable> &variables) {
  ArrayRef<int64_t> shape = getInput().getType().getShape();
  SmallVector<int64_t> alpha(shape.drop_front(shape.empty() ? 0 : 1));
  for (int64_t axis : getSharedAxes())
    if (axis >= 1 && axis <= static_cast<int64_t>(alpha.size()))
      alpha[axis - 1] = 1;
  variables.push_back({"alpha", alpha, "vars/0"});
}

LogicalResult PReLUOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() < 2)
    return emitOpError("p_re_lu_c1: input must have rank 2 or more, is ") << input;
  for (int64_t axis : getSharedAxes())
    if (axis < 1 || axis >= input.getRank())
      return emitOpError("p_re_lu_c2: shared axis ")
             << axis << " is not an axis of " << input << " behind the batch";
  for (int64_t axis = 1; axis < input.getRank(); ++axis)
    if (input.isDynamicDim(axis) && !llvm::is_contained(getSharedAxes(), axis))
      return emitOpError("p_re_lu_c3: axis ")
             << axis << " of " << input << " must be known or shared";
  return inferFloat(*this, input, types);
}

LogicalResult PReLUOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  int64_t rank = getInput().getType().getRank();
  SmallVector<AffineExpr> alpha;
  for (int64_t axis = 1; axis < rank; ++axis)
    alpha.push_back(llvm::is_contained(getSharedAxes(), axis) ? builder.getAffineConstantExpr(0)
                                                              : builder.getAffineDimExpr(axis));
  results.push_back(createMap(
      builder, getLoc(), {getInput(), getAlpha()},
      {builder.getMultiDimIdentityMap(rank), AffineMap::get(rank, 0, alpha, builder.getContext())},
      tensor::getMixedSizes(builder, getLoc(), getInput()), getInput().getType().getElementType(),
      [](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value zero = createConstant(nested, at, e[0].getType(), 0.0);
        Value positive = arith::MaximumFOp::create(nested, at, e[0], zero);
        Value minusX = arith::NegFOp::create(nested, at, e[0]);
        Value negative = arith::MaximumFOp::create(nested, at, minusX, zero);
        Value minusAlpha = arith::NegFOp::create(nested, at, e[1]);
        Value scaled = arith::MulFOp::create(nested, at, minusAlpha, negative);
        return arith::AddFOp::create(nested, at, positive, scaled);
      }));
  return success();
}

//===-- ELU ----------------------------------------------------------------------------------===//

void ELUOp::describeConfig(ConfigSpec &spec) { spec.floating("alpha"); }

LogicalResult ELUOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferFloat(*this, getInput().getType(), types);
}

StringRef ELUOp::getAsActivation() { return getAlpha().convertToDouble() == 1.0 ? "elu" : ""; }

LogicalResult ELUOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  double alpha = getAlpha().convertToDouble();
  results.push_back(createElementwise(builder, getLoc(), getInput(),
                                      [&](OpBuilder &nested, Location at, ValueRange e) {
                                        return createElu(nested, at, e[0], alpha);
                                      }));
  return success();
}

//===-- Softmax ------------------------------------------------------------------------------===//

void SoftmaxOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orBare(); }

/// The axes, counted from the front.
static SmallVector<int64_t> getSoftmaxAxes(SoftmaxOp op) {
  int64_t rank = op.getInput().getType().getRank();
  return llvm::map_to_vector(op.getAxis(),
                             [&](int64_t axis) { return axis < 0 ? axis + rank : axis; });
}

LogicalResult SoftmaxOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> axes = getSoftmaxAxes(*this);
  llvm::SmallDenseSet<int64_t> seen;
  if (axes.empty())
    return emitOpError("softmax_c2: axis must name at least one axis");
  for (auto [axis, written] : llvm::zip(axes, getAxis()))
    if (axis < 0 || axis >= input.getRank() || !seen.insert(axis).second)
      return emitOpError("softmax_c2: axis ")
             << written << " is not an axis of " << input << ", or stands twice";
  return inferFloat(*this, input, types);
}

StringRef SoftmaxOp::getAsActivation() {
  int64_t rank = getInput().getType().getRank();
  return getSoftmaxAxes(*this) == ArrayRef<int64_t>(rank - 1) && rank > 1 ? "softmax" : "";
}

bool SoftmaxOp::mixesSamples() { return llvm::is_contained(getSoftmaxAxes(*this), 0); }

LogicalResult SoftmaxOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(createSoftmax(builder, getLoc(), getInput(), getSoftmaxAxes(*this)));
  return success();
}

//===-- ThresholdedReLU ----------------------------------------------------------------------===//

void ThresholdedReLUOp::describeConfig(ConfigSpec &spec) { spec.floating("theta"); }

LogicalResult ThresholdedReLUOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkNotNegative(*this, "theta", getTheta())))
    return failure();
  return inferFloat(*this, getInput().getType(), types);
}

LogicalResult ThresholdedReLUOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  double theta = getTheta().convertToDouble();
  results.push_back(createElementwise(
      builder, getLoc(), getInput(), [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Type type = e[0].getType();
        Value above = arith::CmpFOp::create(nested, at, arith::CmpFPredicate::OGT, e[0],
                                            createConstant(nested, at, type, theta));
        Value factor =
            arith::SelectOp::create(nested, at, above, createConstant(nested, at, type, 1.0),
                                    createConstant(nested, at, type, 0.0));
        return arith::MulFOp::create(nested, at, e[0], factor);
      }));
  return success();
}
