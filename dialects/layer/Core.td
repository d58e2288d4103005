// Core layers: https://keras.io/api/layers/core_layers/
#ifndef LITH_LAYER_CORE_TD
#define LITH_LAYER_CORE_TD

include "dialects/layer/LayerBase.td"

def Layer_DenseOp : Layer_Op<"dense", ["getVariables"]> {
  let summary = "Every input feature meets every unit.";
  let description = [{
    output[.., u] = activation(sum_k input[.., k] * kernel[k, u] + bias[u])

    dense_c1: input has rank 2 or more. dense_c2: the last dimension of input is static. dense_c3: units is positive.

        %y = layer.dense %x, %w, %b {units = 10} : (tensor<?x64xf32>, tensor<64x10xf32>, tensor<10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias,
    I64Attr:$units, Layer_DefaultActivation<"linear">:$activation, DefaultValuedAttr<BoolAttr, "true">:$use_bias);
}

def Layer_ActivationOp : Layer_Op<"activation"> {
  let summary = "Applies an activation function.";
  let description = [{
    output = activation(input), for every activation of keras.activations; see Activations.cpp for the formulas.

    activation_c1: activation is one that Keras has.

        %y = layer.activation %x {activation = "relu"} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, StrAttr:$activation);
}

#endif
