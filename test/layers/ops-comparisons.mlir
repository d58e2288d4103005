// Comparisons, what a float is, and logic: the results are bool; operands of two types meet first.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @equal
// CHECK: layer.ops.equal %{{.*}}, %{{.*}} : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
func.func @equal() {
  %x0 = arith.constant dense<[-1.0, 2.0, 0.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  %x1 = arith.constant dense<[1.0, 2.0, -0.0, 0x7F800000, 0x7FC00000, 1.0]> : tensor<6xf32>
  %y = layer.ops.equal %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, true, true, true, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @greater() {
  %x0 = arith.constant dense<[-1.0, 2.0, 0.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  %x1 = arith.constant dense<[1.0, 2.0, -0.0, 0x7F800000, 0x7FC00000, 1.0]> : tensor<6xf32>
  %y = layer.ops.greater %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, false, false, false, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @greater_equal() {
  %x0 = arith.constant dense<[-1.0, 2.0, 0.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  %x1 = arith.constant dense<[1.0, 2.0, -0.0, 0x7F800000, 0x7FC00000, 1.0]> : tensor<6xf32>
  %y = layer.ops.greater_equal %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, true, true, true, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @less() {
  %x0 = arith.constant dense<[-1.0, 2.0, 0.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  %x1 = arith.constant dense<[1.0, 2.0, -0.0, 0x7F800000, 0x7FC00000, 1.0]> : tensor<6xf32>
  %y = layer.ops.less %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[true, false, false, false, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @equal_ints() {
  %x0 = arith.constant dense<[1, 2, -3]> : tensor<3xi32>
  %x1 = arith.constant dense<[1.0, 2.5, -3.0]> : tensor<3xf32>
  %y = layer.ops.equal %x0, %x1 : (tensor<3xi32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_close %y, dense<[true, false, true]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @isnan() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isnan %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, false, false, false, false, true]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isinf() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isinf %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, false, false, true, true, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isposinf() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isposinf %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, false, false, true, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isneginf() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isneginf %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[false, false, false, false, true, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isfinite() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isfinite %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[true, true, true, false, false, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isreal() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.isreal %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[true, true, true, true, true, true]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @signbit() {
  %x0 = arith.constant dense<[-1.5, -0.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.signbit %x0 : (tensor<6xf32>) -> tensor<6xi1>
  check.expect_close %y, dense<[true, true, false, false, true, false]> : tensor<6xi1> : tensor<6xi1>
  return
}

func.func @isnan_of_ints() {
  %x0 = arith.constant dense<[0, -1]> : tensor<2xi32>
  %y = layer.ops.isnan %x0 : (tensor<2xi32>) -> tensor<2xi1>
  check.expect_close %y, dense<[false, false]> : tensor<2xi1> : tensor<2xi1>
  return
}

func.func @angle() {
  %x0 = arith.constant dense<[2.0, -0.5, 0.0, -0.0, 0x7FC00000, 0xFF800000]> : tensor<6xf32>
  %y = layer.ops.angle %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[0.0, 3.14159274, 0.0, 3.14159274, 0x7FC00000, 3.14159274]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @signbit_of_ints() {
  %x0 = arith.constant dense<[3, -3, 0]> : tensor<3xi32>
  %y = layer.ops.signbit %x0 : (tensor<3xi32>) -> tensor<3xi1>
  check.expect_close %y, dense<[false, true, false]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @isclose() {
  %x0 = arith.constant dense<[1.0, 1.0, 100.0, 0x7F800000, 0x7FC00000]> : tensor<5xf32>
  %x1 = arith.constant dense<[1.0, 1.1, 109.0, 0x7F800000, 0x7FC00000]> : tensor<5xf32>
  %y = layer.ops.isclose %x0, %x1 {rtol = 0.1 : f64, atol = 0.0 : f64} : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
  check.expect_close %y, dense<[true, true, true, true, false]> : tensor<5xi1> : tensor<5xi1>
  return
}

func.func @logical_and() {
  %x0 = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %x1 = arith.constant dense<[false, true, false, true]> : tensor<4xi1>
  %y = layer.ops.logical_and %x0, %x1 : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  check.expect_close %y, dense<[false, false, false, true]> : tensor<4xi1> : tensor<4xi1>
  return
}

func.func @logical_or() {
  %x0 = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %x1 = arith.constant dense<[false, true, false, true]> : tensor<4xi1>
  %y = layer.ops.logical_or %x0, %x1 : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  check.expect_close %y, dense<[false, true, true, true]> : tensor<4xi1> : tensor<4xi1>
  return
}

func.func @logical_xor() {
  %x0 = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %x1 = arith.constant dense<[false, true, false, true]> : tensor<4xi1>
  %y = layer.ops.logical_xor %x0, %x1 : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  check.expect_close %y, dense<[false, true, true, false]> : tensor<4xi1> : tensor<4xi1>
  return
}

func.func @logical_and_of_floats() {
  %x0 = arith.constant dense<[0.0, -2.5, 0x7FC00000]> : tensor<3xf32>
  %x1 = arith.constant dense<[1, 3, 1]> : tensor<3xi32>
  %y = layer.ops.logical_and %x0, %x1 : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xi1>
  check.expect_close %y, dense<[false, true, true]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @logical_not() {
  %x0 = arith.constant dense<[0.0, -0.0, 0.5, 0x7FC00000]> : tensor<4xf32>
  %y = layer.ops.logical_not %x0 : (tensor<4xf32>) -> tensor<4xi1>
  check.expect_close %y, dense<[true, true, false, false]> : tensor<4xi1> : tensor<4xi1>
  return
}
