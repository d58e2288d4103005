// CategoryEncoding: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x3xi32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c1: num_tokens must be positive, is 0}}
  %y = layer.category_encoding %a0 {num_tokens = 0 : i64} : (tensor<?x3xi32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a0: tensor<?x3xi32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c2: output_mode must be}}
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "int"} : (tensor<?x3xi32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a0: tensor<i32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c3: input must have dimensions}}
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64} : (tensor<i32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a0: tensor<?x?xi32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c3: input must have dimensions, the last of known size for one_hot}}
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"} : (tensor<?x?xi32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a0: tensor<?x3xi32>, %a1: tensor<?x3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c4: count_weights must be floats in the shape of}}
  %y = layer.category_encoding %a0, %a1 {num_tokens = 4 : i64} : (tensor<?x3xi32>, tensor<?x3xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a0: tensor<?x3xi32>, %a1: tensor<?x2xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{category_encoding_c4: count_weights must be floats in the shape of}}
  %y = layer.category_encoding %a0, %a1 {num_tokens = 4 : i64, output_mode = "count"} : (tensor<?x3xi32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
