// LocallyConnected1D: a kernel for each position, in the three forms that files have.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @first
// CHECK: layer.locally_connected1d %{{.*}}, %{{.*}}, %{{.*}} {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 2 + d3, d4)>
// LOWER-DAG: #[[KERNEL:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d4, d2)>
// LOWER-LABEL: func @first
// LOWER: %[[SPLIT:.*]] = tensor.expand_shape %{{.*}} {{\[\[}}0], [1, 2], [3]]
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #[[KERNEL]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
func.func @first(%x: tensor<?x8x4xf32>, %k: tensor<3x12x2xf32>, %b: tensor<3x2xf32>) -> tensor<?x3x2xf32> {
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>}
    : (tensor<?x8x4xf32>, tensor<3x12x2xf32>, tensor<3x2xf32>) -> tensor<?x3x2xf32>
  return %y : tensor<?x3x2xf32>
}

func.func @first_valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]]]> : tensor<2x5x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0]], [[-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]]]> : tensor<3x6x2xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, activation = "tanh"}
    : (tensor<2x5x2xf32>, tensor<3x6x2xf32>, tensor<3x2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[-0.46211714, -0.98661435], [0.63514894, 0.24491866], [-0.24491866, -0.99932927]], [[-0.9051483, -0.124353014], [0.0, -0.8798267], [0.9540452, 0.9051483]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @first_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0, -0.5], [1.0, 2.5, -1.5, 0.0, 1.5, -2.5], [-1.0, 0.5, 2.0, -2.0, -0.5, 1.0]]]> : tensor<1x3x6xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75], [0.5, 0.0]], [[-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5], [0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]]]> : tensor<3x6x2xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2>, strides = array<i64: 2>, data_format = "channels_first"}
    : (tensor<1x3x6xf32>, tensor<3x6x2xf32>, tensor<3x2xf32>) -> tensor<1x2x3xf32>
  check.expect_close %y, dense<[[[-0.25, -2.875, 0.625], [-2.75, 0.875, -1.75]]]> : tensor<1x2x3xf32> : tensor<1x2x3xf32>
  return
}

func.func @second_same() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]]]> : tensor<1x5x2xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75]]], [[[0.25, -0.25], [-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75], [0.5, 0.0]]], [[[-0.5, 0.75], [0.25, -0.25], [-0.75, 0.5]], [[0.0, -0.5], [0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75], [0.25, -0.25]], [[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25]]], [[[-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5], [0.0, -0.5]]]]> : tensor<5x2x3x2xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>, padding = "same", implementation = 2 : i64}
    : (tensor<1x5x2xf32>, tensor<5x2x3x2xf32>, tensor<3x2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[2.25, -0.125], [-0.75, -2.125], [3.625, -2.25]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @second_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5]], [[1.0, 2.5, -1.5], [0.0, 1.5, -2.5]]]> : tensor<2x2x3xf32>
  %k = arith.constant dense<[[[[-0.75, 0.5, 0.0], [-0.5, 0.75, 0.25]], [[-0.25, -0.75, 0.5], [0.0, -0.5, 0.75]], [[0.25, -0.25, -0.75], [0.5, 0.0, -0.5]]], [[[0.75, 0.25, -0.25], [-0.75, 0.5, 0.0]], [[-0.5, 0.75, 0.25], [-0.25, -0.75, 0.5]], [[0.0, -0.5, 0.75], [0.25, -0.25, -0.75]]]]> : tensor<2x3x2x3xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2>, padding = "same", implementation = 2 : i64, data_format = "channels_first", activation = "relu"}
    : (tensor<2x2x3xf32>, tensor<2x3x2x3xf32>, tensor<3x2xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[1.875, 0.0, 0.0], [0.0, 1.875, 0.0]], [[0.0, 0.0, 2.375], [0.0, 0.0, 3.75]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @third_valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]]]> : tensor<1x7x2xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75]> : tensor<36xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>, implementation = 3 : i64}
    : (tensor<1x7x2xf32>, tensor<36xf32>, tensor<3x2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-2.75, 2.25], [1.625, -5.25], [3.5, -1.125]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @third_same_even() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]]]> : tensor<1x5x2xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5]> : tensor<32xf32>
  %y = layer.locally_connected1d %x, %k {filters = 1 : i64, kernel_size = array<i64: 4>, padding = "same", implementation = 3 : i64, use_bias = false}
    : (tensor<1x5x2xf32>, tensor<32xf32>) -> tensor<1x5x1xf32>
  check.expect_close %y, dense<[[[0.375], [-4.75], [0.125], [3.0], [0.125]]]> : tensor<1x5x1xf32> : tensor<1x5x1xf32>
  return
}

func.func @third_same_strides_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0, -0.5, 1.0], [2.5, -1.5, 0.0, 1.5, -2.5, -1.0, 0.5]], [[2.0, -2.0, -0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0, -2.0, -0.5]]]> : tensor<2x2x7xf32>
  %k = arith.constant dense<[-0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5, 0.0, -0.5, 0.75, 0.25, -0.25, -0.75, 0.5]> : tensor<44xf32>
  %b = arith.constant dense<[[-1.5, 0.0], [1.5, -0.75], [0.75, -1.5]]> : tensor<3x2xf32>
  %y = layer.locally_connected1d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 5>, strides = array<i64: 3>, padding = "same", implementation = 3 : i64, data_format = "channels_first"}
    : (tensor<2x2x7xf32>, tensor<44xf32>, tensor<3x2xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.5, 1.0, 1.75], [-0.75, -0.375, 1.0]], [[-6.875, -2.625, 3.625], [1.25, -0.125, -3.125]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}
