// Operations of keras.ops on single elements: broadcasting by NumPy's rule, types that meet, and the edges of each formula.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @plus_row
// CHECK: layer.ops.add %{{.*}}, %{{.*}} : (tensor<?x4x3xf32>, tensor<3xf32>) -> tensor<?x4x3xf32>
func.func @plus_row(%x: tensor<?x4x3xf32>, %row: tensor<3xf32>) -> tensor<?x4x3xf32> {
  %y = layer.ops.add %x, %row : (tensor<?x4x3xf32>, tensor<3xf32>) -> tensor<?x4x3xf32>
  return %y : tensor<?x4x3xf32>
}

func.func @column_and_row() {
  %x0 = arith.constant dense<[[1.0], [2.0], [-3.0]]> : tensor<3x1xf32>
  %x1 = arith.constant dense<[[1.0, 0.5]]> : tensor<1x2xf32>
  %y = layer.ops.multiply %x0, %x1 : (tensor<3x1xf32>, tensor<1x2xf32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[1.0, 0.5], [2.0, 1.0], [-3.0, -1.5]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @int_and_float() {
  %x0 = arith.constant dense<[1, -2]> : tensor<2xi32>
  %x1 = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %y = layer.ops.subtract %x0, %x1 : (tensor<2xi32>, tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[0.5, -2.25]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @divide() {
  %x0 = arith.constant dense<[-7.5, 7.5, -0.0, 5.0, 0x7F800000, 3.0, 0x7FC00000, 1.00000002e+30]> : tensor<8xf32>
  %x1 = arith.constant dense<[2.0, -2.0, 3.0, 0.0, 2.0, 0x7F800000, 1.0, 7.0]> : tensor<8xf32>
  %y = layer.ops.divide %x0, %x1 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-3.75, -3.75, -0.0, 0x7F800000, 0x7F800000, 0.0, 0x7FC00000, 1.42857149e+29]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @divide_ints() {
  %x0 = arith.constant dense<[7, -7]> : tensor<2xi32>
  %x1 = arith.constant dense<[2, 2]> : tensor<2xi32>
  %y = layer.ops.true_divide %x0, %x1 : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[3.5, -3.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @floor_divide_ints() {
  %x0 = arith.constant dense<[7, -7, 7, -7]> : tensor<4xi32>
  %x1 = arith.constant dense<[2, 2, -2, -2]> : tensor<4xi32>
  %y = layer.ops.floor_divide %x0, %x1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[3, -4, -4, 3]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @mod() {
  %x0 = arith.constant dense<[-7.5, 7.5, 5.0, 1.00000002e+30, 0.300000012]> : tensor<5xf32>
  %x1 = arith.constant dense<[2.0, -2.0, 0.0, 7.0, 0.100000001]> : tensor<5xf32>
  %y = layer.ops.mod %x0, %x1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.5, -0.5, 0x7FC00000, 1.0, 7.4505806e-09]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @fmod() {
  %x0 = arith.constant dense<[-7.5, 7.5, 5.0, 1.00000002e+30, 0x7F800000, 3.0]> : tensor<6xf32>
  %x1 = arith.constant dense<[2.0, -2.0, 0.0, 7.0, 2.0, 0x7F800000]> : tensor<6xf32>
  %y = layer.ops.fmod %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-1.5, 1.5, 0x7FC00000, 1.0, 0x7FC00000, 3.0]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @mod_ints() {
  %x0 = arith.constant dense<[7, -7, 7, -7]> : tensor<4xi32>
  %x1 = arith.constant dense<[3, 3, -3, -3]> : tensor<4xi32>
  %y = layer.ops.mod %x0, %x1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  check.expect_close %y, dense<[1, 2, -2, -1]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @power() {
  %x0 = arith.constant dense<[-2.0, -2.0, -8.0, 0.0, -0.0, 2.0, 1.0, 0x7FC00000, 0xFF800000, 0.5, 2.0]> : tensor<11xf32>
  %x1 = arith.constant dense<[3.0, 0.5, 2.0, -1.0, -3.0, 0x7F800000, 0x7FC00000, 0.0, 3.0, 0xFF800000, -149.0]> : tensor<11xf32>
  %y = layer.ops.power %x0, %x1 : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-8.0, 0x7FC00000, 64.0, 0x7F800000, 0xFF800000, 0x7F800000, 1.0, 1.0, 0xFF800000, 0x7F800000, 1.40129846e-45]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @maximum() {
  %x0 = arith.constant dense<[-7.5, 7.5, -0.0, 5.0, 0x7F800000, 3.0, 0x7FC00000, 1.00000002e+30]> : tensor<8xf32>
  %x1 = arith.constant dense<[2.0, -2.0, 3.0, 0.0, 2.0, 0x7F800000, 1.0, 7.0]> : tensor<8xf32>
  %y = layer.ops.maximum %x0, %x1 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[2.0, 7.5, 3.0, 5.0, 0x7F800000, 0x7F800000, 0x7FC00000, 1.00000002e+30]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @fmin() {
  %x0 = arith.constant dense<[-7.5, 7.5, -0.0, 5.0, 0x7F800000, 3.0, 0x7FC00000, 1.00000002e+30]> : tensor<8xf32>
  %x1 = arith.constant dense<[2.0, -2.0, 3.0, 0.0, 2.0, 0x7F800000, 1.0, 7.0]> : tensor<8xf32>
  %y = layer.ops.fmin %x0, %x1 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-7.5, -2.0, -0.0, 0.0, 2.0, 3.0, 1.0, 7.0]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @where() {
  %x0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %x1 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %x2 = arith.constant dense<[0x7FC00000, 5.0, 6.0]> : tensor<3xf32>
  %y = layer.ops.where %x0, %x1, %x2 : (tensor<3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.0, 5.0, 3.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @less_equal() {
  %x0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %x1 = arith.constant dense<[1.0, 1.0, 0x7FC00000]> : tensor<3xf32>
  %y = layer.ops.less_equal %x0, %x1 : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_close %y, dense<[true, false, false]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @not_equal() {
  %x0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %x1 = arith.constant dense<[1.0, 0x7FC00000, 3.0]> : tensor<3xf32>
  %y = layer.ops.not_equal %x0, %x1 : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_close %y, dense<[false, true, true]> : tensor<3xi1> : tensor<3xi1>
  return
}

func.func @sign() {
  %x0 = arith.constant dense<[-2.0, 0.0, 3.0, 0x7FC00000, 0xFF800000]> : tensor<5xf32>
  %y = layer.ops.sign %x0 : (tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[-1.0, 0.0, 1.0, 0x7FC00000, -1.0]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @round() {
  %x0 = arith.constant dense<[0.5, 1.5, -2.5, 2.4999001]> : tensor<4xf32>
  %y = layer.ops.round %x0 : (tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.0, 2.0, -2.0, 2.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @clip() {
  %x0 = arith.constant dense<[-3.0, 0.5, 9.0, 0x7FC00000]> : tensor<4xf32>
  %y = layer.ops.clip %x0 {x_max = 2.0 : f64, x_min = -1.0 : f64} : (tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[-1.0, 0.5, 2.0, 0x7FC00000]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @nan_to_num() {
  %x0 = arith.constant dense<[0x7FC00000, 0x7F800000, 0xFF800000, 1.0]> : tensor<4xf32>
  %y = layer.ops.nan_to_num %x0 : (tensor<4xf32>) -> tensor<4xf32>
  check.expect_close %y, dense<[0.0, 3.40282347e+38, -3.40282347e+38, 1.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @sin() {
  %x0 = arith.constant dense<[0.0, 1.0, -2.5, 100.0, 100000000.0, -2.99999989e+30, 3.39999995e+38, 0x7F800000]> : tensor<8xf32>
  %y = layer.ops.sin %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[0.0, 0.841470957, -0.598472118, -0.506365657, 0.931639016, 0.962568045, -0.24408488, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @cos() {
  %x0 = arith.constant dense<[0.0, 1.0, -2.5, 100.0, 100000000.0, -2.99999989e+30, 3.39999995e+38, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.cos %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[1.0, 0.540302277, -0.801143587, 0.862318873, -0.363385081, -0.271040201, 0.969753861, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @arctan2() {
  %x0 = arith.constant dense<[1.0, -1.0, 0.0, 0.0, -0.0, 0x7F800000, 0x7F800000, 2.0]> : tensor<8xf32>
  %x1 = arith.constant dense<[1.0, -1.0, -1.0, 0.0, -1.0, 0xFF800000, 1.0, 0.0]> : tensor<8xf32>
  %y = layer.ops.arctan2 %x0, %x1 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[0.785398185, -2.3561945, 3.14159274, 0.0, -3.14159274, 2.3561945, 1.57079637, 1.57079637]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @ceil_of_a_vector() {
  %x = arith.constant dense<[-2.5, -0.5, -0.0, 0.0, 0.5, 1.0, 2.0000002, 8388609.0, 0x7F800000]> : tensor<9xf32>
  %y = layer.ops.ceil %x : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-2.0, -0.0, -0.0, 0.0, 1.0, 1.0, 3.0, 8388609.0, 0x7F800000]> : tensor<9xf32> : tensor<9xf32>
  return
}
