// Every constraint of Rescaling, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{rescaling_c1: scale and offset must be numbers that broadcast}}
  %y = layer.rescaling %x {scale = dense<1.0> : tensor<3xf64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{rescaling_c1: scale and offset must be numbers that broadcast}}
  %y = layer.rescaling %x {scale = dense<1.0> : tensor<f64>, offset = dense<1.0> : tensor<1x1x1x1x4xf64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{rescaling_c1: scale and offset must be numbers}}
  %y = layer.rescaling %x {scale = dense<1> : tensor<i64>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
