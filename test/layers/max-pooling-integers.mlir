// The largest of integers: padding is the least number there is; what has no sign is compared without one.
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

func.func @least() {
  %x = arith.constant dense<[[[[-128], [-128]], [[-7], [-128]]]]> : tensor<1x2x2x1xi8>
  %y = layer.max_pooling2d %x {strides = array<i64: 1, 1>, padding = "same"} : (tensor<1x2x2x1xi8>) -> tensor<1x2x2x1xi8>
  check.expect_close %y, dense<[[[[-7], [-128]], [[-7], [-128]]]]> : tensor<1x2x2x1xi8> : tensor<1x2x2x1xi8>
  return
}

func.func @unsigned() {
  %x = arith.constant dense<[[[[0], [200]], [[130], [5]]]]> : tensor<1x2x2x1xui8>
  %y = layer.max_pooling2d %x {strides = array<i64: 1, 1>, padding = "same"} : (tensor<1x2x2x1xui8>) -> tensor<1x2x2x1xui8>
  check.expect_close %y, dense<[[[[200], [200]], [[130], [5]]]]> : tensor<1x2x2x1xui8> : tensor<1x2x2x1xui8>
  %z = layer.global_max_pooling2d %x {keepdims = true} : (tensor<1x2x2x1xui8>) -> tensor<1x1x1x1xui8>
  check.expect_close %z, dense<200> : tensor<1x1x1x1xui8> : tensor<1x1x1x1xui8>
  return
}

func.func @adaptive() {
  %x = arith.constant dense<[[[1], [65535], [3], [4]], [[5], [6], [7], [40000]]]> : tensor<2x4x1xui16>
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 2>} : (tensor<2x4x1xui16>) -> tensor<2x2x1xui16>
  check.expect_close %y, dense<[[[65535], [4]], [[6], [40000]]]> : tensor<2x2x1xui16> : tensor<2x2x1xui16>
  return
}

// 2^24 + 1 is no float32.
func.func @wide() {
  %x = arith.constant dense<[[[16777216], [16777217], [-2147483648], [-2147483648]]]> : tensor<1x4x1xi32>
  %y = layer.max_pooling1d %x : (tensor<1x4x1xi32>) -> tensor<1x2x1xi32>
  check.expect_close %y, dense<[[[16777217], [-2147483648]]]> : tensor<1x2x1xi32> : tensor<1x2x1xi32>
  return
}
