// DepthwiseConv2D: channel and multiplier are parallel, the window is summed; a multiplier of 1 is no dimension.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @multiplier
// CHECK: layer.depthwise_conv2d %{{.*}}, %{{.*}}, %{{.*}} {depth_multiplier = 3 : i64, kernel_size = array<i64: 3, 3>}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 + d5, d2 + d6, d3)>
// LOWER-DAG: #[[KERNEL:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d5, d6, d3, d4)>
// LOWER-LABEL: func @multiplier
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #[[KERNEL]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]}
// LOWER: tensor.collapse_shape {{.*}} : tensor<?x7x6x2x3xf32> into tensor<?x7x6x6xf32>
func.func @multiplier(%x: tensor<?x9x8x2xf32>, %k: tensor<3x3x2x3xf32>, %b: tensor<6xf32>) -> tensor<?x7x6x6xf32> {
  %y = layer.depthwise_conv2d %x, %k, %b {depth_multiplier = 3 : i64, kernel_size = array<i64: 3, 3>}
    : (tensor<?x9x8x2xf32>, tensor<3x3x2x3xf32>, tensor<6xf32>) -> tensor<?x7x6x6xf32>
  return %y : tensor<?x7x6x6xf32>
}

// LOWER-LABEL: func @no_multiplier
// LOWER: %[[K:.*]] = tensor.collapse_shape %{{.*}} {{\[\[}}0], [1], [2, 3]] : tensor<3x3x2x1xf32> into tensor<3x3x2xf32>
// LOWER: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%{{.*}}, %[[K]] :
// LOWER: linalg.generic {{.*}} ins(%[[SUM]], %{{.*}} : tensor<?x7x6x2xf32>, tensor<2xf32>)
func.func @no_multiplier(%x: tensor<?x9x8x2xf32>, %k: tensor<3x3x2x1xf32>, %b: tensor<2xf32>) -> tensor<?x7x6x2xf32> {
  %y = layer.depthwise_conv2d %x, %k, %b {kernel_size = array<i64: 3, 3>}
    : (tensor<?x9x8x2xf32>, tensor<3x3x2x1xf32>, tensor<2xf32>) -> tensor<?x7x6x2xf32>
  return %y : tensor<?x7x6x2xf32>
}

func.func @same() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]], [[[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]], [[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0]]]]> : tensor<2x3x3x2xf32>
  %k = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]]], [[[0.75], [0.25]], [[-0.25], [-0.75]]], [[[0.5], [0.0]], [[-0.5], [0.75]]]]> : tensor<3x2x2x1xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.depthwise_conv2d %x, %k, %b {kernel_size = array<i64: 3, 2>, padding = "same", activation = "relu"}
    : (tensor<2x3x3x2xf32>, tensor<3x2x2x1xf32>, tensor<2xf32>) -> tensor<2x3x3x2xf32>
  check.expect_close %y, dense<[[[[0.0, 0.25], [0.0, 0.625], [0.0, 0.375]], [[2.375, 0.0], [0.625, 6.5], [0.0, 0.0]], [[0.0, 0.0], [3.0, 1.375], [0.0, 0.0]]], [[[0.0, 0.0], [0.25, 0.0], [0.0, 1.0]], [[0.0, 0.0], [0.0, 0.0], [3.125, 1.25]], [[0.0, 5.0], [0.0, 0.125], [0.0, 0.5]]]]> : tensor<2x3x3x2xf32> : tensor<2x3x3x2xf32>
  return
}

func.func @strides_multiplier() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]], [[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0], [0.0, -2.0]], [[1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x4x5x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]], [[[0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0]]], [[[-0.5, 0.75], [0.25, -0.25]], [[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]]> : tensor<3x3x2x2xf32>
  %b = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %y = layer.depthwise_conv2d %x, %k, %b {kernel_size = array<i64: 3, 3>, strides = array<i64: 2, 2>, depth_multiplier = 2 : i64, padding = "same"}
    : (tensor<1x4x5x2xf32>, tensor<3x3x2x2xf32>, tensor<4xf32>) -> tensor<1x2x3x4xf32>
  check.expect_close %y, dense<[[[[-6.375, -0.25, -3.625, 0.25], [4.375, -2.25, 3.625, -0.625], [-5.875, 3.0, -3.25, 0.0]], [[-0.75, 2.5, 0.0, 1.75], [-0.125, -3.0, 2.0, -4.75], [1.0, 1.625, 1.625, 1.75]]]]> : tensor<1x2x3x4xf32> : tensor<1x2x3x4xf32>
  return
}

func.func @dilated_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5, 1.0], [-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, 2.0]]]]> : tensor<1x2x5x4xf32>
  %k = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]]], [[[0.75], [0.25]], [[-0.25], [-0.75]]]]> : tensor<2x2x2x1xf32>
  %y = layer.depthwise_conv2d %x, %k {kernel_size = array<i64: 2, 2>, dilation_rate = array<i64: 2, 1>, data_format = "channels_first", use_bias = false}
    : (tensor<1x2x5x4xf32>, tensor<2x2x2x1xf32>) -> tensor<1x2x3x3xf32>
  check.expect_close %y, dense<[[[[0.0, 0.5, 1.0], [0.625, -0.25, 0.25], [-0.125, 0.375, 0.875]], [[1.5, 2.5, -3.375], [0.0, -0.375, 2.0], [1.25, 2.25, -3.625]]]]> : tensor<1x2x3x3xf32> : tensor<1x2x3x3xf32>
  return
}

func.func @strides_and_dilation() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0], [2.5], [0.5], [-1.5]], [[2.0], [0.0], [-2.0], [1.5], [-0.5], [-2.5]], [[1.0], [-1.0], [2.5], [0.5], [-1.5], [2.0]], [[0.0], [-2.0], [1.5], [-0.5], [-2.5], [1.0]], [[-1.0], [2.5], [0.5], [-1.5], [2.0], [0.0]], [[-2.0], [1.5], [-0.5], [-2.5], [1.0], [-1.0]]]]> : tensor<1x6x6x1xf32>
  %k = arith.constant dense<[[[[-0.75]], [[0.5]]], [[[0.0]], [[-0.5]]]]> : tensor<2x2x1x1xf32>
  %b = arith.constant dense<[-0.75]> : tensor<1xf32>
  %y = layer.depthwise_conv2d %x, %k, %b {kernel_size = array<i64: 2, 2>, strides = array<i64: 2, 2>, dilation_rate = array<i64: 2, 2>}
    : (tensor<1x6x6x1xf32>, tensor<2x2x1x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  check.expect_close %y, dense<[[[[-0.625], [1.0]], [[-0.5], [-4.375]]]]> : tensor<1x2x2x1xf32> : tensor<1x2x2x1xf32>
  return
}
