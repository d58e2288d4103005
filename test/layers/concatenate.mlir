// Concatenate: inputs one behind the other along any axis.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @concatenate
// CHECK: layer.concatenate %{{.*}}, %{{.*}} {axis = 1 : i64}
// LOWER-LABEL: func @concatenate
// LOWER: tensor.concat dim(1)
func.func @concatenate(%a: tensor<?x4x3xf32>, %b: tensor<?x2x3xf32>) -> tensor<?x6x3xf32> {
  %y = layer.concatenate %a, %b {axis = 1 : i64} : (tensor<?x4x3xf32>, tensor<?x2x3xf32>) -> tensor<?x6x3xf32>
  return %y : tensor<?x6x3xf32>
}

func.func @last() {
  %a = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %b = arith.constant dense<[[[-0.5], [-2.5]], [[1.0], [-1.0]]]> : tensor<2x2x1xf32>
  %c = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.concatenate %a, %b, %c : (tensor<2x2x3xf32>, tensor<2x2x1xf32>, tensor<2x2x3xf32>) -> tensor<2x2x7xf32>
  check.expect_close %y, dense<[[[-2.5, 1.0, -1.0, -0.5, -2.5, 1.0, -1.0], [2.5, 0.5, -1.5, -2.5, 2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0, 1.0, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, -1.0, 1.5, -0.5, -2.5]]]> : tensor<2x2x7xf32> : tensor<2x2x7xf32>
  return
}

func.func @middle() {
  %a = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %b = arith.constant dense<[[[0.0, -2.0, 1.5]], [[-0.5, -2.5, 1.0]]]> : tensor<2x1x3xf32>
  %y = layer.concatenate %a, %b {axis = 1 : i64} : (tensor<2x2x3xf32>, tensor<2x1x3xf32>) -> tensor<2x3x3xf32>
  check.expect_close %y, dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [0.0, -2.0, 1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5], [-0.5, -2.5, 1.0]]]> : tensor<2x3x3xf32> : tensor<2x3x3xf32>
  return
}

func.func @batch() {
  %a = arith.constant dense<[[-1.0, 2.5, 0.5], [-1.5, 2.0, 0.0]]> : tensor<2x3xf32>
  %b = arith.constant dense<[[-1.0, 2.5, 0.5]]> : tensor<1x3xf32>
  %y = layer.concatenate %a, %b {axis = 0 : i64} : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<3x3xf32>
  check.expect_close %y, dense<[[-1.0, 2.5, 0.5], [-1.5, 2.0, 0.0], [-1.0, 2.5, 0.5]]> : tensor<3x3xf32> : tensor<3x3xf32>
  return
}
