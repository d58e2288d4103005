// Every constraint of Conv3D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{conv3d_c1: input must have rank 5 and float elements}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xi32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xi32> {
  // expected-error @+1 {{conv3d_c1: input must have rank 5 and float elements}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x8x8x8x4xi32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xi32>
  return %y : tensor<?x8x8x8x4xi32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x?xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x?xf32> {
  // expected-error @+1 {{conv3d_c2: the channels of input must be known}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x8x8x8x?xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x?xf32>
  return %y : tensor<?x8x8x8x?xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c3: kernel_size, strides and dilation_rate must have 3 positive numbers}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3, 3>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c3: kernel_size, strides and dilation_rate must have 3 positive numbers}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, strides = array<i64: 0, 0, 0>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c3: kernel_size, strides and dilation_rate must have 3 positive numbers}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, dilation_rate = array<i64: -1, -1, -1>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c4: padding must be valid or same and data_format}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, padding = "causal"}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c4: padding must be valid or same and data_format}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, data_format = "nchw"}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c5: strides and dilation_rate cannot both be above 1}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, strides = array<i64: 2, 2, 2>, dilation_rate = array<i64: 2, 2, 2>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c6: filters must be positive and a multiple of groups}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 0 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c6: filters must be positive and a multiple of groups}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 3 : i64, groups = 2 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c7: groups must be positive and divide the 4 channels}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, groups = 3 : i64}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c8: the output has no elements along spatial dimension 2}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 1, 1, 9>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{conv3d_c9: 'reluu' is not an activation of Keras}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>, activation = "reluu"}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x6x6x6x4xf32> {
  // expected-error @+1 {{variable 'kernel' has shape [1], expected [3, 3, 3, 4, 4]}}
  %y = layer.conv3d %x, %w0, %w1 {filters = 4 : i64, kernel_size = array<i64: 3, 3, 3>}
    : (tensor<?x8x8x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x6x6x6x4xf32>
  return %y : tensor<?x6x6x6x4xf32>
}
