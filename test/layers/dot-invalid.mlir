// Dot: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{dot_c1: there must be two inputs}}
  %y = layer.dot %a0 {axes = array<i64: 1>} : (tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<?x4x8xi32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{dot_c1: there must be two inputs}}
  %y = layer.dot %a0, %a1 {axes = array<i64: 1>} : (tensor<?x4x8xi32>, tensor<?x4x8xi32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{dot_c2: axes must hold an axis of each input behind the batch}}
  %y = layer.dot %a0, %a1 {axes = array<i64: 0>} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{dot_c2: axes must hold an axis of each input behind the batch}}
  %y = layer.dot %a0, %a1 {axes = array<i64: 1, 3>} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  // expected-error @+1 {{dot_c3: axis 2 of the first input is 8, axis 1 of the second 4}}
  %y = layer.dot %a0, %a1 {axes = array<i64: 2, 1>} : (tensor<?x4x8xf32>, tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}
