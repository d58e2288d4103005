// Functions of keras.ops that compare all elements along an axis.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @best
// CHECK: layer.ops.top_k %{{.*}} {k = 2 : i64} : (tensor<?x6xf32>) -> (tensor<?x2xf32>, tensor<?x2xi32>)
func.func @best(%x: tensor<?x6xf32>) -> tensor<?x2xi32> {
  %v, %i = layer.ops.top_k %x {k = 2 : i64} : (tensor<?x6xf32>) -> (tensor<?x2xf32>, tensor<?x2xi32>)
  return %i : tensor<?x2xi32>
}

func.func @sort() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.sort %x0 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  check.expect_close %y, dense<[[-2.0, 1.0, 1.0, 0x7F800000, 0x7FC00000], [0xFF800000, -1.5, 0.0, -0.0, 0.5]]> : tensor<2x5xf32> : tensor<2x5xf32>
  return
}

func.func @sort_all() {
  %x0 = arith.constant dense<[[-1.75, 2.75, -1.5], [0.25, 1.0, -1.5]]> : tensor<2x3xf32>
  %y = layer.ops.sort %x0 {everything} : (tensor<2x3xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-1.75, -1.5, -1.5, 0.25, 1.0, 2.75]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @argsort() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.argsort %x0 : (tensor<2x5xf32>) -> tensor<2x5xi32>
  check.expect_close %y, dense<[[2, 0, 3, 4, 1], [2, 1, 0, 4, 3]]> : tensor<2x5xi32> : tensor<2x5xi32>
  return
}

func.func @argsort_ints() {
  %x0 = arith.constant dense<[[0, 2, 2], [1, -1, 7]]> : tensor<2x3xi32>
  %y = layer.ops.argsort %x0 {axis = 0 : i64} : (tensor<2x3xi32>) -> tensor<2x3xi32>
  check.expect_close %y, dense<[[0, 1, 0], [1, 0, 1]]> : tensor<2x3xi32> : tensor<2x3xi32>
  return
}

func.func @top_k() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y:2 = layer.ops.top_k %x0 {k = 3 : i64} : (tensor<2x5xf32>) -> (tensor<2x3xf32>, tensor<2x3xi32>)
  check.expect_close %y#0, dense<[[0x7FC00000, 0x7F800000, 1.0], [0.5, 0.0, -0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  check.expect_close %y#1, dense<[[1, 4, 0], [3, 0, 4]]> : tensor<2x3xi32> : tensor<2x3xi32>
  return
}

func.func @top_k_zeros() {
  %x0 = arith.constant dense<[-0.0, 0.0, -1.0, -0.0, 0.0]> : tensor<5xf32>
  %y:2 = layer.ops.top_k %x0 {k = 4 : i64} : (tensor<5xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  check.expect_close %y#1, dense<[1, 4, 0, 3]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @in_top_k() {
  %x0 = arith.constant dense<[0, 3]> : tensor<2xi32>
  %x1 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.in_top_k %x0, %x1 {k = 2 : i64} : (tensor<2xi32>, tensor<2x5xf32>) -> tensor<2xi1>
  check.expect_close %y, dense<[true, true]> : tensor<2xi1> : tensor<2xi1>
  return
}

func.func @median() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.median %x0 {axis = array<i64: 1>} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.25, -0.375, 0.125]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @median_all() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.median %x0 {keepdims = true} : (tensor<3x4xf32>) -> tensor<1x1xf32>
  check.expect_close %y, dense<[[0.25]]> : tensor<1x1xf32> : tensor<1x1xf32>
  return
}

