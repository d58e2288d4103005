// Reshaping layers: https://keras.io/api/layers/reshaping_layers/
#ifndef LITH_LAYER_RESHAPING_TD
#define LITH_LAYER_RESHAPING_TD

include "dialects/layer/LayerBase.td"

class Layer_ZeroPaddingOp<string mnemonic, int rank> : Layer_Op<mnemonic, [], [Layer_MovesElements]> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultI64s<"{" # !interleave(!listsplat("1", !mul(rank, 2)), ", ") # "}">:$padding,
    Layer_DefaultFormat:$data_format);
}

class Layer_CroppingOp<string mnemonic, string cropping> : Layer_Op<mnemonic, [], [Layer_MovesElements]> {
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultI64s<cropping>:$cropping, Layer_DefaultFormat:$data_format);
}

def Layer_FlattenOp : Layer_Op<"flatten", [], [Layer_MovesElements]> {
  let summary = "All dimensions of a sample in one row.";
  let description = [{
    output[n, i] = the elements of input[n] in row-major order; with data_format "channels_first" dimension 1 is moved to the end
    first, so that both formats give the same row. A sample without dimensions becomes a row of one.

    flatten_c1: input has a batch dimension. flatten_c2: data_format is "channels_last" or "channels_first".

        %y = layer.flatten %x : (tensor<?x7x7x8xf32>) -> tensor<?x392xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultFormat:$data_format);
}

def Layer_ReshapeOp : Layer_Op<"reshape", [], [Layer_MovesElements]> {
  let summary = "The same elements under another shape.";
  let description = [{
    The elements of each sample in row-major order get the shape target_shape, where one -1 stands for what is left. The batch
    dimension stays.

    reshape_c1: input has a batch dimension. reshape_c2: the numbers of target_shape are positive, but for at most one -1.
    reshape_c3: target_shape holds as many elements as a sample has. reshape_c4: where dimensions besides the batch are dynamic,
    target_shape has a -1.

        %y = layer.reshape %x {target_shape = array<i64: -1, 2>} : (tensor<?x4x6xf32>) -> tensor<?x12x2xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DenseI64ArrayAttr:$target_shape);
}

def Layer_PermuteOp : Layer_Op<"permute", [], [Layer_MovesElements]> {
  let summary = "The dimensions of a sample in another order.";
  let description = [{
    Dimension i of output is dimension dims[i - 1] of input; both count from 1, the batch is 0 and stays.

    permute_c1: dims is a permutation of 1 .. rank of input - 1.

        %y = layer.permute %x {dims = array<i64: 2, 1>} : (tensor<?x4x6xf32>) -> tensor<?x6x4xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DenseI64ArrayAttr:$dims);
}

def Layer_RepeatVectorOp : Layer_Op<"repeat_vector", [], [Layer_MovesElements]> {
  let summary = "Each row n times.";
  let description = [{
    output[b, r, f] = input[b, f] for r in 0 .. n - 1.

    repeat_vector_c1: input has rank 2. repeat_vector_c2: n is positive.

        %y = layer.repeat_vector %x {n = 3 : i64} : (tensor<?x6xf32>) -> tensor<?x3x6xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, I64Attr:$n);
}

def Layer_ZeroPadding1DOp : Layer_ZeroPaddingOp<"zero_padding1d", 1> {
  let summary = "Zeros before and behind a sequence.";
  let description = [{
    padding = [before, behind]: how many are added. data_format "channels_first" means [n, channel, t].

    zero_padding1d_c1: input has rank 3. zero_padding1d_c2: padding has two numbers, none negative. zero_padding1d_c3: data_format
    is "channels_last" or "channels_first".

        %y = layer.zero_padding1d %x {padding = array<i64: 2, 0>} : (tensor<?x8x3xf32>) -> tensor<?x10x3xf32>
  }];
}

def Layer_ZeroPadding2DOp : Layer_ZeroPaddingOp<"zero_padding2d", 2> {
  let summary = "Rows and columns of zeros around an image.";
  let description = [{
    padding = [top, bottom, left, right]: how many are added on each side of the spatial dimensions.

    zero_padding2d_c1: input has rank 4. zero_padding2d_c2: padding has four numbers, none negative. zero_padding2d_c3: data_format
    is "channels_last" or "channels_first".

        %y = layer.zero_padding2d %x {padding = array<i64: 0, 1, 0, 1>} : (tensor<?x8x8x3xf32>) -> tensor<?x9x9x3xf32>
  }];
}

def Layer_ZeroPadding3DOp : Layer_ZeroPaddingOp<"zero_padding3d", 3> {
  let summary = "Zeros around a volume.";
  let description = [{
    padding has a pair [before, behind] for each spatial dimension.

    zero_padding3d_c1: input has rank 5. zero_padding3d_c2: padding has six numbers, none negative. zero_padding3d_c3: data_format
    is "channels_last" or "channels_first".

        %y = layer.zero_padding3d %x : (tensor<?x4x4x4x3xf32>) -> tensor<?x6x6x6x3xf32>
  }];
}

def Layer_Cropping1DOp : Layer_Op<"cropping1d", [], [Layer_MovesElements]> {
  let summary = "A sequence without its first and last steps.";
  let description = [{
    cropping = [before, behind]: how many steps are taken away; input is [n, t, channel].

    cropping1d_c1: input has rank 3. cropping1d_c2: cropping has two numbers, none negative. cropping1d_c4: something is left.

        %y = layer.cropping1d %x {cropping = array<i64: 2, 1>} : (tensor<?x8x3xf32>) -> tensor<?x5x3xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultI64s<"{1, 1}">:$cropping);
}

def Layer_Cropping2DOp : Layer_CroppingOp<"cropping2d", "{0, 0, 0, 0}"> {
  let summary = "An image without rows and columns at its edges.";
  let description = [{
    cropping = [top, bottom, left, right]: how many are taken away on each side of the spatial dimensions.

    cropping2d_c1: input has rank 4. cropping2d_c2: cropping has four numbers, none negative. cropping2d_c3: data_format is
    "channels_last" or "channels_first". cropping2d_c4: something is left of every spatial dimension.

        %y = layer.cropping2d %x {cropping = array<i64: 1, 1, 2, 2>} : (tensor<?x8x8x3xf32>) -> tensor<?x6x4x3xf32>
  }];
}

def Layer_Cropping3DOp : Layer_CroppingOp<"cropping3d", "{1, 1, 1, 1, 1, 1}"> {
  let summary = "A volume without what is near its faces.";
  let description = [{
    cropping has a pair [before, behind] for each spatial dimension.

    cropping3d_c1: input has rank 5. cropping3d_c2: cropping has six numbers, none negative. cropping3d_c3: data_format is
    "channels_last" or "channels_first". cropping3d_c4: something is left of every spatial dimension.

        %y = layer.cropping3d %x : (tensor<?x4x4x4x3xf32>) -> tensor<?x2x2x2x3xf32>
  }];
}

def Layer_UpSampling1DOp : Layer_Op<"up_sampling1d"> {
  let summary = "A sequence with every step size times.";
  let description = [{
    output[n, t, c] = input[n, floor(t / size), c]

    up_sampling1d_c1: input has rank 3. up_sampling1d_c2: size is positive.

        %y = layer.up_sampling1d %x {size = 3 : i64} : (tensor<?x4x8xf32>) -> tensor<?x12x8xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DefaultValuedAttr<I64Attr, "2">:$size);
}

def Layer_UpSampling2DOp : Layer_Op<"up_sampling2d"> {
  let summary = "An image with each spatial dimension size times as long.";
  let description = [{
    "nearest" repeats rows and columns. The other interpolations put pixel centres at half-integers: output o of an axis lies at
    s = (o + 0.5) / size - 0.5 of the input and is

        output[o] = sum_i w(s - i) input[i] / sum_i w(s - i)   over the i inside of the image,

    along each axis in turn, where w is the triangle ("bilinear"), the Keys cubic with a = -0.5 ("bicubic") or the Lanczos window
    of radius 3 or 5 ("lanczos3", "lanczos5").

    up_sampling2d_c1: input has rank 4. up_sampling2d_c2: size has two positive numbers. up_sampling2d_c3: data_format is
    "channels_last" or "channels_first". up_sampling2d_c4: interpolation is one of the five; up_sampling2d_c5: all but "nearest"
    need float elements.

        %y = layer.up_sampling2d %x {size = array<i64: 2, 3>, interpolation = "bilinear"}
           : (tensor<?x4x4x8xf32>) -> tensor<?x8x12x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Layer_DefaultI64s<"{2, 2}">:$size, Layer_DefaultFormat:$data_format,
    DefaultValuedAttr<StrAttr, "\"nearest\"">:$interpolation);
}

def Layer_UpSampling3DOp : Layer_Op<"up_sampling3d"> {
  let summary = "A volume with each spatial dimension size times as long.";
  let description = [{
    output[n, z, y, x, c] = input[n, floor(z / sz), floor(y / sy), floor(x / sx), c] with size = [sz, sy, sx].

    up_sampling3d_c1: input has rank 5. up_sampling3d_c2: size has three positive numbers. up_sampling3d_c3: data_format is
    "channels_last" or "channels_first".

        %y = layer.up_sampling3d %x {size = array<i64: 2, 1, 2>} : (tensor<?x4x4x4x8xf32>) -> tensor<?x8x4x8x8xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultI64s<"{2, 2, 2}">:$size, Layer_DefaultFormat:$data_format);
}

#endif
