// PReLU: learned slopes, shared along axes.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @p_re_lu
// CHECK: layer.p_re_lu %{{.*}}, %{{.*}} {shared_axes = array<i64: 1>}
// LOWER: #[[ALPHA:.*]] = affine_map<(d0, d1, d2) -> (0, d2)>
// LOWER-LABEL: func @p_re_lu
// LOWER: linalg.generic {indexing_maps = [#{{.*}}, #[[ALPHA]], #{{.*}}]
func.func @p_re_lu(%x: tensor<?x?x4xf32>, %alpha: tensor<1x4xf32>) -> tensor<?x?x4xf32> {
  %y = layer.p_re_lu %x, %alpha {shared_axes = array<i64: 1>} : (tensor<?x?x4xf32>, tensor<1x4xf32>) -> tensor<?x?x4xf32>
  return %y : tensor<?x?x4xf32>
}

func.func @own_slopes() {
  %x = arith.constant dense<[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]]> : tensor<2x3x2xf32>
  %alpha = arith.constant dense<[[-0.25, 0.25], [0.75, 0.0], [0.5, -0.25]]> : tensor<3x2xf32>
  %y = layer.p_re_lu %x, %alpha : (tensor<2x3x2xf32>, tensor<3x2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[0.625, 1.0], [-0.75, 2.5], [0.5, 0.375]], [[2.0, 0.0], [-1.5, 1.5], [-0.25, 0.625]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @shared() {
  %x = arith.constant dense<[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]]]> : tensor<2x3x2xf32>
  %alpha = arith.constant dense<[[-0.25, 0.25]]> : tensor<1x2xf32>
  %y = layer.p_re_lu %x, %alpha {shared_axes = array<i64: 1>} : (tensor<2x3x2xf32>, tensor<1x2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[0.625, 1.0], [0.25, 2.5], [0.5, -0.375]], [[2.0, 0.0], [0.5, 1.5], [0.125, -0.625]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @special() {
  %x = arith.constant dense<[[-9.0, -2.0, -0.5, -0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, 6.0]]> : tensor<2x9xf32>
  %alpha = arith.constant dense<[0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25]> : tensor<9xf32>
  %y = layer.p_re_lu %x, %alpha : (tensor<2x9xf32>, tensor<9xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[-2.25, -0.5, -0.125, 0.0, 0.0, 0.25, 0.75, 3.0, 9.0], [0x7FC00000, 0x7F800000, 0xFF800000, 1.0e+10, -2.5e+09, 3.0e+38, -7.5e+37, 0.0, 6.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}