func.func @median_nan() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.median %x0 {axis = array<i64: 1>} : (tensor<2x5xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[0x7FC00000, 0.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @quantile() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.quantile %x0 {q = dense<[0.1, 0.75]> : tensor<2xf64>, axis = array<i64: 0>} : (tensor<3x4xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[-0.75, 0.05, 0.1, -2.1], [1.125, 1.125, 1.75, -0.625]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @percentile_lower() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.percentile %x0 {q = dense<40.0> : tensor<f64>, axis = array<i64: 1>, method = "lower"} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[0.5, -1.0, 0.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @percentile_higher() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.percentile %x0 {q = dense<40.0> : tensor<f64>, axis = array<i64: 1>, method = "higher"} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.0, 0.25, 0.25]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @percentile_nearest() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.percentile %x0 {q = dense<40.0> : tensor<f64>, axis = array<i64: 1>, method = "nearest"} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[0.5, -1.0, 0.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @percentile_midpoint() {
  %x0 = arith.constant dense<[[2.0, 2.0, 0.5, -2.25], [-1.0, 0.25, 3.0, -1.5], [0.25, 0.0, 0.0, 0.25]]> : tensor<3x4xf32>
  %y = layer.ops.percentile %x0 {q = dense<40.0> : tensor<f64>, axis = array<i64: 1>, method = "midpoint"} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.25, -0.375, 0.125]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @search_sorted() {
  %x0 = arith.constant dense<[-1.0, 0.0, 0.0, 1.5]> : tensor<4xf32>
  %x1 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.search_sorted %x0, %x1 : (tensor<4xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  check.expect_close %y, dense<[[3, 4, 0, 3, 4], [1, 0, 0, 3, 1]]> : tensor<2x5xi32> : tensor<2x5xi32>
  return
}

func.func @search_sorted_right() {
  %x0 = arith.constant dense<[-1.0, 0.0, 0.0, 1.5]> : tensor<4xf32>
  %x1 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %y = layer.ops.search_sorted %x0, %x1 {side = "right"} : (tensor<4xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  check.expect_close %y, dense<[[3, 4, 0, 3, 4], [3, 0, 0, 3, 3]]> : tensor<2x5xi32> : tensor<2x5xi32>
  return
}

func.func @digitize() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %x1 = arith.constant dense<[-1.0, 0.0, 0.0, 1.5]> : tensor<4xf32>
  %y = layer.ops.digitize %x0, %x1 : (tensor<2x5xf32>, tensor<4xf32>) -> tensor<2x5xi32>
  check.expect_close %y, dense<[[3, 4, 0, 3, 4], [3, 0, 0, 3, 3]]> : tensor<2x5xi32> : tensor<2x5xi32>
  return
}

func.func @digitize_falling() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %x1 = arith.constant dense<[1.5, 0.0, 0.0, -1.0]> : tensor<4xf32>
  %y = layer.ops.digitize %x0, %x1 : (tensor<2x5xf32>, tensor<4xf32>) -> tensor<2x5xi32>
  check.expect_close %y, dense<[[1, 0, 4, 1, 0], [1, 4, 4, 1, 1]]> : tensor<2x5xi32> : tensor<2x5xi32>
  return
}

func.func @is_in() {
  %x0 = arith.constant dense<[[0, 2, 2], [1, -1, 7]]> : tensor<2x3xi32>
  %x1 = arith.constant dense<[2, 7]> : tensor<2xi32>
  %y = layer.ops.is_in %x0, %x1 : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x3xi1>
  check.expect_close %y, dense<[[false, true, true], [false, false, true]]> : tensor<2x3xi1> : tensor<2x3xi1>
  return
}

func.func @is_in_inverted() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, -2.0, 1.0, 0x7F800000], [0.0, -1.5, 0xFF800000, 0.5, -0.0]]> : tensor<2x5xf32>
  %x1 = arith.constant dense<[-1.0, 0.0, 0.0, 1.5]> : tensor<4xf32>
  %y = layer.ops.is_in %x0, %x1 {invert = true} : (tensor<2x5xf32>, tensor<4xf32>) -> tensor<2x5xi1>
  check.expect_close %y, dense<[[true, true, true, true, true], [false, true, true, true, false]]> : tensor<2x5xi1> : tensor<2x5xi1>
  return
}
