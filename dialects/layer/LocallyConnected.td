// Locally connected layers of Keras 2, which Keras 3 no longer has.
#ifndef LITH_LAYER_LOCALLYCONNECTED_TD
#define LITH_LAYER_LOCALLYCONNECTED_TD

include "dialects/layer/LayerBase.td"

class Layer_LocallyConnectedOp<string mnemonic, int rank> : Layer_Op<mnemonic, ["getVariables"], [Layer_EndsInActivation]> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias, I64Attr:$filters, DenseI64ArrayAttr:$kernel_size,
    Layer_DefaultI64s<"{" # !interleave(!listsplat("1", rank), ", ") # "}">:$strides, Layer_DefaultPadding:$padding,
    Layer_DefaultFormat:$data_format, Layer_DefaultActivation<"linear">:$activation, DefaultValuedAttr<BoolAttr, "true">:$use_bias,
    DefaultValuedAttr<I64Attr, "1">:$implementation);
}

def Layer_LocallyConnected1DOp : Layer_LocallyConnectedOp<"locally_connected1d", 1> {
  let summary = "A convolution of a sequence whose kernel differs from step to step (Keras 2).";
  let description = [{
    As locally_connected2d, for input [n, t, channel] or, with data_format "channels_first", [n, channel, t].

    locally_connected1d_c1 to c8: as for locally_connected2d with rank 3 and one number each.

        %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>}
           : (tensor<?x8x4xf32>, tensor<6x12x2xf32>, tensor<6x2xf32>) -> tensor<?x6x2xf32>
  }];
}

def Layer_LocallyConnected2DOp : Layer_LocallyConnectedOp<"locally_connected2d", 2> {
  let summary = "A convolution whose kernel differs from position to position (Keras 2).";
  let description = [{
    output[n, y, x, f] = activation(bias[y, x, f] + sum_{i, j, c} w[y, x, i, j, c, f] * input[n, y * sy + i - top, x * sx + j - left, c])

    with strides s and zeros outside of the image. padding "valid" adds nothing. "same" makes ceil(size / stride) outputs, and
    top and left are half of kernel_size, rounded down, whatever the strides: other than for conv2d. implementation says how the file keeps w:

    1: kernel[(y, x), (i, j, c), f], or [(y, x), (c, i, j), f] with data_format "channels_first"; only with padding "valid".
    2: kernel[v, u, c, y, x, f], or [c, v, u, f, y, x] with "channels_first", for every input v, u and output y, x; what no window
    reaches is passed over.
    3: a row of the weights alone, sorted by output and then by input, both counted as in data_format.

    bias is [y, x, f] in both formats; with "channels_first" its elements, in the order in which they lie, are taken as [f, y, x].

    locally_connected2d_c1: input has rank 4 and float elements. locally_connected2d_c2: all sizes of input but the batch are
    known. locally_connected2d_c3: kernel_size and strides have two positive numbers each. locally_connected2d_c4: padding is "valid" or
    "same", data_format "channels_last" or "channels_first". locally_connected2d_c5: implementation is 1, 2 or 3, and 1 only with
    padding "valid". locally_connected2d_c6: filters is positive. locally_connected2d_c7: no spatial dimension of the output is empty.
    locally_connected2d_c8: activation is one that Keras has and that takes such a result.

        %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 3>}
           : (tensor<?x4x4x1xf32>, tensor<4x9x2xf32>, tensor<2x2x2xf32>) -> tensor<?x2x2x2xf32>
  }];
}

#endif
