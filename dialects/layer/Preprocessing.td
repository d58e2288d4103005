// Preprocessing layers: https://keras.io/api/layers/preprocessing_layers/
#ifndef LITH_LAYER_PREPROCESSING_TD
#define LITH_LAYER_PREPROCESSING_TD

include "dialects/layer/LayerBase.td"

def Layer_RescalingOp : Layer_Op<"rescaling"> {
  let summary = "Multiplies by a number and adds one.";
  let description = [{
    output = input * scale + offset, where scale and offset are numbers, or arrays that align with the last dimensions of input as
    in NumPy. An integer input becomes f32 first.

    rescaling_c1: scale and offset broadcast to the shape of input without enlarging it.

        %y = layer.rescaling %x {scale = dense<0.5> : tensor<f64>} : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, ElementsAttr:$scale, OptionalAttr<ElementsAttr>:$offset);
}

def Layer_NormalizationOp : Layer_Op<"normalization", ["getVariables"]> {
  let summary = "Subtracts a mean and divides by a standard deviation, or undoes that.";
  let description = [{
    output = (input - mean) / max(sqrt(variance), 1e-7), or with invert input * max(sqrt(variance), 1e-7) + mean

    mean and variance have one value for each place along the dimensions in axis (none: one for all). They are variables that were
    adapted, with the number of batches seen, unless the config gives them: then as numbers, or arrays that align with the last
    dimensions in axis as in NumPy. An integer input becomes f32 first.

    normalization_c1: axis holds different dimensions of input. normalization_c2: their sizes are known. normalization_c3: mean and
    variance come together and in one shape. normalization_c4: that shape broadcasts to the sizes at axis.

        %y = layer.normalization %x, %mean, %variance, %count
           : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<i32>) -> tensor<?x4xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Variadic<Layer_Tensor>:$variables, Layer_DefaultI64s<"{-1}">:$axis, OptionalAttr<ElementsAttr>:$mean,
    OptionalAttr<ElementsAttr>:$variance, DefaultValuedAttr<BoolAttr, "false">:$invert);
  let extraClassDeclaration = [{
    /// The dimensions of input in axis, counted from the front and in order.
    ::llvm::SmallVector<int64_t> getDimensions();
  }];
}

#endif
