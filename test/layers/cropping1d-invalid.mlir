// Every constraint of Cropping1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{cropping1d_c1: input must have rank 3}}
  %y = layer.cropping1d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{cropping1d_c2: cropping must have 2 numbers, none negative}}
  %y = layer.cropping1d %x {cropping = array<i64: 1>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{cropping1d_c2: cropping must have 2 numbers, none negative}}
  %y = layer.cropping1d %x {cropping = array<i64: -1, -1>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{cropping1d_c4: nothing is left of spatial dimension 0}}
  %y = layer.cropping1d %x {cropping = array<i64: 4, 4>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}
