// RUN: lith-opt %s | lith-opt | FileCheck %s

// CHECK-LABEL: func @dense
// CHECK: layer.dense %{{.*}}, %{{.*}}, %{{.*}} {activation = "relu", units = 2 : i64}
func.func @dense(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  %y = layer.dense %x, %w, %b {units = 2, activation = "relu"} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
