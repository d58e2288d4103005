// IntegerLookup: special tokens, output modes, back to tokens.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @lookup
// CHECK: layer.integer_lookup %{{.*}} {vocabulary = array<i64: 12, 36>}
// LOWER-LABEL: func @lookup
// LOWER: arith.constant dense<[12, 36]> : tensor<2xi64>
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
func.func @lookup(%x: tensor<?x4xi64>) -> tensor<?x4xi64> {
  %y = layer.integer_lookup %x {vocabulary = array<i64: 12, 36>} : (tensor<?x4xi64>) -> tensor<?x4xi64>
  return %y : tensor<?x4xi64>
}

func.func @plain() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>} : (tensor<2x3xi64>) -> tensor<2x3xi64>
  check.expect_close %y, dense<[[1, 2, 3], [0, 0, 0]]> : tensor<2x3xi64> : tensor<2x3xi64>
  return
}

func.func @three_unknown() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, num_oov_indices = 3 : i64} : (tensor<2x3xi64>) -> tensor<2x3xi64>
  check.expect_close %y, dense<[[3, 4, 5], [1, 2, 0]]> : tensor<2x3xi64> : tensor<2x3xi64>
  return
}

func.func @mask() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, mask_token = 0 : i64} : (tensor<2x3xi64>) -> tensor<2x3xi64>
  check.expect_close %y, dense<[[2, 3, 4], [1, 1, 0]]> : tensor<2x3xi64> : tensor<2x3xi64>
  return
}

func.func @mask_two_unknown() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, mask_token = 0 : i64, num_oov_indices = 2 : i64} : (tensor<2x3xi64>) -> tensor<2x3xi64>
  check.expect_close %y, dense<[[3, 4, 5], [2, 2, 0]]> : tensor<2x3xi64> : tensor<2x3xi64>
  return
}

func.func @one_hot() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, output_mode = "one_hot"} : (tensor<2x3xi64>) -> tensor<2x3x4xi64>
  check.expect_close %y, dense<[[[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], [[1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]]> : tensor<2x3x4xi64> : tensor<2x3x4xi64>
  return
}

func.func @multi_hot_mask() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, output_mode = "multi_hot", mask_token = 0 : i64} : (tensor<2x3xi64>) -> tensor<2x4xi64>
  check.expect_close %y, dense<[[0, 1, 1, 1], [1, 0, 0, 0]]> : tensor<2x4xi64> : tensor<2x4xi64>
  return
}

func.func @count() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, output_mode = "count"} : (tensor<2x3xi64>) -> tensor<2x4xi64>
  check.expect_close %y, dense<[[0, 1, 1, 1], [3, 0, 0, 0]]> : tensor<2x4xi64> : tensor<2x4xi64>
  return
}

func.func @padded() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, output_mode = "multi_hot", max_tokens = 8 : i64, pad_to_max_tokens = true} : (tensor<2x3xi64>) -> tensor<2x8xi64>
  check.expect_close %y, dense<[[0, 1, 1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]]> : tensor<2x8xi64> : tensor<2x8xi64>
  return
}

func.func @tf_idf() {
  %x = arith.constant dense<[[5, 7, 9], [1, -1, 0]]> : tensor<2x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, output_mode = "tf_idf", idf_weights = array<f64: 0.5, 0.25, 2.0>} : (tensor<2x3xi64>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[0.0, 0.5, 0.25, 2.0], [2.75, 0.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @inverse() {
  %x = arith.constant dense<[[0, 1, 2], [3, 4, 5], [-1, 9, 2]]> : tensor<3x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, invert = true} : (tensor<3x3xi64>) -> tensor<3x3xi64>
  check.expect_close %y, dense<[[-1, 5, 7], [9, -1, -1], [-1, -1, 7]]> : tensor<3x3xi64> : tensor<3x3xi64>
  return
}

func.func @inverse_mask() {
  %x = arith.constant dense<[[0, 1, 2], [3, 4, 5], [-1, 9, 2]]> : tensor<3x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, invert = true, mask_token = 0 : i64, num_oov_indices = 2 : i64} : (tensor<3x3xi64>) -> tensor<3x3xi64>
  check.expect_close %y, dense<[[0, -1, -1], [5, 7, 9], [-1, -1, -1]]> : tensor<3x3xi64> : tensor<3x3xi64>
  return
}

func.func @all_known() {
  %x = arith.constant dense<[[5, 7, 9]]> : tensor<1x3xi64>
  %y = layer.integer_lookup %x {vocabulary = array<i64: 5, 7, 9>, num_oov_indices = 0 : i64} : (tensor<1x3xi64>) -> tensor<1x3xi64>
  check.expect_close %y, dense<[[0, 1, 2]]> : tensor<1x3xi64> : tensor<1x3xi64>
  return
}

func.func @floats_and_special_tokens() {
  %x = arith.constant dense<[[5.7, 7.0]]> : tensor<1x2xf32>
  %y = layer.integer_lookup %x {vocabulary = array<i64: -1, 5, 7, 9>} : (tensor<1x2xf32>) -> tensor<1x2xi64>
  check.expect_close %y, dense<[[1, 2]]> : tensor<1x2xi64> : tensor<1x2xi64>
  return
}
