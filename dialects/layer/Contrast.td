// Image layers that spread contrast, at inference as in training:
// https://keras.io/api/layers/preprocessing_layers/image_augmentation/
#ifndef LITH_LAYER_CONTRAST_TD
#define LITH_LAYER_CONTRAST_TD

include "dialects/layer/LayerBase.td"

def Layer_AutoContrastOp : Layer_Op<"auto_contrast", [], [Layer_IgnoresTraining, Layer_TakesIntegers]> {
  let summary = "An image whose channels are spread over the whole range of values.";
  let description = [{
    With u = 255 (input - value_range[0]) / (value_range[1] - value_range[0]) and low and high the least and largest u of a sample's
    channel (of dimension 1 and 2, in either data format),

        output = clip((u - low) 255 / (high - low), 0, 255), put back into value_range,

    and input where that is NaN, as in a channel of one value.

    auto_contrast_c1: input has rank 4 and float elements. auto_contrast_c2: value_range has two numbers.

        %y = layer.auto_contrast %x {value_range = array<f64: 0.0, 255.0>} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultF64s<"{0.0, 255.0}">:$value_range);
}

def Layer_ContrastLimitedAdaptiveHistogramEqualizationOp
    : Layer_Op<"contrast_limited_adaptive_histogram_equalization", [], [Layer_IgnoresTraining]> {
  let summary = "An image whose local histograms are levelled, but not beyond a limit (CLAHE).";
  let description = [{
    Zuiderveld, Contrast Limited Adaptive Histogram Equalization (Graphics Gems IV, 1994), as Keras has it. The image, as whole numbers
    p from 0 to 255, continued by its mirror image below and to the right, is cut into tile_grid_size tiles of one size, of n elements
    each. For each tile and channel, h[v] elements of value v; with clip_limit above 0, at most clip_limit n / 256 of each, and 1 / 256
    of all that is above the limit added to every h[v]. With c[v] = h[0] + ... + h[v] and m the least of them, values become

        f[v] = clip(255 (c[v] - m) / (n - m), 0, 255)     (n - m = 1 where it is 0)

    and output is f[p] of the four tiles whose middles are nearest, interpolated linearly between the middles along both axes; put
    back into value_range, and into input's type. All is computed in f32.

    contrast_limited_adaptive_histogram_equalization_c1: input has rank 4 and numbers, and all but its batch is known.
    contrast_limited_adaptive_histogram_equalization_c2: value_range has two numbers. contrast_limited_adaptive_histogram_equalization_c3:
    tile_grid_size has two positive numbers. contrast_limited_adaptive_histogram_equalization_c4: data_format is "channels_last" or
    "channels_first".

        %y = layer.contrast_limited_adaptive_histogram_equalization %x {tile_grid_size = array<i64: 2, 2>}
          : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultF64s<"{0.0, 255.0}">:$value_range,
    DefaultValuedAttr<F64Attr, "4.0">:$clip_limit, Layer_DefaultI64s<"{8, 8}">:$tile_grid_size,
    Layer_DefaultFormat:$data_format);
}

#endif
