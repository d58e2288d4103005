// Conv1D: a window over a sequence; causal padding stands in front alone.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @causal
// CHECK: layer.conv1d %{{.*}}, %{{.*}}, %{{.*}} {activation = "relu", dilation_rate = array<i64: 2>, filters = 4 : i64, kernel_size = array<i64: 3>, padding = "causal"}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 + d3 * 2, d4)>
// LOWER-DAG: #[[KERNEL:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d2)>
// LOWER-LABEL: func @causal
// LOWER: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 4, 0] high[0, 0, 0]
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #[[KERNEL]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%[[PADDED]], %{{.*}} : tensor<?x?x2xf32>, tensor<3x2x4xf32>)
func.func @causal(%x: tensor<?x?x2xf32>, %k: tensor<3x2x4xf32>, %b: tensor<4xf32>) -> tensor<?x?x4xf32> {
  %y = layer.conv1d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 3>, dilation_rate = array<i64: 2>, padding = "causal", activation = "relu"}
    : (tensor<?x?x2xf32>, tensor<3x2x4xf32>, tensor<4xf32>) -> tensor<?x?x4xf32>
  return %y : tensor<?x?x4xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]]]> : tensor<2x5x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]]> : tensor<3x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, activation = "tanh"}
    : (tensor<2x5x2xf32>, tensor<3x2x2xf32>, tensor<2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[-0.46211717, -0.98661435], [-0.9993292, 0.7615942], [-0.5545997, -0.98284495]], [[-0.9051482, -0.124353], [0.46211717, 0.9640276], [-0.9253462, 0.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @same_strides() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]]]> : tensor<1x7x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]> : tensor<4x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 4>, strides = array<i64: 2>, padding = "same"}
    : (tensor<1x7x2xf32>, tensor<4x2x2xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  check.expect_close %y, dense<[[[-4.0, 1.875], [-4.375, 1.375], [-2.0, -2.5], [-3.5, 1.375]]]> : tensor<1x4x2xf32> : tensor<1x4x2xf32>
  return
}

func.func @same_window_below_stride() {
  %x = arith.constant dense<[[[-2.5], [-1.0], [0.5], [2.0], [-2.0], [-0.5], [1.0]]]> : tensor<1x7x1xf32>
  %k = arith.constant dense<[[[-0.75, 0.5]], [[0.0, -0.5]]]> : tensor<2x1x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2>, strides = array<i64: 3>, padding = "same"}
    : (tensor<1x7x1xf32>, tensor<2x1x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[0.375, -0.75], [-3.0, 2.0], [-2.25, 0.5]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @causal_strides() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]]> : tensor<1x6x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]]> : tensor<3x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>, padding = "causal"}
    : (tensor<1x6x2xf32>, tensor<3x2x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-2.25, -0.75], [-0.5, -2.5], [-0.625, -2.375]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @causal_dilated() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]]> : tensor<1x6x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]> : tensor<2x2x2xf32>
  %y = layer.conv1d %x, %k {filters = 2 : i64, kernel_size = array<i64: 2>, dilation_rate = array<i64: 3>, padding = "causal", use_bias = false}
    : (tensor<1x6x2xf32>, tensor<2x2x2xf32>) -> tensor<1x6x2xf32>
  check.expect_close %y, dense<[[[-1.625, 0.125], [-0.125, -1.375], [-1.375, -0.125], [2.0, -2.375], [-1.5, -1.125], [3.25, 1.5]]]> : tensor<1x6x2xf32> : tensor<1x6x2xf32>
  return
}

func.func @causal_groups_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5, -1.0, 0.5], [2.0, -2.0, -0.5, 1.0, 2.5], [-1.5, 0.0, 1.5, -2.5, -1.0], [0.5, 2.0, -2.0, -0.5, 1.0]]]> : tensor<2x4x5xf32>
  %k = arith.constant dense<[[[-0.75, 0.5, 0.0, -0.5], [0.75, 0.25, -0.25, -0.75]], [[0.5, 0.0, -0.5, 0.75], [0.25, -0.25, -0.75, 0.5]]]> : tensor<2x2x4xf32>
  %b = arith.constant dense<[-1.5, 0.0, 1.5, -0.75]> : tensor<4xf32>
  %y = layer.conv1d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 2>, groups = 2 : i64, padding = "causal", data_format = "channels_first", activation = "relu"}
    : (tensor<2x4x5xf32>, tensor<2x2x4xf32>, tensor<4xf32>) -> tensor<2x4x5xf32>
  check.expect_close %y, dense<[[[0.0, 0.0, 0.875, 0.625, 0.0], [0.125, 0.0, 0.0, 1.25, 0.625], [2.25, 3.625, 1.375, 0.0, 1.0], [0.0, 0.0, 0.625, 0.625, 0.0]], [[0.0, 0.25, 0.0, 0.0, 0.875], [0.0, 1.0, 0.375, 0.0, 0.0], [1.875, 0.0, 1.75, 3.625, 1.375], [0.0, 0.625, 0.0, 0.0, 0.625]]]> : tensor<2x4x5xf32> : tensor<2x4x5xf32>
  return
}
