// Core layers: https://keras.io/api/layers/core_layers/
#ifndef LITH_LAYER_CORE_TD
#define LITH_LAYER_CORE_TD

include "dialects/layer/LayerBase.td"

def Layer_DenseOp : Layer_Op<"dense", ["getVariables", "describeLinear"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
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

def Layer_EinsumDenseOp : Layer_Op<"einsum_dense", ["getVariables"], [Layer_EndsInActivation, Layer_TakesIntegers]> {
  let summary = "Input times kernel, as an einsum says which dimensions meet.";
  let description = [{
    output = activation(einsum(equation, input, kernel) + bias)

    The equation is "X,Y->Z", "...X,Y->...Z" or "X...,Y->Z...": a letter for each dimension of input, kernel and output, dots for further
    dimensions of the input that pass through. output_shape has the sizes of the output's letters behind the batch (-1: Keras's None, as
    in the input). bias_axes: the letters of the output that the bias has; the others from the first of them on have size 1 in it.

    einsum_dense_c1: input has floating-point elements. einsum_dense_c2: equation is of such a form. einsum_dense_c3: the letters of the
    input are as many as its dimensions, dots apart, and at least one of them meets the batch. einsum_dense_c4: a letter stands once in an
    operand; the kernel's are of input or output, the output's of input or kernel. einsum_dense_c5: output_shape has a size for each letter
    of the output, which agrees with the input, and the kernel's sizes are known. einsum_dense_c6: bias_axes are letters of the output
    with known sizes. einsum_dense_c7: activation is one that Keras has and that takes such a result.

        %y = layer.einsum_dense %x, %w, %b {equation = "abc,cd->abd", output_shape = array<i64: -1, 64>, bias_axes = "d"}
           : (tensor<?x?x32xf32>, tensor<32x64xf32>, tensor<64xf32>) -> tensor<?x?x64xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Layer_Tensor:$kernel, Optional<Layer_Tensor>:$bias, StrAttr:$equation,
    DenseI64ArrayAttr:$output_shape, OptionalAttr<StrAttr>:$bias_axes, Layer_DefaultActivation<"linear">:$activation);
}

def Layer_EmbeddingOp : Layer_Op<"embedding", ["getVariables"], [Layer_KeepsInputs, Layer_KeepsVariables, Layer_MovesElements]> {
  let summary = "The row of a table for each id.";
  let description = [{
    output[.., k] = embeddings[input[..], k]

    As Keras's jax backend has it: ids of other types than int32 and int64 are cut to int32 first (NaN is 0), an id from -input_dim to -1
    counts from the end of the table, and one outside of it gives NaN; nothing is read outside of the table.

    embedding_c1: input_dim and output_dim are positive. embedding_c2: mask_zero is false: the mask that it makes is not supported yet.

        %y = layer.embedding %ids, %table {input_dim = 1000, output_dim = 16} : (tensor<?x?xi32>, tensor<1000x16xf32>) -> tensor<?x?x16xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_Tensor:$embeddings, I64Attr:$input_dim, I64Attr:$output_dim,
                       DefaultValuedAttr<BoolAttr, "false">:$mask_zero);
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

def Layer_IdentityOp : Layer_Op<"identity", ["isIdentityAtInference"], [Layer_MovesElements]> {
  let summary = "Passes its input on.";
  let description = [{
    output = input

        %y = layer.identity %x : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input);
}

def Layer_YieldOp : Op<Layer_Dialect, "yield", [Pure, Terminator]> {
  let summary = "What a layer gives the layer that owns it.";
  let description = [{
    Ends the region of a layer in another layer's config (SpectralNormalization's `layer`). The region's arguments are what the owner calls
    it with.

        %y = layer.spectral_normalization %x, %w, %u : (tensor<?x4xf32>, tensor<4x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
        ^bb0(%a: tensor<?x4xf32>):
          %d = layer.dense %a, %w, %b {units = 3} : (tensor<?x4xf32>, tensor<4x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
          layer.yield %d : tensor<?x3xf32>
        }
  }];
  let arguments = (ins Variadic<Layer_Tensor>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}

#endif
