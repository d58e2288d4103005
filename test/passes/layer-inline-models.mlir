// RUN: lith-opt %s --layer-inline-models --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
// CHECK-NEXT: %[[A:.*]] = layer.activation %[[X]] {activation = "relu", layer.path = "inner/leaf/relu"}
// CHECK-NEXT: %[[B:.*]] = layer.activation %[[A]] {activation = "tanh", layer.path = "inner/tanh"}
// CHECK-NEXT: %[[C:.*]] = layer.activation %[[B]] {activation = "relu", layer.path = "inner/leaf/relu"}
// CHECK-NEXT: %[[D:.*]] = layer.activation %[[C]] {activation = "tanh", layer.path = "inner/tanh"}
// CHECK-NEXT: return %[[D]]
// CHECK-NOT: func.func
func.func @main(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %0 = call @inner(%x) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = call @inner(%0) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
func.func private @inner(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %0 = call @leaf(%x) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = layer.activation %0 {activation = "tanh", layer.path = "inner/tanh"} : (tensor<?x2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
func.func private @leaf(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %0 = layer.activation %x {activation = "relu", layer.path = "inner/leaf/relu"} : (tensor<?x2xf32>) -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}

// -----

func.func private @a(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @b(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @b(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{inline_models_c1: model @a contains itself}}
  %0 = call @a(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
