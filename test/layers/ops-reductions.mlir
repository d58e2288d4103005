// Operations of keras.ops that reduce axes: types, dimensions kept, NaN and infinities, and where ties are.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @mean
// CHECK: layer.ops.mean %{{.*}} {axis = array<i64: 1, -1>, keepdims = true} : (tensor<?x4x3xf32>) -> tensor<?x1x1xf32>
func.func @mean(%x: tensor<?x4x3xf32>) -> tensor<?x1x1xf32> {
  %y = layer.ops.mean %x {axis = array<i64: 1, -1>, keepdims = true} : (tensor<?x4x3xf32>) -> tensor<?x1x1xf32>
  return %y : tensor<?x1x1xf32>
}

func.func @argmax() {
  %x0 = arith.constant dense<[[1.0, 5.0, 5.0], [-7.0, 0x7FC00000, 0x7FC00000], [0xFF800000, 0xFF800000, 0xFF800000], [0.0, -0.0, -1.0]]> : tensor<4x3xf32>
  %y = layer.ops.argmax %x0 {axis = array<i64: -1>} : (tensor<4x3xf32>) -> tensor<4xi32>
  check.expect_close %y, dense<[1, 1, 0, 0]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @argmin() {
  %x0 = arith.constant dense<[[1.0, 5.0, 5.0], [-7.0, 0x7FC00000, 0x7FC00000], [0xFF800000, 0xFF800000, 0xFF800000], [0.0, -0.0, -1.0]]> : tensor<4x3xf32>
  %y = layer.ops.argmin %x0 {axis = array<i64: -1>} : (tensor<4x3xf32>) -> tensor<4xi32>
  check.expect_close %y, dense<[0, 1, 0, 2]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @argmax_of_all() {
  %x0 = arith.constant dense<[[1.0, 3.0], [4.0, 2.0]]> : tensor<2x2xf32>
  %y = layer.ops.argmax %x0 : (tensor<2x2xf32>) -> tensor<i32>
  check.expect_close %y, dense<2> : tensor<i32> : tensor<i32>
  return
}

func.func @max() {
  %x0 = arith.constant dense<[[1.0, 5.0, 5.0], [-7.0, 0x7FC00000, 0x7FC00000], [0xFF800000, 0xFF800000, 0xFF800000], [0.0, -0.0, -1.0]]> : tensor<4x3xf32>
  %y = layer.ops.max %x0 {axis = array<i64: -1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[5.0, 0x7FC00000, 0xFF800000, -0.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @logsumexp() {
  %x0 = arith.constant dense<[[1.0, 5.0, 5.0], [0xFF800000, 0xFF800000, 0xFF800000], [0x7F800000, 1.0, 2.0], [1000.0, 1000.0, 0.0]]> : tensor<4x3xf32>
  %y = layer.ops.logsumexp %x0 {axis = array<i64: -1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[5.70226336, 0xFF800000, 0x7F800000, 1000.69318]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @var() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.var %x0 {axis = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[3.5, 10.666667]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @std() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.std %x0 {axis = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[1.87082875, 3.26598644]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @prod() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.prod %x0 {axis = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-5.0, -0.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @norm() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.norm %x0 {axis = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[3.3541019, 5.65685415]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @norm_1_of_columns() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.norm %x0 {axis = array<i64: 0>, keepdims = true, ord = 1.0 : f64} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  check.expect_close %y, dense<[[1.0, 6.0, 6.5]]> : tensor<1x3xf32> : tensor<1x3xf32>
  return
}

func.func @norm_3() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.norm %x0 {axis = array<i64: 1>, keepdims = true, ord = 3.0 : f64} : (tensor<2x3xf32>) -> tensor<2x1xf32>
  check.expect_close %y, dense<[[2.90932393], [5.0396843]]> : tensor<2x1xf32> : tensor<2x1xf32>
  return
}

func.func @norm_of_the_largest() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.norm %x0 {axis = array<i64: -1>, ord = 0x7FF0000000000000 : f64} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[2.5, 4.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @sum_of_bools() {
  %x0 = arith.constant dense<[[true, false, true], [false, false, false]]> : tensor<2x3xi1>
  %y = layer.ops.sum %x0 {axis = array<i64: -1>} : (tensor<2x3xi1>) -> tensor<2xi32>
  check.expect_close %y, dense<[2, 0]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @mean_of_ints() {
  %x0 = arith.constant dense<[[1, 4], [2, -7]]> : tensor<2x2xi32>
  %y = layer.ops.mean %x0 {axis = array<i64: 0>} : (tensor<2x2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[1.5, -1.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @min_of_ints() {
  %x0 = arith.constant dense<[[1, 4], [2, -7]]> : tensor<2x2xi32>
  %y = layer.ops.min %x0 : (tensor<2x2xi32>) -> tensor<i32>
  check.expect_close %y, dense<-7> : tensor<i32> : tensor<i32>
  return
}

func.func @any() {
  %x0 = arith.constant dense<[[0.0, 0.0], [0x7FC00000, 0.0]]> : tensor<2x2xf32>
  %y = layer.ops.any %x0 {axis = array<i64: -1>} : (tensor<2x2xf32>) -> tensor<2xi1>
  check.expect_close %y, dense<[false, true]> : tensor<2xi1> : tensor<2xi1>
  return
}

func.func @count_nonzero() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y = layer.ops.count_nonzero %x0 {axis = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xi32>
  check.expect_close %y, dense<[3, 2]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @moments() {
  %x0 = arith.constant dense<[[1.0, -2.0, 2.5], [0.0, 4.0, -4.0]]> : tensor<2x3xf32>
  %y:2 = layer.ops.moments %x0 {axes = array<i64: 1>} : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  check.expect_close %y#0, dense<[0.5, 0.0]> : tensor<2xf32> : tensor<2xf32>
  check.expect_close %y#1, dense<[3.5, 10.666667]> : tensor<2xf32> : tensor<2xf32>
  return
}
