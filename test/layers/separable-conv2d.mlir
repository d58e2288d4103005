// SeparableConv2D: a depthwise convolution, then a 1x1 one; bias and activation once, at the end.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @separable
// CHECK: layer.separable_conv2d %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {filters = 5 : i64, kernel_size = array<i64: 3, 3>}
// LOWER-LABEL: func @separable
// LOWER: %[[DEPTH:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<?x9x8x2xf32>, tensor<3x3x2xf32>)
// LOWER: %[[POINT:.*]] = linalg.generic {{.*}} ins(%[[DEPTH]], %{{.*}} : tensor<?x7x6x2xf32>, tensor<1x1x2x5xf32>)
// LOWER: linalg.generic {{.*}} ins(%[[POINT]], %{{.*}} : tensor<?x7x6x5xf32>, tensor<5xf32>)
func.func @separable(%x: tensor<?x9x8x2xf32>, %d: tensor<3x3x2x1xf32>, %p: tensor<1x1x2x5xf32>, %b: tensor<5xf32>) -> tensor<?x7x6x5xf32> {
  %y = layer.separable_conv2d %x, %d, %p, %b {filters = 5 : i64, kernel_size = array<i64: 3, 3>}
    : (tensor<?x9x8x2xf32>, tensor<3x3x2x1xf32>, tensor<1x1x2x5xf32>, tensor<5xf32>) -> tensor<?x7x6x5xf32>
  return %y : tensor<?x7x6x5xf32>
}

func.func @strides_multiplier() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]], [[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]]]]> : tensor<1x4x4x2xf32>
  %d = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]], [[[0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0]]]]> : tensor<3x2x2x2xf32>
  %p = arith.constant dense<[[[[-0.75, 0.75, 0.5], [0.25, 0.0, -0.25], [-0.5, -0.75, 0.75], [0.5, 0.25, 0.0]]]]> : tensor<1x1x4x3xf32>
  %b = arith.constant dense<-0.75> : tensor<3xf32>
  %y = layer.separable_conv2d %x, %d, %p, %b {filters = 3 : i64, kernel_size = array<i64: 3, 2>, strides = array<i64: 2, 2>, depth_multiplier = 2 : i64, padding = "same", activation = "relu"}
    : (tensor<1x4x4x2xf32>, tensor<3x2x2x2xf32>, tensor<1x1x4x3xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  check.expect_close %y, dense<[[[[0.0, 0.0, 0.15625], [0.0, 1.25, 0.5625]], [[0.0, 0.0, 0.125], [2.09375, 0.0, 0.0]]]]> : tensor<1x2x2x3xf32> : tensor<1x2x2x3xf32>
  return
}

func.func @dilated_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [2.0, 0.0, -2.0], [1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5], [0.5, -1.5, 2.0], [0.0, -2.0, 1.5], [-0.5, -2.5, 1.0]]], [[[-1.0, 2.5, 0.5], [-1.5, 2.0, 0.0], [-2.0, 1.5, -0.5], [-2.5, 1.0, -1.0]], [[2.5, 0.5, -1.5], [2.0, 0.0, -2.0], [1.5, -0.5, -2.5], [1.0, -1.0, 2.5]]]]> : tensor<2x2x4x3xf32>
  %d = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]]], [[[0.75], [0.25]], [[-0.25], [-0.75]]]]> : tensor<2x2x2x1xf32>
  %p = arith.constant dense<[[[[-0.75, 0.75], [0.5, 0.25]]]]> : tensor<1x1x2x2xf32>
  %y = layer.separable_conv2d %x, %d, %p {filters = 2 : i64, kernel_size = array<i64: 2, 2>, dilation_rate = array<i64: 2, 1>, data_format = "channels_first", use_bias = false}
    : (tensor<2x2x4x3xf32>, tensor<2x2x2x1xf32>, tensor<1x1x2x2xf32>) -> tensor<2x2x2x2xf32>
  check.expect_close %y, dense<[[[[-1.28125, -1.5], [1.84375, -1.46875]], [[3.15625, -1.03125], [0.21875, -0.875]]], [[[1.71875, 1.84375], [1.75, -0.1875]], [[-0.40625, 0.21875], [-0.25, -0.65625]]]]> : tensor<2x2x2x2xf32> : tensor<2x2x2x2xf32>
  return
}
