// Cropping3D: a slice of the spatial dimensions.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @some
// CHECK: layer.cropping3d %{{.*}} {cropping = array<i64: 1, 0, 0, 2, 1, 1>}
// LOWER-LABEL: func @some
// LOWER: tensor.extract_slice
func.func @some(%x: tensor<?x4x5x?x2xf32>) -> tensor<?x3x3x?x2xf32> {
  %y = layer.cropping3d %x {cropping = array<i64: 1, 0, 0, 2, 1, 1>} : (tensor<?x4x5x?x2xf32>) -> tensor<?x3x3x?x2xf32>
  return %y : tensor<?x3x3x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]], [[-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]], [[[0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5], [-2.5, -1.0], [0.5, 2.0]]], [[[-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]], [[-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0], [2.5, -1.5]], [[0.0, 1.5], [-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]]]]]> : tensor<1x3x3x4x2xf32>
  %y = layer.cropping3d %x
    : (tensor<1x3x3x4x2xf32>) -> tensor<1x1x1x2x2xf32>
  check.expect_close %y, dense<[[[[[-1.0, 0.5], [2.0, -2.0]]]]]> : tensor<1x1x1x2x2xf32> : tensor<1x1x1x2x2xf32>
  return
}

func.func @uneven_channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5], [1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5], [-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]]]]> : tensor<1x1x2x3x3xf32>
  %y = layer.cropping3d %x {cropping = array<i64: 1, 0, 0, 2, 1, 1>, data_format = "channels_first"}
    : (tensor<1x1x2x3x3xf32>) -> tensor<1x1x1x1x1xf32>
  check.expect_close %y, dense<[[[[[1.5]]]]]> : tensor<1x1x1x1x1xf32> : tensor<1x1x1x1x1xf32>
  return
}
