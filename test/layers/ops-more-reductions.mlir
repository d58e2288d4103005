// Reductions that are other reductions by another name, or start otherwise.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @all
// CHECK: layer.ops.all %{{.*}} {{{.*}}} : (tensor<2x2xf32>) -> tensor<2xi1>
func.func @all() {
  %x0 = arith.constant dense<[[1.0, 0.0], [2.0, 0x7FC00000]]> : tensor<2x2xf32>
  %y = layer.ops.all %x0 {axis = array<i64: 1>} : (tensor<2x2xf32>) -> tensor<2xi1>
  check.expect_close %y, dense<[false, true]> : tensor<2xi1> : tensor<2xi1>
  return
}

func.func @amax() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.amax %x0 {axis = array<i64: 0>, keepdims = true} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  check.expect_close %y, dense<[[3.0, 4.0, 5.0]]> : tensor<1x3xf32> : tensor<1x3xf32>
  return
}

func.func @amin() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.amin %x0 {axis = array<i64: 0>, keepdims = true} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 2.0]]> : tensor<1x3xf32> : tensor<1x3xf32>
  return
}

func.func @nansum() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000]]> : tensor<2x3xf32>
  %y = layer.ops.nansum %x0 {axis = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[1.0, 4.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @nanprod() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000]]> : tensor<2x3xf32>
  %y = layer.ops.nanprod %x0 {axis = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[4.0, 1.0, -1.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @ptp() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = layer.ops.ptp %x0 {axis = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  check.expect_close %y, dense<[2.0, 2.0]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @vdot() {
  %x0 = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %y = layer.ops.vdot %x0, %x1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  check.expect_close %y, dense<70.0> : tensor<f32> : tensor<f32>
  return
}

func.func @nanmax() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<3x3xf32>
  %y = layer.ops.nanmax %x0 {axis = array<i64: 1>} : (tensor<3x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.0, 4.0, 0x7FC00000]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @nanmin() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<3x3xf32>
  %y = layer.ops.nanmin %x0 {axis = array<i64: 0>} : (tensor<3x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[4.0, 0.5, -1.0]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @nanmax_of_integers() {
  %x0 = arith.constant dense<[[1, 5], [-7, -3]]> : tensor<2x2xi32>
  %y = layer.ops.nanmax %x0 {axis = array<i64: 1>} : (tensor<2x2xi32>) -> tensor<2xi32>
  check.expect_close %y, dense<[5, -3]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @nanmean() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<3x3xf32>
  %y = layer.ops.nanmean %x0 {axis = array<i64: 1>, keepdims = true} : (tensor<3x3xf32>) -> tensor<3x1xf32>
  check.expect_close %y, dense<[[0.5], [2.25], [0x7FC00000]]> : tensor<3x1xf32> : tensor<3x1xf32>
  return
}

func.func @nanvar() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<3x3xf32>
  %y = layer.ops.nanvar %x0 {axis = array<i64: 1>} : (tensor<3x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[2.25, 3.0625, 0x7FC00000]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @nanstd() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]> : tensor<3x3xf32>
  %y = layer.ops.nanstd %x0 {axis = array<i64: 1>} : (tensor<3x3xf32>) -> tensor<3xf32>
  check.expect_close %y, dense<[1.5, 1.75, 0x7FC00000]> : tensor<3xf32> : tensor<3xf32>
  return
}

func.func @nanmean_of_integers() {
  %x0 = arith.constant dense<[[1, 5], [-7, -4]]> : tensor<2x2xi32>
  %y = layer.ops.nanmean %x0 {axis = array<i64: 1>} : (tensor<2x2xi32>) -> tensor<2xf32>
  check.expect_close %y, dense<[3.0, -5.5]> : tensor<2xf32> : tensor<2xf32>
  return
}

func.func @nancumsum() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000]]> : tensor<2x3xf32>
  %y = layer.ops.nancumsum %x0 {axis = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[0.0, 2.0, 1.0], [4.0, 4.5, 4.5]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @nancumprod() {
  %x0 = arith.constant dense<[[0x7FC00000, 2.0, -1.0], [4.0, 0.5, 0x7FC00000]]> : tensor<2x3xf32>
  %y = layer.ops.nancumprod %x0 : (tensor<2x3xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[1.0, 2.0, -2.0, -8.0, -4.0, -4.0]> : tensor<6xf32> : tensor<6xf32>
  return
}
