// All products, distances and pairs of operands; sequences and windows; sums with weights; choices; casts within limits; the numbers are Keras's, on jax.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @kron
// CHECK: layer.ops.kron %{{.*}}, %{{.*}} : (tensor<2x2xf32>, tensor<1x3xf32>) -> tensor<2x6xf32>
func.func @kron() {
  %x0 = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %x1 = arith.constant dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32>
  %y = layer.ops.kron %x0, %x1 : (tensor<2x2xf32>, tensor<1x3xf32>) -> tensor<2x6xf32>
  check.expect_close %y, dense<[[1.0, 2.0, 3.0, 2.0, 4.0, 6.0], [3.0, 6.0, 9.0, 4.0, 8.0, 12.0]]> : tensor<2x6xf32> : tensor<2x6xf32>
  return
}

func.func @kron_of_integers() {
  %x0 = arith.constant dense<[1, 2]> : tensor<2xi32>
  %x1 = arith.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %y = layer.ops.kron %x0, %x1 : (tensor<2xi32>, tensor<2xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[10.0, 100.0, 20.0, 200.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @cdist() {
  %x0 = arith.constant dense<[[0.0, 0.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %x1 = arith.constant dense<[[0.0, 0.0], [6.0, 8.0], [3.0, 0.0]]> : tensor<3x2xf32>
  %y = layer.ops.c_dist %x0, %x1 : (tensor<2x2xf32>, tensor<3x2xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[0.0, 10.0, 3.0], [5.0, 5.0, 4.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

// One set of points for all.
func.func @cdist_broadcast() {
  %x0 = arith.constant dense<[[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]]> : tensor<2x2x2xf32>
  %x1 = arith.constant dense<[[1, 1]]> : tensor<1x2xi32>
  %y = layer.ops.c_dist %x0, %x1 : (tensor<2x2x2xf32>, tensor<1x2xi32>) -> tensor<2x2x1xf32>
  check.expect_close %y, dense<[[[1.0], [2.23606801]], [[5.0], [7.81024981]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  return
}

func.func @meshgrid() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %x1 = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y:2 = layer.ops.meshgrid %x0, %x1 : (tensor<3xf32>, tensor<2xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  check.expect_close %y#0, dense<[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  check.expect_close %y#1, dense<[[10.0, 10.0, 10.0], [20.0, 20.0, 20.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @meshgrid_ij() {
  %x0 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %x1 = arith.constant dense<[10, 20]> : tensor<2xi32>
  %y:2 = layer.ops.meshgrid %x0, %x1 {indexing = "ij"} : (tensor<3xf32>, tensor<2xi32>) -> (tensor<3x2xf32>, tensor<3x2xi32>)
  check.expect_close %y#0, dense<[[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  check.expect_close %y#1, dense<[[10, 20], [10, 20], [10, 20]]> : tensor<3x2xi32> : tensor<3x2xi32>
  return
}

func.func @extract_sequences() {
  %x0 = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]> : tensor<1x7xf32>
  %y = layer.ops.extract_sequences %x0 {sequence_length = 3 : i64, sequence_stride = 2 : i64} : (tensor<1x7xf32>) -> tensor<1x3x3xf32>
  check.expect_close %y, dense<[[[1.0, 2.0, 3.0], [3.0, 4.0, 5.0], [5.0, 6.0, 7.0]]]> : tensor<1x3x3xf32> : tensor<1x3x3xf32>
  return
}

// What overlaps adds up.
func.func @fold() {
  %x0 = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0], [13.0, 14.0, 15.0, 16.0]]]> : tensor<1x4x4xf32>
  %y = layer.ops.fold %x0 {kernel_size = array<i64: 2>, output_size = array<i64: 3>} : (tensor<1x4x4xf32>) -> tensor<1x1x3x3xf32>
  check.expect_close %y, dense<[[[[1.0, 7.0, 6.0], [12.0, 34.0, 22.0], [11.0, 27.0, 16.0]]]]> : tensor<1x1x3x3xf32> : tensor<1x1x3x3xf32>
  return
}

func.func @fold_strided() {
  %x0 = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0], [13.0, 14.0, 15.0, 16.0]]]> : tensor<1x4x4xf32>
  %y = layer.ops.fold %x0 {kernel_size = array<i64: 2>, output_size = array<i64: 2, 2>, padding = array<i64: 1>, stride = array<i64: 2>} : (tensor<1x4x4xf32>) -> tensor<1x1x2x2xf32>
  check.expect_close %y, dense<[[[[13.0, 10.0], [7.0, 4.0]]]]> : tensor<1x1x2x2xf32> : tensor<1x1x2x2xf32>
  return
}

func.func @nanargmax() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, 3.0, 3.0], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0xFF800000, 0x7FC00000, 0xFF800000]]> : tensor<3x4xf32>
  %y = layer.ops.nanargmax %x0 {axis = array<i64: 1>} : (tensor<3x4xf32>) -> tensor<3xi32>
  check.expect_close %y, dense<[2, -1, 0]> : tensor<3xi32> : tensor<3xi32>
  return
}

