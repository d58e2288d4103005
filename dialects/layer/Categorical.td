// Preprocessing layers for categories and numbers in bins:
// https://keras.io/api/layers/preprocessing_layers/categorical/
#ifndef LITH_LAYER_CATEGORICAL_TD
#define LITH_LAYER_CATEGORICAL_TD

include "dialects/layer/LayerBase.td"

def Layer_CategoryEncodingOp : Layer_Op<"category_encoding", ["describeCall", "mixesSamples"], [Layer_KeepsInputs]> {
  let summary = "Numbers of categories as vectors with a place for each category.";
  let description = [{
    one_hot:   output[.., c] = 1 where input[..] is c, else 0; a last dimension of 1 is left out
    multi_hot: output[b, .., c] = 1 where some input[b, i, ..] is c, else 0
    count:     output[b, .., c] = sum over i of count_weights[b, i, ..] where input[b, i, ..] is c

    count_weights is a second input of the call, 1 if not given. i is the second dimension, or the only one. Numbers beyond num_tokens have
    no place. Floats are cut to integers for multi_hot, and else are no category unless they are whole.

    category_encoding_c1: num_tokens is positive. category_encoding_c2: output_mode is one of these ("binary" is "multi_hot").
    category_encoding_c3: input is no scalar, and for one_hot its last dimension is known where it is not the only one.
    category_encoding_c4: count_weights come with "count" only, have the input's shape, and are floats.

        %y = layer.category_encoding %x {num_tokens = 10, output_mode = "count"} : (tensor<?x4xi32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Variadic<Layer_Tensor>:$inputs, I64Attr:$num_tokens,
                       DefaultValuedAttr<StrAttr, "\"multi_hot\"">:$output_mode, DefaultValuedAttr<BoolAttr, "false">:$sparse);
}

def Layer_DiscretizationOp : Layer_Op<"discretization", ["mixesSamples"]> {
  let summary = "The number of the bin that each element falls into.";
  let description = [{
    bin = number of bin_boundaries that are at most input (NaN is in the last bin)

    output is bin as i32 for "int", else bin encoded as by layer.category_encoding, with a place for each bin.

    discretization_c1: bin_boundaries are given (a layer must have been adapted) and increase. discretization_c2: output_mode is "int",
    "one_hot", "multi_hot" or "count". discretization_c3: input is no scalar, and for one_hot its last dimension is known where it is not
    the only one. discretization_c4: sparse is false.

        %y = layer.discretization %x {bin_boundaries = array<f64: 0.0, 1.0>} : (tensor<?x4xf32>) -> tensor<?x4xi32>
  }];
  let arguments = (ins Layer_Tensor:$input, OptionalAttr<DenseF64ArrayAttr>:$bin_boundaries,
                       DefaultValuedAttr<StrAttr, "\"int\"">:$output_mode, DefaultValuedAttr<BoolAttr, "false">:$sparse);
}

def Layer_IntegerLookupOp : Layer_Op<"integer_lookup", ["mixesSamples"], [Layer_KeepsInputs]> {
  let summary = "The place of each integer in a vocabulary, or back.";
  let description = [{
    index = start + place of input in vocabulary, with start = number of special tokens; of an integer that is not there
    first + (input mod num_oov_indices), with first = 1 for "int" with a mask_token, else 0; of mask_token 0

    start is first + num_oov_indices. output is index for "int", or index encoded as by layer.category_encoding ("tf_idf" is "count" times
    idf_weights); mask_token has no place there. All are i64, as Keras computes them, but those of "tf_idf", which are f32. With
    pad_to_max_tokens there are max_tokens places. With invert, output is the token of an index: mask_token for 0, oov_token where there is
    none. The vocabulary may begin with its special tokens. With num_oov_indices = 0, where Keras stops at an unknown integer, the index is
    -1.

    integer_lookup_c1: the vocabulary is given, has no token twice, and at most 65,536, as it is searched from front to back. integer_lookup_c2: output_mode is "int", "one_hot", "multi_hot",
    "count" or "tf_idf", and "int" with invert. integer_lookup_c3: input is no scalar, and for one_hot its last dimension is known where it
    is not the only one. integer_lookup_c4: sparse is false, and oov_method is "floormod" (hashes are not supported).
    integer_lookup_c5: num_oov_indices is not negative, and max_tokens has room for the vocabulary; pad_to_max_tokens needs it.
    integer_lookup_c6: idf_weights come with "tf_idf", one for each of the vocabulary.

        %y = layer.integer_lookup %x {vocabulary = array<i64: 12, 36>} : (tensor<?x4xi64>) -> tensor<?x4xi64>
  }];
  let arguments = (ins
    Layer_Tensor:$input, OptionalAttr<DenseI64ArrayAttr>:$vocabulary, OptionalAttr<I64Attr>:$max_tokens,
    DefaultValuedAttr<I64Attr, "1">:$num_oov_indices, OptionalAttr<I64Attr>:$mask_token, OptionalAttr<I64Attr>:$oov_token,
    OptionalAttr<DenseF64ArrayAttr>:$idf_weights, DefaultValuedAttr<BoolAttr, "false">:$invert,
    DefaultValuedAttr<StrAttr, "\"int\"">:$output_mode, DefaultValuedAttr<BoolAttr, "false">:$sparse,
    DefaultValuedAttr<BoolAttr, "false">:$pad_to_max_tokens, DefaultValuedAttr<StrAttr, "\"floormod\"">:$oov_method,
    DefaultValuedAttr<StrAttr, "\"int64\"">:$vocabulary_dtype);
}

def Layer_HashingOp : Layer_Op<"hashing", ["mixesSamples"], [Layer_KeepsInputs]> {
  let summary = "The number of the bin that each integer's digits are hashed to.";
  let description = [{
    bin = FarmHash's Fingerprint64 of the decimal digits of input, mod num_bins

    With a mask_value and more than one bin, mask_value has bin 0 and the others share the rest. output is bin for "int", in the policy's
    type or i64, else bin encoded as by layer.category_encoding. Keras hashes so with TensorFlow, which it needs for this layer.

    hashing_c1: num_bins is positive. hashing_c2: output_mode is "int", "one_hot", "multi_hot" or "count". hashing_c3: input is integers,
    and salt is not given (a keyed hash is not supported). hashing_c4: sparse is false. hashing_c5: for modes other than "int" input is no
    scalar, and for one_hot its last dimension is known where it is not the only one.

        %y = layer.hashing %x {num_bins = 10} : (tensor<?x4xi32>) -> tensor<?x4xi64>
  }];
  let arguments = (ins Layer_Tensor:$input, I64Attr:$num_bins, OptionalAttr<I64Attr>:$mask_value, OptionalAttr<DenseI64ArrayAttr>:$salt,
                       DefaultValuedAttr<StrAttr, "\"int\"">:$output_mode, DefaultValuedAttr<BoolAttr, "false">:$sparse);
}

#endif
