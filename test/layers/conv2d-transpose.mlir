// Conv2DTranspose: one convolution for each phase of the strides, put side by side.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @phases
// CHECK: layer.conv2d_transpose %{{.*}}, %{{.*}} {filters = 3 : i64, kernel_size = array<i64: 3, 1>, padding = "same", strides = array<i64: 2, 1>, use_bias = false}
// Rows 0, 2, .. see two taps, the last one first; rows 1, 3, .. see one.
// LOWER-DAG: #[[EVEN:.*]] = affine_map<(d0, d1, d2, d3) -> (d0 * -2 + 2, -d1, d3, d2)>
// LOWER-DAG: #[[ODD:.*]] = affine_map<(d0, d1, d2, d3) -> (d0 * -2 + 1, -d1, d3, d2)>
// LOWER-LABEL: func @phases
// LOWER: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 1, 0, 0] high[0, 0, 0, 0]
// LOWER: %[[TAPS:.*]] = linalg.generic {indexing_maps = [#[[EVEN]], #{{.*}}]
// LOWER: linalg.generic {{.*}} ins(%[[PADDED]], %[[TAPS]] : tensor<?x5x4x2xf32>, tensor<2x1x2x3xf32>)
// LOWER: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0, 0] {{.*}} [1, 2, 1, 1]
// LOWER: linalg.generic {indexing_maps = [#[[ODD]], #{{.*}}]
// LOWER: linalg.generic {{.*}} : tensor<?x4x4x2xf32>, tensor<1x1x2x3xf32>)
// LOWER: tensor.insert_slice %{{.*}} into %{{.*}}[0, 1, 0, 0] {{.*}} [1, 2, 1, 1]
func.func @phases(%x: tensor<?x4x4x2xf32>, %k: tensor<3x1x3x2xf32>) -> tensor<?x8x4x3xf32> {
  %y = layer.conv2d_transpose %x, %k {filters = 3 : i64, kernel_size = array<i64: 3, 1>, strides = array<i64: 2, 1>, padding = "same", use_bias = false}
    : (tensor<?x4x4x2xf32>, tensor<3x1x3x2xf32>) -> tensor<?x8x4x3xf32>
  return %y : tensor<?x8x4x3xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x2x3x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5]], [[0.0, -0.5]]], [[[0.75, 0.25]], [[-0.25, -0.75]]], [[[0.5, 0.0]], [[-0.5, 0.75]]]]> : tensor<3x2x1x2xf32>
  %b = arith.constant dense<[-0.75]> : tensor<1xf32>
  %y = layer.conv2d_transpose %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 3, 2>, strides = array<i64: 2, 1>}
    : (tensor<2x2x3x2xf32>, tensor<3x2x1x2xf32>, tensor<1xf32>) -> tensor<2x5x4x1xf32>
  check.expect_close %y, dense<[[[[1.625], [0.75], [-3.125], [0.0]], [[-2.375], [-1.0], [-2.375], [0.25]], [[-3.5], [3.0], [0.25], [-0.875]], [[0.75], [-2.375], [-2.375], [1.25]], [[0.25], [-2.75], [1.125], [-2.375]]], [[[-2.0], [-1.875], [1.125], [-1.75]], [[-0.25], [1.75], [-2.375], [-1.875]], [[-1.25], [-1.125], [0.25], [1.0]], [[-1.25], [1.75], [-2.375], [-0.875]], [[-0.75], [-1.5], [-3.125], [1.25]]]]> : tensor<2x5x4x1xf32> : tensor<2x5x4x1xf32>
  return
}

func.func @kernel_below_strides() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]]]]> : tensor<1x2x2x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]]> : tensor<1x2x2x2xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.conv2d_transpose %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 1, 2>, strides = array<i64: 2, 3>, activation = "relu"}
    : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x4x6x2xf32>
  check.expect_close %y, dense<[[[[1.625, 0.25], [0.0, 0.625], [0.0, 0.75], [1.25, 0.0], [0.0, 0.0], [0.0, 0.75]], [[0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75]], [[0.0, 1.5], [0.0, 1.75], [0.0, 0.75], [0.0, 0.75], [0.75, 0.25], [0.0, 0.75]], [[0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75], [0.0, 0.75]]]]> : tensor<1x4x6x2xf32> : tensor<1x4x6x2xf32>
  return
}

