// Hashing: the digits' hash for every length of number and every type, masks, output modes; the numbers are TensorFlow's.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @hashing
// CHECK: layer.hashing %{{.*}} {mask_value = 0 : i64, num_bins = 10 : i64} : (tensor<?x4xi32>) -> tensor<?x4xi64>
func.func @hashing(%x: tensor<?x4xi32>) -> tensor<?x4xi64> {
  %y = layer.hashing %x {num_bins = 10, mask_value = 0} : (tensor<?x4xi32>) -> tensor<?x4xi64>
  return %y : tensor<?x4xi64>
}

func.func @lengths() {
  %x = arith.constant dense<[0, 7, -1, 42, -42, 123, 1234, -1234, 99999, 123456, 1234567, -1234567, 12345678, -12345678, 123456789, 2147483647, -2147483648]> : tensor<17xi32>
  %y = layer.hashing %x {num_bins = 1000000007} : (tensor<17xi32>) -> tensor<17xi64>
  check.expect_close %y, dense<[859788559, 386741321, 813956939, 917532362, 614026468, 822550316, 618853028, 683705604, 416141343, 273781840, 746605221, 298243069, 980357041, 611097544, 492632709, 464336399, 249632540]> : tensor<17xi64> : tensor<17xi64>
  return
}

func.func @long() {
  %x = arith.constant dense<[0, -5, 999, 12345678901, -12345678901, 123456789012345, 1234567890123456, 12345678901234567, -12345678901234567, 9223372036854775807, -9223372036854775808]> : tensor<11xi64>
  %y = layer.hashing %x {num_bins = 1000000007} : (tensor<11xi64>) -> tensor<11xi64>
  check.expect_close %y, dense<[859788559, 985805412, 116846896, 478877411, 183721048, 460756702, 966051395, 270977572, 154543377, 734228218, 754750623]> : tensor<11xi64> : tensor<11xi64>
  return
}

func.func @bytes() {
  %x = arith.constant dense<[0, -1, -128, 127, 5]> : tensor<5xi8>
  %y = layer.hashing %x {num_bins = 1000000007} : (tensor<5xi8>) -> tensor<5xi64>
  check.expect_close %y, dense<[859788559, 813956939, 457237566, 721805723, 335491693]> : tensor<5xi64> : tensor<5xi64>
  return
}

func.func @short() {
  %x = arith.constant dense<[0, -32768, 32767, -999]> : tensor<4xi16>
  %y = layer.hashing %x {num_bins = 1000000007} : (tensor<4xi16>) -> tensor<4xi64>
  check.expect_close %y, dense<[859788559, 294756085, 354082504, 648924368]> : tensor<4xi64> : tensor<4xi64>
  return
}

func.func @masked() {
  %x = arith.constant dense<[0, 3, -7, 1000, 3, 88]> : tensor<6xi32>
  %y = layer.hashing %x {num_bins = 7, mask_value = 3} : (tensor<6xi32>) -> tensor<6xi64>
  check.expect_close %y, dense<[2, 0, 3, 6, 0, 4]> : tensor<6xi64> : tensor<6xi64>
  return
}

func.func @one_hot() {
  %x = arith.constant dense<[[3, 8, 3], [-1, 0, 120]]> : tensor<2x3xi32>
  %y = layer.hashing %x {num_bins = 3, output_mode = "one_hot"} : (tensor<2x3xi32>) -> tensor<2x3x3xf32>
  check.expect_close %y, dense<[[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]]> : tensor<2x3x3xf32> : tensor<2x3x3xf32>
  return
}

func.func @multi_hot() {
  %x = arith.constant dense<[[3, 8, 3], [-1, 0, 120]]> : tensor<2x3xi32>
  %y = layer.hashing %x {num_bins = 3, output_mode = "multi_hot"} : (tensor<2x3xi32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @count() {
  %x = arith.constant dense<[[3, 8, 3], [-1, 0, 120]]> : tensor<2x3xi32>
  %y = layer.hashing %x {num_bins = 3, output_mode = "count"} : (tensor<2x3xi32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[2.0, 1.0, 0.0], [2.0, 1.0, 0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}
