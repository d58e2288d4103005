// Attention layers: https://keras.io/api/layers/attention_layers/
#ifndef LITH_LAYER_ATTENTION_TD
#define LITH_LAYER_ATTENTION_TD

include "dialects/layer/LayerBase.td"

def Layer_False : DefaultValuedAttr<BoolAttr, "false">;
def Layer_True : DefaultValuedAttr<BoolAttr, "true">;

def Layer_AttentionOp : Layer_Op<"attention", ["describeCall", "getInputs", "getVariables"]> {
  let summary = "Dot-product attention.";
  let description = [{
    output = softmax(scores) * value, with scores = scale * query * key^T, or for score_mode "concat"
    scores = concat_score_weight * sum over the last dimension of tanh(scale * (query[t] + key[s]))

    Inputs are query, value and key (value again, if not given), then the variables: scale (with use_scale, else 1), concat_score_weight
    (for "concat"). With use_causal_mask query t does not see s > t: 1e9 is subtracted from its scores. With return_attention_scores the
    softmax is a second result. dropout acts in training only.

    attention_c1: inputs are query, value and, if given, key; they have one rank, 3 or more, and one float type. attention_c2: their
    leading dimensions agree; value and key have one length; query and key have one, known last dimension. attention_c3: score_mode is
    "dot" or "concat".

        %y = layer.attention %q, %v : (tensor<?x4x8xf32>, tensor<?x6x8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$query, Layer_Tensor:$value, Variadic<Layer_Tensor>:$others, Layer_False:$use_scale,
    DefaultValuedAttr<StrAttr, "\"dot\"">:$score_mode, Layer_False:$use_causal_mask, Layer_False:$return_attention_scores);
  let results = (outs Layer_Tensor:$output, Variadic<Layer_Tensor>:$attention_scores);
}

def Layer_AdditiveAttentionOp : Layer_Op<"additive_attention", ["describeCall", "getInputs", "getVariables"]> {
  let summary = "Additive attention (Bahdanau's).";
  let description = [{
    output = softmax(scores) * value, with scores = sum over the last dimension of scale * tanh(query[t] + key[s])

    Inputs are query, value and key (value again, if not given), then the variable scale (with use_scale, else 1), one number for each
    place of the last dimension. use_causal_mask and return_attention_scores are as for layer.attention.

    additive_attention_c1: inputs are query, value and, if given, key; they have one rank, 3 or more, and one float type.
    additive_attention_c2: their leading dimensions agree; value and key have one length; query and key have one, known last dimension.

        %y = layer.additive_attention %q, %v, %scale : (tensor<?x4x8xf32>, tensor<?x6x8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$query, Layer_Tensor:$value, Variadic<Layer_Tensor>:$others, Layer_True:$use_scale,
    Layer_False:$use_causal_mask, Layer_False:$return_attention_scores);
  let results = (outs Layer_Tensor:$output, Variadic<Layer_Tensor>:$attention_scores);
}

/// Attention in several heads, between projections of query, key and value and one of the result.
class Layer_HeadsOp<string mnemonic, dag ownArguments> : Layer_Op<mnemonic, ["describeCall", "getInputs", "getVariables"]> {
  let arguments = !con((ins Layer_Tensor:$query, Layer_Tensor:$value, Variadic<Layer_Tensor>:$others), ownArguments, (ins
    DefaultValuedAttr<F64Attr, "0.0">:$dropout, Layer_True:$use_bias, Layer_False:$use_gate, OptionalAttr<I64Attr>:$sliding_window,
    Layer_False:$use_causal_mask, Layer_False:$return_attention_scores));
  let results = (outs Layer_Tensor:$output, Variadic<Layer_Tensor>:$attention_scores);
}

def Layer_MultiHeadAttentionOp : Layer_HeadsOp<"multi_head_attention", (ins
    I64Attr:$num_heads, I64Attr:$key_dim, OptionalAttr<I64Attr>:$value_dim, OptionalAttr<DenseI64ArrayAttr>:$output_shape,
    OptionalAttr<DenseI64ArrayAttr>:$attention_axes)> {
  let summary = "Dot-product attention in several heads.";
  let description = [{
    q = query * query/kernel + query/bias, k and v likewise of key and value; for each head
    heads = softmax(q * k^T / sqrt(key_dim)) * v, and output = (heads * gate) * attention_output/kernel + attention_output/bias

    Inputs are query, value and key (value again, if not given). Heads attend along attention_axes (all dimensions between batch and
    features); other dimensions are further batches. value_dim is key_dim, and output_shape the query's features, unless given. gate, with
    use_gate, is sigmoid(query * gate/kernel + gate/bias), else 1. use_causal_mask hides s > t from query t, sliding_window those with
    |t - s| >= sliding_window. A query that sees nothing gives the mean of v; with dropout, return_attention_scores, or inputs that are not
    of rank 3, where Keras takes another way, it gives 0. dropout itself acts in training only.

    multi_head_attention_c1: query, value and key have one rank, 3 or more, and one float type. multi_head_attention_c2: batches, and
    dimensions that are not attended along, agree; value and key agree but for their last dimension. multi_head_attention_c3: last dimensions
    are known. multi_head_attention_c4: sizes in attributes are positive. multi_head_attention_c5: attention_axes are different
    dimensions between batch and features. multi_head_attention_c6: causal masks and sliding windows need attention_axes = [1].

        %y = layer.multi_head_attention %x, %x, %q, %qb, %k, %kb, %v, %vb, %o, %ob {num_heads = 2, key_dim = 4}
           : (tensor<?x5x8xf32>, tensor<?x5x8xf32>, tensor<8x2x4xf32>, tensor<2x4xf32>, tensor<8x2x4xf32>, tensor<2x4xf32>,
              tensor<8x2x4xf32>, tensor<2x4xf32>, tensor<2x4x8xf32>, tensor<8xf32>) -> tensor<?x5x8xf32>
  }];
}

def Layer_GroupedQueryAttentionOp : Layer_HeadsOp<"grouped_query_attention", (ins
    I64Attr:$head_dim, I64Attr:$num_query_heads, I64Attr:$num_key_value_heads)> {
  let summary = "Dot-product attention in which groups of query heads share a key and value head.";
  let description = [{
    As layer.multi_head_attention, with num_query_heads heads of head_dim for query and output, of which those that stand side by side share
    one of num_key_value_heads heads for key and value.

    grouped_query_attention_c1: query, value and key have rank 3 and one float type. grouped_query_attention_c2: batches agree; value and
    key agree but for their last dimension. grouped_query_attention_c3: last dimensions are known, and those of query and value are equal.
    grouped_query_attention_c4: sizes in attributes are positive. grouped_query_attention_c5: num_key_value_heads divides num_query_heads.

        %y = layer.grouped_query_attention %x, %x, %q, %k, %v, %o
               {head_dim = 4, num_query_heads = 4, num_key_value_heads = 2, use_bias = false}
           : (tensor<?x5x8xf32>, tensor<?x5x8xf32>, tensor<8x4x4xf32>, tensor<8x2x4xf32>, tensor<8x2x4xf32>, tensor<4x4x8xf32>)
             -> tensor<?x5x8xf32>
  }];
}

#endif
