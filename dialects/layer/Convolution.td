// Convolution layers: https://keras.io/api/layers/convolution_layers/
#ifndef LITH_LAYER_CONVOLUTION_TD
#define LITH_LAYER_CONVOLUTION_TD

include "dialects/layer/LayerBase.td"

/// One number for each spatial dimension, 1 by default.
class Layer_DefaultOnes<int rank> : Layer_DefaultI64s<"{" # !interleave(!listsplat("1", rank), ", ") # "}">;

/// The arguments that all convolutions have; `rank` spatial dimensions.
class Layer_ConvolutionArguments<int rank> {
  dag value = (ins
    DenseI64ArrayAttr:$kernel_size, Layer_DefaultOnes<rank>:$strides, Layer_DefaultPadding:$padding,
    Layer_DefaultFormat:$data_format, Layer_DefaultOnes<rank>:$dilation_rate,
    Layer_DefaultActivation<"linear">:$activation, DefaultValuedAttr<BoolAttr, "true">:$use_bias);
}

class Layer_ConvOp<string mnemonic, int rank> : Layer_Op<mnemonic, ["getVariables", "describeLinear"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
  let arguments = !con(
    (ins Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias, I64Attr:$filters,
         DefaultValuedAttr<I64Attr, "1">:$groups),
    Layer_ConvolutionArguments<rank>.value);
}

class Layer_DepthwiseConvOp<string mnemonic, int rank> : Layer_Op<mnemonic, ["getVariables", "describeLinear"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
  let arguments = !con(
    (ins Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias,
         DefaultValuedAttr<I64Attr, "1">:$depth_multiplier),
    Layer_ConvolutionArguments<rank>.value);
}

class Layer_SeparableConvOp<string mnemonic, int rank> : Layer_Op<mnemonic, ["getVariables", "describeLinear"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
  let arguments = !con(
    (ins Layer_Tensor:$input, Layer_Tensor:$depthwise_kernel, Layer_Tensor:$pointwise_kernel, Optional<Layer_Tensor>:$bias,
         I64Attr:$filters, DefaultValuedAttr<I64Attr, "1">:$depth_multiplier),
    Layer_ConvolutionArguments<rank>.value);
}

class Layer_ConvTransposeOp<string mnemonic, int rank> : Layer_Op<mnemonic, ["getVariables", "describeLinear"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
  let arguments = !con(
    (ins Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias, I64Attr:$filters,
         OptionalAttr<DenseI64ArrayAttr>:$output_padding),
    Layer_ConvolutionArguments<rank>.value);
}

def Layer_Conv1DOp : Layer_ConvOp<"conv1d", 1> {
  let summary = "Every filter sees a window of the sequence, all channels of its group.";
  let description = [{
    output[n, t, f] = activation(bias[f] + sum_{i, c} kernel[i, c, f] * input[n, t * s + i * d - front, g(f) * channels / groups + c])

    as conv2d, for one spatial dimension. padding may be "causal", too: everything that is added stands in front, so that an output
    sees no later input; there are ceil(size / stride) outputs, as with "same".

    conv1d_c1 to c9: as for conv2d with rank 3, one number each, and the third padding.

        %y = layer.conv1d %x, %k, %b {filters = 8 : i64, kernel_size = array<i64: 3>, padding = "causal"}
           : (tensor<?x?x4xf32>, tensor<3x4x8xf32>, tensor<8xf32>) -> tensor<?x?x8xf32>
  }];
}

