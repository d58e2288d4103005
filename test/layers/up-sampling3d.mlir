// UpSampling3D: every element of a spatial dimension several times.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @some
// CHECK: layer.up_sampling3d %{{.*}} {size = array<i64: 2, 1, 3>}
// LOWER-LABEL: func @some
// LOWER-COUNT-2: tensor.collapse_shape
func.func @some(%x: tensor<?x4x5x?x2xf32>) -> tensor<?x8x5x?x2xf32> {
  %y = layer.up_sampling3d %x {size = array<i64: 2, 1, 3>} : (tensor<?x4x5x?x2xf32>) -> tensor<?x8x5x?x2xf32>
  return %y : tensor<?x8x5x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[[-2.5, -1.0]], [[0.5, 2.0]]]]]> : tensor<1x1x2x1x2xf32>
  %y = layer.up_sampling3d %x
    : (tensor<1x1x2x1x2xf32>) -> tensor<1x2x4x2x2xf32>
  check.expect_close %y, dense<[[[[[-2.5, -1.0], [-2.5, -1.0]], [[-2.5, -1.0], [-2.5, -1.0]], [[0.5, 2.0], [0.5, 2.0]], [[0.5, 2.0], [0.5, 2.0]]], [[[-2.5, -1.0], [-2.5, -1.0]], [[-2.5, -1.0], [-2.5, -1.0]], [[0.5, 2.0], [0.5, 2.0]], [[0.5, 2.0], [0.5, 2.0]]]]]> : tensor<1x2x4x2x2xf32> : tensor<1x2x4x2x2xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0]]], [[[-2.0, -0.5], [1.0, 2.5]]]]]> : tensor<1x2x1x2x2xf32>
  %y = layer.up_sampling3d %x {size = array<i64: 1, 3, 2>, data_format = "channels_first"}
    : (tensor<1x2x1x2x2xf32>) -> tensor<1x2x1x6x4xf32>
  check.expect_close %y, dense<[[[[[-2.5, -2.5, -1.0, -1.0], [-2.5, -2.5, -1.0, -1.0], [-2.5, -2.5, -1.0, -1.0], [0.5, 0.5, 2.0, 2.0], [0.5, 0.5, 2.0, 2.0], [0.5, 0.5, 2.0, 2.0]]], [[[-2.0, -2.0, -0.5, -0.5], [-2.0, -2.0, -0.5, -0.5], [-2.0, -2.0, -0.5, -0.5], [1.0, 1.0, 2.5, 2.5], [1.0, 1.0, 2.5, 2.5], [1.0, 1.0, 2.5, 2.5]]]]]> : tensor<1x2x1x6x4xf32> : tensor<1x2x1x6x4xf32>
  return
}
