// DepthwiseConv1D: each channel of a sequence by itself.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @multiplier
// CHECK: layer.depthwise_conv1d %{{.*}}, %{{.*}} {depth_multiplier = 2 : i64, kernel_size = array<i64: 3>, padding = "same", strides = array<i64: 2>, use_bias = false}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 2 + d4, d2)>
// LOWER-LABEL: func @multiplier
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #{{.*}}, #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]}
// LOWER: tensor.collapse_shape
func.func @multiplier(%x: tensor<?x8x3xf32>, %k: tensor<3x3x2xf32>) -> tensor<?x4x6xf32> {
  %y = layer.depthwise_conv1d %x, %k {kernel_size = array<i64: 3>, strides = array<i64: 2>, depth_multiplier = 2 : i64, padding = "same", use_bias = false}
    : (tensor<?x8x3xf32>, tensor<3x3x2xf32>) -> tensor<?x4x6xf32>
  return %y : tensor<?x4x6xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]]]> : tensor<2x5x2xf32>
  %k = arith.constant dense<[[[-0.75], [0.5]], [[0.0], [-0.5]], [[0.75], [0.25]]]> : tensor<3x2x1xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.depthwise_conv1d %x, %k, %b {kernel_size = array<i64: 3>, activation = "tanh"}
    : (tensor<2x5x2xf32>, tensor<3x2x1xf32>, tensor<2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[-0.809301, -0.9253462], [-0.809301, 0.95404524], [-0.809301, -0.9051482]], [[-0.809301, -0.9640276], [-0.809301, 0.9051482], [-0.809301, -0.95404524]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @same_strides() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]]]> : tensor<1x7x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]> : tensor<4x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0, 1.5, -0.75]> : tensor<4xf32>
  %y = layer.depthwise_conv1d %x, %k, %b {kernel_size = array<i64: 4>, strides = array<i64: 2>, padding = "same", depth_multiplier = 2 : i64}
    : (tensor<1x7x2xf32>, tensor<4x2x2xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  check.expect_close %y, dense<[[[-3.625, -0.125, 1.125, 1.25], [-3.25, 0.125, 0.375, 0.5], [-2.875, 0.375, 2.375, -3.625], [-3.375, 0.5, 1.375, 0.125]]]> : tensor<1x4x4xf32> : tensor<1x4x4xf32>
  return
}

func.func @dilated_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0]], [[-2.0, -0.5, 1.0, 2.5, -1.5], [0.0, 1.5, -2.5, -1.0, 0.5], [2.0, -2.0, -0.5, 1.0, 2.5]]]> : tensor<2x3x5xf32>
  %k = arith.constant dense<[[[-0.75], [0.5], [0.0]], [[-0.5], [0.75], [0.25]]]> : tensor<2x3x1xf32>
  %y = layer.depthwise_conv1d %x, %k {kernel_size = array<i64: 2>, dilation_rate = array<i64: 2>, padding = "same", use_bias = false, data_format = "channels_first"}
    : (tensor<2x3x5xf32>, tensor<2x3x1xf32>) -> tensor<2x3x5xf32>
  check.expect_close %y, dense<[[[0.5, 1.625, -0.25, 0.625, -1.5], [0.75, 1.625, -0.625, 1.25, -0.75], [-0.625, -0.25, 0.125, 0.5, 0.0]], [[0.25, 1.0, -0.875, 0.0, -1.875], [1.125, -1.875, 0.0, -0.875, -0.5], [-0.5, -0.125, 0.25, 0.625, 0.0]]]> : tensor<2x3x5xf32> : tensor<2x3x5xf32>
  return
}
