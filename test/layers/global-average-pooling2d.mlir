// GlobalAveragePooling2D: a sum over the spatial dimensions, then a division by their size.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @global
// CHECK: layer.global_average_pooling2d %{{.*}} : (tensor<?x3x4x2xf32>) -> tensor<?x2xf32>
// LOWER-LABEL: func @global
// LOWER-DAG: %[[COUNT:.*]] = arith.constant 1.200000e+01 : f32
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
// LOWER: arith.divf %{{.*}}, %[[COUNT]]
func.func @global(%x: tensor<?x3x4x2xf32>) -> tensor<?x2xf32> {
  %y = layer.global_average_pooling2d %x : (tensor<?x3x4x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// LOWER-LABEL: func @dynamic
// LOWER: arith.muli
// LOWER: arith.sitofp
func.func @dynamic(%x: tensor<?x?x?x2xf32>) -> tensor<?x2xf32> {
  %y = layer.global_average_pooling2d %x : (tensor<?x?x?x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5], [1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]], [[[-1.0, 2.5], [0.5, -1.5], [2.0, 0.0], [-2.0, 1.5]], [[-0.5, -2.5], [1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0], [-1.0, 2.5]]]]> : tensor<2x3x4x2xf32>
  %y = layer.global_average_pooling2d %x
    : (tensor<2x3x4x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[-0.20833334, 0.083333336], [-0.083333336, 0.20833334]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @keepdims_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]], [[-2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5]], [[-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]], [[[-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5]], [[-0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, 2.0]], [[0.0, -2.0, 1.5, -0.5], [-2.5, 1.0, -1.0, 2.5]]]]> : tensor<2x3x2x4xf32>
  %y = layer.global_average_pooling2d %x {data_format = "channels_first", keepdims = true}
    : (tensor<2x3x2x4xf32>) -> tensor<2x3x1x1xf32>
  check.expect_close %y, dense<[[[[0.125]], [[-0.0625]], [[-0.25]]], [[[0.25]], [[0.0625]], [[-0.125]]]]> : tensor<2x3x1x1xf32> : tensor<2x3x1x1xf32>
  return
}
