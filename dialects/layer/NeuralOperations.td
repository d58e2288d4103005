// Operations of keras.ops.nn that are layers without variables: windows, normalisations, attention, encodings.
// https://keras.io/api/ops/nn/
#ifndef LITH_LAYER_NEURALOPERATIONS_TD
#define LITH_LAYER_NEURALOPERATIONS_TD

include "dialects/layer/Operations.td"

//===-- Windows -----------------------------------------------------------------------------===//

/// One number, for all axes, or one for each.
def Layer_SpreadOne : DefaultValuedAttr<DenseI64ArrayAttr, "{1}">;

/// A pooling of images of rank 3, 4 or 5. `constraints` are c3 and later.
class Layer_PoolOperation<string name, string what, string formula, string constraints, dag attributes>
    : Layer_Operation<name, what, "spec.operand(\"inputs\");"> {
  let description = formula # "\n\n    ops." # name # "_c1: inputs has rank 3, 4 or 5 and float elements. ops." # name
    # "_c2: padding is \"valid\" or \"same\", data_format \"channels_last\" or \"channels_first\". " # constraints;
  let arguments = !con((ins Layer_Tensor:$input), attributes, (ins Layer_DefaultFormat:$data_format));
}

class Layer_WindowPool<string name, string what, string formula>
    : Layer_PoolOperation<name, what, formula,
        "ops." # name # "_c3: pool_size and strides have positive numbers, one or one for each spatial dimension. ops." # name
        # "_c4: no spatial dimension of the result is empty.",
        (ins DenseI64ArrayAttr:$pool_size, OptionalAttr<DenseI64ArrayAttr>:$strides, Layer_DefaultPadding:$padding)>;

class Layer_AdaptivePool<string name, string what, string formula>
    : Layer_PoolOperation<name, what, formula, "ops." # name # "_c3: output_size has positive numbers, one or one for each spatial dimension.",
                          (ins DenseI64ArrayAttr:$output_size)>;

def Layer_OpsMaxPoolOp : Layer_WindowPool<"max_pool", "The largest element of a window", "as layer.max_pooling2d, in any number of dimensions">;
def Layer_OpsAveragePoolOp : Layer_WindowPool<"average_pool", "The mean of a window",
                                              "as layer.average_pooling2d, in any number of dimensions">;
def Layer_OpsAdaptiveMaxPoolOp : Layer_AdaptivePool<"adaptive_max_pool", "The largest element of each of so many windows",
                                                    "as layer.adaptive_max_pooling2d, in any number of dimensions">;
def Layer_OpsAdaptiveAveragePoolOp : Layer_AdaptivePool<"adaptive_average_pool", "The mean of each of so many windows",
                                                        "as layer.adaptive_average_pooling2d, in any number of dimensions">;

/// A convolution of images of rank 3, 4 or 5 with kernels that are tensors.
class Layer_ConvOperation<string name, string what, string formula, string call, dag kernels, dag attributes = (ins)>
    : Layer_Operation<name, what, "spec.operand(\"inputs\"); " # call> {
  let description = formula # "\n\n    ops." # name # "_c1: inputs and kernels have one rank of 3, 4 or 5 and one float type. ops." # name
    # "_c2: padding is \"valid\" or \"same\", data_format \"channels_last\" or \"channels_first\". ops." # name
    # "_c3: the shapes of kernels and the channels of inputs are known, and fit together. ops." # name
    # "_c4: strides, dilation_rate and output_padding have one number or one for each spatial dimension, positive ones; output_padding is below the strides. ops."
    # name # "_c5: no spatial dimension of the result is empty.";
  let arguments = !con((ins Layer_Tensor:$input), kernels,
                       (ins Layer_SpreadOne:$strides, Layer_DefaultPadding:$padding, Layer_DefaultFormat:$data_format,
                            Layer_SpreadOne:$dilation_rate), attributes);
}

def Layer_OpsConvOp : Layer_ConvOperation<"conv", "Every filter sees a window, all channels of its group",
    "as layer.conv2d, with kernel [window.., channel / groups, filter]; the channels tell the groups", "spec.operand(\"kernel\");",
    (ins Layer_Tensor:$kernel)>;
def Layer_OpsDepthwiseConvOp : Layer_ConvOperation<"depthwise_conv", "Each channel by itself",
    "as layer.depthwise_conv2d, with kernel [window.., channel, multiplier]", "spec.operand(\"kernel\");", (ins Layer_Tensor:$kernel)>;
def Layer_OpsSeparableConvOp : Layer_ConvOperation<"separable_conv", "Each channel by itself, then all at each point",
    "as layer.separable_conv2d", "spec.operand(\"depthwise_kernel\"); spec.operand(\"pointwise_kernel\");",
    (ins Layer_Tensor:$depthwise_kernel, Layer_Tensor:$pointwise_kernel)>;