func.func @nanargmin() {
  %x0 = arith.constant dense<[[1.0, 0x7FC00000, 3.0, 3.0], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0xFF800000, 0x7FC00000, 0xFF800000]]> : tensor<3x4xf32>
  %y = layer.ops.nanargmin %x0 : (tensor<3x4xf32>) -> tensor<i32>
  check.expect_close %y, dense<9> : tensor<i32> : tensor<i32>
  return
}

func.func @average() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.average %x0 {axis = 0 : i64} : (tensor<3x4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[4.0, 5.0, 6.0, 7.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @average_row() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[1.0, 0.0, 0.0, 3.0]> : tensor<4xf32>
  %y = layer.ops.average %x0, %x1 {axis = -1 : i64} : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.25, 6.25, 10.25]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @average_all() {
  %x0 = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %x1 = arith.constant dense<[[1.0, 1.0], [0.0, 2.0]]> : tensor<2x2xf32>
  %y = layer.ops.average %x0, %x1 : (tensor<2x2xi32>, tensor<2x2xf32>) -> tensor<f32>
  check.expect_close %y, dense<2.75> : tensor<f32> : tensor<f32>
  return
}

func.func @trapezoid() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.trapezoid %x0 {dx = 0.5 : f64} : (tensor<3x4xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.25, 8.25, 14.25]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @trapezoid_x() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.trapezoid %x0 {axis = 0 : i64, x = dense<[0.0, 1.0, 4.0]> : tensor<3xf64>} : (tensor<3x4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[20.0, 24.0, 28.0, 32.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

// The first condition that holds chooses.
func.func @select() {
  %x0 = arith.constant dense<[true, false, false, true]> : tensor<4xi1>
  %x1 = arith.constant dense<[true, true, false, false]> : tensor<4xi1>
  %x2 = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %x3 = arith.constant dense<[10, 20, 30, 40]> : tensor<4xi32>
  %x4 = arith.constant dense<0.5> : tensor<f32>
  %y = layer.ops.select %x0, %x1, %x2, %x3, %x4 {choices = 2 : i64, conditions = 2 : i64} : (tensor<4xi1>, tensor<4xi1>, tensor<4xf32>, tensor<4xi32>, tensor<f32>) -> tensor<4xf32>
  check.expect_close %y, dense<[1.0, 20.0, 0.5, 4.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @select_zero() {
  %x0 = arith.constant dense<[true, true, false, false]> : tensor<4xi1>
  %x1 = arith.constant dense<5> : tensor<i32>
  %y = layer.ops.select %x0, %x1 {choices = 1 : i64, conditions = 1 : i64} : (tensor<4xi1>, tensor<i32>) -> tensor<4xi32>
  check.expect_close %y, dense<[5, 5, 0, 0]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @saturate_cast() {
  %x0 = arith.constant dense<[-1.0e+09, -129.0, -128.699997, 0.899999976, 127.599998, 300.0, 0x7F800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.saturate_cast %x0 {dtype = "int8"} : (tensor<8xf32>) -> tensor<8xi8>
  check.expect_close %y, dense<[-128, -128, -128, 0, 127, 127, 127, 0]> : tensor<8xi8> : tensor<8xi8>
  return
}

func.func @saturate_cast_of_integers() {
  %x0 = arith.constant dense<[-1000, -5, 127, 128]> : tensor<4xi32>
  %y = layer.ops.saturate_cast %x0 {dtype = "int8"} : (tensor<4xi32>) -> tensor<4xi8>
  check.expect_close %y, dense<[-128, -5, 127, 127]> : tensor<4xi8> : tensor<4xi8>
  return
}

// As Keras has it, the largest float that is an integer.
func.func @saturate_cast_to_integers() {
  %x0 = arith.constant dense<[3.0e+09, -3.0e+09, 7.0]> : tensor<3xf32>
  %y = layer.ops.saturate_cast %x0 {dtype = "int32"} : (tensor<3xf32>) -> tensor<3xi32>
  check.expect_close %y, dense<[2147483520, -2147483648, 7]> : tensor<3xi32> : tensor<3xi32>
  return
}
