// Every constraint of LocallyConnected1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{locally_connected1d_c1: input must have rank 3 and float elements}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xi32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xi32> {
  // expected-error @+1 {{locally_connected1d_c1: input must have rank 3 and float elements}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x8x4xi32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xi32>
  return %y : tensor<?x8x4xi32>
}

// -----

func.func @f(%x: tensor<?x?x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c2: all sizes but the batch must be known}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x?x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c3: kernel_size and strides must have 1 positive numbers}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, strides = array<i64: 1, 1, 1>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c3: kernel_size and strides must have 1 positive numbers}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, strides = array<i64: 0>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c4: padding must be valid or same and data_format}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, padding = "causal"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c4: padding must be valid or same and data_format}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, data_format = "ncw"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c5: implementation must be 1, 2 or 3, and 1 only with padding valid}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, implementation = 4 : i64}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c5: implementation must be 1, 2 or 3, and 1 only with padding valid}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, padding = "same"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c6: filters must be positive}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 0 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x2x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c7: the output has no elements along spatial dimension 0}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x2x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{locally_connected1d_c8: 'reluu' is not an activation of Keras}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>, activation = "reluu"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x6x4xf32> {
  // expected-error @+1 {{variable 'kernel' has shape [1], expected [6, 12, 4]}}
  %y = layer.locally_connected1d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x6x4xf32>
  return %y : tensor<?x6x4xf32>
}
