// MaxPooling2D: padding is -infinity, which never wins; NaN always does.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @window
// CHECK: layer.max_pooling2d %{{.*}} {padding = "same", pool_size = array<i64: 3, 2>, strides = array<i64: 2, 2>}
// LOWER-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 2 + d4, d2 * 2 + d5, d3)>
// LOWER-DAG: #[[WINDOW:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
// LOWER-LABEL: func @window
// LOWER: %[[LOWEST:.*]] = arith.constant 0xFF800000 : f32
// LOWER: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 1, 0, 0] high[0, 1, 0, 0]
// LOWER: tensor.yield %[[LOWEST]]
// LOWER: %[[WINDOWS:.*]] = tensor.empty() : tensor<3x2xf32>
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #[[WINDOW]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%[[PADDED]], %[[WINDOWS]]
// LOWER: arith.maximumf
func.func @window(%x: tensor<?x5x4x2xf32>) -> tensor<?x3x2x2xf32> {
  %y = layer.max_pooling2d %x {pool_size = array<i64: 3, 2>, strides = array<i64: 2, 2>, padding = "same"} : (tensor<?x5x4x2xf32>) -> tensor<?x3x2x2xf32>
  return %y : tensor<?x3x2x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]], [[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]]], [[[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0], [0.0, -2.0]]]]> : tensor<2x4x4x2xf32>
  %y = layer.max_pooling2d %x {pool_size = array<i64: 2, 2>}
    : (tensor<2x4x4x2xf32>) -> tensor<2x2x2x2xf32>
  check.expect_close %y, dense<[[[[-0.5, 2.5], [2.5, 0.5]], [[0.5, 2.5], [2.0, 1.5]]], [[[1.5, -0.5], [2.5, 2.5]], [[2.5, 0.5], [0.0, 2.0]]]]> : tensor<2x2x2x2xf32> : tensor<2x2x2x2xf32>
  return
}

func.func @overlapping() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0], [2.5], [0.5], [-1.5]], [[2.0], [0.0], [-2.0], [1.5], [-0.5], [-2.5]], [[1.0], [-1.0], [2.5], [0.5], [-1.5], [2.0]], [[0.0], [-2.0], [1.5], [-0.5], [-2.5], [1.0]], [[-1.0], [2.5], [0.5], [-1.5], [2.0], [0.0]]]]> : tensor<1x5x6x1xf32>
  %y = layer.max_pooling2d %x {pool_size = array<i64: 3, 2>, strides = array<i64: 1, 2>}
    : (tensor<1x5x6x1xf32>) -> tensor<1x3x3x1xf32>
  check.expect_close %y, dense<[[[[2.0], [2.5], [2.0]], [[2.0], [2.5], [2.0]], [[2.5], [2.5], [2.0]]]]> : tensor<1x3x3x1xf32> : tensor<1x3x3x1xf32>
  return
}

func.func @same_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5, 1.0], [-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, 2.0]]]]> : tensor<1x2x5x4xf32>
  %y = layer.max_pooling2d %x {pool_size = array<i64: 2, 3>, strides = array<i64: 2, 2>, padding = "same", data_format = "channels_first"}
    : (tensor<1x2x5x4xf32>) -> tensor<1x2x3x2xf32>
  check.expect_close %y, dense<[[[[2.0, 2.5], [2.5, 2.5], [2.0, 0.0]], [[2.5, 1.0], [2.0, 1.5], [2.5, 2.0]]]]> : tensor<1x2x3x2xf32> : tensor<1x2x3x2xf32>
  return
}

func.func @special_values() {
  %x = arith.constant dense<[[[[0xFF800000], [0xFF800000], [0xFF800000], [2.5], [0.5]], [[0xFF800000], [0xFF800000], [0xFF800000], [-2.0], [1.5]], [[0x7F800000], [-2.5], [1.0], [-1.0], [2.5]], [[0.5], [-1.5], [2.0], [0x7FC00000], [-2.0]]]]> : tensor<1x4x5x1xf32>
  %y = layer.max_pooling2d %x {pool_size = array<i64: 2, 3>, strides = array<i64: 1, 2>, padding = "same"}
    : (tensor<1x4x5x1xf32>) -> tensor<1x4x3x1xf32>
  check.expect_close %y, dense<[[[[0xFF800000], [2.5], [2.5]], [[0x7F800000], [1.0], [2.5]], [[0x7F800000], [0x7FC00000], [0x7FC00000]], [[0.5], [0x7FC00000], [0x7FC00000]]]]> : tensor<1x4x3x1xf32> : tensor<1x4x3x1xf32>
  return
}
