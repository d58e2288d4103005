// ZeroPadding1D: zeros on each side of the spatial dimensions.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @uneven
// CHECK: layer.zero_padding1d %{{.*}} {padding = array<i64: 2, 1>}
// LOWER-LABEL: func @uneven
// LOWER: tensor.pad %{{.*}} low[0, 2, 0] high[0, 1, 0]
func.func @uneven(%x: tensor<?x?x2xf32>) -> tensor<?x?x2xf32> {
  %y = layer.zero_padding1d %x {padding = array<i64: 2, 1>} : (tensor<?x?x2xf32>) -> tensor<?x?x2xf32>
  return %y : tensor<?x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0]], [[-2.0, -0.5], [1.0, 2.5]]]> : tensor<2x2x2xf32>
  %y = layer.zero_padding1d %x
    : (tensor<2x2x2xf32>) -> tensor<2x4x2xf32>
  check.expect_close %y, dense<[[[0.0, 0.0], [-2.5, -1.0], [0.5, 2.0], [0.0, 0.0]], [[0.0, 0.0], [-2.0, -0.5], [1.0, 2.5], [0.0, 0.0]]]> : tensor<2x4x2xf32> : tensor<2x4x2xf32>
  return
}

func.func @uneven_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0]]]> : tensor<1x2x2xf32>
  %y = layer.zero_padding1d %x {padding = array<i64: 1, 2>, data_format = "channels_first"}
    : (tensor<1x2x2xf32>) -> tensor<1x2x5xf32>
  check.expect_close %y, dense<[[[0.0, -2.5, -1.0, 0.0, 0.0], [0.0, 0.5, 2.0, 0.0, 0.0]]]> : tensor<1x2x5xf32> : tensor<1x2x5xf32>
  return
}
