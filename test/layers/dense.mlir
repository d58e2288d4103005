// Dense: one sum over the features; bias and activation follow it.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @dense
// CHECK: layer.dense %{{.*}}, %{{.*}}, %{{.*}} {activation = "relu", units = 2 : i64}
// LOWER-DAG: #[[X:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// LOWER-DAG: #[[W:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// LOWER-DAG: #[[Y:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// LOWER-LABEL: func @dense
// LOWER: %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[X]], #[[W]], #[[Y]]], iterator_types = ["parallel", "parallel", "reduction"]}
// LOWER: %[[BIASED:.*]] = linalg.generic {{.*}} ins(%[[SUM]], %{{.*}} : tensor<?x2xf32>, tensor<2xf32>)
// LOWER: linalg.generic {{.*}} ins(%[[BIASED]] : tensor<?x2xf32>)
// LOWER: arith.maximumf
func.func @dense(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  %y = layer.dense %x, %w, %b {units = 2, activation = "relu"} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

func.func @relu() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]]> : tensor<3x4xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75], [-0.75, -0.75], [-0.75, -0.75]]> : tensor<4x2xf32>
  %b = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %y = layer.dense %x, %w, %b {units = 2, activation = "relu"} : (tensor<3x4xf32>, tensor<4x2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[0.0, 0.75], [0.0, 0.0], [1.875, 3.375]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @rank_three_without_bias() {
  %x = arith.constant dense<[[[-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0]], [[2.5, 0.5, -1.5, 2.0], [0.0, -2.0, 1.5, -0.5], [-2.5, 1.0, -1.0, 2.5]]]> : tensor<2x3x4xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75], [-0.75, -0.75], [-0.75, -0.75]]> : tensor<4x2xf32>
  %y = layer.dense %x, %w {units = 2, use_bias = false} : (tensor<2x3x4xf32>, tensor<4x2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[-0.375, -0.375], [-1.125, -1.125], [2.25, 2.25]], [[-2.625, -2.625], [0.75, 0.75], [0.0, 0.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @softmax() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %w = arith.constant dense<[[-0.75, -0.75, -0.75, -0.75], [-0.75, -0.75, -0.75, -0.75], [-0.75, -0.75, -0.75, -0.75]]> : tensor<3x4xf32>
  %b = arith.constant dense<[-1.5, 2.0, 0.0, -2.0]> : tensor<4xf32>
  %y = layer.dense %x, %w, %b {units = 4, activation = "softmax"} : (tensor<2x3xf32>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.025507813, 0.8447028, 0.11431809, 0.015471271], [0.025507813, 0.8447028, 0.11431809, 0.015471271]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @glu_halves_the_units() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %w = arith.constant dense<[[-0.75, -0.75, -0.75, -0.75], [-0.75, -0.75, -0.75, -0.75], [-0.75, -0.75, -0.75, -0.75]]> : tensor<3x4xf32>
  %b = arith.constant dense<[-1.5, 2.0, 0.0, -2.0]> : tensor<4xf32>
  %y = layer.dense %x, %w, %b {units = 4, activation = "glu"} : (tensor<2x3xf32>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[0.3251384, 1.8165636], [-0.64334816, 0.03682676]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}
