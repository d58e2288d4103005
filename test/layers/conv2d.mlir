// Conv2D: a window read through the strides and dilation, the channels of a group summed last.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @strides
// CHECK: layer.conv2d %{{.*}}, %{{.*}}, %{{.*}} {activation = "relu", filters = 4 : i64, kernel_size = array<i64: 3, 2>, padding = "same", strides = array<i64: 2, 1>}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 * 2 + d4, d2 + d5, d6)>
// LOWER-DAG: #[[KERNEL:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d4, d5, d6, d3)>
// LOWER-DAG: #[[GROUPS:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d5, d6, d7, d3, d4)>
// LOWER-LABEL: func @strides
// LOWER: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 1, 0, 0] high[0, 1, 1, 0]
// LOWER: %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[READ]], #[[KERNEL]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%[[PADDED]], %{{.*}} : tensor<?x11x9x2xf32>, tensor<3x2x2x4xf32>)
// LOWER: %[[BIASED:.*]] = linalg.generic {{.*}} ins(%[[SUM]], %{{.*}} : tensor<?x5x8x4xf32>, tensor<4xf32>)
// LOWER: linalg.generic {{.*}} ins(%[[BIASED]] : tensor<?x5x8x4xf32>)
// LOWER: arith.maximumf
func.func @strides(%x: tensor<?x9x8x2xf32>, %k: tensor<3x2x2x4xf32>, %b: tensor<4xf32>) -> tensor<?x5x8x4xf32> {
  %y = layer.conv2d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 3, 2>, strides = array<i64: 2, 1>, padding = "same", activation = "relu"}
    : (tensor<?x9x8x2xf32>, tensor<3x2x2x4xf32>, tensor<4xf32>) -> tensor<?x5x8x4xf32>
  return %y : tensor<?x5x8x4xf32>
}

// A dynamic width with strides: the padding is computed from it.
// LOWER-LABEL: func @dynamic
// LOWER: tensor.pad %{{.*}} low[0, 1, %{{.*}}, 0] high[0, 1, %{{.*}}, 0]
func.func @dynamic(%x: tensor<?x8x?x1xf32>, %k: tensor<3x3x1x1xf32>) -> tensor<?x8x?x1xf32> {
  %y = layer.conv2d %x, %k {filters = 1 : i64, kernel_size = array<i64: 3, 3>, strides = array<i64: 1, 2>, padding = "same", use_bias = false}
    : (tensor<?x8x?x1xf32>, tensor<3x3x1x1xf32>) -> tensor<?x8x?x1xf32>
  return %y : tensor<?x8x?x1xf32>
}

// Groups are an iterator of their own; channels_first is a transpose on either side.
// LOWER-LABEL: func @groups
// LOWER: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
// LOWER: linalg.generic {indexing_maps = [#{{.*}}, #[[GROUPS]], #{{.*}}], {{.*}} ins(%{{.*}} : tensor<?x9x8x2x2xf32>, tensor<3x3x2x2x3xf32>)
// LOWER: tensor.collapse_shape
// LOWER: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
func.func @groups(%x: tensor<?x4x9x8xf32>, %k: tensor<3x3x2x6xf32>) -> tensor<?x6x7x6xf32> {
  %y = layer.conv2d %x, %k {filters = 6 : i64, kernel_size = array<i64: 3, 3>, groups = 2 : i64, use_bias = false, data_format = "channels_first"}
    : (tensor<?x4x9x8xf32>, tensor<3x3x2x6xf32>) -> tensor<?x6x7x6xf32>
  return %y : tensor<?x6x7x6xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]], [[[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]], [[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5]]]]> : tensor<2x3x4x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]], [[[0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0]]]]> : tensor<2x3x2x2xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.conv2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 3>, activation = "tanh"}
    : (tensor<2x3x4x2xf32>, tensor<2x3x2x2xf32>, tensor<2xf32>) -> tensor<2x2x2x2xf32>
  check.expect_close %y, dense<[[[[-0.99817795, -0.99947757], [0.98284495, -0.99817795]], [[-0.9640276, -0.24491866], [0.9991389, 0.9961465]]], [[[0.98284495, -0.99817795], [0.87982666, 0.98955977]], [[0.9991389, 0.9961465], [0.9051482, 0.99992937]]]]> : tensor<2x2x2x2xf32> : tensor<2x2x2x2xf32>
  return
}

