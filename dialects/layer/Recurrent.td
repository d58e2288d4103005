// Recurrent layers: https://keras.io/api/layers/recurrent_layers/
#ifndef LITH_LAYER_RECURRENT_TD
#define LITH_LAYER_RECURRENT_TD

include "dialects/layer/LayerBase.td"

def Layer_SimpleRNNOp : Layer_Op<"simple_rnn", ["describeCall", "getInputs", "getVariables"], [Layer_TakesIntegers]> {
  let summary = "A fully connected layer whose output is fed back to it at the next time step.";
  let description = [{
    h[t] = activation(input[:, t] * kernel + bias + h[t - 1] * recurrent_kernel)

    The first h is the second input (initial_state) if there is one, else the state of a stateful layer, else zero. Time runs
    backwards with go_backwards, and so do the outputs. The result is the last h, or with return_sequences all of them; then,
    with return_state, the last h; then, where stateful, the next state.
    Operands: sequence, initial_state (if given), kernel, recurrent_kernel, bias (with use_bias), rnn_state (where stateful).

    simple_rnn_c1: sequence is (batch, time, features) of floating-point numbers. simple_rnn_c2: features is static.
    simple_rnn_c3: units is positive. simple_rnn_c4: activation is one that Keras has and that keeps the shape.
    simple_rnn_c5: stateful needs a static batch. simple_rnn_c6: initial_state is (batch, units).
    simple_rnn_c7: time_major (Keras 2) is false.

        %y = layer.simple_rnn %x, %w, %r, %b {units = 8 : i64}
               : (tensor<?x?x4xf32>, tensor<4x8xf32>, tensor<8x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$sequence, Variadic<Layer_Tensor>:$others,
    I64Attr:$units, Layer_DefaultActivation<"tanh">:$activation, DefaultValuedAttr<BoolAttr, "true">:$use_bias,
    DefaultValuedAttr<BoolAttr, "false">:$return_sequences, DefaultValuedAttr<BoolAttr, "false">:$return_state,
    DefaultValuedAttr<BoolAttr, "false">:$go_backwards, DefaultValuedAttr<BoolAttr, "false">:$stateful,
    DefaultValuedAttr<BoolAttr, "false">:$time_major);
  let results = (outs Layer_Tensor:$output, Variadic<Layer_Tensor>:$states);
}

#endif
