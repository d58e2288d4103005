// Every constraint of Reshape, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{reshape_c1: input must have a batch dimension}}
  %y = layer.reshape %x {target_shape = array<i64: 1>}
    : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{reshape_c2: target_shape must have positive numbers and at most one -1}}
  %y = layer.reshape %x {target_shape = array<i64: -1, -1>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{reshape_c2: target_shape must have positive numbers}}
  %y = layer.reshape %x {target_shape = array<i64: 0, 4>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{reshape_c3: target_shape [8, 8, 5] does not hold the elements}}
  %y = layer.reshape %x {target_shape = array<i64: 8, 8, 5>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{reshape_c3: target_shape [-1, 5] does not hold the elements}}
  %y = layer.reshape %x {target_shape = array<i64: -1, 5>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x?x4xf32>) -> tensor<?x?x4xf32> {
  // expected-error @+1 {{reshape_c4: target_shape [8] needs a -1}}
  %y = layer.reshape %x {target_shape = array<i64: 8>}
    : (tensor<?x?x4xf32>) -> tensor<?x?x4xf32>
  return %y : tensor<?x?x4xf32>
}
