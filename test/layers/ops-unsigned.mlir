// Integers without a sign: computed in more bits, of which the last are the result; the numbers are Keras's, on jax.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @add
// CHECK: layer.ops.add %{{.*}}, %{{.*}} : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
func.func @add() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.add %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[3, 3, 200, 44, 254]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @subtract() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.subtract %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[253, 255, 0, 100, 0]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @multiply() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.multiply %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 2, 16, 32, 1]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @maximum() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.maximum %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[3, 2, 100, 200, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @minimum() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.minimum %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 100, 100, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @bitwise_and() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.bitwise_and %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 0, 100, 64, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @bitwise_or() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.bitwise_or %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[3, 3, 100, 236, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @bitwise_xor() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.bitwise_xor %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[3, 3, 0, 172, 0]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @floor_divide() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.floor_divide %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 0, 33, 18, 63]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @mod() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.mod %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 1, 2, 3]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @divide() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.divide %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.0, 0.111111112, 33.3333321, 18.181818, 63.75]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @true_divide() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.true_divide %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.0, 0.111111112, 33.3333321, 18.181818, 63.75]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @arctan2() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.arctan2 %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.0, 0.110657223, 1.54080534, 1.51585174, 1.55511129]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @hypot() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[7, 9, 3, 11, 4]> : tensor<5xui8>
  %y = layer.ops.hypot %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[7.0, 9.05538559, 100.044991, 200.302261, 255.031372]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @greater() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.greater %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xi1>
  check.expect_close %y, dense<[false, false, false, true, false]> : tensor<5xi1> : tensor<5xi1>
  return
}

func.func @less_equal() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.less_equal %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xi1>
  check.expect_close %y, dense<[true, true, true, false, true]> : tensor<5xi1> : tensor<5xi1>
  return
}

func.func @equal() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.equal %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xi1>
  check.expect_close %y, dense<[false, false, true, false, true]> : tensor<5xi1> : tensor<5xi1>
  return
}

func.func @not_equal() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[3, 2, 100, 100, 255]> : tensor<5xui8>
  %y = layer.ops.not_equal %x0, %x1 : (tensor<5xui8>, tensor<5xui8>) -> tensor<5xi1>
  check.expect_close %y, dense<[true, true, false, true, false]> : tensor<5xi1> : tensor<5xi1>
  return
}

func.func @negative() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.negative %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 255, 156, 56, 1]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @square() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.square %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 16, 64, 1]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @abs() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.abs %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 100, 200, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @sign() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.sign %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 1, 1, 1]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @bitwise_invert() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.bitwise_invert %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[255, 254, 155, 55, 0]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @relu() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.relu %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 100, 200, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @floor() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.floor %x0 : (tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.0, 1.0, 100.0, 200.0, 255.0]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @sqrt() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.sqrt %x0 : (tensor<5xui8>) -> tensor<5xf32>
  check.expect_close %y, dense<[0.0, 1.0, 10.0, 14.1421356, 15.9687195]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @exp() {
  %x0 = arith.constant dense<[0, 1, 4]> : tensor<3xui8>
  %y = layer.ops.exp %x0 : (tensor<3xui8>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.0, 2.71828175, 54.5981483]> : tensor<3xf32> : tensor<3xf32>
  return
}

// int16 holds the values of both.
func.func @with_int8() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[-5, 7, 100, -128, 127]> : tensor<5xi8>
  %y = layer.ops.add %x0, %x1 : (tensor<5xui8>, tensor<5xi8>) -> tensor<5xi16>
  check.expect_close %y, dense<[-5, 8, 200, 72, 382]> : tensor<5xi16> : tensor<5xi16>
  return
}

func.func @with_uint16() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x1 = arith.constant dense<[65535, 65535, 3, 2, 257]> : tensor<5xui16>
  %y = layer.ops.multiply %x0, %x1 : (tensor<5xui8>, tensor<5xui16>) -> tensor<5xui16>
  check.expect_close %y, dense<[0, 65535, 300, 400, 65535]> : tensor<5xui16> : tensor<5xui16>
  return
}

func.func @of_uint32() {
  %x0 = arith.constant dense<[1, 4294967295, 7]> : tensor<3xui32>
  %x1 = arith.constant dense<[2, 4294967294, 4294967295]> : tensor<3xui32>
  %y = layer.ops.subtract %x0, %x1 : (tensor<3xui32>, tensor<3xui32>) -> tensor<3xui32>
  check.expect_close %y, dense<[4294967295, 1, 8]> : tensor<3xui32> : tensor<3xui32>
  return
}