def Layer_OpsConvTransposeOp : Layer_ConvOperation<"conv_transpose", "Each input reaches a window of the result",
    "as layer.conv2d_transpose, with kernel [window.., filter, channel]", "spec.operand(\"kernel\");", (ins Layer_Tensor:$kernel),
    (ins OptionalAttr<DenseI64ArrayAttr>:$output_padding)>;

def Layer_OpsUnfoldOp : Layer_Operation<"unfold", "The windows of an image, side by side", "spec.operand(\"x\");", [], [Layer_MovesElements]> {
  let description = [{
    output[n, (c * kh + i) * kw + j, p] = x[n, c, y * sy + i * dy - py, x * sx + j * dx - px] for the p-th window at y, x, row by row, with
    zeros outside of the image.

    ops.unfold_c1: x has rank 4 and known sizes behind the batch. ops.unfold_c2: kernel_size, dilation, stride and padding have one number
    or two, positive ones (padding may be 0). ops.unfold_c3: there is a window.
  }];
  let arguments = (ins Layer_Tensor:$x, DenseI64ArrayAttr:$kernel_size, Layer_SpreadOne:$dilation,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0}">:$padding, Layer_SpreadOne:$stride);
}

def Layer_OpsFoldOp : Layer_Operation<"fold", "An image put together of windows", "spec.operand(\"x\");"> {
  let description = [{
    output[n, c, h, w] = the sum of all x[n, (c * kh + i) * kw + j, p] whose window p has it as its tap i, j: what unfold has taken apart, with what
    overlaps added up.

    ops.fold_c1: x has rank 3, known sizes behind the batch and float elements. ops.fold_c2: output_size, kernel_size, dilation, stride and padding have
    one number or two, positive ones (padding may be 0). ops.fold_c3: x has as many windows as such an image, and rows for their taps.
  }];
  let arguments = (ins Layer_Tensor:$x, DenseI64ArrayAttr:$output_size, DenseI64ArrayAttr:$kernel_size, Layer_SpreadOne:$dilation,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0}">:$padding, Layer_SpreadOne:$stride);
}

def Layer_OpsExtractSequencesOp : Layer_Operation<"extract_sequences", "Parts of a row, side by side", "spec.operand(\"x\");", ["mixesSamples"], [Layer_MovesElements]> {
  let description = [{
    output[.., s, t] = x[.., s * sequence_stride + t], for as many s as fit.

    ops.extract_sequences_c1: the last axis has a known size of sequence_length at least; both are positive.
  }];
  let arguments = (ins Layer_Tensor:$x, I64Attr:$sequence_length, I64Attr:$sequence_stride);
}

class Layer_BlockOperation<string name, string what, string formula>
    : Layer_Operation<name, what, "spec.operand(\"x\");", [], [Layer_MovesElements]> {
  let description = formula # "\n\n    ops." # name # "_c1: x has rank 4. ops." # name
    # "_c2: block_size is positive, data_format \"channels_last\" or \"channels_first\". ops." # name
    # "_c3: what becomes fewer is known, and the blocks divide it.";
  let arguments = (ins Layer_Tensor:$x, I64Attr:$block_size, Layer_DefaultFormat:$data_format);
}
def Layer_OpsDepthToSpaceOp : Layer_BlockOperation<"depth_to_space", "Channels become pixels",
    "output[n, y, x, c] = x[n, y / b, x / b, ((y mod b) * b + x mod b) * channels / b^2 + c] (channels_first: c * b^2 + (y mod b) * b + x mod b)">;
def Layer_OpsSpaceToDepthOp : Layer_BlockOperation<"space_to_depth", "Pixels become channels", "what depth_to_space undoes">;

//===-- Normalisations ----------------------------------------------------------------------===//

class Layer_NormOperation<string name, string what, string formula, string call, string constraint, dag operands, dag attributes>
    : Layer_Operation<name, what, call, ["mixesSamples"]> {
  let description = formula # "\n\n    ops." # name # "_c1: all operands have one float type. ops." # name
    # "_c2: axes are axes of x of known size, each once. ops." # name # "_c3: " # constraint # ".";
  let arguments = !con(operands, attributes);
}

def Layer_OpsBatchNormOp : Layer_NormOperation<"batch_norm", "Channels with mean and variance given",
    "x * s + offset - mean * s, with s = scale / sqrt(variance + epsilon)",
    [{ spec.operand("x"); spec.operand("mean"); spec.operand("variance"); spec.operand("offset").flagPresent("has_offset");
       spec.operand("scale").flagPresent("has_scale"); }],
    "mean, variance, offset and scale are rows as long as x along axis",
    (ins Layer_Tensor:$x, Layer_Tensor:$mean, Layer_Tensor:$variance, Variadic<Layer_Tensor>:$options),
    (ins I64Attr:$axis, DefaultValuedAttr<F64Attr, "1.0e-3">:$epsilon, UnitAttr:$has_offset, UnitAttr:$has_scale)>;
