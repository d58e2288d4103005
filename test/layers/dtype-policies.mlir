// Layers in half types and in float64: sums that leave the half's range on the way, results rounded once (ties to even), variables in
// float32, tables of halves, double's full precision.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// Partial sums of 340000 and products of 90000: the first is no overflow, the second is one.
// CHECK-LABEL: func @dense
// CHECK: layer.dense {{.*}}layer.dtype = "float16"{{.*}} : (tensor<2x4xf16>, tensor<4x1xf16>, tensor<1xf16>) -> tensor<2x1xf16>
func.func @dense() {
  %x = arith.constant dense<[[1000.0, 1000.0, -2000.0, 0.5], [300.0, 0.0, 0.0, 0.0]]> : tensor<2x4xf16>
  %w = arith.constant dense<[[300.0], [40.0], [170.0], [1.0]]> : tensor<4x1xf16>
  %b = arith.constant dense<[0.25]> : tensor<1xf16>
  %y = layer.dense %x, %w, %b {units = 1, layer.dtype = "float16"} : (tensor<2x4xf16>, tensor<4x1xf16>, tensor<1xf16>) -> tensor<2x1xf16>
  check.expect_close %y, dense<[[0.75], [0x7C00]]> : tensor<2x1xf16> {atol = 0.0, rtol = 0.0} : tensor<2x1xf16>
  return
}

// 1 + 2^-8 and 1 + 2^-7 + 2^-8 lie in the middle; 3e38 + 3e38 is too large; -2^-133 is the smallest number.
func.func @add() {
  %x = arith.constant dense<[1.0, 1.0078125, 3.0e38, -9.183549615799121e-41]> : tensor<4xbf16>
  %y = arith.constant dense<[0.00390625, 0.00390625, 3.0e38, 0.0]> : tensor<4xbf16>
  %z = layer.add %x, %y {layer.dtype = "bfloat16"} : (tensor<4xbf16>, tensor<4xbf16>) -> tensor<4xbf16>
  check.expect_close %z, dense<[1.0, 1.015625, 0x7F80, -9.183549615799121e-41]> : tensor<4xbf16> {atol = 0.0, rtol = 0.0} : tensor<4xbf16>
  return
}

func.func @layer_normalization() {
  %x = arith.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xbf16>
  %one = arith.constant dense<1.0> : tensor<4xf32>
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %y = layer.layer_normalization %x, %one, %zero {layer.dtype = "mixed_bfloat16"} : (tensor<1x4xbf16>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4xbf16>
  check.expect_close %y, dense<[[-1.34375, -0.447265625, 0.447265625, 1.34375]]> : tensor<1x4xbf16> {atol = 0.0, rtol = 0.0} : tensor<1x4xbf16>
  return
}

// The table stays in float32; what is picked is rounded. An id that the table does not have is NaN.
func.func @embedding() {
  %ids = arith.constant dense<[1, 0, 7]> : tensor<3xui8>
  %w = arith.constant dense<[[0.1], [65520.0]]> : tensor<2x1xf32>
  %y = layer.embedding %ids, %w {input_dim = 2, output_dim = 1, layer.dtype = "mixed_float16"} : (tensor<3xui8>, tensor<2x1xf32>) -> tensor<3x1xf16>
  check.expect_close %y, dense<[[0x7C00], [0.0999755859375], [0x7E00]]> : tensor<3x1xf16> {atol = 0.0, rtol = 0.0} : tensor<3x1xf16>
  return
}

func.func @doubles() {
  %x = arith.constant dense<[[0.0, 1.0, 2.0]]> : tensor<1x3xf64>
  %y = layer.softmax %x {layer.dtype = "float64"} : (tensor<1x3xf64>) -> tensor<1x3xf64>
  check.expect_close %y, dense<[[0.09003057317038046, 0.24472847105479764, 0.66524095577482190]]> : tensor<1x3xf64> {atol = 0.0, rtol = 1.0e-15} : tensor<1x3xf64>
  %z = layer.activation %x {activation = "tanh", layer.dtype = "float64"} : (tensor<1x3xf64>) -> tensor<1x3xf64>
  check.expect_close %z, dense<[[0.0, 0.76159415595576489, 0.96402758007581690]]> : tensor<1x3xf64> {atol = 0.0, rtol = 1.0e-15} : tensor<1x3xf64>
  return
}

// Integers in, floats of the policy out.
func.func @integers() {
  %x = arith.constant dense<[[0, 255, 128]]> : tensor<1x3xui8>
  %y = layer.rescaling %x {scale = dense<0.5> : tensor<f64>, offset = dense<-1.0> : tensor<f64>, layer.dtype = "bfloat16"} : (tensor<1x3xui8>) -> tensor<1x3xbf16>
  check.expect_close %y, dense<[[-1.0, 126.5, 63.0]]> : tensor<1x3xbf16> {atol = 0.0, rtol = 0.0} : tensor<1x3xbf16>
  %z = layer.ops.cast %x {dtype = "float16"} : (tensor<1x3xui8>) -> tensor<1x3xf16>
  check.expect_close %z, dense<[[0.0, 255.0, 128.0]]> : tensor<1x3xf16> {atol = 0.0, rtol = 0.0} : tensor<1x3xf16>
  return
}
