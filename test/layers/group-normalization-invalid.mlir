// GroupNormalization: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xi32> {
  // expected-error @+1 {{group_normalization_c1: input must have float elements}}
  %y = layer.group_normalization %a0, %a1, %a2 {groups = 2 : i64} : (tensor<?x4x8xi32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xi32>
  return %y : tensor<?x4x8xi32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{group_normalization_c2: axis must be a dimension of known size}}
  %y = layer.group_normalization %a0, %a1, %a2 {groups = 2 : i64, axis = 0 : i64} : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{group_normalization_c3: groups must be -1 or divide the 8 channels, is 3}}
  %y = layer.group_normalization %a0, %a1, %a2 {groups = 3 : i64} : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
