// Embedding: ids of every type; ids outside of the table give NaN, negative ones count from its end.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @ids
// CHECK: layer.embedding %{{.*}} {input_dim = 100 : i64, output_dim = 8 : i64}
// LOWER-LABEL: func @ids
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]
// LOWER: arith.maxsi
// LOWER: arith.minsi
// LOWER: tensor.extract
func.func @ids(%x: tensor<?x?xi32>, %w: tensor<100x8xf32>) -> tensor<?x?x8xf32> {
  %y = layer.embedding %x, %w {input_dim = 100 : i64, output_dim = 8 : i64} : (tensor<?x?xi32>, tensor<100x8xf32>) -> tensor<?x?x8xf32>
  return %y : tensor<?x?x8xf32>
}

func.func @int32() {
  %a0 = arith.constant dense<[[0, 3, 4, -1], [2, -4, -5, 2147483647]]> : tensor<2x4xi32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.125, -0.375, 0.875], [0.375, -0.125, 1.125]]> : tensor<4x3xf32>
  %y = layer.embedding %a0, %a1 {input_dim = 4, output_dim = 3}
    : (tensor<2x4xi32>, tensor<4x3xf32>) -> tensor<2x4x3xf32>
  check.expect_close %y, dense<[[[-0.375, 0.875, 0.375], [0.375, -0.125, 1.125], [0x7FC00000, 0x7FC00000, 0x7FC00000], [0.375, -0.125, 1.125]], [[0.125, -0.375, 0.875], [-0.375, 0.875, 0.375], [0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]]> : tensor<2x4x3xf32> : tensor<2x4x3xf32>
  return
}

func.func @int64() {
  %a0 = arith.constant dense<[[1, 3], [-1, 7]]> : tensor<2x2xi64>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.125, -0.375, 0.875], [0.375, -0.125, 1.125]]> : tensor<4x3xf32>
  %y = layer.embedding %a0, %a1 {input_dim = 4, output_dim = 3}
    : (tensor<2x2xi64>, tensor<4x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-0.125, 1.125, 0.625], [0.375, -0.125, 1.125]], [[0.375, -0.125, 1.125], [0x7FC00000, 0x7FC00000, 0x7FC00000]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @int8() {
  %a0 = arith.constant dense<[[1, 3], [-1, 7]]> : tensor<2x2xi8>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.125, -0.375, 0.875], [0.375, -0.125, 1.125]]> : tensor<4x3xf32>
  %y = layer.embedding %a0, %a1 {input_dim = 4, output_dim = 3}
    : (tensor<2x2xi8>, tensor<4x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-0.125, 1.125, 0.625], [0.375, -0.125, 1.125]], [[0.375, -0.125, 1.125], [0x7FC00000, 0x7FC00000, 0x7FC00000]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @floats() {
  %a0 = arith.constant dense<[[0.9, -0.9, 1.7, 3.0], [0x7FC00000, 1.0e+12, -1.0e+12, 0x7F800000]]> : tensor<2x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.125, -0.375, 0.875], [0.375, -0.125, 1.125]]> : tensor<4x3xf32>
  %y = layer.embedding %a0, %a1 {input_dim = 4, output_dim = 3}
    : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x4x3xf32>
  check.expect_close %y, dense<[[[-0.375, 0.875, 0.375], [-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.375, -0.125, 1.125]], [[-0.375, 0.875, 0.375], [0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000]]]> : tensor<2x4x3xf32> : tensor<2x4x3xf32>
  return
}
