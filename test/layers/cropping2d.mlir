// Cropping2D: a slice, in place in either data format.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @crop
// CHECK: layer.cropping2d %{{.*}} {cropping = array<i64: 1, 2, 0, 3>}
// LOWER-LABEL: func @crop
// LOWER: tensor.extract_slice %{{.*}}[0, 1, 0, 0] [%{{.*}}, 5, %{{.*}}, 3] [1, 1, 1, 1]
func.func @crop(%x: tensor<?x8x?x3xf32>) -> tensor<?x5x?x3xf32> {
  %y = layer.cropping2d %x {cropping = array<i64: 1, 2, 0, 3>} : (tensor<?x8x?x3xf32>) -> tensor<?x5x?x3xf32>
  return %y : tensor<?x5x?x3xf32>
}

func.func @uneven() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]], [[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]]], [[[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0], [0.0, -2.0]]]]> : tensor<2x4x4x2xf32>
  %y = layer.cropping2d %x {cropping = array<i64: 0, 1, 2, 1>}
    : (tensor<2x4x4x2xf32>) -> tensor<2x3x1x2xf32>
  check.expect_close %y, dense<[[[[0.5, -1.5]], [[1.0, -1.0]], [[1.5, -0.5]]], [[[2.5, 0.5]], [[-2.5, 1.0]], [[-2.0, 1.5]]]]> : tensor<2x3x1x2xf32> : tensor<2x3x1x2xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [2.0, 0.0, -2.0], [1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5], [0.5, -1.5, 2.0], [0.0, -2.0, 1.5], [-0.5, -2.5, 1.0]]]]> : tensor<1x2x4x3xf32>
  %y = layer.cropping2d %x {cropping = array<i64: 1, 1, 0, 1>, data_format = "channels_first"}
    : (tensor<1x2x4x3xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[2.5, 0.5], [2.0, 0.0]], [[0.5, -1.5], [0.0, -2.0]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}
