// Normalization layers: https://keras.io/api/layers/normalization_layers/
#ifndef LITH_LAYER_NORMALIZATION_TD
#define LITH_LAYER_NORMALIZATION_TD

include "dialects/layer/LayerBase.td"

def Layer_BatchNormalizationOp : Layer_Op<"batch_normalization", ["getVariables"]> {
  let summary = "Scales and shifts along one axis with the statistics kept from training.";
  let description = [{
    output = input * s + t along axis, with s = gamma / sqrt(moving_variance + epsilon) and t = beta - moving_mean * s

    gamma is 1 without scale, beta 0 without center. Variables: gamma (with scale), beta (with center), moving_mean,
    moving_variance, and with renorm moving_stddev, renorm_mean and renorm_stddev, which inference does not read.

    batch_normalization_c1: input has float elements. batch_normalization_c2: axis is one number (Keras 2 may write a list of it)
    in [-rank, rank). batch_normalization_c3: the dimension of input at axis is known.

        %y = layer.batch_normalization %x, %gamma, %beta, %mean, %variance {axis = array<i64: 3>, epsilon = 1.0e-05 : f64}
           : (tensor<?x8x8x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x8x8x3xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Variadic<Layer_Tensor>:$variables, Layer_DefaultI64s<"{-1}">:$axis,
    DefaultValuedAttr<F64Attr, "1.0e-3">:$epsilon, DefaultValuedAttr<BoolAttr, "true">:$center,
    DefaultValuedAttr<BoolAttr, "true">:$scale, DefaultValuedAttr<BoolAttr, "false">:$renorm);
  let extraClassDeclaration = [{
    /// The dimension of input that is normalised.
    unsigned getDimension();
    /// The vectors s and t of the formula, computed from the variables alone.
    std::pair<::mlir::Value, ::mlir::Value> createScaleAndShift(::mlir::OpBuilder &builder);
  }];
}

#endif
