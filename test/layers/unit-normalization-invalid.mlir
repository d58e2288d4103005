// UnitNormalization: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xi32>) -> tensor<?x4x8xi32> {
  // expected-error @+1 {{unit_normalization_c1: input must have float elements}}
  %y = layer.unit_normalization %a0 : (tensor<?x4x8xi32>) -> tensor<?x4x8xi32>
  return %y : tensor<?x4x8xi32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{unit_normalization_c2: axis must hold different dimensions}}
  %y = layer.unit_normalization %a0 {axis = array<i64: 1, -2>} : (tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
