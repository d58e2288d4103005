// RUN: lith-opt %s -split-input-file --layer-specialize-batch --verify-each | FileCheck %s
// RUN: lith-opt %s -split-input-file --layer-specialize-batch=batch=3 --verify-each | FileCheck %s --check-prefix=FIXED
// RUN: lith-opt %s -split-input-file --layer-specialize-batch=blocks=false --verify-each | FileCheck %s --check-prefix=ONE

// Samples do not depend on each other: versions for 1 and, because the activations are small, for 8.
// CHECK-LABEL: func.func @main_1(%{{.*}}: tensor<1x3xf32> {layer.name = "x"}) -> (tensor<1x2xf32> {layer.name = "y"}) attributes {kernel.batch = 1 : i64}
// CHECK: layer.dense {{.*}} -> tensor<1x2xf32>
// CHECK-LABEL: func.func @main_8(%{{.*}}: tensor<8x3xf32>{{.*}}) -> (tensor<8x2xf32>{{.*}}) attributes {kernel.batch = 8 : i64}
// CHECK-NOT: func.func
// FIXED-LABEL: func.func @main(%{{.*}}: tensor<3x3xf32>{{.*}}) -> (tensor<3x2xf32>{{.*}}) {
// ONE: func.func @main_1
// ONE-NOT: func.func @main_8
func.func @main(%x: tensor<?x3xf32> {layer.name = "x"}) -> (tensor<?x2xf32> {layer.name = "y"}) {
  %w = tensor.empty() : tensor<3x2xf32>
  %b = tensor.empty() : tensor<2xf32>
  %y = layer.dense %x, %w, %b {units = 2} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// An activation of 2 MB a sample: a block would leave the cache.
// CHECK-LABEL: func.func @main_1
// CHECK-NOT: func.func
func.func @main(%x: tensor<?x524288xf32>) -> tensor<?x524288xf32> {
  %y = layer.activation %x {activation = "relu"} : (tensor<?x524288xf32>) -> tensor<?x524288xf32>
  return %y : tensor<?x524288xf32>
}

// -----

// A batch that is fixed already is left alone.
// CHECK-LABEL: func.func @main(%{{.*}}: tensor<4x3xf32>)
// FIXED-LABEL: func.func @main(%{{.*}}: tensor<4x3xf32>)
func.func @main(%x: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %y = layer.activation %x {activation = "relu"} : (tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}
