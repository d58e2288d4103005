// RMSNormalization: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<8xf32>) -> tensor<?x4x8xi32> {
  // expected-error @+1 {{rms_normalization_c1: input must have float elements}}
  %y = layer.rms_normalization %a0, %a1 : (tensor<?x4x8xi32>, tensor<8xf32>) -> tensor<?x4x8xi32>
  return %y : tensor<?x4x8xi32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{rms_normalization_c2: axis must hold different dimensions}}
  %y = layer.rms_normalization %a0, %a1 {axis = array<i64: 3>} : (tensor<?x4x8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<4xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{rms_normalization_c3: scale, of the sizes at axis}}
  %y = layer.rms_normalization %a0, %a1 {axis = array<i64: 1>} : (tensor<?x4x8xf32>, tensor<4xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
