// LayerScale of keras.applications: a factor for each channel, or one for all.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @layer_scale
// CHECK: layer.layer_scale %{{.*}}, %{{.*}} {init_values = 9.9999999999999995E-7 : f64, projection_dim = 4 : i64}
// LOWER: #[[CHANNEL:.*]] = affine_map<(d0, d1, d2) -> (d2)>
// LOWER-LABEL: func @layer_scale
// LOWER: linalg.generic {indexing_maps = [#{{.*}}, #[[CHANNEL]], #{{.*}}]
// LOWER: arith.mulf %in, %in_
func.func @layer_scale(%x: tensor<?x?x4xf32>, %gamma: tensor<4xf32>) -> tensor<?x?x4xf32> {
  %y = layer.layer_scale %x, %gamma {init_values = 1.0e-6 : f64, projection_dim = 4 : i64} : (tensor<?x?x4xf32>, tensor<4xf32>) -> tensor<?x?x4xf32>
  return %y : tensor<?x?x4xf32>
}

func.func @channels() {
  %x = arith.constant dense<[[[-2.5, 1.0], [-1.0, 2.5]], [[2.0, 0.0], [0x7FC00000, 1.5]]]> : tensor<2x2x2xf32>
  %gamma = arith.constant dense<[0.5, -2.0]> : tensor<2xf32>
  %y = layer.layer_scale %x, %gamma {init_values = 1.0 : f64, projection_dim = 2 : i64} : (tensor<2x2x2xf32>, tensor<2xf32>) -> tensor<2x2x2xf32>
  check.expect_close %y, dense<[[[-1.25, -2.0], [-0.5, -5.0]], [[1.0, 0.0], [0x7FC00000, -3.0]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}

func.func @one_for_all() {
  %x = arith.constant dense<[[-2.5, 1.0, 3.0]]> : tensor<1x3xf32>
  %gamma = arith.constant dense<[-2.0]> : tensor<1xf32>
  %y = layer.layer_scale %x, %gamma {init_values = 1.0 : f64, projection_dim = 1 : i64} : (tensor<1x3xf32>, tensor<1xf32>) -> tensor<1x3xf32>
  check.expect_close %y, dense<[[5.0, -2.0, -6.0]]> : tensor<1x3xf32> : tensor<1x3xf32>
  return
}
