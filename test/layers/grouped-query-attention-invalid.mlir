// GroupedQueryAttention: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x2x4x8xf32>, %a1: tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{grouped_query_attention_c1: query, value and key must have rank 3}}
  %y = layer.grouped_query_attention %a0, %a1 {head_dim = 3 : i64, num_query_heads = 4 : i64, num_key_value_heads = 2 : i64} : (tensor<?x2x4x8xf32>, tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x8xf32>, %a2: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{grouped_query_attention_c2: query, value and key differ in dimension 1}}
  %y = layer.grouped_query_attention %a0, %a1, %a2 {head_dim = 3 : i64, num_query_heads = 4 : i64, num_key_value_heads = 2 : i64} : (tensor<?x4x8xf32>, tensor<?x6x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x7xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{grouped_query_attention_c3: query and value must have one last dimension}}
  %y = layer.grouped_query_attention %a0, %a1 {head_dim = 3 : i64, num_query_heads = 4 : i64, num_key_value_heads = 2 : i64} : (tensor<?x4x8xf32>, tensor<?x6x7xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{grouped_query_attention_c4: numbers of heads, their sizes}}
  %y = layer.grouped_query_attention %a0, %a1 {head_dim = 0 : i64, num_query_heads = 4 : i64, num_key_value_heads = 2 : i64} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{grouped_query_attention_c5: num_key_value_heads must divide num_query_heads, are 3 and 4}}
  %y = layer.grouped_query_attention %a0, %a1 {head_dim = 3 : i64, num_query_heads = 4 : i64, num_key_value_heads = 3 : i64} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
