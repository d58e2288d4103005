// AveragePooling2D: the divisor counts the elements of the image under the window, never padding.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @valid
// CHECK: layer.average_pooling2d %{{.*}} : (tensor<?x4x4x2xf32>) -> tensor<?x2x2x2xf32>
// LOWER-LABEL: func @valid
// LOWER-DAG: %[[COUNT:.*]] = arith.constant 4.000000e+00 : f32
// LOWER: arith.addf
// LOWER: arith.divf %{{.*}}, %[[COUNT]]
func.func @valid(%x: tensor<?x4x4x2xf32>) -> tensor<?x2x2x2xf32> {
  %y = layer.average_pooling2d %x : (tensor<?x4x4x2xf32>) -> tensor<?x2x2x2xf32>
  return %y : tensor<?x2x2x2xf32>
}

// LOWER-LABEL: func @same
// LOWER: %[[WIDTH:.*]] = tensor.dim %{{.*}}, %{{.*}} : tensor<?x5x?x2xf32>
// LOWER: linalg.index 1
// LOWER: linalg.index 2
// LOWER: arith.minsi %{{.*}}, %[[WIDTH]]
// LOWER: %[[COUNT:.*]] = arith.sitofp
// LOWER: arith.divf %{{.*}}, %[[COUNT]]
func.func @same(%x: tensor<?x5x?x2xf32>) -> tensor<?x5x?x2xf32> {
  %y = layer.average_pooling2d %x {pool_size = array<i64: 3, 2>, strides = array<i64: 1, 1>, padding = "same"} : (tensor<?x5x?x2xf32>) -> tensor<?x5x?x2xf32>
  return %y : tensor<?x5x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0], [2.5], [0.5]], [[-1.5], [2.0], [0.0], [-2.0], [1.5]], [[-0.5], [-2.5], [1.0], [-1.0], [2.5]], [[0.5], [-1.5], [2.0], [0.0], [-2.0]]], [[[1.5], [-0.5], [-2.5], [1.0], [-1.0]], [[2.5], [0.5], [-1.5], [2.0], [0.0]], [[-2.0], [1.5], [-0.5], [-2.5], [1.0]], [[-1.0], [2.5], [0.5], [-1.5], [2.0]]]]> : tensor<2x4x5x1xf32>
  %y = layer.average_pooling2d %x {pool_size = array<i64: 2, 2>}
    : (tensor<2x4x5x1xf32>) -> tensor<2x2x2x1xf32>
  check.expect_close %y, dense<[[[[-0.25], [-0.125]], [[-1.0], [0.5]]], [[[1.0], [-0.25]], [[0.25], [-1.0]]]]> : tensor<2x2x2x1xf32> : tensor<2x2x2x1xf32>
  return
}

func.func @same_overlapping() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]]]> : tensor<1x4x3x2xf32>
  %y = layer.average_pooling2d %x {pool_size = array<i64: 3, 2>, strides = array<i64: 1, 1>, padding = "same"}
    : (tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  check.expect_close %y, dense<[[[[-0.875, 1.25], [-0.75, 0.0], [0.0, -2.0]], [[0.0, 0.75], [-0.33333334, 0.4166667], [-0.5, -0.6666667]], [[0.8333334, -0.25], [-0.4166667, 0.33333334], [-1.5, 0.16666667]], [[1.25, -0.75], [0.0, 0.75], [-2.0, 1.5]]]]> : tensor<1x4x3x2xf32> : tensor<1x4x3x2xf32>
  return
}

func.func @same_strides_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5, 1.0], [-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, 2.0]]]]> : tensor<1x2x5x4xf32>
  %y = layer.average_pooling2d %x {pool_size = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = "same", data_format = "channels_first"}
    : (tensor<1x2x5x4xf32>) -> tensor<1x2x3x2xf32>
  check.expect_close %y, dense<[[[[-0.25, 0.875], [0.2777778, 0.33333334], [0.5, 0.25]], [[0.083333336, -0.625], [0.0, -0.25], [-0.083333336, 0.125]]]]> : tensor<1x2x3x2xf32> : tensor<1x2x3x2xf32>
  return
}

func.func @special_values() {
  %x = arith.constant dense<[[[[0xFF800000], [0xFF800000], [0xFF800000], [2.5], [0.5]], [[0xFF800000], [0xFF800000], [0xFF800000], [-2.0], [1.5]], [[0x7F800000], [-2.5], [1.0], [-1.0], [2.5]], [[0.5], [-1.5], [2.0], [0x7FC00000], [-2.0]]]]> : tensor<1x4x5x1xf32>
  %y = layer.average_pooling2d %x {pool_size = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = "same"}
    : (tensor<1x4x5x1xf32>) -> tensor<1x2x3x1xf32>
  check.expect_close %y, dense<[[[[0xFF800000], [0xFF800000], [1.0]], [[0x7F800000], [0x7FC00000], [0.25]]]]> : tensor<1x2x3x1xf32> : tensor<1x2x3x1xf32>
  return
}
