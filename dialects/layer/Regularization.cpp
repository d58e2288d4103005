// Regularization layers: their config keys and constraints; at inference all pass their input on.
#include "dialects/layer/Regularization.h"

using namespace mlir;
using namespace lith::layer;

/// The keys of the dropout layers. What shapes and seeds the noise has no effect on inference.
static void describeDropout(ConfigSpec &spec) {
  spec.floating("rate");
  spec.kept("seed");
}

/// Keeps the input's type; checks constraint c1 of the dropout layers.
static LogicalResult inferDropout(Operation *op, const APFloat &rate,
                                  SmallVectorImpl<Type> &types) {
  double share = rate.convertToDouble();
  if (!(share >= 0.0 && share <= 1.0))
    return op->emitOpError() << op->getName().stripDialect() << "_c1: rate must be in [0, 1], is "
                             << share;
  types.push_back(op->getOperand(0).getType());
  return success();
}

/// Checks constraint c2 of the spatial dropout layers as well.
static LogicalResult inferSpatial(Operation *op, const APFloat &rate, int64_t spatialDims,
                                  SmallVectorImpl<Type> &types) {
  auto input = cast<RankedTensorType>(op->getOperand(0).getType());
  if (input.getRank() != spatialDims + 2)
    return op->emitOpError() << op->getName().stripDialect() << "_c2: input must have rank "
                             << spatialDims + 2 << ", is " << input;
  return inferDropout(op, rate, types);
}

void DropoutOp::describeConfig(ConfigSpec &spec) {
  describeDropout(spec);
  spec.kept("noise_shape");
}
LogicalResult DropoutOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferDropout(*this, getRate(), types);
}

void AlphaDropoutOp::describeConfig(ConfigSpec &spec) {
  describeDropout(spec);
  spec.kept("noise_shape");
}
LogicalResult AlphaDropoutOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferDropout(*this, getRate(), types);
}

void GaussianDropoutOp::describeConfig(ConfigSpec &spec) { describeDropout(spec); }
LogicalResult GaussianDropoutOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferDropout(*this, getRate(), types);
}

/// Keras 2 writes `noise_shape` for the spatial layers, too, which derive from Dropout.
static void describeSpatial(ConfigSpec &spec) {
  describeDropout(spec);
  spec.kept("noise_shape");
  spec.kept("data_format");
}

void SpatialDropout1DOp::describeConfig(ConfigSpec &spec) { describeSpatial(spec); }
LogicalResult SpatialDropout1DOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferSpatial(*this, getRate(), 1, types);
}

void SpatialDropout2DOp::describeConfig(ConfigSpec &spec) { describeSpatial(spec); }
LogicalResult SpatialDropout2DOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferSpatial(*this, getRate(), 2, types);
}

void SpatialDropout3DOp::describeConfig(ConfigSpec &spec) { describeSpatial(spec); }
LogicalResult SpatialDropout3DOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferSpatial(*this, getRate(), 3, types);
}

void GaussianNoiseOp::describeConfig(ConfigSpec &spec) {
  spec.floating("stddev");
  spec.kept("seed");
}
LogicalResult GaussianNoiseOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getStddev().isNegative() && !getStddev().isZero())
    return emitOpError("gaussian_noise_c1: stddev must not be negative, is ")
           << getStddev().convertToDouble();
  types.push_back(getInput().getType());
  return success();
}

StringRef StochasticDepthOp::getKerasModule() { return "keras.src.applications.convnext"; }
void StochasticDepthOp::describeConfig(ConfigSpec &spec) { spec.floating("drop_path_rate"); }
LogicalResult StochasticDepthOp::inferTypes(SmallVectorImpl<Type> &types) {
  double rate = getDropPathRate().convertToDouble();
  if (!(rate >= 0.0 && rate <= 1.0))
    return emitOpError("stochastic_depth_c1: drop_path_rate must be in [0, 1], is ") << rate;
  types.push_back(getInput().getType());
  return success();
}

void ActivityRegularizationOp::describeConfig(ConfigSpec &spec) {
  spec.floating("l1");
  spec.floating("l2");
}
LogicalResult ActivityRegularizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  types.push_back(getInput().getType());
  return success();
}
