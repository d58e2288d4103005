// Flatten: a view; channels_first moves the channels to the end before it.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @flatten
// CHECK: layer.flatten %{{.*}} {data_format = "channels_first"}
// LOWER-LABEL: func @flatten
// LOWER: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
// LOWER: tensor.collapse_shape {{.*}} {{\[\[}}0], [1, 2, 3]] : tensor<?x3x2x4xf32> into tensor<?x24xf32>
func.func @flatten(%x: tensor<?x4x3x2xf32>) -> tensor<?x24xf32> {
  %y = layer.flatten %x {data_format = "channels_first"} : (tensor<?x4x3x2xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

// LOWER-LABEL: func @dynamic
// LOWER: tensor.collapse_shape {{.*}} : tensor<?x?x3xi32> into tensor<?x?xi32>
func.func @dynamic(%x: tensor<?x?x3xi32>) -> tensor<?x?xi32> {
  %y = layer.flatten %x : (tensor<?x?x3xi32>) -> tensor<?x?xi32>
  return %y : tensor<?x?xi32>
}

func.func @channels_last() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x2x3x2xf32>
  %y = layer.flatten %x
    : (tensor<2x2x3x2xf32>) -> tensor<2x12xf32>
  check.expect_close %y, dense<[[-2.5, 1.0, -1.0, 2.5, 0.5, -1.5, 2.0, 0.0, -2.0, 1.5, -0.5, -2.5], [1.0, -1.0, 2.5, 0.5, -1.5, 2.0, 0.0, -2.0, 1.5, -0.5, -2.5, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  return
}

func.func @channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x2x3x2xf32>
  %y = layer.flatten %x {data_format = "channels_first"}
    : (tensor<2x2x3x2xf32>) -> tensor<2x12xf32>
  check.expect_close %y, dense<[[-2.5, 2.0, 1.0, 0.0, -1.0, -2.0, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5], [1.0, 0.0, -1.0, -2.0, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, 2.0, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  return
}

func.func @scalars() {
  %x = arith.constant dense<[-2.5, 1.0, -1.0]> : tensor<3xf32>
  %y = layer.flatten %x
    : (tensor<3xf32>) -> tensor<3x1xf32>
  check.expect_close %y, dense<[[-2.5], [1.0], [-1.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  return
}
