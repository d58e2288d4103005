// CategoryEncoding: every output mode, weights, types and ranks.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @counted
// CHECK: layer.category_encoding %{{.*}} {num_tokens = 10 : i64, output_mode = "count"}
// LOWER-LABEL: func @counted
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
func.func @counted(%x: tensor<?x4xi32>) -> tensor<?x10xf32> {
  %y = layer.category_encoding %x {num_tokens = 10 : i64, output_mode = "count"} : (tensor<?x4xi32>) -> tensor<?x10xf32>
  return %y : tensor<?x10xf32>
}

func.func @one_hot() {
  %a0 = arith.constant dense<[[0, 3, 3], [-1, 4, 1]]> : tensor<2x3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"}
    : (tensor<2x3xi32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @multi_hot() {
  %a0 = arith.constant dense<[[0, 3, 3], [-1, 4, 1]]> : tensor<2x3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "multi_hot"}
    : (tensor<2x3xi32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @count() {
  %a0 = arith.constant dense<[[0, 3, 3], [-1, 4, 1]]> : tensor<2x3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "count"}
    : (tensor<2x3xi32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 0.0, 2.0], [0.0, 1.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @weights() {
  %a0 = arith.constant dense<[[0, 3, 3], [-1, 4, 1]]> : tensor<2x3xi32>
  %a1 = arith.constant dense<[[0.5, 0.25, 2.0], [1.0, 1.0, 3.0]]> : tensor<2x3xf32>
  %y = layer.category_encoding %a0, %a1 {num_tokens = 4 : i64, output_mode = "count"}
    : (tensor<2x3xi32>, tensor<2x3xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.5, 0.0, 0.0, 2.25], [0.0, 3.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @one_hot_without_last() {
  %a0 = arith.constant dense<[[0], [-1]]> : tensor<2x1xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"}
    : (tensor<2x1xi32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @one_hot_of_batch() {
  %a0 = arith.constant dense<[0, 3, 3]> : tensor<3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"}
    : (tensor<3xi32>) -> tensor<3x4xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @count_of_batch() {
  %a0 = arith.constant dense<[0, 3, 3]> : tensor<3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "count"}
    : (tensor<3xi32>) -> tensor<4xf32>
  check.expect_close %y, dense<[1.0, 0.0, 0.0, 2.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

func.func @three_dimensions() {
  %a0 = arith.constant dense<[[[0, 3, 3], [-1, 4, 1]]]> : tensor<1x2x3xi32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "multi_hot"}
    : (tensor<1x2x3xi32>) -> tensor<1x3x4xf32>
  check.expect_close %y, dense<[[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0]]]> : tensor<1x3x4xf32> : tensor<1x3x4xf32>
  return
}

func.func @wide() {
  %a0 = arith.constant dense<[[0, 3, 3], [-1, 4, 1]]> : tensor<2x3xi64>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"}
    : (tensor<2x3xi64>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @one_hot_of_floats() {
  %a0 = arith.constant dense<[[0.5, 1.0, 2.7], [-0.5, 0x7FC00000, 3.0]]> : tensor<2x3xf32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "one_hot"}
    : (tensor<2x3xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @multi_hot_of_floats() {
  %a0 = arith.constant dense<[[0.5, 1.0, 2.7], [-0.5, 0x7FC00000, 3.0]]> : tensor<2x3xf32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "multi_hot"}
    : (tensor<2x3xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @count_of_floats() {
  %a0 = arith.constant dense<[[0.5, 1.0, 2.7], [-0.5, 0x7FC00000, 3.0]]> : tensor<2x3xf32>
  %y = layer.category_encoding %a0 {num_tokens = 4 : i64, output_mode = "count"}
    : (tensor<2x3xf32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}
