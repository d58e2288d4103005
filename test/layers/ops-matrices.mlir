// Diagonals, quarter turns, cross products, and parts along an axis.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @diagonal
// CHECK: layer.ops.diagonal %{{.*}} {{{.*}}} : (tensor<3x4xf32>) -> tensor<3xf32>
func.func @diagonal() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.diagonal %x0 {offset = 1 : i64} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.0, 6.0, 11.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @diagonal_below() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.diagonal %x0 {offset = -1 : i64} : (tensor<3x4xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[4.0, 9.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @diagonal_of_others() {
  %x0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %y = layer.ops.diagonal %x0 {offset = -2 : i64, axis1 = 2 : i64, axis2 = 1 : i64} : (tensor<2x3x4xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[2.0, 7.0], [14.0, 19.0]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @trace() {
  %x0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %y = layer.ops.trace %x0 {offset = 1 : i64, axis1 = 1 : i64, axis2 = -1 : i64} : (tensor<2x3x4xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[18.0, 54.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @trace_of_bytes() {
  %x0 = arith.constant dense<[[100, 1], [1, 100]]> : tensor<2x2xi8>
  %y = layer.ops.trace %x0 : (tensor<2x2xi8>) -> tensor<i32>
  check.expect_close %y, dense<200> : tensor<i32> : tensor<i32>
  return
}

func.func @diag_of_row() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %y = layer.ops.diag %x0 : (tensor<3xf32>) -> tensor<3x3xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]]> : tensor<3x3xf32> : tensor<3x3xf32>
  return
}

func.func @diag_above() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %y = layer.ops.diag %x0 {k = 2 : i64} : (tensor<3xf32>) -> tensor<5x5xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0, 3.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<5x5xf32> : tensor<5x5xf32>
  return
}

func.func @diag_below() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %y = layer.ops.diag %x0 {k = -4 : i64} : (tensor<3xf32>) -> tensor<7x7xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<7x7xf32> : tensor<7x7xf32>
  return
}

func.func @diag_of_matrix() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.diag %x0 {k = -1 : i64} : (tensor<3x4xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[4.0, 9.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @diagflat() {
  %x0 = arith.constant dense<[[0.0, 1.0], [4.0, 5.0]]> : tensor<2x2xf32>
  %y = layer.ops.diagflat %x0 {k = -1 : i64} : (tensor<2x2xf32>) -> tensor<5x5xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 4.0, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0, 0.0]]> : tensor<5x5xf32> : tensor<5x5xf32>
  return
}

func.func @rot90_1() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.rot90 %x0 {k = 1 : i64, axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  check.expect_close %y, dense<[[3.0, 7.0, 11.0], [2.0, 6.0, 10.0], [1.0, 5.0, 9.0], [0.0, 4.0, 8.0]]> : tensor<4x3xf32> : tensor<4x3xf32>
  return
}

func.func @rot90_2() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.rot90 %x0 {k = 2 : i64, axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[11.0, 10.0, 9.0, 8.0], [7.0, 6.0, 5.0, 4.0], [3.0, 2.0, 1.0, 0.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @rot90_3() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.rot90 %x0 {k = 3 : i64, axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  check.expect_close %y, dense<[[8.0, 4.0, 0.0], [9.0, 5.0, 1.0], [10.0, 6.0, 2.0], [11.0, 7.0, 3.0]]> : tensor<4x3xf32> : tensor<4x3xf32>
  return
}

func.func @rot90_minus_1() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.rot90 %x0 {k = -1 : i64, axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  check.expect_close %y, dense<[[8.0, 4.0, 0.0], [9.0, 5.0, 1.0], [10.0, 6.0, 2.0], [11.0, 7.0, 3.0]]> : tensor<4x3xf32> : tensor<4x3xf32>
  return
}

func.func @rot90_of_others() {
  %x0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %y = layer.ops.rot90 %x0 {k = 1 : i64, axes = array<i64: -1, 0>} : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  check.expect_close %y, dense<[[[12.0, 0.0], [16.0, 4.0], [20.0, 8.0]], [[13.0, 1.0], [17.0, 5.0], [21.0, 9.0]], [[14.0, 2.0], [18.0, 6.0], [22.0, 10.0]], [[15.0, 3.0], [19.0, 7.0], [23.0, 11.0]]]> : tensor<4x3x2xf32> : tensor<4x3x2xf32>
  return
}

func.func @cross() {
  %x0 = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[2.0, 0.0, -1.0], [1.0, 1.0, 3.0]]> : tensor<2x3xf32>
  %y = layer.ops.cross %x0, %x1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.0, 7.0, -4.0], [9.0, -6.0, -1.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @cross_along_others() {
  %x0 = arith.constant dense<[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]> : tensor<3x2xf32>
  %x1 = arith.constant dense<[[2.0, 0.0, -1.0]]> : tensor<1x3xf32>
  %y = layer.ops.cross %x0, %x1 {axisa = 0 : i64, axisb = 1 : i64, axisc = 0 : i64} : (tensor<3x2xf32>, tensor<1x3xf32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[-2.0, -5.0], [7.0, 16.0], [-4.0, -10.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @cross_along_one() {
  %x0 = arith.constant dense<[[1, 4], [2, 5], [3, 6]]> : tensor<3x2xi32>
  %x1 = arith.constant dense<[[2, 1], [0, 1], [-1, 3]]> : tensor<3x2xi32>
  %y = layer.ops.cross %x0, %x1 {axis = 0 : i64} : (tensor<3x2xi32>, tensor<3x2xi32>) -> tensor<3x2xi32>
  check.expect_close %y, dense<[[-2, 9], [7, -6], [-4, -1]]> : tensor<3x2xi32> : tensor<3x2xi32>
  return
}

func.func @dstack() {
  %x0 = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[2.0, 0.0, -1.0], [1.0, 1.0, 3.0]]> : tensor<2x3xf32>
  %y = layer.ops.dstack %x0, %x1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[1.0, 2.0], [2.0, 0.0], [3.0, -1.0]], [[4.0, 1.0], [5.0, 1.0], [6.0, 3.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @dstack_of_rows() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %x1 = arith.constant dense<[2.0, 4.0, 6.0]> : tensor<3xf32>
  %y = layer.ops.dstack %x0, %x1 : (tensor<3xf32>, tensor<3xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @dstack_of_blocks() {
  %x0 = arith.constant dense<[[[0.0], [4.0]], [[12.0], [16.0]]]> : tensor<2x2x1xf32>
  %x1 = arith.constant dense<[[[1.0, 2.0], [5.0, 6.0]], [[13.0, 14.0], [17.0, 18.0]]]> : tensor<2x2x2xf32>
  %y = layer.ops.dstack %x0, %x1 : (tensor<2x2x1xf32>, tensor<2x2x2xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[0.0, 1.0, 2.0], [4.0, 5.0, 6.0]], [[12.0, 13.0, 14.0], [16.0, 17.0, 18.0]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @hsplit() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y:2 = layer.ops.hsplit %x0 {indices_or_sections = array<i64: 2>} : (tensor<3x4xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>)
  check.expect_close %y#0, dense<[[0.0, 1.0], [4.0, 5.0], [8.0, 9.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  check.expect_close %y#1, dense<[[2.0, 3.0], [6.0, 7.0], [10.0, 11.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @hsplit_at() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y:3 = layer.ops.hsplit %x0 {indices_or_sections = array<i64: 1, 3>, at_positions} : (tensor<3x4xf32>) -> (tensor<3x1xf32>, tensor<3x2xf32>, tensor<3x1xf32>)
  check.expect_close %y#0, dense<[[0.0], [4.0], [8.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  check.expect_close %y#1, dense<[[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  check.expect_close %y#2, dense<[[3.0], [7.0], [11.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  return
}

func.func @hsplit_of_row() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %y:3 = layer.ops.hsplit %x0 {indices_or_sections = array<i64: 3>} : (tensor<3xf32>) -> (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>)
  check.expect_close %y#0, dense<[1.0]> : tensor<1xf32> : tensor<1xf32>
  check.expect_close %y#1, dense<[2.0]> : tensor<1xf32> : tensor<1xf32>
  check.expect_close %y#2, dense<[3.0]> : tensor<1xf32> : tensor<1xf32>
  return
}

func.func @vsplit() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y:2 = layer.ops.vsplit %x0 {indices_or_sections = array<i64: 2>, at_positions} : (tensor<3x4xf32>) -> (tensor<2x4xf32>, tensor<1x4xf32>)
  check.expect_close %y#0, dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  check.expect_close %y#1, dense<[[8.0, 9.0, 10.0, 11.0]]> : tensor<1x4xf32> : tensor<1x4xf32>
  return
}

func.func @dsplit() {
  %x0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %y:2 = layer.ops.dsplit %x0 {indices_or_sections = array<i64: 2>} : (tensor<2x3x4xf32>) -> (tensor<2x3x2xf32>, tensor<2x3x2xf32>)
  check.expect_close %y#0, dense<[[[0.0, 1.0], [4.0, 5.0], [8.0, 9.0]], [[12.0, 13.0], [16.0, 17.0], [20.0, 21.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  check.expect_close %y#1, dense<[[[2.0, 3.0], [6.0, 7.0], [10.0, 11.0]], [[14.0, 15.0], [18.0, 19.0], [22.0, 23.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @array_split() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y:3 = layer.ops.array_split %x0 {indices_or_sections = 3 : i64, axis = -1 : i64} : (tensor<3x4xf32>) -> (tensor<3x2xf32>, tensor<3x1xf32>, tensor<3x1xf32>)
  check.expect_close %y#0, dense<[[0.0, 1.0], [4.0, 5.0], [8.0, 9.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  check.expect_close %y#1, dense<[[2.0], [6.0], [10.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  check.expect_close %y#2, dense<[[3.0], [7.0], [11.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  return
}
