// Pooling layers: https://keras.io/api/layers/pooling_layers/
#ifndef LITH_LAYER_POOLING_TD
#define LITH_LAYER_POOLING_TD

include "dialects/layer/LayerBase.td"

class Layer_PoolingOp<string mnemonic, int rank, list<Trait> traits = []> : Layer_Op<mnemonic, [], traits> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultI64s<"{" # !interleave(!listsplat("2", rank), ", ") # "}">:$pool_size,
    OptionalAttr<DenseI64ArrayAttr>:$strides, Layer_DefaultPadding:$padding, Layer_DefaultFormat:$data_format);
}

class Layer_GlobalPoolingOp<string mnemonic, list<Trait> traits = []> : Layer_Op<mnemonic, [], traits> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultFormat:$data_format, DefaultValuedAttr<BoolAttr, "false">:$keepdims);
}

class Layer_AdaptivePoolingOp<string mnemonic, list<Trait> traits = []> : Layer_Op<mnemonic, [], traits> {
  let arguments = (ins Layer_Tensor:$input, DenseI64ArrayAttr:$output_size, Layer_DefaultFormat:$data_format);
}

def Layer_MaxPooling1DOp : Layer_PoolingOp<"max_pooling1d", 1> {
  let summary = "The largest element of a window of a sequence, channel by channel.";
  let description = [{
    As max_pooling2d, for input [n, t, channel]; data_format "channels_first" means [n, channel, t].

    max_pooling1d_c1 to c4: as for max_pooling2d with rank 3 and one number each.

        %y = layer.max_pooling1d %x : (tensor<?x14x8xf32>) -> tensor<?x7x8xf32>
  }];
}

def Layer_MaxPooling2DOp : Layer_PoolingOp<"max_pooling2d", 2> {
  let summary = "The largest element of a window, channel by channel.";
  let description = [{
    output[n, y, x, c] = max_{i, j} input[n, y * sy + i - top, x * sx + j - left, c]

    with strides s (pool_size where strides is absent). padding "same" surrounds the image with -infinity, which never wins over an
    element; NaN wins over everything. data_format "channels_first" means [n, channel, y, x].

    max_pooling2d_c1: input has rank 4 and numbers as elements. max_pooling2d_c2: padding is "valid" or "same", data_format
    "channels_last" or "channels_first". max_pooling2d_c3: pool_size and strides have two positive numbers each. max_pooling2d_c4:
    no spatial dimension of the output is empty.

        %y = layer.max_pooling2d %x {pool_size = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = "same"}
           : (tensor<?x14x14x8xf32>) -> tensor<?x7x7x8xf32>
  }];
}

def Layer_MaxPooling3DOp : Layer_PoolingOp<"max_pooling3d", 3> {
  let summary = "The largest element of a window of a volume, channel by channel.";
  let description = [{
    As max_pooling2d, for input [n, z, y, x, channel]; data_format "channels_first" means [n, channel, z, y, x].

    max_pooling3d_c1 to c4: as for max_pooling2d with rank 5 and three numbers each.

        %y = layer.max_pooling3d %x : (tensor<?x8x8x8x2xf32>) -> tensor<?x4x4x4x2xf32>
  }];
}

def Layer_AveragePooling1DOp : Layer_PoolingOp<"average_pooling1d", 1, [Layer_MakesFloats]> {
  let summary = "The mean of a window of a sequence, channel by channel; padding is left out of it.";
  let description = [{
    As average_pooling2d, for input [n, t, channel]; data_format "channels_first" means [n, channel, t].

    average_pooling1d_c1 to c4: as for average_pooling2d with rank 3 and one number each.

        %y = layer.average_pooling1d %x : (tensor<?x14x8xf32>) -> tensor<?x7x8xf32>
  }];
}

def Layer_AveragePooling2DOp : Layer_PoolingOp<"average_pooling2d", 2, [Layer_MakesFloats]> {
  let summary = "The mean of a window, channel by channel; padding is left out of it.";
  let description = [{
    output[n, y, x, c] = sum_{i, j} input[n, y * sy + i - top, x * sx + j - left, c] / count(y, x)

    where count(y, x) is how many elements of the image, padding not counted, the window covers there.

    average_pooling2d_c1 to c4: as for max_pooling2d.

        %y = layer.average_pooling2d %x : (tensor<?x14x14x8xf32>) -> tensor<?x7x7x8xf32>
  }];
}

