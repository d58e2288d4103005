// LayerNormalization: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xi32> {
  // expected-error @+1 {{layer_normalization_c1: input must have float elements}}
  %y = layer.layer_normalization %a0, %a1, %a2 : (tensor<?x4x8xi32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xi32>
  return %y : tensor<?x4x8xi32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{layer_normalization_c2: axis must hold different dimensions}}
  %y = layer.layer_normalization %a0, %a1, %a2 {axis = array<i64: 3>} : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{layer_normalization_c2: axis must hold different dimensions}}
  %y = layer.layer_normalization %a0, %a1, %a2 {axis = array<i64: -1, 1>} : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x?xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{layer_normalization_c3: the dimensions in axis must be known}}
  %y = layer.layer_normalization %a0, %a1, %a2 : (tensor<?x?xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
