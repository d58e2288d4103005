// Discretization: every output mode, NaN, integers.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @bins
// CHECK: layer.discretization %{{.*}} {bin_boundaries = array<f64: 0.000000e+00, 1.000000e+00>}
// LOWER-LABEL: func @bins
// LOWER: arith.constant dense<[0.000000e+00, 1.000000e+00]> : tensor<2xf32>
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
func.func @bins(%x: tensor<?x4xf32>) -> tensor<?x4xi32> {
  %y = layer.discretization %x {bin_boundaries = array<f64: 0.0, 1.0>} : (tensor<?x4xf32>) -> tensor<?x4xi32>
  return %y : tensor<?x4xi32>
}

func.func @int() {
  %a0 = arith.constant dense<[[-1.0, 0.0, 0.5, 1.0], [2.5, 9.0, 0x7FC00000, 0xFF800000]]> : tensor<2x4xf32>
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 0.0, 1.0, 2.5>, output_mode = "int"}
    : (tensor<2x4xf32>) -> tensor<2x4xi32>
  check.expect_close %y, dense<[[0, 1, 1, 2], [3, 3, 3, 0]]> : tensor<2x4xi32> : tensor<2x4xi32>
  return
}

func.func @one_hot() {
  %a0 = arith.constant dense<[[-1.0, 0.0, 0.5, 1.0], [2.5, 9.0, 0x7FC00000, 0xFF800000]]> : tensor<2x4xf32>
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 0.0, 1.0, 2.5>, output_mode = "one_hot"}
    : (tensor<2x4xf32>) -> tensor<2x4x4xf32>
  check.expect_close %y, dense<[[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]], [[0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]]]> : tensor<2x4x4xf32> : tensor<2x4x4xf32>
  return
}

func.func @multi_hot() {
  %a0 = arith.constant dense<[[-1.0, 0.0, 0.5, 1.0], [2.5, 9.0, 0x7FC00000, 0xFF800000]]> : tensor<2x4xf32>
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 0.0, 1.0, 2.5>, output_mode = "multi_hot"}
    : (tensor<2x4xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @count() {
  %a0 = arith.constant dense<[[-1.0, 0.0, 0.5, 1.0], [2.5, 9.0, 0x7FC00000, 0xFF800000]]> : tensor<2x4xf32>
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 0.0, 1.0, 2.5>, output_mode = "count"}
    : (tensor<2x4xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 2.0, 1.0, 0.0], [1.0, 0.0, 0.0, 3.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @integers() {
  %a0 = arith.constant dense<[[-1, 0, 1, 2], [3, 4, -5, 2]]> : tensor<2x4xi32>
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 0.0, 1.0, 2.5>, output_mode = "int"}
    : (tensor<2x4xi32>) -> tensor<2x4xi32>
  check.expect_close %y, dense<[[0, 1, 2, 2], [3, 3, 0, 2]]> : tensor<2x4xi32> : tensor<2x4xi32>
  return
}
