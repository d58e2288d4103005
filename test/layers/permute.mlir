// Permute: a transpose behind the batch.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @permute
// CHECK: layer.permute %{{.*}} {dims = array<i64: 3, 1, 2>}
// LOWER-LABEL: func @permute
// LOWER: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
func.func @permute(%x: tensor<?x4x?x3xf32>) -> tensor<?x3x4x?xf32> {
  %y = layer.permute %x {dims = array<i64: 3, 1, 2>} : (tensor<?x4x?x3xf32>) -> tensor<?x3x4x?xf32>
  return %y : tensor<?x3x4x?xf32>
}

func.func @three() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]], [[0.0, -2.0], [1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x2x3x2xf32>
  %y = layer.permute %x {dims = array<i64: 3, 1, 2>}
    : (tensor<2x2x3x2xf32>) -> tensor<2x2x2x3xf32>
  check.expect_close %y, dense<[[[[-2.5, -1.0, 0.5], [2.0, -2.0, -0.5]], [[1.0, 2.5, -1.5], [0.0, 1.5, -2.5]]], [[[1.0, 2.5, -1.5], [0.0, 1.5, -2.5]], [[-1.0, 0.5, 2.0], [-2.0, -0.5, 1.0]]]]> : tensor<2x2x2x3xf32> : tensor<2x2x2x3xf32>
  return
}

func.func @two() {
  %x = arith.constant dense<[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]]> : tensor<2x3x2xf32>
  %y = layer.permute %x {dims = array<i64: 2, 1>}
    : (tensor<2x3x2xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.5, -1.0, 0.5], [1.0, 2.5, -1.5]], [[2.0, -2.0, -0.5], [0.0, 1.5, -2.5]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}
