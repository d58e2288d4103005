// Operations of keras.ops.image: https://keras.io/api/ops/image/
#ifndef LITH_LAYER_IMAGEOPERATIONS_TD
#define LITH_LAYER_IMAGEOPERATIONS_TD

include "dialects/layer/Operations.td"

/// A batch of images. `constraints` are c3 and later.
class Layer_ImageOperation<string name, string what, string formula, string constraints, dag attributes = (ins), list<Trait> traits = []>
    : Layer_Operation<name, what, "spec.operand(\"images\");", [], traits, "keras.src.ops.image"> {
  let description = formula # "\n\n    ops." # name # "_c1: images has rank 4. ops." # name
    # "_c2: data_format is \"channels_last\" or \"channels_first\". " # constraints;
  let arguments = !con((ins Layer_Tensor:$input), attributes, (ins Layer_DefaultFormat:$data_format));
}

def Layer_OpsResizeOp : Layer_ImageOperation<"resize", "Images of another size", "as layer.resizing, for any number of images",
    [{ops.resize_c3: size has two positive numbers. ops.resize_c4, c5: interpolation is one of Keras's, and has float elements to weigh.
    ops.resize_c6: crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other. ops.resize_c7: fill_mode is "constant".}],
    (ins DenseI64ArrayAttr:$size, DefaultValuedAttr<StrAttr, "\"bilinear\"">:$interpolation, Layer_False:$antialias,
         Layer_False:$crop_to_aspect_ratio, Layer_False:$pad_to_aspect_ratio, DefaultValuedAttr<StrAttr, "\"constant\"">:$fill_mode,
         DefaultValuedAttr<F64Attr, "0.0">:$fill_value)>;

class Layer_ColorOperation<string name, string what, string formula, string constraint>
    : Layer_ImageOperation<name, what, formula, "ops." # name # "_c3: images have float elements and " # constraint # ".">;
def Layer_OpsRGBToGrayscaleOp : Layer_ColorOperation<"rgb_to_grayscale", "Images without colours",
    "0.2989 * red + 0.587 * green + 0.114 * blue; one channel stays as it is", "3 channels or one">;
def Layer_OpsRGBToHSVOp : Layer_ColorOperation<"rgb_to_hsv", "Red, green, blue to hue, saturation, value",
    "value = max, saturation = (max - min) / value, hue = the place of the largest on the circle of colours, in [0, 1)", "3 channels">;
def Layer_OpsHSVToRGBOp : Layer_ColorOperation<"hsv_to_rgb", "Hue, saturation, value to red, green, blue",
    "value * (1 - saturation + saturation * c), with c the colour's share in the hue", "3 channels">;

/// Edges: what is not given is what the target leaves.
class Layer_EdgeOperation<string name, string what, string formula, dag edges>
    : Layer_ImageOperation<name, what, formula,
        "ops." # name # "_c3: for each axis two of its edges and its target are given, and the size is known or both edges are given. ops."
        # name # "_c4: edges are not negative, and something is left.",
        !con(edges, (ins OptionalAttr<I64Attr>:$target_height, OptionalAttr<I64Attr>:$target_width)), [Layer_MovesElements]>;
def Layer_OpsPadImagesOp : Layer_EdgeOperation<"pad_images", "Zeros around images", "images with rows and columns of zeros",
    (ins OptionalAttr<I64Attr>:$top_padding, OptionalAttr<I64Attr>:$left_padding, OptionalAttr<I64Attr>:$bottom_padding,
         OptionalAttr<I64Attr>:$right_padding)>;
def Layer_OpsCropImagesOp : Layer_EdgeOperation<"crop_images", "Images without their edges", "images without rows and columns",
    (ins OptionalAttr<I64Attr>:$top_cropping, OptionalAttr<I64Attr>:$left_cropping, OptionalAttr<I64Attr>:$bottom_cropping,
         OptionalAttr<I64Attr>:$right_cropping)>;

def Layer_OpsExtractPatchesOp : Layer_ImageOperation<"extract_patches", "The windows of images, as channels",
    "output[n, y, x, (i * width + j) * channels + c] = images[n, y * sy + i * dy - top, x * sx + j * dx - left, c]; of volumes likewise",
    [{ops.extract_patches_c3: the sizes of images are known but for the batch. ops.extract_patches_c4: size has two numbers (three for volumes, of
    rank 5), strides and dilation_rate one or as many, positive ones; padding is "valid" or "same". ops.extract_patches_c5: there is a window.}],
    (ins DenseI64ArrayAttr:$size, OptionalAttr<DenseI64ArrayAttr>:$strides, DefaultValuedAttr<DenseI64ArrayAttr, "{1}">:$dilation_rate,
         Layer_DefaultPadding:$padding), [Layer_MovesElements]>;

def Layer_OpsGaussianBlurOp : Layer_ImageOperation<"gaussian_blur", "Images out of focus",
    "each channel by itself, with the kernel exp(-(x / sigma)^2 / 2) along each axis, of sum 1; kernel_size and sigma are (width, height)",
    "ops.gaussian_blur_c3: images have float elements and known channels. ops.gaussian_blur_c4: kernel_size and sigma have two positive numbers.",
    (ins DefaultValuedAttr<DenseI64ArrayAttr, "{3, 3}">:$kernel_size, DefaultValuedAttr<DenseF64ArrayAttr, "{1.0, 1.0}">:$sigma)>;
def Layer_OpsSobelEdgesOp : Layer_ImageOperation<"sobel_edges", "How images change along their axes",
    "output[.., 0] and output[.., 1]: each channel by itself, with Sobel's kernels along y and along x",
    "ops.sobel_edges_c3: images have float elements and known channels.">;

#endif