def Layer_Conv2DOp : Layer_ConvOp<"conv2d", 2> {
  let summary = "Every filter sees a window of the image, all channels of its group.";
  let description = [{
    output[n, y, x, f] = activation(bias[f] + sum_{i, j, c} kernel[i, j, c, f] *
                           input[n, y * sy + i * dy - top, x * sx + j * dx - left, g(f) * channels / groups + c])

    with strides s, dilation_rate d, g(f) the group of filter f, and zeros outside of the image. padding "valid" adds nothing;
    "same" adds what makes ceil(size / stride) outputs, the odd element below and right. With data_format "channels_first" input
    and output are [n, channel, y, x].

    conv2d_c1: input has rank 4 and float elements. conv2d_c2: the channels of input are known. conv2d_c3: kernel_size, strides and
    dilation_rate have two positive numbers each. conv2d_c4: padding is "valid" or "same", data_format "channels_last" or
    "channels_first". conv2d_c5: strides and dilation_rate are not both above 1. conv2d_c6: filters is positive and a multiple of
    groups. conv2d_c7: groups is positive and divides the channels of input. conv2d_c8: no spatial dimension of the output is
    empty. conv2d_c9: activation is one that Keras has and that takes such a result.

        %y = layer.conv2d %x, %k, %b {filters = 8 : i64, kernel_size = array<i64: 3, 3>, padding = "same"}
           : (tensor<?x28x28x1xf32>, tensor<3x3x1x8xf32>, tensor<8xf32>) -> tensor<?x28x28x8xf32>
  }];
}

def Layer_Conv3DOp : Layer_ConvOp<"conv3d", 3> {
  let summary = "Every filter sees a window of the volume, all channels of its group.";
  let description = [{
    As conv2d, for three spatial dimensions: input and output are [n, z, y, x, channel], or [n, channel, z, y, x] with data_format
    "channels_first", and kernel is [z, y, x, channel, filter].

    conv3d_c1 to c9: as for conv2d with rank 5 and three numbers each.

        %y = layer.conv3d %x, %k, %b {filters = 8 : i64, kernel_size = array<i64: 3, 3, 3>}
           : (tensor<?x6x6x6x2xf32>, tensor<3x3x3x2x8xf32>, tensor<8xf32>) -> tensor<?x4x4x4x8xf32>
  }];
}

def Layer_DepthwiseConv1DOp : Layer_DepthwiseConvOp<"depthwise_conv1d", 1> {
  let summary = "Each channel of a sequence has depth_multiplier filters of its own.";
  let description = [{
    As depthwise_conv2d, for input [n, t, channel] and kernel [t, channel, multiplier].

    depthwise_conv1d_c1 to c4, c6, c8, c9: as for depthwise_conv2d with rank 3 and one number each.

        %y = layer.depthwise_conv1d %x, %k, %b {kernel_size = array<i64: 3>}
           : (tensor<?x8x4xf32>, tensor<3x4x1xf32>, tensor<4xf32>) -> tensor<?x6x4xf32>
  }];
}

def Layer_DepthwiseConv2DOp : Layer_DepthwiseConvOp<"depthwise_conv2d", 2> {
  let summary = "Each channel has depth_multiplier filters of its own.";
  let description = [{
    output[n, y, x, c * depth_multiplier + m] = activation(bias[c * depth_multiplier + m] +
                           sum_{i, j} kernel[i, j, c, m] * input[n, y * sy + i * dy - top, x * sx + j * dx - left, c])

    Padding and data_format as in conv2d; strides and dilation_rate may both be above 1.

    depthwise_conv2d_c1 to c4, c8, c9: as for conv2d. depthwise_conv2d_c6: depth_multiplier is positive.

        %y = layer.depthwise_conv2d %x, %k, %b {kernel_size = array<i64: 3, 3>}
           : (tensor<?x8x8x4xf32>, tensor<3x3x4x1xf32>, tensor<4xf32>) -> tensor<?x6x6x4xf32>
  }];
}

def Layer_SeparableConv1DOp : Layer_SeparableConvOp<"separable_conv1d", 1> {
  let summary = "A depthwise convolution of a sequence, then one of size 1 that mixes the channels.";
  let description = [{
    As separable_conv2d, for input [n, t, channel]; padding may be "causal" as for conv1d (Keras 2).

    separable_conv1d_c1 to c4, c6, c8, c9: as for separable_conv2d with rank 3, one number each, and the third padding.

        %y = layer.separable_conv1d %x, %d, %p, %b {filters = 6 : i64, kernel_size = array<i64: 3>}
           : (tensor<?x8x4xf32>, tensor<3x4x1xf32>, tensor<1x4x6xf32>, tensor<6xf32>) -> tensor<?x6x6xf32>
  }];
}