def Layer_OpsLayerNormOp : Layer_NormOperation<"layer_norm", "Samples with mean 0 and variance 1",
    "(x - mean x) / sqrt(var x + epsilon) * gamma + beta over axis; with rms_scaling x / sqrt(var x + epsilon) * gamma",
    [{ spec.operand("x"); spec.operand("gamma").flagPresent("has_gamma"); spec.operand("beta").flagPresent("has_beta"); }],
    "gamma and beta have the sizes of x along axis",
    (ins Layer_Tensor:$x, Variadic<Layer_Tensor>:$options),
    (ins DefaultValuedAttr<DenseI64ArrayAttr, "{-1}">:$axis, DefaultValuedAttr<F64Attr, "1.0e-7">:$epsilon, Layer_False:$rms_scaling,
         UnitAttr:$has_gamma, UnitAttr:$has_beta)>;
def Layer_OpsRMSNormOp : Layer_NormOperation<"rms_norm", "Samples with mean square 1", "x / sqrt(mean x^2 + epsilon) * scale over axis",
    [{ spec.operand("x"); spec.operand("scale").flagPresent("has_scale"); }], "scale fits into x by NumPy's broadcasting",
    (ins Layer_Tensor:$x, Variadic<Layer_Tensor>:$options),
    (ins DefaultValuedAttr<DenseI64ArrayAttr, "{-1}">:$axis, DefaultValuedAttr<F64Attr, "1.0e-7">:$epsilon, UnitAttr:$has_scale)>;

//===-- Attention, encodings ----------------------------------------------------------------===//

def Layer_OpsDotProductAttentionOp : Layer_Operation<"dot_product_attention", "Values weighted by how query and keys agree",
    [{ spec.operand("query"); spec.operand("key"); spec.operand("value"); spec.operand("bias").flagPresent("has_bias");
       spec.operand("mask").ofOwnType().flagPresent("has_mask"); spec.floating("scale").orNull(); }]> {
  let description = [{
    output[b, t, n, v] = sum over s of softmax over s of (query[b, t, n, ..] . key[b, s, k, ..] * scale + bias[b, n, t, s]) * value[b, s, k, v]

    where scale is 1 / sqrt(size of a head) unless given, and k = n * (heads of key) / (heads of query). What mask hides, and with is_causal
    what stands behind a target, counts as -0.7 times the largest float.

    ops.dot_product_attention_c1: query, key and value have rank 4 and one float type. ops.dot_product_attention_c2: their dimensions fit
    together: the heads of key and value divide those of query, which are known, and so is the size of a head.
    ops.dot_product_attention_c3: bias, of that type, and mask, of bool, have rank 4 and fit [b, n, t, s] by broadcasting.
    ops.dot_product_attention_c4: attn_logits_soft_cap is not supported.
  }];
  let arguments = (ins Layer_Tensor:$query, Layer_Tensor:$key, Layer_Tensor:$value, Variadic<Layer_Tensor>:$options,
                       OptionalAttr<F64Attr>:$scale, Layer_False:$is_causal, OptionalAttr<F64Attr>:$attn_logits_soft_cap,
                       UnitAttr:$has_bias, UnitAttr:$has_mask);
}

def Layer_OpsMultiHotOp : Layer_Operation<"multi_hot", "Rows of indices as rows of 0 and 1", "spec.operand(\"inputs\");", ["mixesSamples"]> {
  let description = [{
    output[n, .., c] = whether one of inputs[n, :, ..] is c, as dtype; of a row of indices output[c].

    ops.multi_hot_c1: inputs are integers of rank 1 or more. ops.multi_hot_c2: num_classes is positive, axis the last, dtype a dtype;
    sparse is false.
  }];
  let arguments = (ins Layer_Tensor:$input, I64Attr:$num_classes, DefaultValuedAttr<I64Attr, "-1">:$axis, OptionalAttr<StrAttr>:$dtype,
                       Layer_False:$sparse);
}

def Layer_OpsSparsemaxOp : Layer_Operation<"sparsemax", "Shares of one, many of them 0", "spec.operand(\"x\");", ["mixesSamples"]> {
  let description = [{
    The activation sparsemax along axis.

    ops.sparsemax_c1: axis is an axis of x. ops.sparsemax_c2: the elements are floating-point.
  }];
  let arguments = (ins Layer_Tensor:$x, DefaultValuedAttr<I64Attr, "-1">:$axis);
}

#endif
