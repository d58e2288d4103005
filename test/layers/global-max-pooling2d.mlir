// GlobalMaxPooling2D: one reduction over the spatial dimensions, in place in either data format.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @global
// CHECK: layer.global_max_pooling2d %{{.*}} {keepdims = true}
// LOWER-LABEL: func @global
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%{{.*}} : tensor<?x?x?x2xf32>)
// LOWER: arith.maximumf
// LOWER: tensor.expand_shape {{.*}} into tensor<?x1x1x2xf32>
func.func @global(%x: tensor<?x?x?x2xf32>) -> tensor<?x1x1x2xf32> {
  %y = layer.global_max_pooling2d %x {keepdims = true} : (tensor<?x?x?x2xf32>) -> tensor<?x1x1x2xf32>
  return %y : tensor<?x1x1x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]], [[[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]], [[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5]]]]> : tensor<2x3x4x2xf32>
  %y = layer.global_max_pooling2d %x
    : (tensor<2x3x4x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<2.5> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @keepdims_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]], [[-2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5]], [[-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]], [[[-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5]], [[-0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, 2.0]], [[0.0, -2.0, 1.5, -0.5], [-2.5, 1.0, -1.0, 2.5]]]]> : tensor<2x3x2x4xf32>
  %y = layer.global_max_pooling2d %x {data_format = "channels_first", keepdims = true}
    : (tensor<2x3x2x4xf32>) -> tensor<2x3x1x1xf32>
  check.expect_close %y, dense<[[[[2.5]], [[2.5]], [[2.0]]], [[[2.5]], [[2.5]], [[2.5]]]]> : tensor<2x3x1x1xf32> : tensor<2x3x1x1xf32>
  return
}

func.func @special_values() {
  %x = arith.constant dense<[[[[0xFF800000, 1.0], [0xFF800000, 2.5], [0xFF800000, -1.5]], [[0xFF800000, 0.0], [0xFF800000, 1.5], [0xFF800000, -2.5]]], [[[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, 0x7FC00000], [-2.5, 1.0]]]]> : tensor<2x2x3x2xf32>
  %y = layer.global_max_pooling2d %x
    : (tensor<2x2x3x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[0xFF800000, 2.5], [2.5, 0x7FC00000]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}
