// Every constraint of Normalization, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{normalization_c1: axis must hold different dimensions}}
  %y = layer.normalization %x {axis = array<i64: 4>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{normalization_c1: axis must hold different dimensions}}
  %y = layer.normalization %x {axis = array<i64: 3, -1>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{normalization_c2: the dimensions in axis must be known}}
  %y = layer.normalization %x
    : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{normalization_c3: mean and variance must come together}}
  %y = layer.normalization %x {mean = dense<1.0> : tensor<f64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{normalization_c3: mean and variance must come together}}
  %y = layer.normalization %x {mean = dense<1.0> : tensor<f64>, variance = dense<1.0> : tensor<4xf64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{normalization_c4: mean and variance must be numbers that broadcast to [4]}}
  %y = layer.normalization %x {mean = dense<1.0> : tensor<3xf64>, variance = dense<1.0> : tensor<3xf64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