def Layer_SeparableConv2DOp : Layer_SeparableConvOp<"separable_conv2d", 2> {
  let summary = "A depthwise convolution, then a 1x1 convolution that mixes the channels.";
  let description = [{
    output = activation(bias + conv2d(depthwise_conv2d(input, depthwise_kernel), pointwise_kernel))

    with strides, padding and dilation_rate in the depthwise part; nothing is added or applied between the two.

    separable_conv2d_c1 to c4, c8, c9: as for conv2d. separable_conv2d_c6: filters and depth_multiplier are positive.

        %y = layer.separable_conv2d %x, %d, %p, %b {filters = 6 : i64, kernel_size = array<i64: 3, 3>}
           : (tensor<?x8x8x4xf32>, tensor<3x3x4x1xf32>, tensor<1x1x4x6xf32>, tensor<6xf32>) -> tensor<?x6x6x6xf32>
  }];
}

def Layer_Conv1DTransposeOp : Layer_ConvTransposeOp<"conv1d_transpose", 1> {
  let summary = "The gradient of a convolution of a sequence.";
  let description = [{
    As conv2d_transpose, for input [n, t, channel] and kernel [t, filter, channel].

    conv1d_transpose_c1 to c9: as for conv2d_transpose with rank 3 and one number each.

        %y = layer.conv1d_transpose %x, %k, %b {filters = 3 : i64, kernel_size = array<i64: 2>, strides = array<i64: 2>}
           : (tensor<?x4x8xf32>, tensor<2x3x8xf32>, tensor<3xf32>) -> tensor<?x8x3xf32>
  }];
}

def Layer_Conv2DTransposeOp : Layer_ConvTransposeOp<"conv2d_transpose", 2> {
  let summary = "The gradient of a convolution: every input element adds the kernel, scaled, to a window of the output.";
  let description = [{
    output[n, y, x, f] = activation(bias[f] + sum input[n, v, u, c] * kernel[i, j, f, c])
      over all v, u, i, j, c with y = v * sy + i * dy - oy and x = u * sx + j * dx - ox

    Along an axis with k = (kernel_size - 1) * dilation_rate + 1 and stride s the output has (input - 1) * s + tail elements. padding
    "valid": o = 0, tail = max(k, s), or k + output_padding where that is given. "same": o and tail such that the output has
    input * s elements, or (input - 1) * s + k % 2 + output_padding. It is computed as one convolution for each phase of the
    strides; zeros are never inserted between the elements of the input.

    conv2d_transpose_c1 to c5, c8, c9: as for conv2d. conv2d_transpose_c6: filters is positive. conv2d_transpose_c7:
    output_padding, where given, has two numbers, not negative and below the strides.

        %y = layer.conv2d_transpose %x, %k, %b {filters = 3 : i64, kernel_size = array<i64: 2, 2>, strides = array<i64: 2, 2>}
           : (tensor<?x4x4x8xf32>, tensor<2x2x3x8xf32>, tensor<3xf32>) -> tensor<?x8x8x3xf32>
  }];
}

def Layer_Conv3DTransposeOp : Layer_ConvTransposeOp<"conv3d_transpose", 3> {
  let summary = "The gradient of a convolution of a volume.";
  let description = [{
    As conv2d_transpose, for input [n, z, y, x, channel] and kernel [z, y, x, filter, channel].

    conv3d_transpose_c1 to c9: as for conv2d_transpose with rank 5 and three numbers each.

        %y = layer.conv3d_transpose %x, %k, %b {filters = 3 : i64, kernel_size = array<i64: 2, 2, 2>, strides = array<i64: 2, 2, 2>}
           : (tensor<?x4x4x4x8xf32>, tensor<2x2x2x3x8xf32>, tensor<3xf32>) -> tensor<?x8x8x8x3xf32>
  }];
}

#endif
