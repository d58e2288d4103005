// ThresholdedReLU (Keras 2): zero up to theta, by a product, so that -inf becomes NaN.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @thresholded_re_lu
// CHECK: layer.thresholded_re_lu %{{.*}} {theta = 5.000000e-01 : f64}
// LOWER-LABEL: func @thresholded_re_lu
// LOWER: arith.cmpf ogt
// LOWER: arith.select
// LOWER: arith.mulf
func.func @thresholded_re_lu(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.thresholded_re_lu %x {theta = 5.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @default_theta() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.thresholded_re_lu %x : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-0.0, -0.0, -0.0, -0.0, 0.0, 0.0, 0.0, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @theta() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %y = layer.thresholded_re_lu %x {theta = 0.5 : f64} : (tensor<2x9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-0.0, -0.0, -0.0, -0.0, 0.0, 0.0, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}
