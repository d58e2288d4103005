// Narrow integers where Keras computes or sums in other types; the numbers are Keras's, on jax.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @matmul
// CHECK: -> tensor<2x2xi32>
// Products of int8 add up in int32.
func.func @matmul() {
  %x0 = arith.constant dense<[[100, -128], [127, 127]]> : tensor<2x2xi8>
  %x1 = arith.constant dense<[[127, 1], [-128, 2]]> : tensor<2x2xi8>
  %y = layer.ops.matmul %x0, %x1 : (tensor<2x2xi8>, tensor<2x2xi8>) -> tensor<2x2xi32>
  check.expect_close %y, dense<[[29084, -156], [-127, 381]]> : tensor<2x2xi32> : tensor<2x2xi32>
  return
}

func.func @einsum() {
  %x0 = arith.constant dense<[[100, -128], [127, 127]]> : tensor<2x2xi8>
  %x1 = arith.constant dense<[[127, 1], [-128, 2]]> : tensor<2x2xi8>
  %y = layer.ops.einsum %x0, %x1 {subscripts = "ij,jk->ik"} : (tensor<2x2xi8>, tensor<2x2xi8>) -> tensor<2x2xi32>
  check.expect_close %y, dense<[[29084, -156], [-127, 381]]> : tensor<2x2xi32> : tensor<2x2xi32>
  return
}

func.func @relu() {
  %x0 = arith.constant dense<[-5, 7, 100, -128, 127]> : tensor<5xi8>
  %y = layer.ops.relu %x0 : (tensor<5xi8>) -> tensor<5xi8>
  check.expect_close %y, dense<[0, 7, 100, 0, 127]> : tensor<5xi8> : tensor<5xi8>
  return
}

func.func @hard_tanh() {
  %x0 = arith.constant dense<[-5, 7, 100, -128, 127]> : tensor<5xi8>
  %y = layer.ops.hard_tanh %x0 : (tensor<5xi8>) -> tensor<5xi8>
  check.expect_close %y, dense<[-1, 1, 1, -1, 1]> : tensor<5xi8> : tensor<5xi8>
  return
}

// Compiled in no time, though Halide knows of what range int8 is.
func.func @arctan2() {
  %x0 = arith.constant dense<[-128, 0, 127]> : tensor<3xi8>
  %x1 = arith.constant dense<300.0> : tensor<f32>
  %y = layer.ops.arctan2 %x0, %x1 : (tensor<3xi8>, tensor<f32>) -> tensor<3xf32>
  check.expect_close %y, dense<[-0.40328148, 0.0, 0.400458127]> : tensor<3xf32> : tensor<3xf32>
  return
}