def Layer_AveragePooling3DOp : Layer_PoolingOp<"average_pooling3d", 3, [Layer_MakesFloats]> {
  let summary = "The mean of a window of a volume, channel by channel; padding is left out of it.";
  let description = [{
    As average_pooling2d, for input [n, z, y, x, channel]; data_format "channels_first" means [n, channel, z, y, x].

    average_pooling3d_c1 to c4: as for average_pooling2d with rank 5 and three numbers each.

        %y = layer.average_pooling3d %x : (tensor<?x8x8x8x2xf32>) -> tensor<?x4x4x4x2xf32>
  }];
}

def Layer_GlobalMaxPooling1DOp : Layer_GlobalPoolingOp<"global_max_pooling1d"> {
  let summary = "The largest element of each channel of a sequence.";
  let description = [{
    As global_max_pooling2d, for input [n, t, channel]; data_format "channels_first" means [n, channel, t].

    global_max_pooling1d_c1, c2: as for global_max_pooling2d with rank 3.

        %y = layer.global_max_pooling1d %x : (tensor<?x14x8xf32>) -> tensor<?x8xf32>
  }];
}

def Layer_GlobalMaxPooling2DOp : Layer_GlobalPoolingOp<"global_max_pooling2d"> {
  let summary = "The largest element of each channel.";
  let description = [{
    output[n, c] = max_{y, x} input[n, y, x, c]; with keepdims the spatial dimensions stay, of size 1.

    global_max_pooling2d_c1: input has rank 4 and numbers as elements. global_max_pooling2d_c2: data_format is "channels_last" or
    "channels_first".

        %y = layer.global_max_pooling2d %x : (tensor<?x7x7x8xf32>) -> tensor<?x8xf32>
  }];
}

def Layer_GlobalMaxPooling3DOp : Layer_GlobalPoolingOp<"global_max_pooling3d"> {
  let summary = "The largest element of each channel of a volume.";
  let description = [{
    As global_max_pooling2d, for input [n, z, y, x, channel]; data_format "channels_first" means [n, channel, z, y, x].

    global_max_pooling3d_c1, c2: as for global_max_pooling2d with rank 5.

        %y = layer.global_max_pooling3d %x : (tensor<?x8x8x8x2xf32>) -> tensor<?x2xf32>
  }];
}

def Layer_GlobalAveragePooling1DOp : Layer_GlobalPoolingOp<"global_average_pooling1d", [Layer_MakesFloats]> {
  let summary = "The mean of each channel of a sequence.";
  let description = [{
    As global_average_pooling2d, for input [n, t, channel]; data_format "channels_first" means [n, channel, t].

    global_average_pooling1d_c1, c2: as for global_average_pooling2d with rank 3.

        %y = layer.global_average_pooling1d %x : (tensor<?x14x8xf32>) -> tensor<?x8xf32>
  }];
}

def Layer_GlobalAveragePooling2DOp : Layer_GlobalPoolingOp<"global_average_pooling2d", [Layer_MakesFloats]> {
  let summary = "The mean of each channel.";
  let description = [{
    output[n, c] = sum_{y, x} input[n, y, x, c] / (height * width); with keepdims the spatial dimensions stay, of size 1.

    global_average_pooling2d_c1, c2: as for global_max_pooling2d.

        %y = layer.global_average_pooling2d %x {keepdims = true} : (tensor<?x7x7x8xf32>) -> tensor<?x1x1x8xf32>
  }];
}

def Layer_GlobalAveragePooling3DOp : Layer_GlobalPoolingOp<"global_average_pooling3d", [Layer_MakesFloats]> {
  let summary = "The mean of each channel of a volume.";
  let description = [{
    As global_average_pooling2d, for input [n, z, y, x, channel]; data_format "channels_first" means [n, channel, z, y, x].

    global_average_pooling3d_c1, c2: as for global_average_pooling2d with rank 5.

        %y = layer.global_average_pooling3d %x : (tensor<?x8x8x8x2xf32>) -> tensor<?x2xf32>
  }];
}