func.func @same() {
  %x = arith.constant dense<[[[[-2.5], [1.0]], [[-1.0], [2.5]]]]> : tensor<1x2x2x1xf32>
  %k = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]], [[0.75], [0.25]], [[-0.25], [-0.75]]], [[[0.5], [0.0]], [[-0.5], [0.75]], [[0.25], [-0.25]], [[-0.75], [0.5]]], [[[0.0], [-0.5]], [[0.75], [0.25]], [[-0.25], [-0.75]], [[0.5], [0.0]]]]> : tensor<3x4x2x1xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.conv2d_transpose %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 4>, strides = array<i64: 2, 2>, padding = "same"}
    : (tensor<1x2x2x1xf32>, tensor<3x4x2x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  check.expect_close %y, dense<[[[[-0.75, 2.0], [-3.375, 0.625], [-0.125, 2.125], [0.0, 1.0]], [[0.5, -1.125], [-0.875, 1.375], [0.625, 0.25], [-0.5, 0.5]], [[-2.625, 0.625], [-2.75, 3.125], [-1.0, 0.5], [0.875, 0.625]], [[-0.25, 0.0], [0.25, 1.0], [-1.25, 2.125], [-0.125, 0.125]]]]> : tensor<1x4x4x2xf32> : tensor<1x4x4x2xf32>
  return
}

func.func @output_padding() {
  %x = arith.constant dense<[[[[-2.5], [1.0]], [[-1.0], [2.5]]]]> : tensor<1x2x2x1xf32>
  %k = arith.constant dense<[[[[-0.75]], [[0.5]], [[0.0]]], [[[-0.5]], [[0.75]], [[0.25]]], [[[-0.25]], [[-0.75]], [[0.5]]]]> : tensor<3x3x1x1xf32>
  %b = arith.constant dense<[-0.75]> : tensor<1xf32>
  %y = layer.conv2d_transpose %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 3, 3>, strides = array<i64: 2, 3>, padding = "same", output_padding = array<i64: 1, 2>}
    : (tensor<1x2x2x1xf32>, tensor<3x3x1x1xf32>, tensor<1xf32>) -> tensor<1x4x6x1xf32>
  check.expect_close %y, dense<[[[[1.125], [-2.0], [-0.75], [-1.5], [-0.25], [-0.75]], [[0.5], [-2.625], [-1.375], [-1.25], [0.0], [-0.5]], [[0.625], [0.625], [-2.0], [-2.875], [-0.25], [-0.25]], [[-0.25], [-1.5], [-1.0], [-2.0], [1.125], [-0.125]]]]> : tensor<1x4x6x1xf32> : tensor<1x4x6x1xf32>
  return
}

func.func @valid_output_padding() {
  %x = arith.constant dense<[[[[-2.5], [1.0]], [[-1.0], [2.5]]]]> : tensor<1x2x2x1xf32>
  %k = arith.constant dense<[[[[-0.75]], [[0.5]], [[0.0]]], [[[-0.5]], [[0.75]], [[0.25]]]]> : tensor<2x3x1x1xf32>
  %b = arith.constant dense<[-0.75]> : tensor<1xf32>
  %y = layer.conv2d_transpose %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 2, 3>, strides = array<i64: 2, 2>, output_padding = array<i64: 0, 1>}
    : (tensor<1x2x2x1xf32>, tensor<2x3x1x1xf32>, tensor<1xf32>) -> tensor<1x4x6x1xf32>
  check.expect_close %y, dense<[[[[1.125], [-2.0], [-1.5], [-0.25], [-0.75], [-0.75]], [[0.5], [-2.625], [-1.875], [0.0], [-0.5], [-0.75]], [[0.0], [-1.25], [-2.625], [0.5], [-0.75], [-0.75]], [[-0.25], [-1.5], [-2.25], [1.125], [-0.125], [-0.75]]]]> : tensor<1x4x6x1xf32> : tensor<1x4x6x1xf32>
  return
}

func.func @dilated_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]]]> : tensor<1x2x3x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5]], [[0.0, -0.5]]], [[[0.75, 0.25]], [[-0.25, -0.75]]]]> : tensor<2x2x1x2xf32>
  %y = layer.conv2d_transpose %x, %k {filters = 1 : i64, kernel_size = array<i64: 2, 2>, dilation_rate = array<i64: 2, 3>, data_format = "channels_first", use_bias = false}
    : (tensor<1x2x3x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x1x5x5xf32>
  check.expect_close %y, dense<[[[[2.875, -0.75, 0.0, -1.0, 0.0], [-0.25, -1.125, 0.0, 1.0, -0.75], [-2.0, 0.625, 0.0, -0.625, 1.0], [-1.25, 2.25, 0.0, 1.75, -1.75], [0.25, -1.75, 0.0, 0.25, 2.25]]]]> : tensor<1x1x5x5xf32> : tensor<1x1x5x5xf32>
  return
}