func.func @greater_of_uint32() {
  %x0 = arith.constant dense<[1, 4294967295, 7]> : tensor<3xui32>
  %x1 = arith.constant dense<[2, 4294967294, 4294967295]> : tensor<3xui32>
  %y = layer.ops.greater %x0, %x1 : (tensor<3xui32>, tensor<3xui32>) -> tensor<3xi1>
  check.expect_close %y, dense<[false, true, false]> : tensor<3xi1> : tensor<3xi1>
  return
}

// int64, as Keras with 64 bits has it.
func.func @with_int32() {
  %x0 = arith.constant dense<[4294967295, 1]> : tensor<2xui32>
  %x1 = arith.constant dense<[-1, 1]> : tensor<2xi32>
  %y = layer.ops.add %x0, %x1 : (tensor<2xui32>, tensor<2xi32>) -> tensor<2xi64>
  check.expect_close %y, dense<[4294967294, 2]> : tensor<2xi64> : tensor<2xi64>
  return
}

func.func @where() {
  %x0 = arith.constant dense<[true, false, true, false, true]> : tensor<5xi1>
  %x1 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %x2 = arith.constant dense<[-5, 7, 100, -128, 127]> : tensor<5xi8>
  %y = layer.ops.where %x0, %x1, %x2 : (tensor<5xi1>, tensor<5xui8>, tensor<5xi8>) -> tensor<5xi16>
  check.expect_close %y, dense<[0, 7, 100, -128, 255]> : tensor<5xi16> : tensor<5xi16>
  return
}

// CHECK-LABEL: func @sum
// CHECK: -> tensor<2xui32>
func.func @sum() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.sum %x0 {axis = array<i64: 1>} : (tensor<2x2xui8>) -> tensor<2xui32>
  check.expect_close %y, dense<[300, 258]> : tensor<2xui32> : tensor<2xui32>
  return
}

func.func @prod() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.prod %x0 {axis = array<i64: 1>} : (tensor<2x2xui8>) -> tensor<2xui32>
  check.expect_close %y, dense<[20000, 765]> : tensor<2xui32> : tensor<2xui32>
  return
}

func.func @max() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.max %x0 {axis = array<i64: 0>} : (tensor<2x2xui8>) -> tensor<2xui8>
  check.expect_close %y, dense<[255, 100]> : tensor<2xui8> : tensor<2xui8>
  return
}

func.func @min() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.min %x0 {axis = array<i64: 0>} : (tensor<2x2xui8>) -> tensor<2xui8>
  check.expect_close %y, dense<[200, 3]> : tensor<2xui8> : tensor<2xui8>
  return
}

func.func @mean() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.mean %x0 {axis = array<i64: 0>} : (tensor<2x2xui8>) -> tensor<2xf32>
  check.expect_close %y, dense<[227.5, 51.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @any() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.any %x0 {axis = array<i64: 0>} : (tensor<2x2xui8>) -> tensor<2xi1>
  check.expect_close %y, dense<[true, true]> : tensor<2xi1> : tensor<2xi1>
  return
}

func.func @argmax() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.argmax %x0 {axis = array<i64: 1>} : (tensor<2x2xui8>) -> tensor<2xi32>
  check.expect_close %y, dense<[0, 0]> : tensor<2xi32> : tensor<2xi32>
  return
}

// Beyond its range a float becomes the smallest or largest number.
func.func @cast() {
  %x0 = arith.constant dense<[-3.5, 0.899999976, 254.990005, 255.0, 7.0e+09]> : tensor<5xf32>
  %y = layer.ops.cast %x0 {dtype = "uint8"} : (tensor<5xf32>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 0, 254, 255, 255]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @cast_of_int32() {
  %x0 = arith.constant dense<[-1, 256, 300, 7]> : tensor<4xi32>
  %y = layer.ops.cast %x0 {dtype = "uint8"} : (tensor<4xi32>) -> tensor<4xui8>
  check.expect_close %y, dense<[255, 0, 44, 7]> : tensor<4xui8> : tensor<4xui8>
  return
}

func.func @cast_to_uint16() {
  %x0 = arith.constant dense<[-1, -128, 127]> : tensor<3xi8>
  %y = layer.ops.cast %x0 {dtype = "uint16"} : (tensor<3xi8>) -> tensor<3xui16>
  check.expect_close %y, dense<[65535, 65408, 127]> : tensor<3xui16> : tensor<3xui16>
  return
}

func.func @cast_of_uint8() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.cast %x0 {dtype = "int8"} : (tensor<5xui8>) -> tensor<5xi8>
  check.expect_close %y, dense<[0, 1, 100, -56, -1]> : tensor<5xi8> : tensor<5xi8>
  return
}

