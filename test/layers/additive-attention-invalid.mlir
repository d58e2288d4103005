// AdditiveAttention: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{additive_attention_c1: query, value and key must have one rank of 3 or more}}
  %y = layer.additive_attention %a0, %a1 {use_scale = false} : (tensor<?x4x8xf32>, tensor<?x2x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x6x7xf32>) -> tensor<?x4x7xf32> {
  // expected-error @+1 {{additive_attention_c2: query and key must have one, known last dimension}}
  %y = layer.additive_attention %a0, %a1 {use_scale = false} : (tensor<?x4x8xf32>, tensor<?x6x7xf32>) -> tensor<?x4x7xf32>
  return %y : tensor<?x4x7xf32>
}
