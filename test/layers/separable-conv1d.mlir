// SeparableConv1D: a depthwise convolution, then one of size 1.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @causal
// CHECK: layer.separable_conv1d %{{.*}}, %{{.*}}, %{{.*}} {filters = 5 : i64, kernel_size = array<i64: 3>, padding = "causal", use_bias = false}
// LOWER-LABEL: func @causal
// LOWER: tensor.pad %{{.*}} low[0, 2, 0] high[0, 0, 0]
// LOWER: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<?x10x3xf32>, tensor<3x3xf32>)
// LOWER: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<?x8x3xf32>, tensor<1x3x5xf32>)
func.func @causal(%x: tensor<?x8x3xf32>, %d: tensor<3x3x1xf32>, %p: tensor<1x3x5xf32>) -> tensor<?x8x5xf32> {
  %y = layer.separable_conv1d %x, %d, %p {filters = 5 : i64, kernel_size = array<i64: 3>, padding = "causal", use_bias = false}
    : (tensor<?x8x3xf32>, tensor<3x3x1xf32>, tensor<1x3x5xf32>) -> tensor<?x8x5xf32>
  return %y : tensor<?x8x5xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]]]> : tensor<2x5x2xf32>
  %k = arith.constant dense<[[[-0.75], [0.5]], [[0.0], [-0.5]], [[0.75], [0.25]]]> : tensor<3x2x1xf32>
  %p = arith.constant dense<[[[-0.75, 0.5, 0.0], [-0.5, 0.75, 0.25]]]> : tensor<1x2x3xf32>
  %b = arith.constant dense<[-1.5, 0.0, 1.5]> : tensor<3xf32>
  %y = layer.separable_conv1d %x, %k, %p, %b {filters = 3 : i64, kernel_size = array<i64: 3>, activation = "tanh"}
    : (tensor<2x5x2xf32>, tensor<3x2x1xf32>, tensor<1x2x3xf32>, tensor<3xf32>) -> tensor<2x3x3xf32>
  check.expect_close %y, dense<[[[-0.74815446, -0.77440923, 0.79824275], [-0.991337, 0.9207223, 0.9617519], [-0.77440923, -0.7340716, 0.809301]], [[-0.65342367, -0.8649066, 0.7615942], [-0.9874202, 0.8649066, 0.95404524], [-0.6877902, -0.8392851, 0.77440923]]]> : tensor<2x3x3xf32> : tensor<2x3x3xf32>
  return
}

func.func @same_strides() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]]]> : tensor<1x5x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]> : tensor<2x2x2xf32>
  %p = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]]]> : tensor<1x4x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.separable_conv1d %x, %k, %p, %b {filters = 2 : i64, kernel_size = array<i64: 2>, strides = array<i64: 2>, padding = "same", depth_multiplier = 2 : i64}
    : (tensor<1x5x2xf32>, tensor<2x2x2xf32>, tensor<1x4x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-3.3125, 2.3125], [-3.25, 2.5625], [-2.34375, 0.9375]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0]], [[1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5]]]> : tensor<2x2x5xf32>
  %k = arith.constant dense<[[[-0.75], [0.5]], [[0.0], [-0.5]]]> : tensor<2x2x1xf32>
  %p = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]]]> : tensor<1x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.separable_conv1d %x, %k, %p, %b {filters = 2 : i64, kernel_size = array<i64: 2>, data_format = "channels_first", activation = "relu"}
    : (tensor<2x2x5xf32>, tensor<2x2x1xf32>, tensor<1x2x2xf32>, tensor<2xf32>) -> tensor<2x2x4xf32>
  check.expect_close %y, dense<[[[0.0, 0.0, 0.0, 0.0], [1.3125, 0.75, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 1.3125, 0.75, 0.0]]]> : tensor<2x2x4xf32> : tensor<2x2x4xf32>
  return
}
