// MultiHeadAttention: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c1: query, value and key must have one rank of 3 or more}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 2 : i64, key_dim = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x8xf32>, %a2: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c2: query, value and key differ in dimension 1}}
  %y = layer.multi_head_attention %a0, %a1, %a2 {num_heads = 2 : i64, key_dim = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x6x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x?xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c3: the last dimensions of query, value and key must be known}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 2 : i64, key_dim = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x6x?xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c4: numbers of heads, their sizes, output_shape and sliding_window must be positive}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 0 : i64, key_dim = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c5: attention_axes must be different dimensions between batch and features}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 2 : i64, key_dim = 3 : i64, attention_axes = array<i64: 2>} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x2x4x8xf32>, %a1: tensor<?x2x4x8xf32>) -> tensor<?x2x4x8xf32> {
  // expected-error @+1 {{multi_head_attention_c6: causal masks and sliding windows need attention_axes = [1]}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 2 : i64, key_dim = 3 : i64, use_causal_mask = true} : (tensor<?x2x4x8xf32>, tensor<?x2x4x8xf32>) -> tensor<?x2x4x8xf32>
  return %y : tensor<?x2x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{has 0 variables where its attributes ask for 8}}
  %y = layer.multi_head_attention %a0, %a1 {num_heads = 2 : i64, key_dim = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
