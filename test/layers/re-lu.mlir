// ReLU: every argument, and what NaN becomes.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @re_lu
// CHECK: layer.re_lu %{{.*}} {max_value = 6.000000e+00 : f64}
// LOWER-LABEL: func @re_lu
// LOWER: arith.maximumf
// LOWER: arith.minimumf
// LOWER: linalg.yield
func.func @re_lu(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.re_lu %x {max_value = 6.000000e+00 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @plain() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0.0, 1.0e+10, 0.0, 3.0e+38, 0.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @six() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {max_value = 6.0 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.75, 3.0, 6.0], [0x7FC00000, 6.0, 0.0, 6.0, 0.0, 6.0, 0.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @ceiling() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {max_value = 2.5 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.75, 2.5, 2.5], [0x7FC00000, 2.5, 0.0, 2.5, 0.0, 2.5, 0.0, 0.0, 2.5]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @slope() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {negative_slope = 0.25 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-2.25, -0.5, -0.125, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -2.5e+09, 3.0e+38, -7.5e+37, 1.0e-40, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @threshold() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {threshold = 0.5 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.75, 3.0, 9.0], [0.0, 0x7F800000, 0.0, 1.0e+10, 0.0, 3.0e+38, 0.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @slope_and_ceiling() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {max_value = 6.0 : f64, negative_slope = 0.25 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-2.25, -0.5, -0.125, 0.0, 0.0, 0.25, 0.75, 3.0, 6.0], [0x7FC00000, 6.0, 0xFF800000, 6.0, -2.5e+09, 6.0, -7.5e+37, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @everything() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.re_lu %x {max_value = 2.0 : f64, negative_slope = 0.25 : f64, threshold = 0.5 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-2.375, -0.625, -0.25, -0.125, -0.125, -0.0625, 0.75, 2.0, 2.0], [0x7FC00000, 2.0, 0xFF800000, 2.0, -2.5e+09, 2.0, -7.5e+37, -0.125, 2.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}
