// Reshape: views only; -1 takes what the other dimensions leave.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @reshape
// CHECK: layer.reshape %{{.*}} {target_shape = array<i64: -1, 2>}
// LOWER-LABEL: func @reshape
// LOWER: %[[ROW:.*]] = tensor.collapse_shape {{.*}} : tensor<?x4x6xf32> into tensor<?x24xf32>
// LOWER: tensor.expand_shape %[[ROW]] {{.*}} : tensor<?x24xf32> into tensor<?x12x2xf32>
func.func @reshape(%x: tensor<?x4x6xf32>) -> tensor<?x12x2xf32> {
  %y = layer.reshape %x {target_shape = array<i64: -1, 2>} : (tensor<?x4x6xf32>) -> tensor<?x12x2xf32>
  return %y : tensor<?x12x2xf32>
}

// LOWER-LABEL: func @dynamic
// LOWER: %[[LEFT:.*]] = affine.apply
// LOWER: tensor.expand_shape %{{.*}} output_shape [%{{.*}}, %[[LEFT]], 3]
func.func @dynamic(%x: tensor<?x?x6xf32>) -> tensor<?x?x3xf32> {
  %y = layer.reshape %x {target_shape = array<i64: -1, 3>} : (tensor<?x?x6xf32>) -> tensor<?x?x3xf32>
  return %y : tensor<?x?x3xf32>
}

func.func @inferred() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5, -1.5, 2.0], [0.0, -2.0, 1.5, -0.5, -2.5, 1.0]]]> : tensor<2x2x6xf32>
  %y = layer.reshape %x {target_shape = array<i64: 3, -1, 2>}
    : (tensor<2x2x6xf32>) -> tensor<2x3x2x2xf32>
  check.expect_close %y, dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0]], [[1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x3x2x2xf32> : tensor<2x3x2x2xf32>
  return
}

func.func @row() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.reshape %x {target_shape = array<i64: -1>}
    : (tensor<2x2x3xf32>) -> tensor<2x6xf32>
  check.expect_close %y, dense<[[-2.5, 1.0, -1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5, -0.5, -2.5]]> : tensor<2x6xf32> : tensor<2x6xf32>
  return
}

func.func @grown() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]]> : tensor<2x4xf32>
  %y = layer.reshape %x {target_shape = array<i64: 2, 1, 2>}
    : (tensor<2x4xf32>) -> tensor<2x2x1x2xf32>
  check.expect_close %y, dense<[[[[-2.5, 1.0]], [[-1.0, 2.5]]], [[[0.5, -1.5]], [[2.0, 0.0]]]]> : tensor<2x2x1x2xf32> : tensor<2x2x1x2xf32>
  return
}
