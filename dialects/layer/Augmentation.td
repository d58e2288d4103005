// Image augmentation layers: https://keras.io/api/layers/preprocessing_layers/image_augmentation/
// All of them act in training only.
#ifndef LITH_LAYER_AUGMENTATION_TD
#define LITH_LAYER_AUGMENTATION_TD

include "dialects/layer/LayerBase.td"

/// A layer on images that passes them on unless it is training.
class Layer_AugmentationOp<string mnemonic, string what, bit makesFloats, string more = "", dag moreArguments = (ins)>
    : Layer_Op<mnemonic, ["isIdentityAtInference"], [Layer_IgnoresTraining]> {
  let summary = "In training, " # what # ".";
  let description = "output = input" # !if(makesFloats, ", as f32 where it has integers", "") # "\n\n"
    # mnemonic # "_c1: input is an image or a batch of images, of rank 3 or 4." # more # "\n\n"
    # "    %y = layer." # mnemonic # " %x : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>";
  let arguments = !con((ins Layer_Tensor:$input), moreArguments);
}

def Layer_AugMixOp : Layer_AugmentationOp<"aug_mix", "mixes chains of random augmentations", 1>;
def Layer_CutMixOp : Layer_AugmentationOp<"cut_mix", "pastes patches of other images", 1>;
def Layer_EqualizationOp : Layer_AugmentationOp<"equalization", "spreads the histogram of each channel", 0>;
def Layer_MaxNumBoundingBoxesOp : Layer_AugmentationOp<"max_num_bounding_boxes", "also drops or adds bounding boxes", 0>;
def Layer_MixUpOp : Layer_AugmentationOp<"mix_up", "blends images", 0>;
def Layer_RandAugmentOp : Layer_AugmentationOp<"rand_augment", "applies random augmentations", 1>;
def Layer_RandomBrightnessOp : Layer_AugmentationOp<"random_brightness", "changes the brightness", 0>;
def Layer_RandomColorDegenerationOp : Layer_AugmentationOp<"random_color_degeneration", "takes colour away", 0>;
def Layer_RandomColorJitterOp : Layer_AugmentationOp<"random_color_jitter", "changes brightness, contrast, saturation and hue", 0>;
def Layer_RandomContrastOp : Layer_AugmentationOp<"random_contrast", "changes the contrast", 0>;
def Layer_RandomCropOp : Layer_AugmentationOp<"random_crop", "cuts out a part", 0,
    " random_crop_c2: the layer is Keras 3's; Keras 2's resizes images at inference.",
    (ins I64Attr:$height, I64Attr:$width, DefaultValuedAttr<BoolAttr, "false">:$resizes_at_inference)>;
def Layer_RandomElasticTransformOp : Layer_AugmentationOp<"random_elastic_transform", "distorts images", 1>;
def Layer_RandomErasingOp : Layer_AugmentationOp<"random_erasing", "blanks a patch", 1>;
def Layer_RandomFlipOp : Layer_AugmentationOp<"random_flip", "flips images", 1>;
def Layer_RandomGaussianBlurOp : Layer_AugmentationOp<"random_gaussian_blur", "blurs images", 1>;
def Layer_RandomGrayscaleOp : Layer_AugmentationOp<"random_grayscale", "takes all colour away", 0>;
def Layer_RandomHeightOp : Layer_AugmentationOp<"random_height", "changes the height (Keras 2)", 1>;
def Layer_RandomHueOp : Layer_AugmentationOp<"random_hue", "turns the hue", 0>;
def Layer_RandomInvertOp : Layer_AugmentationOp<"random_invert", "inverts colours", 0>;
def Layer_RandomPerspectiveOp : Layer_AugmentationOp<"random_perspective", "changes the perspective", 1>;
def Layer_RandomPosterizationOp : Layer_AugmentationOp<"random_posterization", "keeps fewer bits of each colour", 0>;
def Layer_RandomRotationOp : Layer_AugmentationOp<"random_rotation", "turns images", 1>;
def Layer_RandomSaturationOp : Layer_AugmentationOp<"random_saturation", "changes the saturation", 0>;
def Layer_RandomSharpnessOp : Layer_AugmentationOp<"random_sharpness", "changes the sharpness", 1>;
def Layer_RandomShearOp : Layer_AugmentationOp<"random_shear", "shears images", 1>;
def Layer_RandomTranslationOp : Layer_AugmentationOp<"random_translation", "moves images", 1>;
def Layer_RandomWidthOp : Layer_AugmentationOp<"random_width", "changes the width (Keras 2)", 1>;
def Layer_RandomZoomOp : Layer_AugmentationOp<"random_zoom", "zooms", 1>;
def Layer_SolarizationOp : Layer_AugmentationOp<"solarization", "inverts what is above a threshold", 1>;

#endif
