// CustomScaleLayer of keras.applications: the second input is scaled, then added.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @custom_scale_layer
// CHECK: layer.custom_scale_layer %{{.*}}, %{{.*}} {scale = 1.700000e-01 : f64}
// LOWER-LABEL: func @custom_scale_layer
// LOWER: %[[SCALED:.*]] = arith.mulf %in_{{.*}}, %{{.*}}
// LOWER: arith.addf %in, %[[SCALED]]
func.func @custom_scale_layer(%a: tensor<?x?x3xf32>, %b: tensor<?x?x3xf32>) -> tensor<?x?x3xf32> {
  %y = layer.custom_scale_layer %a, %b {scale = 0.17 : f64} : (tensor<?x?x3xf32>, tensor<?x?x3xf32>) -> tensor<?x?x3xf32>
  return %y : tensor<?x?x3xf32>
}

func.func @numbers() {
  %a = arith.constant dense<[[-2.5, 1.0, 3.0, 0x7F800000]]> : tensor<1x4xf32>
  %b = arith.constant dense<[[2.0, -4.0, 0x7FC00000, 1.0]]> : tensor<1x4xf32>
  %y = layer.custom_scale_layer %a, %b {scale = 0.25 : f64} : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  check.expect_close %y, dense<[[-2.0, 0.0, 0x7FC00000, 0x7F800000]]> : tensor<1x4xf32> : tensor<1x4xf32>
  return
}
