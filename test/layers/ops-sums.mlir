// Operations of keras.ops that are sums of products, and normalisations.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @scores
// CHECK: layer.ops.einsum %{{.*}}, %{{.*}} {subscripts = "bqd,bkd->bqk"} : (tensor<?x5x8xf32>, tensor<?x7x8xf32>) -> tensor<?x5x7xf32>
func.func @scores(%q: tensor<?x5x8xf32>, %k: tensor<?x7x8xf32>) -> tensor<?x5x7xf32> {
  %y = layer.ops.einsum %q, %k {subscripts = "bqd,bkd->bqk"} : (tensor<?x5x8xf32>, tensor<?x7x8xf32>) -> tensor<?x5x7xf32>
  return %y : tensor<?x5x7xf32>
}

func.func @matmul_broadcasts() {
  %x0 = arith.constant dense<[[[[2.5, 1.0, 0.0], [-1.5, -1.0, -3.0]]], [[[-3.0, -3.0, -2.0], [2.0, 1.0, 2.5]]]]> : tensor<2x1x2x3xf32>
  %x1 = arith.constant dense<[[[0.0, 0.5], [3.0, 1.5], [1.0, 0.5]]]> : tensor<1x3x2xf32>
  %y = layer.ops.matmul %x0, %x1 : (tensor<2x1x2x3xf32>, tensor<1x3x2xf32>) -> tensor<2x1x2x2xf32>
  check.expect_close %y, dense<[[[[3.0, 2.75], [-6.0, -3.75]]], [[[-11.0, -7.0], [5.5, 3.75]]]]> : tensor<2x1x2x2xf32> : tensor<2x1x2x2xf32>
  return
}

