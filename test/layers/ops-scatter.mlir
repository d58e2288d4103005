// Parts of tensors, elements written at indices, and segments; the numbers are Keras's, on jax.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @slice
// CHECK: layer.ops.slice %{{.*}} {shape = array<i64: -1, 2>, start_indices = array<i64: 1, 1>} : (tensor<3x4xf32>) -> tensor<2x2xf32>
func.func @slice() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.slice %x0 {shape = array<i64: -1, 2>, start_indices = array<i64: 1, 1>} : (tensor<3x4xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[5.0, 6.0], [9.0, 10.0]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @slice_update() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[-1.0, -2.0], [-3.0, -4.0]]> : tensor<2x2xf32>
  %y = layer.ops.slice_update %x0, %x1 {start_indices = array<i64: 1, 2>} : (tensor<3x4xf32>, tensor<2x2xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, -1.0, -2.0], [8.0, 9.0, -3.0, -4.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

// What hits one row adds up; -1 is the last one, and 7 is none.
func.func @scatter() {
  %x0 = arith.constant dense<[[1], [0], [1], [-1], [7]]> : tensor<5x1xi32>
  %x1 = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 9.0]]> : tensor<5x2xf32>
  %y = layer.ops.scatter %x0, %x1 {shape = array<i64: 4, 2>} : (tensor<5x1xi32>, tensor<5x2xf32>) -> tensor<4x2xf32>
  check.expect_close %y, dense<[[3.0, 4.0], [6.0, 8.0], [0.0, 0.0], [7.0, 8.0]]> : tensor<4x2xf32> : tensor<4x2xf32>
  return
}

// The last of two that hit one place stays; -5 is none.
func.func @scatter_update() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[0, 1], [2, 3], [0, 1], [1, -4], [0, -5]]> : tensor<5x2xi32>
  %x2 = arith.constant dense<[-1.0, -2.0, -3.0, -4.0, -5.0]> : tensor<5xf32>
  %y = layer.ops.scatter_update %x0, %x1, %x2 : (tensor<3x4xf32>, tensor<5x2xi32>, tensor<5xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, -3.0, 2.0, 3.0], [-4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, -2.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @scatter_update_add() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[1], [1]]> : tensor<2x1xi32>
  %x2 = arith.constant dense<[[10.0, 0.0, -1.0, 2.0], [1.0, 1.0, 1.0, 100.0]]> : tensor<2x4xf32>
  %y = layer.ops.scatter_update %x0, %x1, %x2 {reduction = "add"} : (tensor<3x4xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0], [15.0, 6.0, 6.0, 109.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @scatter_update_mul() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[1], [1]]> : tensor<2x1xi32>
  %x2 = arith.constant dense<[[10.0, 0.0, -1.0, 2.0], [1.0, 1.0, 1.0, 100.0]]> : tensor<2x4xf32>
  %y = layer.ops.scatter_update %x0, %x1, %x2 {reduction = "mul"} : (tensor<3x4xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0], [40.0, 0.0, -6.0, 1400.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @scatter_update_max() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[1], [1]]> : tensor<2x1xi32>
  %x2 = arith.constant dense<[[10.0, 0.0, -1.0, 2.0], [1.0, 1.0, 1.0, 100.0]]> : tensor<2x4xf32>
  %y = layer.ops.scatter_update %x0, %x1, %x2 {reduction = "max"} : (tensor<3x4xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0], [10.0, 5.0, 6.0, 100.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @scatter_update_min() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[1], [1]]> : tensor<2x1xi32>
  %x2 = arith.constant dense<[[10.0, 0.0, -1.0, 2.0], [1.0, 1.0, 1.0, 100.0]]> : tensor<2x4xf32>
  %y = layer.ops.scatter_update %x0, %x1, %x2 {reduction = "min"} : (tensor<3x4xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0], [1.0, 0.0, -1.0, 2.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

// Segment 1 has no elements; 5 and -1 are no segments.
func.func @segment_sum() {
  %x0 = arith.constant dense<[[1.0, 2.0], [3.0, -4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 9.0]]> : tensor<5x2xf32>
  %x1 = arith.constant dense<[2, 0, 2, 5, -1]> : tensor<5xi32>
  %y = layer.ops.segment_sum %x0, %x1 {num_segments = 3 : i64} : (tensor<5x2xf32>, tensor<5xi32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[3.0, -4.0], [0.0, 0.0], [6.0, 8.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @segment_prod() {
  %x0 = arith.constant dense<[[1.0, 2.0], [3.0, -4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 9.0]]> : tensor<5x2xf32>
  %x1 = arith.constant dense<[2, 0, 2, 5, -1]> : tensor<5xi32>
  %y = layer.ops.segment_prod %x0, %x1 {num_segments = 3 : i64} : (tensor<5x2xf32>, tensor<5xi32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[3.0, -4.0], [1.0, 1.0], [5.0, 12.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @segment_max() {
  %x0 = arith.constant dense<[[1.0, 2.0], [3.0, -4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 9.0]]> : tensor<5x2xf32>
  %x1 = arith.constant dense<[2, 0, 2, 5, -1]> : tensor<5xi32>
  %y = layer.ops.segment_max %x0, %x1 {num_segments = 3 : i64} : (tensor<5x2xf32>, tensor<5xi32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[3.0, -4.0], [0xFF800000, 0xFF800000], [5.0, 6.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @segment_min() {
  %x0 = arith.constant dense<[[1.0, 2.0], [3.0, -4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 9.0]]> : tensor<5x2xf32>
  %x1 = arith.constant dense<[2, 0, 2, 5, -1]> : tensor<5xi32>
  %y = layer.ops.segment_min %x0, %x1 {num_segments = 3 : i64} : (tensor<5x2xf32>, tensor<5xi32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[3.0, -4.0], [0x7F800000, 0x7F800000], [1.0, 2.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @segment_max_of_integers() {
  %x0 = arith.constant dense<[4, -7, 2]> : tensor<3xi32>
  %x1 = arith.constant dense<[1, 1, 0]> : tensor<3xi32>
  %y = layer.ops.segment_max %x0, %x1 {num_segments = 3 : i64} : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  check.expect_close %y, dense<[2, 4, -2147483648]> : tensor<3xi32> : tensor<3xi32>
  return
}
