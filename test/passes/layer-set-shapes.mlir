// RUN: lith-opt %s --layer-set-shapes=shapes=x=?x7x3,y=2x4 --verify-each | FileCheck %s
// RUN: not lith-opt %s --layer-set-shapes=shapes=x=0x7x3 2>&1 | FileCheck %s --check-prefix=C1
// RUN: not lith-opt %s --layer-set-shapes=shapes=x=7 2>&1 | FileCheck %s --check-prefix=C2
// RUN: not lith-opt %s --layer-set-shapes=shapes=z=7 2>&1 | FileCheck %s --check-prefix=C3

// CHECK: func.func @main(%{{.*}}: tensor<?x7x3xf32> {layer.name = "x"}, %{{.*}}: tensor<2x4xf32> {layer.name = "y"}) -> (tensor<?x7x5xf32>, tensor<2x4xf32>)
// CHECK: layer.dense {{.*}} -> tensor<?x7x5xf32>
// C1: set_shapes_c1: 'x=0x7x3' is not NAME=AxBxC
// C2: set_shapes_c2: 'x=7' has another rank
// C3: set_shapes_c3: the model has no input 'z'
func.func @main(%x: tensor<?x?x3xf32> {layer.name = "x"}, %y: tensor<?x4xf32> {layer.name = "y"}) -> (tensor<?x?x5xf32>, tensor<?x4xf32>) {
  %w = tensor.empty() : tensor<3x5xf32>
  %b = tensor.empty() : tensor<5xf32>
  %0 = layer.dense %x, %w, %b {units = 5} : (tensor<?x?x3xf32>, tensor<3x5xf32>, tensor<5xf32>) -> tensor<?x?x5xf32>
  %1 = layer.activation %y {activation = "relu"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0, %1 : tensor<?x?x5xf32>, tensor<?x4xf32>
}