func.func @matrix_and_vector() {
  %x0 = arith.constant dense<[[0.5, 3.0, -1.5], [2.0, 1.0, -3.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[-0.5, 2.5, 0.5]> : tensor<3xf32>
  %y = layer.ops.matmul %x0, %x1 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[6.5, 0.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @vector_and_matrix() {
  %x0 = arith.constant dense<[-3.0, 1.5, 1.5]> : tensor<3xf32>
  %x1 = arith.constant dense<[[2.5, -2.0], [-2.5, 2.5], [-3.0, 0.5]]> : tensor<3x2xf32>
  %y = layer.ops.matmul %x0, %x1 : (tensor<3xf32>, tensor<3x2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-15.75, 10.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @ints() {
  %x0 = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %x1 = arith.constant dense<[[5], [6]]> : tensor<2x1xi32>
  %y = layer.ops.matmul %x0, %x1 : (tensor<2x2xi32>, tensor<2x1xi32>) -> tensor<2x1xi32>
  check.expect_close %y, dense<[[17], [39]]> : tensor<2x1xi32> : tensor<2x1xi32>
  return
}

func.func @dot() {
  %x0 = arith.constant dense<[[-2.5, -1.5, 0.0], [-0.5, -0.5, -3.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[[-3.0, -2.5], [-3.0, 1.0], [0.0, 1.0]], [[-1.5, 1.0], [1.5, -1.0], [-0.5, 3.0]]]> : tensor<2x3x2xf32>
  %y = layer.ops.dot %x0, %x1 : (tensor<2x3xf32>, tensor<2x3x2xf32>) -> tensor<2x2x2xf32>
  check.expect_close %y, dense<[[[12.0, 4.75], [1.5, -1.0]], [[3.0, -2.25], [1.5, -9.0]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}

func.func @inner() {
  %x0 = arith.constant dense<[[2.0, 3.0, -1.0], [1.0, 3.0, 1.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[2.0, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.ops.inner %x0, %x1 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[5.5, 6.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @outer() {
  %x0 = arith.constant dense<[-0.5, 2.5]> : tensor<2xf32>
  %x1 = arith.constant dense<[-2.5, 0.5, 1.5]> : tensor<3xf32>
  %y = layer.ops.outer %x0, %x1 : (tensor<2xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.25, -0.25, -0.75], [-6.25, 1.25, 3.75]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @tensordot() {
  %x0 = arith.constant dense<[[[2.0, 0.0], [-1.0, -1.0], [-0.5, 0.0]], [[1.5, 2.5], [-3.0, 3.0], [0.0, -1.0]]]> : tensor<2x3x2xf32>
  %x1 = arith.constant dense<[[[1.0, 0.5], [-1.5, -1.0]], [[1.5, 0.5], [0.0, -1.0]], [[1.5, -0.5], [-1.0, 2.5]]]> : tensor<3x2x2xf32>
  %y = layer.ops.tensordot %x0, %x1 {axes = array<i64: 0, 1, 1, 0>, are_pairs} : (tensor<2x3x2xf32>, tensor<3x2x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[-2.5, 2.25], [-4.25, -8.5]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @diagonal() {
  %x0 = arith.constant dense<[[-1.5, -2.0, 1.5], [1.0, -3.0, -2.5], [-1.0, 2.0, -0.5]]> : tensor<3x3xf32>
  %y = layer.ops.einsum %x0 {subscripts = "ii->i"} : (tensor<3x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[-1.5, -3.0, -0.5]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @implicit() {
  %x0 = arith.constant dense<[[2.0, -1.0, -1.5], [2.0, 2.5, -2.5]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[-3.0, 1.0], [-1.0, 0.5]]> : tensor<2x2xf32>
  %y = layer.ops.einsum %x0, %x1 {subscripts = "ba,cb"} : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[-4.0, -1.0], [5.5, 2.25], [2.0, 0.25]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @ellipsis() {
  %x0 = arith.constant dense<[[[[-2.5, 2.5, -0.5], [2.5, 2.0, 1.5]]], [[[-2.0, 1.5, -3.0], [0.5, -0.5, 3.0]]]]> : tensor<2x1x2x3xf32>
  %x1 = arith.constant dense<[-2.0, 3.0, -2.5]> : tensor<3xf32>
  %y = layer.ops.einsum %x0, %x1 {subscripts = "...ij,j->...i"} : (tensor<2x1x2x3xf32>, tensor<3xf32>) -> tensor<2x1x2xf32>
  check.expect_close %y, dense<[[[13.75, -2.75]], [[16.0, -10.0]]]> : tensor<2x1x2xf32> : tensor<2x1x2xf32>
  return
}

func.func @softmax_of_all() {
  %x0 = arith.constant dense<[[1.0, 0.5, 2.5], [-1.5, 2.5, 1.0]]> : tensor<2x3xf32>
  %y = layer.ops.softmax %x0 {everything} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[0.0858222246, 0.0520538054, 0.384628505], [0.0070447172, 0.384628505, 0.0858222246]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @log_softmax() {
  %x0 = arith.constant dense<[[2.5, -2.0, 1.5], [3.0, -3.0, -1.0]]> : tensor<2x3xf32>
  %y = layer.ops.log_softmax %x0 {axis = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-0.974076986, -0.313261628, -0.0788897499], [-0.474076986, -1.31326163, -2.57888985]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @normalize() {
  %x0 = arith.constant dense<[[3.0, 4.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %y = layer.ops.normalize %x0 : (tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[0.600000024, 0.800000012], [0.0, 0.0]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @glu() {
  %x0 = arith.constant dense<[[1.0, -2.5, 0.0], [1.0, 1.5, 3.0]]> : tensor<2x3xf32>
  %y = layer.ops.glu %x0 {axis = 0 : i64} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  check.expect_close %y, dense<[[0.731058598, -2.04393601, 0.0]]> : tensor<1x3xf32> : tensor<1x3xf32>
  return
}

func.func @einsum_of_everything() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.einsum %x0 {subscripts = "ij->"} : (tensor<2x3xf32>) -> tensor<f32>
  check.expect_close %y, dense<15.0> : tensor<f32> : tensor<f32>
  return
}

func.func @dot_of_rows() {
  %x0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = layer.ops.dot %x0, %x0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>
  check.expect_close %y, dense<5.0> : tensor<f32> : tensor<f32>
  return
}
