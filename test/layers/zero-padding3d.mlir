// ZeroPadding3D: zeros on each side of the spatial dimensions.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @uneven
// CHECK: layer.zero_padding3d %{{.*}} {padding = array<i64: 1, 0, 0, 2, 1, 1>}
// LOWER-LABEL: func @uneven
// LOWER: tensor.pad %{{.*}} low[0, 1, 0, 1, 0] high[0, 0, 2, 1, 0]
func.func @uneven(%x: tensor<?x4x5x?x2xf32>) -> tensor<?x5x7x?x2xf32> {
  %y = layer.zero_padding3d %x {padding = array<i64: 1, 0, 0, 2, 1, 1>} : (tensor<?x4x5x?x2xf32>) -> tensor<?x5x7x?x2xf32>
  return %y : tensor<?x5x7x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[[-2.5, -1.0]], [[0.5, 2.0]]]]]> : tensor<1x1x2x1x2xf32>
  %y = layer.zero_padding3d %x
    : (tensor<1x1x2x1x2xf32>) -> tensor<1x3x4x3x2xf32>
  check.expect_close %y, dense<[[[[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]], [[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [-2.5, -1.0], [0.0, 0.0]], [[0.0, 0.0], [0.5, 2.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]], [[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]]]]> : tensor<1x3x4x3x2xf32> : tensor<1x3x4x3x2xf32>
  return
}

func.func @uneven_channels_first() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0]]]]]> : tensor<1x1x1x2x1xf32>
  %y = layer.zero_padding3d %x {padding = array<i64: 1, 0, 0, 2, 1, 1>, data_format = "channels_first"}
    : (tensor<1x1x1x2x1xf32>) -> tensor<1x1x2x4x3xf32>
  check.expect_close %y, dense<[[[[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, -2.5, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]]]> : tensor<1x1x2x4x3xf32> : tensor<1x1x2x4x3xf32>
  return
}
