// Cropping1D: a slice of the spatial dimensions.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @some
// CHECK: layer.cropping1d %{{.*}} {cropping = array<i64: 2, 1>}
// LOWER-LABEL: func @some
// LOWER: tensor.extract_slice
func.func @some(%x: tensor<?x?x2xf32>) -> tensor<?x?x2xf32> {
  %y = layer.cropping1d %x {cropping = array<i64: 2, 1>} : (tensor<?x?x2xf32>) -> tensor<?x?x2xf32>
  return %y : tensor<?x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]]]> : tensor<2x4x2xf32>
  %y = layer.cropping1d %x
    : (tensor<2x4x2xf32>) -> tensor<2x2x2xf32>
  check.expect_close %y, dense<[[[0.5, 2.0], [-2.0, -0.5]], [[1.5, -2.5], [-1.0, 0.5]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}

func.func @uneven() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]]]> : tensor<1x4x2xf32>
  %y = layer.cropping1d %x {cropping = array<i64: 0, 2>}
    : (tensor<1x4x2xf32>) -> tensor<1x2x2xf32>
  check.expect_close %y, dense<[[[-2.5, -1.0], [0.5, 2.0]]]> : tensor<1x2x2xf32> : tensor<1x2x2xf32>
  return
}
