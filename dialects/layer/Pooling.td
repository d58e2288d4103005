// Pooling layers: https://keras.io/api/layers/pooling_layers/
#ifndef LITH_LAYER_POOLING_TD
#define LITH_LAYER_POOLING_TD

include "dialects/layer/LayerBase.td"

class Layer_PoolingOp<string mnemonic, int rank> : Layer_Op<mnemonic> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultI64s<"{" # !interleave(!listsplat("2", rank), ", ") # "}">:$pool_size,
    OptionalAttr<DenseI64ArrayAttr>:$strides, Layer_DefaultPadding:$padding, Layer_DefaultFormat:$data_format);
}

class Layer_GlobalPoolingOp<string mnemonic> : Layer_Op<mnemonic> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultFormat:$data_format, DefaultValuedAttr<BoolAttr, "false">:$keepdims);
}

def Layer_MaxPooling2DOp : Layer_PoolingOp<"max_pooling2d", 2> {
  let summary = "The largest element of a window, channel by channel.";
  let description = [{
    output[n, y, x, c] = max_{i, j} input[n, y * sy + i - top, x * sx + j - left, c]

    with strides s (pool_size where strides is absent). padding "same" surrounds the image with -infinity, which never wins over an
    element; NaN wins over everything. data_format "channels_first" means [n, channel, y, x].

    max_pooling2d_c1: input has rank 4 and float elements. max_pooling2d_c2: padding is "valid" or "same", data_format
    "channels_last" or "channels_first". max_pooling2d_c3: pool_size and strides have two positive numbers each. max_pooling2d_c4:
    no spatial dimension of the output is empty.

        %y = layer.max_pooling2d %x {pool_size = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = "same"}
           : (tensor<?x14x14x8xf32>) -> tensor<?x7x7x8xf32>
  }];
}

def Layer_AveragePooling2DOp : Layer_PoolingOp<"average_pooling2d", 2> {
  let summary = "The mean of a window, channel by channel; padding is left out of it.";
  let description = [{
    output[n, y, x, c] = sum_{i, j} input[n, y * sy + i - top, x * sx + j - left, c] / count(y, x)

    where count(y, x) is how many elements of the image, padding not counted, the window covers there.

    average_pooling2d_c1 to c4: as for max_pooling2d.

        %y = layer.average_pooling2d %x : (tensor<?x14x14x8xf32>) -> tensor<?x7x7x8xf32>
  }];
}

def Layer_GlobalMaxPooling2DOp : Layer_GlobalPoolingOp<"global_max_pooling2d"> {
  let summary = "The largest element of each channel.";
  let description = [{
    output[n, c] = max_{y, x} input[n, y, x, c]; with keepdims the spatial dimensions stay, of size 1.

    global_max_pooling2d_c1: input has rank 4 and float elements. global_max_pooling2d_c2: data_format is "channels_last" or
    "channels_first".

        %y = layer.global_max_pooling2d %x : (tensor<?x7x7x8xf32>) -> tensor<?x8xf32>
  }];
}

def Layer_GlobalAveragePooling2DOp : Layer_GlobalPoolingOp<"global_average_pooling2d"> {
  let summary = "The mean of each channel.";
  let description = [{
    output[n, c] = sum_{y, x} input[n, y, x, c] / (height * width); with keepdims the spatial dimensions stay, of size 1.

    global_average_pooling2d_c1, c2: as for global_max_pooling2d.

        %y = layer.global_average_pooling2d %x {keepdims = true} : (tensor<?x7x7x8xf32>) -> tensor<?x1x1x8xf32>
  }];
}

#endif
