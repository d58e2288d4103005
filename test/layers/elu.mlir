// ELU: expm1 below zero.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @elu
// CHECK: layer.elu %{{.*}} {alpha = 5.000000e-01 : f64}
// LOWER-LABEL: func @elu
// LOWER: math.expm1
// LOWER: arith.mulf
// LOWER: arith.cmpf ogt
// LOWER: arith.select
func.func @elu(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.elu %x {alpha = 5.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @default_alpha() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.elu %x : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-0.9998766, -0.86466473, -0.39346933, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, -1.0, 1.0e+10, -1.0, 3.0e+38, -1.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @alpha() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.elu %x {alpha = 0.5 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-0.4999383, -0.43233237, -0.19673467, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, -0.5, 1.0e+10, -0.5, 3.0e+38, -0.5, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}
