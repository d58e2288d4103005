// AveragePooling3D: the divisor counts elements of the input, never padding.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @same
// CHECK: layer.average_pooling3d %{{.*}} {padding = "same", pool_size = array<i64: 3, 2, 2>, strides = array<i64: 2, 2, 2>}
// LOWER-LABEL: func @same
// LOWER-DAG: %[[START:.*]] = arith.constant 0.000000e+00 : f32
// LOWER: tensor.pad %{{.*}} low[0, 1, 0, 0, 0] high[0, 1, 0, 0, 0]
// LOWER: tensor.yield %[[START]]
// LOWER: linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]
// LOWER: arith.addf
func.func @same(%x: tensor<?x9x8x6x2xf32>) -> tensor<?x5x4x3x2xf32> {
  %y = layer.average_pooling3d %x {pool_size = array<i64: 3, 2, 2>, strides = array<i64: 2, 2, 2>, padding = "same"} : (tensor<?x9x8x6x2xf32>) -> tensor<?x5x4x3x2xf32>
  return %y : tensor<?x5x4x3x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]], [[-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]], [[[0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5], [-2.5, -1.0], [0.5, 2.0]]]]]> : tensor<1x2x3x4x2xf32>
  %y = layer.average_pooling3d %x {pool_size = array<i64: 2, 2, 2>}
    : (tensor<1x2x3x4x2xf32>) -> tensor<1x1x1x2x2xf32>
  check.expect_close %y, dense<[[[[[-0.375, -0.25], [0.125, 0.25]]]]]> : tensor<1x1x1x2x2xf32> : tensor<1x1x1x2x2xf32>
  return
}

func.func @same_overlapping() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5]], [[1.0], [2.5], [-1.5]]], [[[0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0]]]]]> : tensor<1x2x3x3x1xf32>
  %y = layer.average_pooling3d %x {pool_size = array<i64: 2, 3, 1>, strides = array<i64: 1, 2, 2>, padding = "same"}
    : (tensor<1x2x3x3x1xf32>) -> tensor<1x2x2x2x1xf32>
  check.expect_close %y, dense<[[[[[-0.375], [-0.125]], [[0.0], [0.25]]], [[[-0.5], [-0.25]], [[-1.5], [1.5]]]]]> : tensor<1x2x2x2x1xf32> : tensor<1x2x2x2x1xf32>
  return
}

func.func @same_window_below_stride() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0]], [[0.5], [2.0]]], [[[-2.0], [-0.5]], [[1.0], [2.5]]], [[[-1.5], [0.0]], [[1.5], [-2.5]]], [[[-1.0], [0.5]], [[2.0], [-2.0]]]]]> : tensor<1x4x2x2x1xf32>
  %y = layer.average_pooling3d %x {pool_size = array<i64: 2, 1, 1>, strides = array<i64: 3, 1, 2>, padding = "same"}
    : (tensor<1x4x2x2x1xf32>) -> tensor<1x2x2x1x1xf32>
  check.expect_close %y, dense<[[[[[-2.25]], [[0.75]]], [[[-1.0]], [[2.0]]]]]> : tensor<1x2x2x1x1xf32> : tensor<1x2x2x1x1xf32>
  return
}

func.func @valid_channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5], [1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5], [-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]], [[[2.5, -1.5, 0.0], [1.5, -2.5, -1.0], [0.5, 2.0, -2.0]], [[-0.5, 1.0, 2.5], [-1.5, 0.0, 1.5], [-2.5, -1.0, 0.5]]]]]> : tensor<1x2x2x3x3xf32>
  %y = layer.average_pooling3d %x {pool_size = array<i64: 2, 2, 1>, strides = array<i64: 1, 1, 2>, data_format = "channels_first"}
    : (tensor<1x2x2x3x3xf32>) -> tensor<1x2x1x2x2xf32>
  check.expect_close %y, dense<[[[[[-0.375, -0.125], [0.0, 0.25]]], [[[0.5, 0.75], [-0.5, -0.25]]]]]> : tensor<1x2x1x2x2xf32> : tensor<1x2x1x2x2xf32>
  return
}
