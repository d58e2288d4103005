// Subtract: element by element with Keras's broadcasting.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @subtract
// CHECK: layer.subtract %{{.*}}, %{{.*}} : (tensor<?x4x3xf32>, tensor<?x3xf32>) -> tensor<?x4x3xf32>
// The axis that (B, 3) lacks stands behind the batch.
// LOWER: #[[SHORT:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// LOWER-LABEL: func @subtract
// LOWER: linalg.generic {indexing_maps = [#{{.*}}, #[[SHORT]], #{{.*}}]
// LOWER: arith.subf %in, %in_
func.func @subtract(%a: tensor<?x4x3xf32>, %b: tensor<?x3xf32>) -> tensor<?x4x3xf32> {
  %y = layer.subtract %a, %b : (tensor<?x4x3xf32>, tensor<?x3xf32>) -> tensor<?x4x3xf32>
  return %y : tensor<?x4x3xf32>
}

func.func @ranks_differ() {
  %a = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %b = arith.constant dense<[[-1.0, 2.5, 0.5], [-1.5, 2.0, 0.0]]> : tensor<2x3xf32>
  %y = layer.subtract %a, %b : (tensor<2x2x3xf32>, tensor<2x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-1.5, -1.5, -1.5], [3.5, -2.0, -2.0]], [[3.5, -2.0, -2.0], [3.0, -2.5, -2.5]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @axes_stretch() {
  %a = arith.constant dense<[[[0.0, -2.0, 1.5]], [[-0.5, -2.5, 1.0]]]> : tensor<2x1x3xf32>
  %b = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.subtract %a, %b : (tensor<2x1x3xf32>, tensor<2x2x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[2.5, -3.0, 2.5], [-2.5, -2.5, 3.0]], [[-2.5, -2.5, 3.0], [-2.0, -2.0, 3.5]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @special() {
  %a = arith.constant dense<[[0x7FC00000, 1.0, 0x7F800000, 0xFF800000, 3.0e+38, -0.0]]> : tensor<1x6xf32>
  %b = arith.constant dense<[[1.0, 0x7FC00000, 0xFF800000, 0x7F800000, 3.0e+38, 0.0]]> : tensor<1x6xf32>
  %y = layer.subtract %a, %b : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
  check.expect_close %y, dense<[[0x7FC00000, 0x7FC00000, 0x7F800000, 0xFF800000, 0.0, -0.0]]> : tensor<1x6xf32> : tensor<1x6xf32>
  return
}