func.func @saturate_cast() {
  %x0 = arith.constant dense<[-1, 256, 300, 7]> : tensor<4xi32>
  %y = layer.ops.saturate_cast %x0 {dtype = "uint8"} : (tensor<4xi32>) -> tensor<4xui8>
  check.expect_close %y, dense<[0, 255, 255, 7]> : tensor<4xui8> : tensor<4xui8>
  return
}

func.func @zeros_like() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.zeros_like %x0 : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 0, 0, 0, 0]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @ones_like() {
  %x0 = arith.constant dense<[-3.5, 0.899999976, 254.990005, 255.0, 7.0e+09]> : tensor<5xf32>
  %y = layer.ops.ones_like %x0 {dtype = "uint16"} : (tensor<5xf32>) -> tensor<5xui16>
  check.expect_close %y, dense<[1, 1, 1, 1, 1]> : tensor<5xui16> : tensor<5xui16>
  return
}

func.func @matmul() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %x1 = arith.constant dense<[[3, 100], [200, 7]]> : tensor<2x2xui8>
  %y = layer.ops.matmul %x0, %x1 : (tensor<2x2xui8>, tensor<2x2xui8>) -> tensor<2x2xui8>
  check.expect_close %y, dense<[[120, 220], [85, 177]]> : tensor<2x2xui8> : tensor<2x2xui8>
  return
}

func.func @sort() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.sort %x0 {axis = 1 : i64} : (tensor<2x2xui8>) -> tensor<2x2xui8>
  check.expect_close %y, dense<[[100, 200], [3, 255]]> : tensor<2x2xui8> : tensor<2x2xui8>
  return
}

func.func @argsort() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.argsort %x0 {axis = 1 : i64} : (tensor<2x2xui8>) -> tensor<2x2xi32>
  check.expect_close %y, dense<[[1, 0], [1, 0]]> : tensor<2x2xi32> : tensor<2x2xi32>
  return
}

func.func @top_k() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y:2 = layer.ops.top_k %x0 {k = 2 : i64} : (tensor<5xui8>) -> (tensor<2xui8>, tensor<2xi32>)
  check.expect_close %y#0, dense<[255, 200]> : tensor<2xui8> : tensor<2xui8>
  check.expect_close %y#1, dense<[4, 3]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @cumsum() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.cumsum %x0 {axis = 0 : i64} : (tensor<5xui8>) -> tensor<5xui8>
  check.expect_close %y, dense<[0, 1, 101, 45, 44]> : tensor<5xui8> : tensor<5xui8>
  return
}

func.func @diff() {
  %x0 = arith.constant dense<[0, 1, 100, 200, 255]> : tensor<5xui8>
  %y = layer.ops.diff %x0 : (tensor<5xui8>) -> tensor<4xui8>
  check.expect_close %y, dense<[1, 99, 100, 55]> : tensor<4xui8> : tensor<4xui8>
  return
}

func.func @median() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.median %x0 {axis = array<i64: 1>} : (tensor<2x2xui8>) -> tensor<2xf32>
  check.expect_close %y, dense<[150.0, 129.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @average() {
  %x0 = arith.constant dense<[[200, 100], [255, 3]]> : tensor<2x2xui8>
  %y = layer.ops.average %x0 {axis = 1 : i64} : (tensor<2x2xui8>) -> tensor<2xf32>
  check.expect_close %y, dense<[150.0, 129.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @full_like() {
  %x = arith.constant dense<1.0> : tensor<3xf32>
  %fill = arith.constant dense<[-2.5, 7.5, 300.0]> : tensor<3xf32>
  %y = layer.ops.full_like %x, %fill {dtype = "uint8"} : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xui8>
  check.expect_close %y, dense<[0, 7, 255]> : tensor<3xui8> : tensor<3xui8>
  return
}

func.func @full_like_of_integers() {
  %x = arith.constant dense<1> : tensor<3xui8>
  %fill = arith.constant dense<[1, 300, -1]> : tensor<3xi32>
  %y = layer.ops.full_like %x, %fill : (tensor<3xui8>, tensor<3xi32>) -> tensor<3xui8>
  check.expect_close %y, dense<[1, 44, 255]> : tensor<3xui8> : tensor<3xui8>
  return
}