def Layer_AdaptiveMaxPooling1DOp : Layer_AdaptivePoolingOp<"adaptive_max_pooling1d"> {
  let summary = "The largest element of each of so many windows, whatever the size of the input.";
  let description = [{
    As adaptive_max_pooling2d, for one spatial dimension.

    adaptive_max_pooling1d_c1: input has rank 3 and numbers as elements. adaptive_max_pooling1d_c2: data_format is "channels_last"
    or "channels_first". adaptive_max_pooling1d_c3: output_size has one positive number.

        %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 4>} : (tensor<?x10x8xf32>) -> tensor<?x4x8xf32>
  }];
}

def Layer_AdaptiveMaxPooling2DOp : Layer_AdaptivePoolingOp<"adaptive_max_pooling2d"> {
  let summary = "The largest element of each of so many windows, whatever the size of the input.";
  let description = [{
    output[n, p, q, c] = max input[n, y, x, c] over the y, x of window p, q. Along an axis of size elements, window p of m begins at
    floor(p * size / m) and ends before ceil((p + 1) * size / m): windows may overlap, and have sizes that differ by one at most.

    adaptive_max_pooling2d_c1: input has rank 4 and numbers as elements. adaptive_max_pooling2d_c2: data_format is "channels_last"
    or "channels_first". adaptive_max_pooling2d_c3: output_size has two positive numbers.

        %y = layer.adaptive_max_pooling2d %x {output_size = array<i64: 4, 3>} : (tensor<?x10x7x8xf32>) -> tensor<?x4x3x8xf32>
  }];
}

def Layer_AdaptiveMaxPooling3DOp : Layer_AdaptivePoolingOp<"adaptive_max_pooling3d"> {
  let summary = "The largest element of each of so many windows, whatever the size of the input.";
  let description = [{
    As adaptive_max_pooling2d, for three spatial dimensions.

    adaptive_max_pooling3d_c1: input has rank 5 and numbers as elements. adaptive_max_pooling3d_c2: data_format is "channels_last"
    or "channels_first". adaptive_max_pooling3d_c3: output_size has three positive numbers.

        %y = layer.adaptive_max_pooling3d %x {output_size = array<i64: 2, 2, 2>} : (tensor<?x5x5x5x2xf32>) -> tensor<?x2x2x2x2xf32>
  }];
}

def Layer_AdaptiveAveragePooling1DOp : Layer_AdaptivePoolingOp<"adaptive_average_pooling1d", [Layer_MakesFloats]> {
  let summary = "The mean of each of so many windows, whatever the size of the input.";
  let description = [{
    As adaptive_average_pooling2d, for one spatial dimension.

    adaptive_average_pooling1d_c1: input has rank 3 and float elements. adaptive_average_pooling1d_c2: data_format is "channels_last"
    or "channels_first". adaptive_average_pooling1d_c3: output_size has one positive number.

        %y = layer.adaptive_average_pooling1d %x {output_size = array<i64: 4>} : (tensor<?x10x8xf32>) -> tensor<?x4x8xf32>
  }];
}

def Layer_AdaptiveAveragePooling2DOp : Layer_AdaptivePoolingOp<"adaptive_average_pooling2d", [Layer_MakesFloats]> {
  let summary = "The mean of each of so many windows, whatever the size of the input.";
  let description = [{
    output[n, p, q, c] = mean of input[n, y, x, c] over the y, x of window p, q; windows as for adaptive_max_pooling2d.

    adaptive_average_pooling2d_c1: input has rank 4 and float elements. adaptive_average_pooling2d_c2: data_format is "channels_last"
    or "channels_first". adaptive_average_pooling2d_c3: output_size has two positive numbers.

        %y = layer.adaptive_average_pooling2d %x {output_size = array<i64: 4, 3>} : (tensor<?x10x7x8xf32>) -> tensor<?x4x3x8xf32>
  }];
}

def Layer_AdaptiveAveragePooling3DOp : Layer_AdaptivePoolingOp<"adaptive_average_pooling3d", [Layer_MakesFloats]> {
  let summary = "The mean of each of so many windows, whatever the size of the input.";
  let description = [{
    As adaptive_average_pooling2d, for three spatial dimensions.

    adaptive_average_pooling3d_c1: input has rank 5 and float elements. adaptive_average_pooling3d_c2: data_format is "channels_last"
    or "channels_first". adaptive_average_pooling3d_c3: output_size has three positive numbers.

        %y = layer.adaptive_average_pooling3d %x {output_size = array<i64: 2, 2, 2>} : (tensor<?x5x5x5x2xf32>) -> tensor<?x2x2x2x2xf32>
  }];
}

#endif
