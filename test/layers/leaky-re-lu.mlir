// LeakyReLU: x, or a part of it below zero.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @leaky_re_lu
// CHECK: layer.leaky_re_lu %{{.*}} {negative_slope = 1.000000e-01 : f64}
// LOWER-LABEL: func @leaky_re_lu
// LOWER: arith.mulf
// LOWER: arith.cmpf oge
// LOWER: arith.select
func.func @leaky_re_lu(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.leaky_re_lu %x {negative_slope = 1.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @default_slope() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.leaky_re_lu %x : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-2.7, -0.6, -0.15, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -3.0e+09, 3.0e+38, -9.000001e+37, 1.0e-40, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @slope() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.leaky_re_lu %x {negative_slope = 0.125 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-1.125, -0.25, -0.0625, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.25e+09, 3.0e+38, -3.75e+37, 1.0e-40, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}
