// IntegerLookup: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c1: the vocabulary is not in the file}}
  %y = layer.integer_lookup %a0 : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c1: the vocabulary has 5 twice}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 5>} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c1: the vocabulary has special tokens only}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: -1>} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c2: output_mode must be}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, output_mode = "count", invert = true} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x?xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c3: input must have dimensions}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, output_mode = "one_hot"} : (tensor<?x?xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c4: sparse results and hashes of integers are not supported}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, num_oov_indices = 2 : i64, oov_method = "farmhash"} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c5: num_oov_indices must not be negative, is -1}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, num_oov_indices = -1 : i64} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c5: max_tokens must have room for 3 tokens}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, max_tokens = 2 : i64} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%a0: tensor<?x3xi64>) -> tensor<?x3xi64> {
  // expected-error @+1 {{integer_lookup_c6: idf_weights must come with output_mode}}
  %y = layer.integer_lookup %a0 {vocabulary = array<i64: 5, 7>, output_mode = "tf_idf", idf_weights = array<f64: 1.0>} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}
