// Every constraint of BatchNormalization, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xi32>) -> tensor<?x4xi32> {
  // expected-error @+1 {{batch_normalization_c1: input must have float elements}}
  %y = layer.batch_normalization %x
    : (tensor<?x4xi32>) -> tensor<?x4xi32>
  return %y : tensor<?x4xi32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{batch_normalization_c2: axis must be one dimension}}
  %y = layer.batch_normalization %x {axis = array<i64: 4>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{batch_normalization_c2: axis must be one dimension}}
  %y = layer.batch_normalization %x {axis = array<i64: 1, 2>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{batch_normalization_c3: the dimension at axis -1 must be known}}
  %y = layer.batch_normalization %x
    : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{has 0 variables where its attributes ask for 3}}
  %y = layer.batch_normalization %x {scale = false}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
