// SpatialDropout3D passes its input on at inference.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @spatial_dropout3d
// CHECK: layer.spatial_dropout3d %{{.*}} {rate = 5.000000e-01 : f64}
// LOWER-LABEL: func @spatial_dropout3d
// LOWER-SAME: (%[[X:.*]]: tensor<?x2x1x2x2xf32>)
// LOWER-NEXT: return %[[X]]
func.func @spatial_dropout3d(%x: tensor<?x2x1x2x2xf32>) -> tensor<?x2x1x2x2xf32> {
  %y = layer.spatial_dropout3d %x {rate = 5.000000e-01 : f64} : (tensor<?x2x1x2x2xf32>) -> tensor<?x2x1x2x2xf32>
  return %y : tensor<?x2x1x2x2xf32>
}

func.func @inference() {
  %x = arith.constant dense<[[[[[-2.5, 1.0], [-1.0, 2.5]]], [[[0.5, -1.5], [2.0, 0.0]]]]]> : tensor<1x2x1x2x2xf32>
  %y = layer.spatial_dropout3d %x {rate = 5.000000e-01 : f64} : (tensor<1x2x1x2x2xf32>) -> tensor<1x2x1x2x2xf32>
  check.expect_close %y, dense<[[[[[-2.5, 1.0], [-1.0, 2.5]]], [[[0.5, -1.5], [2.0, 0.0]]]]]> : tensor<1x2x1x2x2xf32> : tensor<1x2x1x2x2xf32>
  return
}
