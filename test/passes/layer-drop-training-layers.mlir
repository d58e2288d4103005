// Layers that act in training only disappear; others stay.
// RUN: lith-opt %s --layer-drop-training-layers | FileCheck %s

// CHECK-LABEL: func @drop
// CHECK-SAME: (%[[X:.*]]: tensor<?x8x4xf32>)
// CHECK-NEXT: %[[Y:.*]] = layer.re_lu %[[X]]
// CHECK-NEXT: return %[[Y]], %[[X]]
func.func @drop(%x: tensor<?x8x4xf32>) -> (tensor<?x8x4xf32>, tensor<?x8x4xf32>) {
  %0 = layer.dropout %x {rate = 0.5 : f64} : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  %1 = layer.spatial_dropout1d %0 {rate = 0.5 : f64} : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  %2 = layer.identity %1 : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  %3 = layer.re_lu %2 : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  %4 = layer.gaussian_noise %3 {stddev = 0.1 : f64} : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  %5 = layer.activity_regularization %x : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %4, %5 : tensor<?x8x4xf32>, tensor<?x8x4xf32>
}
