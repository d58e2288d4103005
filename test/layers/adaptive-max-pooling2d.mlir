// AdaptiveMaxPooling2D: windows that divide the input as evenly as may be.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @uneven
// CHECK: layer.adaptive_max_pooling2d %{{.*}} {output_size = array<i64: 4, 3>}
// LOWER-LABEL: func @uneven
// LOWER-COUNT-2: tensor.extract %
func.func @dynamic(%x: tensor<?x10x?x2xf32>) -> tensor<?x4x3x2xf32> {
  %y = layer.adaptive_max_pooling2d %x {output_size = array<i64: 4, 3>} : (tensor<?x10x?x2xf32>) -> tensor<?x4x3x2xf32>
  return %y : tensor<?x4x3x2xf32>
}

func.func @uneven() {
  %x = arith.constant dense<[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]], [[-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]], [[0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]]]]> : tensor<1x5x4x2xf32>
  %y = layer.adaptive_max_pooling2d %x {output_size = array<i64: 4, 3>}
    : (tensor<1x5x4x2xf32>) -> tensor<1x4x3x2xf32>
  check.expect_close %y, dense<[[[[1.5, 2.0], [1.5, 2.0], [2.0, 2.5]], [[2.5, 1.0], [2.5, 1.5], [2.0, 1.5]], [[2.5, 2.0], [2.5, 2.5], [1.0, 2.5]], [[1.5, 2.0], [2.0, 2.5], [2.0, 2.5]]]]> : tensor<1x4x3x2xf32> : tensor<1x4x3x2xf32>
  return
}

func.func @even_and_more() {
  %x = arith.constant dense<[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]], [[-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]]]> : tensor<1x4x3x2xf32>
  %y = layer.adaptive_max_pooling2d %x {output_size = array<i64: 2, 5>}
    : (tensor<1x4x3x2xf32>) -> tensor<1x2x5x2xf32>
  check.expect_close %y, dense<[[[[1.0, 2.5], [1.0, 2.5], [0.5, 2.0], [1.5, 2.0], [1.5, -0.5]], [[2.5, 0.5], [2.5, 1.5], [2.0, 1.5], [2.0, 1.5], [-0.5, 1.0]]]]> : tensor<1x2x5x2xf32> : tensor<1x2x5x2xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5]], [[0.0, 1.5, -2.5, -1.0, 0.5], [2.0, -2.0, -0.5, 1.0, 2.5], [-1.5, 0.0, 1.5, -2.5, -1.0], [0.5, 2.0, -2.0, -0.5, 1.0]]], [[[2.5, -1.5, 0.0, 1.5, -2.5], [-1.0, 0.5, 2.0, -2.0, -0.5], [1.0, 2.5, -1.5, 0.0, 1.5], [-2.5, -1.0, 0.5, 2.0, -2.0]], [[-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5], [0.0, 1.5, -2.5, -1.0, 0.5]]]]> : tensor<2x2x4x5xf32>
  %y = layer.adaptive_max_pooling2d %x {output_size = array<i64: 3, 2>, data_format = "channels_first"}
    : (tensor<2x2x4x5xf32>) -> tensor<2x2x3x2xf32>
  check.expect_close %y, dense<[[[[2.5, 2.5], [2.5, 2.5], [1.5, 2.5]], [[2.0, 2.5], [2.0, 2.5], [2.0, 1.5]]], [[[2.5, 2.0], [2.5, 2.0], [2.5, 2.0]], [[2.5, 2.5], [1.5, 2.5], [1.5, 2.5]]]]> : tensor<2x2x3x2xf32> : tensor<2x2x3x2xf32>
  return
}
