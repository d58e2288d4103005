// Core layers: https://keras.io/api/layers/core_layers/
#ifndef LITH_LAYER_CORE_TD
#define LITH_LAYER_CORE_TD

include "dialects/layer/LayerBase.td"

def Layer_DenseOp : Layer_Op<"dense", ["getVariables", "describeLinear"], [Layer_EndsInActivation]> {
  let summary = "Every input feature meets every unit.";
  let description = [{
    output[.., u] = activation(sum_k input[.., k] * kernel[k, u] + bias[u])

    dense_c1: input has rank 2 or more and floating-point elements. dense_c2: the last dimension of input is static.
    dense_c3: units is positive. dense_c4: activation is one that Keras has and that takes such a result.

        %y = layer.dense %x, %w, %b {units = 10} : (tensor<?x64xf32>, tensor<64x10xf32>, tensor<10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias,
    I64Attr:$units, Layer_DefaultActivation<"linear">:$activation, DefaultValuedAttr<BoolAttr, "true">:$use_bias);
}

def Layer_ActivationOp : Layer_Op<"activation", ["getAsActivation"]> {
  let summary = "Applies an activation function.";
  let description = [{
    output = activation(input), for every activation of keras.activations; see Activations.cpp and ActivationRows.cpp for the
    formulas. "glu" halves the last dimension, all others keep the shape.

    activation_c1: activation is one that Keras has. activation_c2: input suits it: floating-point elements unless it is "linear";
    rank 2 or more where it works along the last dimension (softmax, log_softmax, sparsemax, glu); for "glu" a static, even last
    dimension.

        %y = layer.activation %x {activation = "relu"} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, StrAttr:$activation);
}

def Layer_IdentityOp : Layer_Op<"identity", ["isIdentityAtInference"]> {
  let summary = "Passes its input on.";
  let description = [{
    output = input

        %y = layer.identity %x : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input);
}

#endif
