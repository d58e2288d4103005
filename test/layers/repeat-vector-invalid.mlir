// Every constraint of RepeatVector, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{repeat_vector_c1: input must have rank 2}}
  %y = layer.repeat_vector %x {n = 2 : i64}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{repeat_vector_c2: n must be positive}}
  %y = layer.repeat_vector %x {n = 0 : i64}
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
