// Views, joins and parts by other names, and tensors that are made in the shape of another.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @ravel
// CHECK: layer.ops.ravel %{{.*}} : (tensor<2x3xf32>) -> tensor<6xf32>
func.func @ravel() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.ravel %x0 : (tensor<2x3xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @expand_dims() {
  %x0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = layer.ops.expand_dims %x0 {axis = array<i64: 0, -1>} : (tensor<2xf32>) -> tensor<1x2x1xf32>
  check.expect_close %y, dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32> : tensor<1x2x1xf32>
  return
}

func.func @swapaxes() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.swapaxes %x0 {axis1 = 0 : i64, axis2 = -1 : i64} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  check.expect_close %y, dense<[[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

func.func @broadcast_to() {
  %x0 = arith.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %y = layer.ops.broadcast_to %x0 {shape = array<i64: 2, 2, 3>} : (tensor<2x1xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @fliplr() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.fliplr %x0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[2.0, 1.0, 0.0], [5.0, 4.0, 3.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @flipud() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.flipud %x0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[3.0, 4.0, 5.0], [0.0, 1.0, 2.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @triu() {
  %x0 = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]> : tensor<3x3xf32>
  %y = layer.ops.triu %x0 {k = 1 : i64} : (tensor<3x3xf32>) -> tensor<3x3xf32>
  check.expect_close %y, dense<[[0.0, 2.0, 3.0], [0.0, 0.0, 6.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf32> : tensor<3x3xf32>
  return
}

func.func @diff_twice() {
  %x0 = arith.constant dense<[1.0, 4.0, 9.0, 17.0, 20.0]> : tensor<5xf32>
  %y = layer.ops.diff %x0 {n = 2 : i64} : (tensor<5xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.0, 3.0, -5.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @cumprod() {
  %x0 = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %y = layer.ops.cumprod %x0 {axis = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.0, 2.0, 6.0], [4.0, 20.0, 120.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @hstack() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[0.0], [3.0]]> : tensor<2x1xf32>
  %y = layer.ops.hstack %x0, %x1 : (tensor<2x3xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 0.0], [3.0, 4.0, 5.0, 3.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @hstack_of_rows() {
  %x0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %x1 = arith.constant dense<[3.0]> : tensor<1xf32>
  %y = layer.ops.hstack %x0, %x1 : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.0, 2.0, 3.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @vstack() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[0.0, 1.0, 2.0]]> : tensor<1x3xf32>
  %y = layer.ops.vstack %x0, %x1 : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<3x3xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [0.0, 1.0, 2.0]]> : tensor<3x3xf32> : tensor<3x3xf32>
  return
}

func.func @append() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[0.0, 1.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = layer.ops.append %x0, %x1 {axis = -1 : i64} : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0, 0.0, 1.0], [3.0, 4.0, 5.0, 3.0, 4.0]]> : tensor<2x5xf32> : tensor<2x5xf32>
  return
}

func.func @unstack() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y:3 = layer.ops.unstack %x0 {axis = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  check.expect_close %y#0, dense<[0.0, 3.0]> : tensor<2xf32> : tensor<2xf32>
  check.expect_close %y#1, dense<[1.0, 4.0]> : tensor<2xf32> : tensor<2xf32>
  check.expect_close %y#2, dense<[2.0, 5.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @array() {
  %x0 = arith.constant dense<[1, -2]> : tensor<2xi32>
  %y = layer.ops.array %x0 {dtype = "float32"} : (tensor<2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[1.0, -2.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @convert_to_tensor() {
  %x0 = arith.constant dense<[1.5, -2.5]> : tensor<2xf32>
  %y = layer.ops.convert_to_tensor %x0 {dtype = "int32"} : (tensor<2xf32>) -> tensor<2xi32>
  check.expect_close %y, dense<[1, -2]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @zeros_like() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.zeros_like %x0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @ones_like() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.ones_like %x0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @ones_like_of_another_type() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.ones_like %x0 {dtype = "int32"} : (tensor<2x3xf32>) -> tensor<2x3xi32>
  check.expect_close %y, dense<[[1, 1, 1], [1, 1, 1]]> : tensor<2x3xi32> : tensor<2x3xi32>
  return
}

func.func @empty_like() {
  %x0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = layer.ops.empty_like %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[0.0, 0.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @full_like() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<2.5> : tensor<f32>
  %y = layer.ops.full_like %x0, %x1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[2.5, 2.5, 2.5], [2.5, 2.5, 2.5]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @stop_gradient() {
  %x0 = arith.constant dense<[1.5, -2.0]> : tensor<2xf32>
  %y = layer.ops.stop_gradient %x0 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[1.5, -2.0]> : tensor<2xf32> : tensor<2xf32>
  return
}