func.func @same_strides() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0], [2.5], [0.5]], [[-1.5], [2.0], [0.0], [-2.0], [1.5]], [[-0.5], [-2.5], [1.0], [-1.0], [2.5]], [[0.5], [-1.5], [2.0], [0.0], [-2.0]]]]> : tensor<1x4x5x1xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5]], [[0.0, -0.5]]], [[[0.75, 0.25]], [[-0.25, -0.75]]], [[[0.5, 0.0]], [[-0.5, 0.75]]]]> : tensor<3x2x1x2xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.conv2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 2>, strides = array<i64: 2, 3>, padding = "same"}
    : (tensor<1x4x5x1xf32>, tensor<3x2x1x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[0.5, -4.75], [-6.25, 2.0]], [[0.375, 3.0], [0.5, 0.5]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @dilated() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0], [2.5]], [[0.5], [-1.5], [2.0], [0.0]], [[-2.0], [1.5], [-0.5], [-2.5]], [[1.0], [-1.0], [2.5], [0.5]], [[-1.5], [2.0], [0.0], [-2.0]]]]> : tensor<1x5x4x1xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5]], [[0.0, -0.5]]], [[[0.75, 0.25]], [[-0.25, -0.75]]]]> : tensor<2x2x1x2xf32>
  %y = layer.conv2d %x, %k {filters = 2 : i64, kernel_size = array<i64: 2, 2>, dilation_rate = array<i64: 3, 2>, padding = "same", use_bias = false}
    : (tensor<1x5x4x1xf32>, tensor<2x2x1x2xf32>) -> tensor<1x5x4x2xf32>
  check.expect_close %y, dense<[[[[-0.375, -1.125], [-1.375, -0.125], [1.75, 2.25], [-0.375, -0.125]], [[0.25, 0.25], [2.0, -2.375], [-1.625, -1.375], [2.625, 0.125]], [[-0.5, -0.75], [-1.5, -1.125], [3.125, 1.25], [-1.5, 1.0]], [[0.0, -0.75], [1.5, -0.75], [-1.125, 2.0], [0.375, -0.25]], [[0.0, 0.5], [-0.75, -0.75], [0.75, -0.75], [-1.875, 1.25]]]]> : tensor<1x5x4x2xf32> : tensor<1x5x4x2xf32>
  return
}

func.func @groups_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5], [1.0, -1.0, 2.5], [0.5, -1.5, 2.0]], [[0.0, -2.0, 1.5], [-0.5, -2.5, 1.0], [-1.0, 2.5, 0.5]], [[-1.5, 2.0, 0.0], [-2.0, 1.5, -0.5], [-2.5, 1.0, -1.0]]]]> : tensor<1x4x3x3xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5, 0.0, -0.5], [0.75, 0.25, -0.25, -0.75]], [[0.5, 0.0, -0.5, 0.75], [0.25, -0.25, -0.75, 0.5]]], [[[0.0, -0.5, 0.75, 0.25], [-0.25, -0.75, 0.5, 0.0]], [[-0.5, 0.75, 0.25, -0.25], [-0.75, 0.5, 0.0, -0.5]]]]> : tensor<2x2x2x4xf32>
  %b = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %y = layer.conv2d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 2, 2>, groups = 2 : i64, data_format = "channels_first", activation = "relu"}
    : (tensor<1x4x3x3xf32>, tensor<2x2x2x4xf32>, tensor<4xf32>) -> tensor<1x4x2x2xf32>
  check.expect_close %y, dense<[[[[2.875, 0.0], [0.0, 0.0]], [[0.0, 2.375], [0.375, 0.75]], [[0.0, 0.0], [0.0, 2.5]], [[0.625, 0.25], [0.0, 1.875]]]]> : tensor<1x4x2x2xf32> : tensor<1x4x2x2xf32>
  return
}
