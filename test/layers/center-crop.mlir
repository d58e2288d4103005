// CenterCrop: the middle of a larger image; a smaller one is resized.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @middle
// CHECK: layer.center_crop %{{.*}} {height = 4 : i64, width = 5 : i64}
// LOWER-LABEL: func @middle
// LOWER: tensor.extract_slice %{{.*}}[0, 2, 1, 0] [%{{.*}}, 4, 5, 3] [1, 1, 1, 1]
func.func @middle(%x: tensor<?x9x8x3xf32>) -> tensor<?x4x5x3xf32> {
  %y = layer.center_crop %x {height = 4 : i64, width = 5 : i64} : (tensor<?x9x8x3xf32>) -> tensor<?x4x5x3xf32>
  return %y : tensor<?x4x5x3xf32>
}

func.func @crop() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5]], [[-1.5], [0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5]]], [[[0.0], [1.5], [-2.5], [-1.0]], [[0.5], [2.0], [-2.0], [-0.5]], [[1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5], [1.0]]]]> : tensor<2x5x4x1xf32>
  %y = layer.center_crop %x {height = 2 : i64, width = 3 : i64}
    : (tensor<2x5x4x1xf32>) -> tensor<2x2x3x1xf32>
  check.expect_close %y, dense<[[[[-2.0], [-0.5], [1.0]], [[-1.5], [0.0], [1.5]]], [[[0.5], [2.0], [-2.0]], [[1.0], [2.5], [-1.5]]]]> : tensor<2x2x3x1xf32> : tensor<2x2x3x1xf32>
  return
}

func.func @resize() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5], [2.0]]]]> : tensor<1x3x5x1xf32>
  %y = layer.center_crop %x {height = 4 : i64, width = 2 : i64}
    : (tensor<1x3x5x1xf32>) -> tensor<1x4x2x1xf32>
  check.expect_close %y, dense<[[[[0.5], [0.5]], [[1.75], [1.75]], [[1.1875], [1.1875]], [[-1.0], [-1.0]]]]> : tensor<1x4x2x1xf32> : tensor<1x4x2x1xf32>
  return
}

func.func @resize_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5], [-1.5, 0.0, 1.5, -2.5], [-1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5], [0.0, 1.5, -2.5, -1.0]]]]> : tensor<1x1x6x4xf32>
  %y = layer.center_crop %x {height = 3 : i64, width = 5 : i64, data_format = "channels_first"}
    : (tensor<1x1x6x4xf32>) -> tensor<1x1x3x5xf32>
  check.expect_close %y, dense<[[[[-1.5, -0.44999993, 0.75, 0.3000002, -2.5], [-1.25, -0.19999993, 1.0, 0.5500002, -2.25], [-1.0, 0.05000007, 1.25, 0.8000002, -2.0]]]]> : tensor<1x1x3x5xf32> : tensor<1x1x3x5xf32>
  return
}

func.func @crop_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5], [-1.5, 0.0, 1.5, -2.5]], [[-1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5], [0.0, 1.5, -2.5, -1.0]]]]> : tensor<1x2x3x4xf32>
  %y = layer.center_crop %x {height = 3 : i64, width = 1 : i64, data_format = "channels_first"}
    : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x1xf32>
  check.expect_close %y, dense<[[[[-1.0], [-0.5], [0.0]], [[0.5], [1.0], [1.5]]]]> : tensor<1x2x3x1xf32> : tensor<1x2x3x1xf32>
  return
}
