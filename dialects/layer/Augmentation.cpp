// Image augmentation layers: their config keys and constraints; at inference all pass their input
// on, some as floats.
#include "dialects/layer/Augmentation.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

namespace {

/// What shapes and seeds the noise has no effect on inference.
void describeAugmentation(ConfigSpec &spec, std::initializer_list<StringRef> keys) {
  for (StringRef key : {"data_format", "bounding_box_format"})
    spec.kept(key);
  spec.dropped("rng_type"); // of Keras 2
  for (StringRef key : keys)
    spec.kept(key);
}

LogicalResult inferAugmentation(Operation *op, bool makesFloats, SmallVectorImpl<Type> &types) {
  auto input = cast<RankedTensorType>(op->getOperand(0).getType());
  if (input.getRank() != 3 && input.getRank() != 4)
    return violates(op, 1) << "input must be an image or a batch of images, is " << input;
  bool converts = makesFloats && !isa<FloatType>(input.getElementType());
  types.push_back(converts ? input.clone(getComputeType(op)) : input);
  return success();
}

LogicalResult lowerAugmentation(Operation *op, OpBuilder &builder,
                                SmallVectorImpl<Value> &results) {
  Value input = op->getOperand(0);
  if (input.getType() == op->getResult(0).getType()) {
    results.push_back(input);
    return success();
  }
  Type element = getElementTypeOrSelf(op->getResult(0).getType());
  bool isUnsigned = hasUnsignedElements(input.getType());
  Value signless = toSignless(builder, op->getLoc(), input);
  AffineMap all = builder.getMultiDimIdentityMap(cast<RankedTensorType>(input.getType()).getRank());
  results.push_back(createMap(builder, op->getLoc(), signless, all,
                              tensor::getMixedSizes(builder, op->getLoc(), signless), element,
                              [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                return convertElement(nested, at, e[0], element, isUnsigned);
                              }));
  return success();
}

} // namespace

#define LITH_IDENTITY_ON_IMAGES(Op)                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerAugmentation(*this, builder, results);                                             \
  }                                                                                                \
  bool Op::isIdentityAtInference() { return getInput().getType() == getOutput().getType(); }

// The op, whether it turns integers into floats, and the config keys of its own.
#define LITH_AUGMENTATION(Op, makesFloats, ...)                                                    \
  void Op::describeConfig(ConfigSpec &spec) { describeAugmentation(spec, {__VA_ARGS__}); }         \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferAugmentation(*this, makesFloats, types);                                           \
  }                                                                                                \
  LITH_IDENTITY_ON_IMAGES(Op)

LITH_AUGMENTATION(AugMixOp, true, "value_range", "num_chains", "chain_depth", "factor", "alpha",
                  "all_ops", "interpolation", "seed")
LITH_AUGMENTATION(CutMixOp, true, "factor", "seed")
LITH_AUGMENTATION(EqualizationOp, false, "value_range", "bins")
LITH_AUGMENTATION(MaxNumBoundingBoxesOp, false, "max_number")
LITH_AUGMENTATION(MixUpOp, false, "alpha", "seed")
LITH_AUGMENTATION(RandAugmentOp, true, "value_range", "num_ops", "factor", "interpolation", "seed")
LITH_AUGMENTATION(RandomBrightnessOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomColorDegenerationOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomColorJitterOp, false, "value_range", "brightness_factor", "contrast_factor",
                  "saturation_factor", "hue_factor", "seed")
LITH_AUGMENTATION(RandomContrastOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomElasticTransformOp, true, "factor", "scale", "interpolation", "fill_mode",
                  "fill_value", "value_range", "seed")
LITH_AUGMENTATION(RandomErasingOp, true, "factor", "scale", "fill_value", "value_range", "seed")
LITH_AUGMENTATION(RandomFlipOp, true, "mode", "seed")
LITH_AUGMENTATION(RandomGaussianBlurOp, true, "factor", "kernel_size", "sigma", "value_range",
                  "seed")
LITH_AUGMENTATION(RandomGrayscaleOp, false, "factor", "seed")
LITH_AUGMENTATION(RandomHeightOp, true, "factor", "interpolation", "seed")
LITH_AUGMENTATION(RandomHueOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomInvertOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomPerspectiveOp, true, "factor", "scale", "interpolation", "fill_value",
                  "seed")
LITH_AUGMENTATION(RandomPosterizationOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomRotationOp, true, "factor", "fill_mode", "fill_value", "interpolation",
                  "seed")
LITH_AUGMENTATION(RandomSaturationOp, false, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomSharpnessOp, true, "factor", "value_range", "seed")
LITH_AUGMENTATION(RandomShearOp, true, "x_factor", "y_factor", "fill_mode", "interpolation", "seed",
                  "fill_value")
LITH_AUGMENTATION(RandomTranslationOp, true, "height_factor", "width_factor", "fill_mode",
                  "interpolation", "seed", "fill_value")
LITH_AUGMENTATION(RandomWidthOp, true, "factor", "interpolation", "seed")
LITH_AUGMENTATION(RandomZoomOp, true, "height_factor", "width_factor", "fill_mode", "interpolation",
                  "seed", "fill_value")
LITH_AUGMENTATION(SolarizationOp, true, "value_range", "addition_factor", "threshold_factor",
                  "seed")

//===-- RandomCrop ---------------------------------------------------------------------------===//

void RandomCropOp::describeConfig(ConfigSpec &spec) {
  spec.integer("height");
  spec.integer("width");
  // No key of Keras's: what its versions differ in.
  spec.boolean("resizes_at_inference").inKeras2("true").onlyInKeras2();
  describeAugmentation(spec, {"seed"});
}

LogicalResult RandomCropOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getResizesAtInference())
    return violates(*this, 2) << "Keras 2 resizes images here at inference, which is not supported";
  return inferAugmentation(*this, /*makesFloats=*/false, types);
}

LITH_IDENTITY_ON_IMAGES(RandomCropOp)
