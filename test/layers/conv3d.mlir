// Conv3D: a window over a volume, the channels of a group summed last.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @groups
// CHECK: layer.conv3d %{{.*}}, %{{.*}} {data_format = "channels_first", filters = 4 : i64, groups = 2 : i64, kernel_size = array<i64: 3, 2, 1>, use_bias = false}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8, d9) -> (d0, d1 + d6, d2 + d7, d3 + d8, d4, d9)>
// LOWER-LABEL: func @groups
// LOWER: linalg.transpose {{.*}} permutation = [0, 2, 3, 4, 1]
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #{{.*}}, #{{.*}}], {{.*}} ins(%{{.*}} : tensor<?x5x?x6x2x1xf32>, tensor<3x2x1x1x2x2xf32>)
// LOWER: linalg.transpose {{.*}} permutation = [0, 4, 1, 2, 3]
func.func @groups(%x: tensor<?x2x5x?x6xf32>, %k: tensor<3x2x1x1x4xf32>) -> tensor<?x4x3x?x6xf32> {
  %y = layer.conv3d %x, %k {filters = 4 : i64, kernel_size = array<i64: 3, 2, 1>, groups = 2 : i64, use_bias = false, data_format = "channels_first"}
    : (tensor<?x2x5x?x6xf32>, tensor<3x2x1x1x4xf32>) -> tensor<?x4x3x?x6xf32>
  return %y : tensor<?x4x3x?x6xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]], [[[-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]]], [[[[0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]]], [[[2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]], [[0.0, 1.5], [-2.5, -1.0], [0.5, 2.0]]]]]> : tensor<2x2x2x3x2xf32>
  %k = arith.constant dense<[[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]], [[[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]]> : tensor<2x1x2x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv3d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 1, 2>, activation = "tanh"}
    : (tensor<2x2x2x3x2xf32>, tensor<2x1x2x2x2xf32>, tensor<2xf32>) -> tensor<2x1x2x2x2xf32>
  check.expect_close %y, dense<[[[[[0.9051482, -0.9969977], [-0.97187275, -0.94137555]], [[-0.98661435, -0.9051482], [0.635149, 0.9918598]]]], [[[[-0.97187275, -0.94137555], [0.809301, -0.9950547]], [[0.635149, 0.9918598], [-0.999974, 0.9051482]]]]]> : tensor<2x1x2x2x2xf32> : tensor<2x1x2x2x2xf32>
  return
}

func.func @same_strides() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5]], [[1.0], [2.5], [-1.5]]], [[[0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0]]], [[[2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0]], [[0.5], [2.0], [-2.0]]]]]> : tensor<1x3x3x3x1xf32>
  %k = arith.constant dense<[[[[[-0.75, 0.5]]], [[[0.0, -0.5]]], [[[0.75, 0.25]]]], [[[[-0.25, -0.75]]], [[[0.5, 0.0]]], [[[-0.5, 0.75]]]]]> : tensor<2x3x1x1x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv3d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2, 3, 1>, strides = array<i64: 2, 1, 2>, padding = "same"}
    : (tensor<1x3x3x3x1xf32>, tensor<2x3x1x1x2xf32>, tensor<2xf32>) -> tensor<1x2x3x2x2xf32>
  check.expect_close %y, dense<[[[[[0.5, 1.0], [-4.125, 1.125]], [[1.625, -3.5], [-1.875, 2.75]], [[-3.75, 1.25], [-1.125, -1.0]]], [[[-0.375, -0.875], [-2.25, -0.25]], [[-3.0, 0.625], [-3.0, 0.0]], [[-2.625, 0.5], [-0.75, 0.5]]]]]> : tensor<1x2x3x2x2xf32> : tensor<1x2x3x2x2xf32>
  return
}

func.func @dilated() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0]], [[0.5], [2.0]], [[-2.0], [-0.5]], [[1.0], [2.5]]], [[[-1.5], [0.0]], [[1.5], [-2.5]], [[-1.0], [0.5]], [[2.0], [-2.0]]]]]> : tensor<1x2x4x2x1xf32>
  %k = arith.constant dense<[[[[[-0.75, 0.5]]], [[[0.0, -0.5]]]], [[[[0.75, 0.25]]], [[[-0.25, -0.75]]]]]> : tensor<2x2x1x1x2xf32>
  %y = layer.conv3d %x, %k {filters = 2 : i64, kernel_size = array<i64: 2, 2, 1>, dilation_rate = array<i64: 1, 2, 1>, padding = "same", use_bias = false}
    : (tensor<1x2x4x2x1xf32>, tensor<2x2x1x1x2xf32>) -> tensor<1x2x4x2x2xf32>
  check.expect_close %y, dense<[[[[[-0.375, -1.375], [0.625, 0.875]], [[1.0, 0.125], [0.625, -0.625]], [[0.25, -1.375], [-2.875, 0.625]], [[0.75, -1.25], [0.75, -0.125]]], [[[0.0, -0.75], [0.0, 1.25]], [[1.125, -0.25], [0.0, -0.25]], [[-1.125, -0.25], [1.875, -0.25]], [[0.75, -0.5], [-0.375, 0.25]]]]]> : tensor<1x2x4x2x2xf32> : tensor<1x2x4x2x2xf32>
  return
}

func.func @groups_channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5], [1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5], [-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]], [[[2.5, -1.5, 0.0], [1.5, -2.5, -1.0], [0.5, 2.0, -2.0]], [[-0.5, 1.0, 2.5], [-1.5, 0.0, 1.5], [-2.5, -1.0, 0.5]]]]]> : tensor<1x2x2x3x3xf32>
  %k = arith.constant dense<[[[[[-0.75, 0.5, 0.0, -0.5]], [[0.75, 0.25, -0.25, -0.75]]], [[[0.5, 0.0, -0.5, 0.75]], [[0.25, -0.25, -0.75, 0.5]]]]]> : tensor<1x2x2x1x4xf32>
  %b = arith.constant dense<[-1.5, 0.0, 1.5, -0.75]> : tensor<4xf32>
  %y = layer.conv3d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 1, 2, 2>, groups = 2 : i64, data_format = "channels_first", activation = "relu"}
    : (tensor<1x2x2x3x3xf32>, tensor<1x2x2x1x4xf32>, tensor<4xf32>) -> tensor<1x4x2x2x2xf32>
  check.expect_close %y, dense<[[[[[0.125, 0.0], [0.0, 0.5]], [[0.0, 0.0], [0.0, 0.0]]], [[[0.0, 0.0], [0.0, 0.0]], [[0.25, 0.0], [0.0, 0.5]]], [[[3.0, 3.5], [0.375, 2.25]], [[2.0, 0.0], [3.5, 1.25]]], [[[0.0, 0.0], [1.75, 1.75]], [[0.0, 0.0], [0.0, 0.0]]]]]> : tensor<1x4x2x2x2xf32> : tensor<1x4x2x2x2xf32>
  return
}
