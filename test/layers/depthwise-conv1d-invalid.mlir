// Every constraint of DepthwiseConv1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c1: input must have rank 3 and float elements}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>}
    : (tensor<?x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xi32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xi32> {
  // expected-error @+1 {{depthwise_conv1d_c1: input must have rank 3 and float elements}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>}
    : (tensor<?x8x4xi32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xi32>
  return %y : tensor<?x8x4xi32>
}

// -----

func.func @f(%x: tensor<?x8x?xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x?xf32> {
  // expected-error @+1 {{depthwise_conv1d_c2: the channels of input must be known}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>}
    : (tensor<?x8x?xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x?xf32>
  return %y : tensor<?x8x?xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c3: kernel_size, strides and dilation_rate must have 1 positive numbers}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3, 3, 3, 3>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c3: kernel_size, strides and dilation_rate must have 1 positive numbers}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, strides = array<i64: 0>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c3: kernel_size, strides and dilation_rate must have 1 positive numbers}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, dilation_rate = array<i64: -1>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c4: padding must be valid or same and data_format}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, padding = "causal"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c4: padding must be valid or same and data_format}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, data_format = "nchw"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c6: depth_multiplier must be positive}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, depth_multiplier = 0 : i64}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c8: the output has no elements along spatial dimension 0}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 9>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{depthwise_conv1d_c9: 'reluu' is not an activation of Keras}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>, activation = "reluu"}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>, %w0: tensor<1xf32>, %w1: tensor<1xf32>) -> tensor<?x6x4xf32> {
  // expected-error @+1 {{variable 'kernel' has shape [1], expected [3, 4, 1]}}
  %y = layer.depthwise_conv1d %x, %w0, %w1 {kernel_size = array<i64: 3>}
    : (tensor<?x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x6x4xf32>
  return %y : tensor<?x6x4xf32>
}
