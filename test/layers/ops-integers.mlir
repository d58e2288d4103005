// Bits of integers; what integers and bool become.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @bitwise_and
// CHECK: layer.ops.bitwise_and %{{.*}}, %{{.*}} : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
func.func @bitwise_and() {
  %x0 = arith.constant dense<[12, -1, 255, 0]> : tensor<4xi32>
  %x1 = arith.constant dense<[10, 7, -256, -8]> : tensor<4xi32>
  %y = layer.ops.bitwise_and %x0, %x1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[8, 7, 0, 0]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @bitwise_or() {
  %x0 = arith.constant dense<[12, -1, 255, 0]> : tensor<4xi32>
  %x1 = arith.constant dense<[10, 7, -256, -8]> : tensor<4xi32>
  %y = layer.ops.bitwise_or %x0, %x1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[14, -1, -1, -8]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @bitwise_xor() {
  %x0 = arith.constant dense<[12, -1, 255, 0]> : tensor<4xi32>
  %x1 = arith.constant dense<[10, 7, -256, -8]> : tensor<4xi32>
  %y = layer.ops.bitwise_xor %x0, %x1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[6, -8, -1, -8]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @left_shift() {
  %x0 = arith.constant dense<[3, -5, 1, 7, -1, 6]> : tensor<6xi32>
  %x1 = arith.constant dense<[4, 1, 31, 32, -1, 0]> : tensor<6xi32>
  %y = layer.ops.left_shift %x0, %x1 : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  check.expect_close %y, dense<[48, -10, -2147483648, 0, 0, 6]> : tensor<6xi32> : tensor<6xi32>
  return
}

func.func @right_shift() {
  %x0 = arith.constant dense<[3, -5, 1, 7, -1, 6]> : tensor<6xi32>
  %x1 = arith.constant dense<[4, 1, 31, 32, -1, 0]> : tensor<6xi32>
  %y = layer.ops.right_shift %x0, %x1 : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  check.expect_close %y, dense<[0, -3, 0, 0, -1, 6]> : tensor<6xi32> : tensor<6xi32>
  return
}

func.func @bitwise_left_shift() {
  %x0 = arith.constant dense<[3, -128, 100]> : tensor<3xi8>
  %x1 = arith.constant dense<[7, 7, 9]> : tensor<3xi8>
  %y = layer.ops.bitwise_left_shift %x0, %x1 : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  check.expect_close %y, dense<[-128, 0, 0]> : tensor<3xi8> : tensor<3xi8>
  return
}

func.func @bitwise_right_shift() {
  %x0 = arith.constant dense<[3, -128, 100]> : tensor<3xi8>
  %x1 = arith.constant dense<[7, 7, 9]> : tensor<3xi8>
  %y = layer.ops.bitwise_right_shift %x0, %x1 : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  check.expect_close %y, dense<[0, -1, 0]> : tensor<3xi8> : tensor<3xi8>
  return
}

func.func @bitwise_invert() {
  %x0 = arith.constant dense<[0, -1, 12, 2147483647]> : tensor<4xi32>
  %y = layer.ops.bitwise_invert %x0 : (tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[-1, 0, -13, -2147483648]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @bitwise_and_of_bools() {
  %x0 = arith.constant dense<[true, true, false]> : tensor<3xi1>
  %x1 = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %y = layer.ops.bitwise_and %x0, %x1 : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  check.expect_close %y, dense<[true, false, false]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @floor_of_ints() {
  %x0 = arith.constant dense<[3, -3]> : tensor<2xi32>
  %y = layer.ops.floor %x0 : (tensor<2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[3.0, -3.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @minimum_of_ints() {
  %x0 = arith.constant dense<[3, -3, 5]> : tensor<3xi32>
  %x1 = arith.constant dense<[-1, 0, 5]> : tensor<3xi32>
  %y = layer.ops.minimum %x0, %x1 : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  check.expect_close %y, dense<[-1, -3, 5]> : tensor<3xi32> : tensor<3xi32>
  return
}

func.func @abs_of_ints() {
  %x0 = arith.constant dense<[3, -3, 0]> : tensor<3xi32>
  %y = layer.ops.abs %x0 : (tensor<3xi32>) -> tensor<3xi32>
  check.expect_close %y, dense<[3, 3, 0]> : tensor<3xi32> : tensor<3xi32>
  return
}

func.func @trunc() {
  %x0 = arith.constant dense<[-2.5, -0.5, 0.5, 2.5, 0x7F800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.trunc %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-2.0, -0.0, 0.0, 2.0, 0x7F800000, 0x7FC00000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @floor() {
  %x0 = arith.constant dense<[-2.5, -0.0, 0.5, 2.5, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.floor %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-3.0, -0.0, 0.0, 2.0, 0xFF800000, 0x7FC00000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @minimum() {
  %x0 = arith.constant dense<[1.0, -2.0, 0x7FC00000, 0x7F800000]> : tensor<4xf32>
  %x1 = arith.constant dense<[0.5, -1.0, 1.0, 0x7FC00000]> : tensor<4xf32>
  %y = layer.ops.minimum %x0, %x1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.5, -2.0, 0x7FC00000, 0x7FC00000]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @fmax() {
  %x0 = arith.constant dense<[1.0, -2.0, 0x7FC00000, 0x7F800000]> : tensor<4xf32>
  %x1 = arith.constant dense<[0.5, -1.0, 1.0, 0x7FC00000]> : tensor<4xf32>
  %y = layer.ops.fmax %x0, %x1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[1.0, -1.0, 1.0, 0x7F800000]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @fmin() {
  %x0 = arith.constant dense<[1.0, -2.0, 0x7FC00000, 0x7F800000]> : tensor<4xf32>
  %x1 = arith.constant dense<[0.5, -1.0, 1.0, 0x7FC00000]> : tensor<4xf32>
  %y = layer.ops.fmin %x0, %x1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.5, -2.0, 1.0, 0x7F800000]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @absolute() {
  %x0 = arith.constant dense<[-2.5, -0.0, 3.0, 0xFF800000, 0x7FC00000]> : tensor<5xf32>
  %y = layer.ops.absolute %x0 : (tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[2.5, 0.0, 3.0, 0x7F800000, 0x7FC00000]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @fabs() {
  %x0 = arith.constant dense<[-2, 3]> : tensor<2xi32>
  %y = layer.ops.fabs %x0 : (tensor<2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[2.0, 3.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @divide_no_nan() {
  %x0 = arith.constant dense<[1.0, -3.0, 0.0, 0x7FC00000]> : tensor<4xf32>
  %x1 = arith.constant dense<[4.0, 0.0, 0.0, 0.0]> : tensor<4xf32>
  %y = layer.ops.divide_no_nan %x0, %x1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.25, 0.0, 0.0, 0.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @heaviside() {
  %x0 = arith.constant dense<[-1.5, 0.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %x1 = arith.constant dense<[0.5, 0.25, 0.5, 0.5]> : tensor<4xf32>
  %y = layer.ops.heaviside %x0, %x1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.0, 0.25, 1.0, 0x7FC00000]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @copy() {
  %x0 = arith.constant dense<[-1.5, 0x7F800000]> : tensor<2xf32>
  %y = layer.ops.copy %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-1.5, 0x7F800000]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @real() {
  %x0 = arith.constant dense<[-1.5, 0x7F800000]> : tensor<2xf32>
  %y = layer.ops.real %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-1.5, 0x7F800000]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @conjugate() {
  %x0 = arith.constant dense<[-1.5, 0x7F800000]> : tensor<2xf32>
  %y = layer.ops.conjugate %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-1.5, 0x7F800000]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @conj() {
  %x0 = arith.constant dense<[-1.5, 0x7F800000]> : tensor<2xf32>
  %y = layer.ops.conj %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[-1.5, 0x7F800000]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @imag() {
  %x0 = arith.constant dense<[-1.5, 0x7F800000]> : tensor<2xf32>
  %y = layer.ops.imag %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[0.0, 0.0]> : tensor<2xf32> : tensor<2xf32>
  return
}
