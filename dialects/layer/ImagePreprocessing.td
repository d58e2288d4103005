// Image preprocessing layers: https://keras.io/api/layers/preprocessing_layers/image_preprocessing/
#ifndef LITH_LAYER_IMAGEPREPROCESSING_TD
#define LITH_LAYER_IMAGEPREPROCESSING_TD

include "dialects/layer/LayerBase.td"

def Layer_ResizingOp : Layer_Op<"resizing", [], [Layer_IgnoresTraining]> {
  let summary = "An image of another size.";
  let description = [{
    Output o of an axis with m elements that gets n lies at s = (o + 0.5) * m / n - 0.5 of the input and is

        output[o] = sum_i w(|s - i| / k) input[i] / sum_i w(|s - i| / k)   over the i inside of the image,

    along each axis in turn, with w as for up_sampling2d and k = 1, or max(m / n, 1) with antialias; "nearest" takes
    input[floor((o + 0.5) * m / n)].

    Before that, crop_to_aspect_ratio takes the largest window in the middle whose sides are as height to width, and
    pad_to_aspect_ratio surrounds the image on its short side with fill_value until its sides are. Height and width of input may
    be dynamic.

    resizing_c1: input has rank 4. resizing_c2: height and width are positive. resizing_c3: data_format is "channels_last" or
    "channels_first". resizing_c4: interpolation is nearest, bilinear, bicubic, lanczos3 or lanczos5. resizing_c5: all but
    "nearest" need float elements. resizing_c6: crop_to_aspect_ratio and pad_to_aspect_ratio are not both true. resizing_c7: fill_mode is
    "constant".

        %y = layer.resizing %x {height = 8 : i64, width = 6 : i64} : (tensor<?x?x?x3xf32>) -> tensor<?x8x6x3xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, I64Attr:$height, I64Attr:$width, DefaultValuedAttr<StrAttr, "\"bilinear\"">:$interpolation,
    DefaultValuedAttr<BoolAttr, "false">:$crop_to_aspect_ratio, DefaultValuedAttr<BoolAttr, "false">:$pad_to_aspect_ratio,
    DefaultValuedAttr<StrAttr, "\"constant\"">:$fill_mode, DefaultValuedAttr<F64Attr, "0.0">:$fill_value,
    DefaultValuedAttr<BoolAttr, "false">:$antialias, Layer_DefaultFormat:$data_format);
}

def Layer_CenterCropOp : Layer_Op<"center_crop", [], [Layer_IgnoresTraining, Layer_TakesIntegers]> {
  let summary = "The middle of an image.";
  let description = [{
    The height x width elements in the middle of the image; where one side of the image is shorter than that, the image is resized
    instead as by resizing with crop_to_aspect_ratio.

    center_crop_c1: input has rank 4 and float elements. center_crop_c2: height and width are positive. center_crop_c3: data_format
    is "channels_last" or "channels_first". center_crop_c4: height and width of input are known, as they decide which of the two is done.

        %y = layer.center_crop %x {height = 4 : i64, width = 4 : i64} : (tensor<?x8x6x3xf32>) -> tensor<?x4x4x3xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, I64Attr:$height, I64Attr:$width, Layer_DefaultFormat:$data_format);
}

#endif
