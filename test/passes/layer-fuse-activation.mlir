// An activation layer becomes its producer's attribute, unless that would change anything.
// RUN: lith-opt %s --layer-fuse-activation -split-input-file | FileCheck %s

// CHECK-LABEL: func @activation
// CHECK: %[[Y:.*]] = layer.dense {{.*}} {activation = "tanh", units = 4 : i64}
// CHECK-NEXT: return %[[Y]]
func.func @activation(%x: tensor<?x3xf32>, %w: tensor<3x4xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %0 = layer.dense %x, %w, %b {units = 4} : (tensor<?x3xf32>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = layer.activation %0 {activation = "tanh"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}

// -----

// Layers that are an activation of Keras with those arguments.
// CHECK-LABEL: func @layers
// CHECK: layer.dense {{.*}} {activation = "relu6",
// CHECK-NEXT: layer.dense {{.*}} {activation = "softmax",
// CHECK-NEXT: layer.dense {{.*}} {units = 4 : i64}
// CHECK-NEXT: layer.leaky_re_lu
func.func @layers(%x: tensor<?x4xf32>, %w: tensor<4x4xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %0 = layer.dense %x, %w, %b {units = 4} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = layer.re_lu %0 {max_value = 6.0 : f64} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = layer.dense %1, %w, %b {units = 4} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %3 = layer.softmax %2 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %4 = layer.dense %3, %w, %b {units = 4} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %5 = layer.leaky_re_lu %4 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %5 : tensor<?x4xf32>
}

// -----

// Another reader, an activation that is there already, and one that changes the shape.
// CHECK-LABEL: func @kept
// CHECK: layer.dense
// CHECK-NEXT: layer.activation
// CHECK-NEXT: layer.dense
// CHECK-NEXT: layer.activation
// CHECK-NEXT: layer.dense
// CHECK-NEXT: layer.activation
func.func @kept(%x: tensor<?x4xf32>, %w: tensor<4x4xf32>, %b: tensor<4xf32>) -> (tensor<?x4xf32>, tensor<?x2xf32>) {
  %0 = layer.dense %x, %w, %b {units = 4} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = layer.activation %0 {activation = "relu"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = layer.dense %1, %w, %b {units = 4, activation = "tanh"} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %3 = layer.activation %2 {activation = "relu"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %4 = layer.dense %3, %w, %b {units = 4} : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %5 = layer.activation %4 {activation = "glu"} : (tensor<?x4xf32>) -> tensor<?x2xf32>
  return %0, %5 : tensor<?x4xf32>, tensor<?x2xf32>
}
