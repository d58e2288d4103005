// Every layer becomes what it says of itself: of the layer dialect nothing is left, layers within layers and layers with several results
// included, and what read a result reads what it was lowered to.
// RUN: lith-opt %s --layer-lower-layers --canonicalize --verify-each | FileCheck %s --implicit-check-not=layer.

// CHECK-LABEL: func @chain
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>, %[[W:.*]]: tensor<4x6xf32>)
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[X]], %[[W]] :
// CHECK: %[[RELU:.*]] = linalg.generic {{.*}} ins(%[[SUM]] :
// CHECK: %[[HALVES:.*]] = tensor.expand_shape %[[RELU]] {{\[\[}}0], [1, 2]] {{.*}} into tensor<?x2x3xf32>
// CHECK: return %[[HALVES]]
func.func @chain(%x: tensor<?x4xf32>, %w: tensor<4x6xf32>) -> tensor<?x2x3xf32> {
  %0 = layer.dense %x, %w {units = 6, use_bias = false, activation = "relu"} : (tensor<?x4xf32>, tensor<4x6xf32>) -> tensor<?x6xf32>
  %1 = layer.dropout %0 {rate = 0.5} : (tensor<?x6xf32>) -> tensor<?x6xf32>
  %2 = layer.reshape %1 {target_shape = array<i64: 2, 3>} : (tensor<?x6xf32>) -> tensor<?x2x3xf32>
  return %2 : tensor<?x2x3xf32>
}

// CHECK-LABEL: func @within
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>, %[[W:.*]]: tensor<2x3xf32>,
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[X]], %[[W]] :
// CHECK: return %[[SUM]]
func.func @within(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x3xf32>) -> tensor<?x3xf32> {
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    %d = layer.dense %a, %w {units = 3, use_bias = false} : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
    layer.yield %d : tensor<?x3xf32>
  }
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: func @several
// CHECK: %[[LOOP:.*]]:2 = scf.for
// CHECK: return %[[LOOP]]#{{[01]}}, %[[LOOP]]#{{[01]}} :
func.func @several(%x: tensor<2x3x4xf32>, %w: tensor<4x8xf32>, %r: tensor<8x8xf32>, %b: tensor<8xf32>) -> (tensor<2x3x8xf32>, tensor<2x8xf32>) {
  %y:2 = layer.simple_rnn %x, %w, %r, %b {units = 8 : i64, return_sequences = true, return_state = true}
    : (tensor<2x3x4xf32>, tensor<4x8xf32>, tensor<8x8xf32>, tensor<8xf32>) -> (tensor<2x3x8xf32>, tensor<2x8xf32>)
  return %y#0, %y#1 : tensor<2x3x8xf32>, tensor<2x8xf32>
}
