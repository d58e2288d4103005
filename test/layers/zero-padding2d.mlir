// ZeroPadding2D: one pad, in place in either data format.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @pad
// CHECK: layer.zero_padding2d %{{.*}} {data_format = "channels_first", padding = array<i64: 1, 2, 0, 3>}
// LOWER-LABEL: func @pad
// LOWER: tensor.pad %{{.*}} low[0, 0, 1, 0] high[0, 0, 2, 3]
func.func @pad(%x: tensor<?x3x5x?xf32>) -> tensor<?x3x8x?xf32> {
  %y = layer.zero_padding2d %x {padding = array<i64: 1, 2, 0, 3>, data_format = "channels_first"} : (tensor<?x3x5x?xf32>) -> tensor<?x3x8x?xf32>
  return %y : tensor<?x3x8x?xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[-2.5], [1.0], [-1.0]], [[2.5], [0.5], [-1.5]]], [[[2.0], [0.0], [-2.0]], [[1.5], [-0.5], [-2.5]]]]> : tensor<2x2x3x1xf32>
  %y = layer.zero_padding2d %x
    : (tensor<2x2x3x1xf32>) -> tensor<2x4x5x1xf32>
  check.expect_close %y, dense<[[[[0.0], [0.0], [0.0], [0.0], [0.0]], [[0.0], [-2.5], [1.0], [-1.0], [0.0]], [[0.0], [2.5], [0.5], [-1.5], [0.0]], [[0.0], [0.0], [0.0], [0.0], [0.0]]], [[[0.0], [0.0], [0.0], [0.0], [0.0]], [[0.0], [2.0], [0.0], [-2.0], [0.0]], [[0.0], [1.5], [-0.5], [-2.5], [0.0]], [[0.0], [0.0], [0.0], [0.0], [0.0]]]]> : tensor<2x4x5x1xf32> : tensor<2x4x5x1xf32>
  return
}

func.func @uneven() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]]]]> : tensor<1x2x2x2xf32>
  %y = layer.zero_padding2d %x {padding = array<i64: 0, 1, 2, 0>}
    : (tensor<1x2x2x2xf32>) -> tensor<1x3x4x2xf32>
  check.expect_close %y, dense<[[[[0.0, 0.0], [0.0, 0.0], [-2.5, 1.0], [-1.0, 2.5]], [[0.0, 0.0], [0.0, 0.0], [0.5, -1.5], [2.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]]]> : tensor<1x3x4x2xf32> : tensor<1x3x4x2xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]]]]> : tensor<1x2x2x2xf32>
  %y = layer.zero_padding2d %x {padding = array<i64: 1, 0, 0, 2>, data_format = "channels_first"}
    : (tensor<1x2x2x2xf32>) -> tensor<1x2x3x4xf32>
  check.expect_close %y, dense<[[[[0.0, 0.0, 0.0, 0.0], [-2.5, 1.0, 0.0, 0.0], [-1.0, 2.5, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.5, -1.5, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]]]> : tensor<1x2x3x4xf32> : tensor<1x2x3x4xf32>
  return
}
