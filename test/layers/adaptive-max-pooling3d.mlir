// AdaptiveMaxPooling3D: windows that divide the input as evenly as may be.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @uneven
// CHECK: layer.adaptive_max_pooling3d %{{.*}} {output_size = array<i64: 2, 2, 3>}
// LOWER-LABEL: func @uneven
// LOWER-COUNT-3: tensor.extract %
func.func @dynamic(%x: tensor<?x4x5x?x2xf32>) -> tensor<?x2x2x3x2xf32> {
  %y = layer.adaptive_max_pooling3d %x {output_size = array<i64: 2, 2, 3>} : (tensor<?x4x5x?x2xf32>) -> tensor<?x2x2x3x2xf32>
  return %y : tensor<?x2x2x3x2xf32>
}

func.func @uneven() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0]], [[-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5]], [[-1.0, 0.5], [2.0, -2.0]]], [[[-0.5, 1.0], [2.5, -1.5]], [[0.0, 1.5], [-2.5, -1.0]], [[0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0]]], [[[1.5, -2.5], [-1.0, 0.5]], [[2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5]], [[-2.5, -1.0], [0.5, 2.0]]]]]> : tensor<1x3x4x2x2xf32>
  %y = layer.adaptive_max_pooling3d %x {output_size = array<i64: 2, 3, 1>}
    : (tensor<1x3x4x2x2xf32>) -> tensor<1x2x3x1x2xf32>
  check.expect_close %y, dense<[[[[[2.5, 2.5]], [[1.5, 2.5]], [[2.0, 2.5]]], [[[2.5, 1.5]], [[2.5, 2.0]], [[2.5, 2.5]]]]]> : tensor<1x2x3x1x2xf32> : tensor<1x2x3x1x2xf32>
  return
}

func.func @even_and_more() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0]], [[0.5], [2.0]], [[-2.0], [-0.5]], [[1.0], [2.5]]], [[[-1.5], [0.0]], [[1.5], [-2.5]], [[-1.0], [0.5]], [[2.0], [-2.0]]]]]> : tensor<1x2x4x2x1xf32>
  %y = layer.adaptive_max_pooling3d %x {output_size = array<i64: 2, 2, 3>}
    : (tensor<1x2x4x2x1xf32>) -> tensor<1x2x2x3x1xf32>
  check.expect_close %y, dense<[[[[[0.5], [2.0], [2.0]], [[1.0], [2.5], [2.5]]], [[[1.5], [1.5], [0.0]], [[2.0], [2.0], [0.5]]]]]> : tensor<1x2x2x3x1xf32> : tensor<1x2x2x3x1xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5]], [[1.0, 2.5, -1.5], [0.0, 1.5, -2.5]], [[-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]], [[[2.5, -1.5, 0.0], [1.5, -2.5, -1.0]], [[0.5, 2.0, -2.0], [-0.5, 1.0, 2.5]], [[-1.5, 0.0, 1.5], [-2.5, -1.0, 0.5]]]]]> : tensor<1x2x3x2x3xf32>
  %y = layer.adaptive_max_pooling3d %x {output_size = array<i64: 2, 1, 2>, data_format = "channels_first"}
    : (tensor<1x2x3x2x3xf32>) -> tensor<1x2x2x1x2xf32>
  check.expect_close %y, dense<[[[[[2.5, 2.5]], [[2.5, 2.5]]], [[[2.5, 2.5]], [[2.0, 2.5]]]]]> : tensor<1x2x2x1x2xf32> : tensor<1x2x2x1x2xf32>
  return
}
