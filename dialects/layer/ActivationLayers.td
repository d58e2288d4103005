// Activation layers: https://keras.io/api/layers/activation_layers/
#ifndef LITH_LAYER_ACTIVATIONLAYERS_TD
#define LITH_LAYER_ACTIVATIONLAYERS_TD

include "dialects/layer/LayerBase.td"

def Layer_ReLUOp : Layer_Op<"re_lu", ["getAsActivation"]> {
  let summary = "Rectified linear unit with a slope, a ceiling and a threshold.";
  let description = [{
    output = max_value                                where x >= max_value
           = x                                        where threshold < x < max_value
           = negative_slope * (x - threshold)         where x <= threshold
    NaN stays NaN with threshold 0 and becomes 0 with any other, as in Keras.

    re_lu_c1: input has floating-point elements. re_lu_c2: max_value, negative_slope and threshold are not negative.

        %y = layer.re_lu %x {max_value = 6.0 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, OptionalAttr<F64Attr>:$max_value,
                       DefaultValuedAttr<F64Attr, "0.0">:$negative_slope, DefaultValuedAttr<F64Attr, "0.0">:$threshold);
}

def Layer_LeakyReLUOp : Layer_Op<"leaky_re_lu", ["getAsActivation"], [Layer_MakesFloats]> {
  let summary = "Rectified linear unit that lets a part of negative values through.";
  let description = [{
    output = x where x >= 0, else negative_slope * x. The layer's default slope is 0.3, that of the activation "leaky_relu" 0.2.

    leaky_re_lu_c1: input has floating-point elements. leaky_re_lu_c2: negative_slope is not negative.

        %y = layer.leaky_re_lu %x {negative_slope = 0.1 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DefaultValuedAttr<F64Attr, "0.3">:$negative_slope);
}

def Layer_PReLUOp : Layer_Op<"p_re_lu", ["getVariables"]> {
  let summary = "Rectified linear unit whose slope for negative values is learned.";
  let description = [{
    output = max(x, 0) - alpha * max(-x, 0). alpha has the input's shape without the batch; along shared_axes (counted with the
    batch as axis 0) its size is 1.

    p_re_lu_c1: input has rank 2 or more and floating-point elements. p_re_lu_c2: shared_axes are axes of the input other than
    the batch. p_re_lu_c3: the dimensions that are not shared are static, the batch excepted.

        %y = layer.p_re_lu %x, %alpha {shared_axes = array<i64: 1>} : (tensor<?x8x4xf32>, tensor<1x4xf32>) -> tensor<?x8x4xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_Tensor:$alpha, Layer_DefaultI64s<"{}">:$shared_axes);
}

def Layer_ELUOp : Layer_Op<"elu", ["getAsActivation"], [Layer_MakesFloats]> {
  let summary = "Exponential linear unit.";
  let description = [{
    output = x where x > 0, else alpha * (exp(x) - 1)

    elu_c1: input has floating-point elements.

        %y = layer.elu %x {alpha = 0.5 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DefaultValuedAttr<F64Attr, "1.0">:$alpha);
}

def Layer_SoftmaxOp : Layer_Op<"softmax", ["getAsActivation", "mixesSamples"]> {
  let summary = "Exponentials that sum to one along an axis, or along several.";
  let description = [{
    output = exp(x - m) / sum exp(x - m), with m the largest x; sum and m are over `axis`.

    softmax_c1: input has floating-point elements. softmax_c2: axis holds one or more axes of the input, each once; negative ones
    count from the end.

        %y = layer.softmax %x {axis = array<i64: 1>} : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultI64s<"{-1}">:$axis);
}

def Layer_ThresholdedReLUOp : Layer_Op<"thresholded_re_lu"> {
  let summary = "Lets through what is above theta (Keras 2).";
  let description = [{
    output = x * (x > theta ? 1 : 0)

    thresholded_re_lu_c1: input has floating-point elements. thresholded_re_lu_c2: theta is not negative.

        %y = layer.thresholded_re_lu %x {theta = 0.5 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DefaultValuedAttr<F64Attr, "1.0">:$theta);
}

#endif
