// LocallyConnected2D: a kernel for each position, in the three forms that files have.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @third
// CHECK: layer.locally_connected2d %{{.*}}, %{{.*}} {filters = 2 : i64, implementation = 3 : i64, kernel_size = array<i64: 3, 3>, padding = "same", use_bias = false}
// LOWER-LABEL: func @third
// LOWER: tensor.extract %{{.*}} : tensor<200xf32>
// LOWER: tensor.pad %{{.*}} low[0, 1, 1, 0] high[0, 1, 1, 0]
// LOWER: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<?x6x6x1xf32>, tensor<4x4x3x3x1x2xf32>)
func.func @third(%x: tensor<?x4x4x1xf32>, %k: tensor<200xf32>) -> tensor<?x4x4x2xf32> {
  %y = layer.locally_connected2d %x, %k {filters = 2 : i64, kernel_size = array<i64: 3, 3>, padding = "same", implementation = 3 : i64, use_bias = false}
    : (tensor<?x4x4x1xf32>, tensor<200xf32>) -> tensor<?x4x4x2xf32>
  return %y : tensor<?x4x4x2xf32>
}

func.func @first_valid() {
  %x = arith.constant dense<[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]], [[-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]]]> : tensor<1x3x4x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]]]> : tensor<4x8x2xf32>
  %b = arith.constant dense<[[[-1.5, 0.0], [1.5, -0.75]], [[0.75, -1.5], [0.0, 1.5]]]> : tensor<2x2x2xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 2>, strides = array<i64: 1, 2>, activation = "tanh"}
    : (tensor<1x3x4x2xf32>, tensor<4x8x2xf32>, tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[0.94137555, -0.99889445], [0.8482837, 0.46211714]], [[-0.3583574, -0.9998503], [-0.9895597, 0.9985806]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @first_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]]]> : tensor<1x2x3x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0]], [[-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5]]]> : tensor<4x4x2xf32>
  %y = layer.locally_connected2d %x, %k {filters = 2 : i64, kernel_size = array<i64: 2, 1>, data_format = "channels_first", use_bias = false}
    : (tensor<1x2x3x2xf32>, tensor<4x4x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[3.0, -0.875], [-0.375, -1.125]], [[-0.125, 0.875], [0.375, 2.875]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @second_same() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5]], [[1.0], [2.5], [-1.5]]]]> : tensor<1x3x3x1xf32>
  %k = arith.constant dense<[[[[[[-0.75], [0.5], [0.0]], [[-0.5], [0.75], [0.25]]]], [[[[-0.25], [-0.75], [0.5]], [[0.0], [-0.5], [0.75]]]], [[[[0.25], [-0.25], [-0.75]], [[0.5], [0.0], [-0.5]]]]], [[[[[0.75], [0.25], [-0.25]], [[-0.75], [0.5], [0.0]]]], [[[[-0.5], [0.75], [0.25]], [[-0.25], [-0.75], [0.5]]]], [[[[0.0], [-0.5], [0.75]], [[0.25], [-0.25], [-0.75]]]]], [[[[[0.5], [0.0], [-0.5]], [[0.75], [0.25], [-0.25]]]], [[[[-0.75], [0.5], [0.0]], [[-0.5], [0.75], [0.25]]]], [[[[-0.25], [-0.75], [0.5]], [[0.0], [-0.5], [0.75]]]]]]> : tensor<3x3x1x2x3x1xf32>
  %b = arith.constant dense<[[[-1.5], [0.0], [1.5]], [[-0.75], [0.75], [-1.5]]]> : tensor<2x3x1xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 3, 2>, strides = array<i64: 2, 1>, padding = "same", implementation = 2 : i64}
    : (tensor<1x3x3x1xf32>, tensor<3x3x1x2x3x1xf32>, tensor<2x3x1xf32>) -> tensor<1x2x3x1xf32>
  check.expect_close %y, dense<[[[[1.875], [-1.5], [-0.25]], [[-1.5], [5.375], [-2.625]]]]> : tensor<1x2x3x1xf32> : tensor<1x2x3x1xf32>
  return
}

func.func @second_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5], [1.0, 2.5, -1.5]]]]> : tensor<1x1x3x3xf32>
  %k = arith.constant dense<[[[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]], [[[0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0]]]], [[[[-0.5, 0.75], [0.25, -0.25]], [[-0.75, 0.5], [0.0, -0.5]]], [[[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]], [[[0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25]]]], [[[[-0.25, -0.75], [0.5, 0.0]], [[-0.5, 0.75], [0.25, -0.25]]], [[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]]]> : tensor<1x3x3x2x2x2xf32>
  %b = arith.constant dense<[[[-1.5, 0.0], [1.5, -0.75]], [[0.75, -1.5], [0.0, 1.5]]]> : tensor<2x2x2xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 2>, implementation = 2 : i64, data_format = "channels_first", activation = "relu"}
    : (tensor<1x1x3x3xf32>, tensor<1x3x3x2x2x2xf32>, tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[0.0, 0.0], [3.0, 0.0]], [[0.0, 0.0], [0.625, 0.0]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @third_valid() {
  %x = arith.constant dense<[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]], [[-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]]]]> : tensor<1x3x3x2xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75]> : tensor<64xf32>
  %b = arith.constant dense<[[[-1.5, 0.0], [1.5, -0.75]], [[0.75, -1.5], [0.0, 1.5]]]> : tensor<2x2x2xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 2>, implementation = 3 : i64}
    : (tensor<1x3x3x2xf32>, tensor<64xf32>, tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[0.625, 0.75], [0.0, 2.5]], [[-0.5, 0.0], [-1.75, 4.25]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @third_same_strides() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5], [-1.5]]]]> : tensor<1x4x5x1xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5]> : tensor<60xf32>
  %b = arith.constant dense<[[[-1.5, 0.0], [1.5, -0.75]], [[0.75, -1.5], [0.0, 1.5]]]> : tensor<2x2x2xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 4>, strides = array<i64: 2, 3>, padding = "same", implementation = 3 : i64}
    : (tensor<1x4x5x1xf32>, tensor<60xf32>, tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[-0.625, -2.75], [-0.75, -2.875]], [[4.0, -0.625], [2.5, 0.375]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @third_same_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5], [1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5], [-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]]]> : tensor<1x2x3x3xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25]> : tensor<140xf32>
  %b = arith.constant dense<[[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]], [[0.0, 1.5], [-0.75, 0.75], [-1.5, 0.0]], [[1.5, -0.75], [0.75, -1.5], [0.0, 1.5]]]> : tensor<3x3x2xf32>
  %y = layer.locally_connected2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 3>, padding = "same", implementation = 3 : i64, data_format = "channels_first", activation = "relu"}
    : (tensor<1x2x3x3xf32>, tensor<140xf32>, tensor<3x3x2xf32>) -> tensor<1x2x3x3xf32>
  check.expect_close %y, dense<[[[[0.0, 0.0, 3.375], [1.875, 2.5, 0.0], [0.0, 6.375, 2.25]], [[1.375, 0.0, 1.875], [4.125, 1.0, 0.0], [0.0, 4.875, 4.5]]]]> : tensor<1x2x3x3xf32> : tensor<1x2x3x3xf32>
  return
}
