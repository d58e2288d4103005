// Attention: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x8xf32>, %a1: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{attention_c1: query, value and key must have one rank of 3 or more}}
  %y = layer.attention %a0, %a1 : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<?x4x8xi32>) -> tensor<?x4x8xi32> {
  // expected-error @+1 {{attention_c1: query, value and key must have one rank of 3 or more and one float type}}
  %y = layer.attention %a0, %a1 : (tensor<?x4x8xi32>, tensor<?x4x8xi32>) -> tensor<?x4x8xi32>
  return %y : tensor<?x4x8xi32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x8xf32>, %a2: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{attention_c2: query, value and key differ in dimension 1}}
  %y = layer.attention %a0, %a1, %a2 : (tensor<?x4x8xf32>, tensor<?x6x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x7xf32>) -> tensor<?x4x7xf32> {
  // expected-error @+1 {{attention_c2: query and key must have one, known last dimension}}
  %y = layer.attention %a0, %a1 : (tensor<?x4x8xf32>, tensor<?x6x7xf32>) -> tensor<?x4x7xf32>
  return %y : tensor<?x4x7xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{attention_c3: score_mode must be "dot" or "concat", is "sum"}}
  %y = layer.attention %a0, %a1 {score_mode = "sum"} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
