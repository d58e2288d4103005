// Operations of keras.ops that move elements or pick them.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @last_step
// CHECK: layer.ops.get_item %{{.*}} {key = "[:, -1, ..., None]"} : (tensor<?x?x3xf32>) -> tensor<?x3x1xf32>
func.func @last_step(%x: tensor<?x?x3xf32>) -> tensor<?x3x1xf32> {
  %y = layer.ops.get_item %x {key = "[:, -1, ..., None]"} : (tensor<?x?x3xf32>) -> tensor<?x3x1xf32>
  return %y : tensor<?x3x1xf32>
}

func.func @get_item() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.get_item %x0 {key = "[::-1, None, 1:4:2]"} : (tensor<3x4xf32>) -> tensor<3x1x2xf32>
  check.expect_close %y, dense<[[[9.0, 11.0]], [[5.0, 7.0]], [[1.0, 3.0]]]> : tensor<3x1x2xf32> : tensor<3x1x2xf32>
  return
}

func.func @reshape() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.reshape %x0 {newshape = array<i64: 2, -1>} : (tensor<3x4xf32>) -> tensor<2x6xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0, 11.0]]> : tensor<2x6xf32> : tensor<2x6xf32>
  return
}

func.func @transpose() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.transpose %x0 : (tensor<3x4xf32>) -> tensor<4x3xf32>
  check.expect_close %y, dense<[[0.0, 4.0, 8.0], [1.0, 5.0, 9.0], [2.0, 6.0, 10.0], [3.0, 7.0, 11.0]]> : tensor<4x3xf32> : tensor<4x3xf32>
  return
}

func.func @moveaxis() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.moveaxis %x0 {source = array<i64: 0>, destination = array<i64: -1>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  check.expect_close %y, dense<[[0.0, 4.0, 8.0], [1.0, 5.0, 9.0], [2.0, 6.0, 10.0], [3.0, 7.0, 11.0]]> : tensor<4x3xf32> : tensor<4x3xf32>
  return
}

func.func @tile() {
  %x0 = arith.constant dense<[[0.0, 1.0], [4.0, 5.0]]> : tensor<2x2xf32>
  %y = layer.ops.tile %x0 {repeats = array<i64: 2, 2>} : (tensor<2x2xf32>) -> tensor<4x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 0.0, 1.0], [4.0, 5.0, 4.0, 5.0], [0.0, 1.0, 0.0, 1.0], [4.0, 5.0, 4.0, 5.0]]> : tensor<4x4xf32> : tensor<4x4xf32>
  return
}

func.func @repeat() {
  %x0 = arith.constant dense<[[0.0, 1.0], [4.0, 5.0]]> : tensor<2x2xf32>
  %y = layer.ops.repeat %x0 {repeats = array<i64: 2>, axis = 1 : i64} : (tensor<2x2xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 1.0, 1.0], [4.0, 4.0, 5.0, 5.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @roll() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.roll %x0 {shift = array<i64: -1>, axis = array<i64: 1>} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[1.0, 2.0, 3.0, 0.0], [5.0, 6.0, 7.0, 4.0], [9.0, 10.0, 11.0, 8.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @flip() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %y = layer.ops.flip %x0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[6.0, 5.0, 4.0], [2.0, 1.0, 0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @pad_reflect() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]]> : tensor<2x4xf32>
  %y = layer.ops.pad %x0 {pad_width = array<i64: 0, 0, 2, 3>, mode = "reflect"} : (tensor<2x4xf32>) -> tensor<2x9xf32>
  check.expect_close %y, dense<[[2.0, 1.0, 0.0, 1.0, 2.0, 3.0, 2.0, 1.0, 0.0], [6.0, 5.0, 4.0, 5.0, 6.0, 7.0, 6.0, 5.0, 4.0]]> : tensor<2x9xf32> : tensor<2x9xf32>
  return
}

func.func @pad_symmetric() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]]> : tensor<2x4xf32>
  %y = layer.ops.pad %x0 {pad_width = array<i64: 1, 0, 4, 1>, mode = "symmetric"} : (tensor<2x4xf32>) -> tensor<3x9xf32>
  check.expect_close %y, dense<[[3.0, 2.0, 1.0, 0.0, 0.0, 1.0, 2.0, 3.0, 3.0], [3.0, 2.0, 1.0, 0.0, 0.0, 1.0, 2.0, 3.0, 3.0], [7.0, 6.0, 5.0, 4.0, 4.0, 5.0, 6.0, 7.0, 7.0]]> : tensor<3x9xf32> : tensor<3x9xf32>
  return
}

func.func @cumsum() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.cumsum %x0 {axis = 1 : i64} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 3.0, 6.0], [4.0, 9.0, 15.0, 22.0], [8.0, 17.0, 27.0, 38.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @take() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[1, -1, 3, -4]> : tensor<4xi32>
  %y = layer.ops.take %x0, %x1 {axis = 0 : i64} : (tensor<3x4xf32>, tensor<4xi32>) -> tensor<4x4xf32>
  check.expect_close %y, dense<[[4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<4x4xf32> : tensor<4x4xf32>
  return
}

func.func @take_along_axis() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %x1 = arith.constant dense<[[1, -1], [0, 2], [3, 3]]> : tensor<3x2xi32>
  %y = layer.ops.take_along_axis %x0, %x1 {axis = 1 : i64} : (tensor<3x4xf32>, tensor<3x2xi32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[1.0, 3.0], [4.0, 6.0], [11.0, 11.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @one_hot() {
  %x0 = arith.constant dense<[2, -1, 0]> : tensor<3xi32>
  %y = layer.ops.one_hot %x0 {num_classes = 3 : i64} : (tensor<3xi32>) -> tensor<3x3xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]> : tensor<3x3xf32> : tensor<3x3xf32>
  return
}

func.func @split() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y:3 = layer.ops.split %x0 {indices_or_sections = array<i64: 1, 3>, axis = 1 : i64, at_positions} : (tensor<3x4xf32>) -> (tensor<3x1xf32>, tensor<3x2xf32>, tensor<3x1xf32>)
  check.expect_close %y#0, dense<[[0.0], [4.0], [8.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  check.expect_close %y#1, dense<[[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  check.expect_close %y#2, dense<[[3.0], [7.0], [11.0]]> : tensor<3x1xf32> : tensor<3x1xf32>
  return
}

func.func @stack() {
  %x0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %x1 = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %y = layer.ops.stack %x0, %x1 {axis = 1 : i64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[1.0, 3.0], [2.0, 4.0]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @cast_to_int() {
  %x0 = arith.constant dense<[-2.9000001, 2.9000001, 1.0e+10, -1.0e+10, 0x7FC00000]> : tensor<5xf32>
  %y = layer.ops.cast %x0 {dtype = "int32"} : (tensor<5xf32>) -> tensor<5xi32>
  check.expect_close %y, dense<[-2, 2, 2147483647, -2147483648, 0]> : tensor<5xi32> : tensor<5xi32>
  return
}

func.func @tril() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %y = layer.ops.tril %x0 {k = -1 : i64} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0, 0.0], [4.0, 0.0, 0.0, 0.0], [8.0, 9.0, 0.0, 0.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}
