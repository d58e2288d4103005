// Activation: every activation of Keras, on ordinary numbers and on NaN, infinities, zeros, huge numbers and denormals.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @activation
// CHECK: layer.activation %{{.*}} {activation = "softplus"}
// LOWER-LABEL: func @activation
// max(x, 0) + log1p(exp(-|x|))
// LOWER: math.absf
// LOWER: arith.negf
// LOWER: math.exp
// LOWER: math.log1p
// LOWER: arith.maximumf
// LOWER: arith.addf
func.func @activation(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.activation %x {activation = "softplus"} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// The largest element starts at -inf, so that a row of -inf is right.
// CHECK-LABEL: func @softmax
// CHECK: layer.activation %{{.*}} {activation = "softmax"}
// LOWER-LABEL: func @softmax
// LOWER: %[[START:.*]] = linalg.fill ins(%{{.*}} : f32) outs(%{{.*}} : tensor<?xf32>)
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%{{.*}} : tensor<?x3xf32>) outs(%[[START]]
// LOWER: arith.maximumf
// LOWER: math.exp
// LOWER: arith.divf
func.func @softmax(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.activation %x {activation = "softmax"} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @elements() {
  %x = arith.constant dense<[[-20.0, -4.0, -1.5, -1.0, -0.5, -0.1, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0xFF800000, 0.0, -0.0, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, -1.0e-40, 88.9]]> : tensor<2x12xf32>
  %celu = layer.activation %x {activation = "celu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %celu, dense<[[-1.0, -0.9816844, -0.77686983, -0.63212055, -0.39346933, -0.09516256, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, -1.0, 0.0, 0.0, 1.0e+10, -1.0, 3.0e+38, -1.0, 0.0, 0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %elu = layer.activation %x {activation = "elu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %elu, dense<[[-1.0, -0.9816844, -0.77686983, -0.63212055, -0.39346933, -0.09516256, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, -1.0, 0.0, -0.0, 1.0e+10, -1.0, 3.0e+38, -1.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %exponential = layer.activation %x {activation = "exponential"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %exponential, dense<[[2.0611537e-09, 0.01831564, 0.22313017, 0.36787945, 0.60653067, 0.9048374, 1.105171, 1.6487212, 2.7182817, 4.481689, 54.598152, 1096.6332], [0x7FC00000, 0x7F800000, 0.0, 1.0, 1.0, 0x7F800000, 0.0, 0x7F800000, 0.0, 1.0, 1.0, 0x7F800000]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %gelu = layer.activation %x {activation = "gelu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %gelu, dense<[[-0.0, -0.00012668503, -0.10021083, -0.15865527, -0.15426877, -0.04601722, 0.053982783, 0.34573123, 0.8413447, 1.3997892, 3.9998734, 7.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %hard_shrink = layer.activation %x {activation = "hard_shrink"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %hard_shrink, dense<[[-20.0, -4.0, -1.5, -1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.5, 4.0, 7.0], [0.0, 0x7F800000, 0xFF800000, 0.0, 0.0, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 0.0, 0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %hard_sigmoid = layer.activation %x {activation = "hard_sigmoid"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %hard_sigmoid, dense<[[0.0, 0.0, 0.25, 0.33333334, 0.4166667, 0.48333335, 0.51666665, 0.5833334, 0.6666667, 0.75, 1.0, 1.0], [0x7FC00000, 1.0, 0.0, 0.5, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.5, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %hard_silu = layer.activation %x {activation = "hard_silu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %hard_silu, dense<[[-0.0, -0.0, -0.375, -0.33333334, -0.20833334, -0.048333336, 0.051666666, 0.2916667, 0.6666667, 1.125, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %hard_swish = layer.activation %x {activation = "hard_swish"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %hard_swish, dense<[[-0.0, -0.0, -0.375, -0.33333334, -0.20833334, -0.048333336, 0.051666666, 0.2916667, 0.6666667, 1.125, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %hard_tanh = layer.activation %x {activation = "hard_tanh"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %hard_tanh, dense<[[-1.0, -1.0, -1.0, -1.0, -0.5, -0.1, 0.1, 0.5, 1.0, 1.0, 1.0, 1.0], [0x7FC00000, 1.0, -1.0, 0.0, -0.0, 1.0, -1.0, 1.0, -1.0, 0.0, -0.0, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %leaky_relu = layer.activation %x {activation = "leaky_relu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %leaky_relu, dense<[[-4.0, -0.8, -0.3, -0.2, -0.1, -0.020000001, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0xFF800000, 0.0, -0.0, 1.0e+10, -2.0e+09, 3.0e+38, -6.0e+37, 1.0e-40, -1.0e-40, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %log_sigmoid = layer.activation %x {activation = "log_sigmoid"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %log_sigmoid, dense<[[-20.0, -4.01815, -1.7014133, -1.3132617, -0.974077, -0.7443967, -0.64439666, -0.474077, -0.3132617, -0.20141329, -0.01814993, -0.0009114665], [0x7FC00000, -0.0, 0xFF800000, -0.6931472, -0.6931472, -0.0, -1.0e+10, -0.0, -3.0e+38, -0.6931472, -0.6931472, -0.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %mish = layer.activation %x {activation = "mish"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %mish, dense<[[-4.1223075e-08, -0.07259174, -0.2980997, -0.30340144, -0.22074378, -0.056788575, 0.06317942, 0.37524524, 0.8650985, 1.4033782, 3.9974127, 6.999989], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %relu = layer.activation %x {activation = "relu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %relu, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0.0, 0.0, 0.0, 1.0e+10, 0.0, 3.0e+38, 0.0, 0.0, 0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %relu6 = layer.activation %x {activation = "relu6"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %relu6, dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.5, 1.0, 1.5, 4.0, 6.0], [0x7FC00000, 6.0, 0.0, 0.0, 0.0, 6.0, 0.0, 6.0, 0.0, 0.0, 0.0, 6.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %selu = layer.activation %x {activation = "selu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %selu, dense<[[-1.7580993, -1.7258987, -1.3658143, -1.1113307, -0.6917582, -0.16730525, 0.10507011, 0.5253505, 1.050701, 1.5760515, 4.202804, 7.354907], [0x7FC00000, 0x7F800000, -1.7580993, 0.0, -0.0, 1.050701e+10, -1.7580993, 3.152103e+38, -1.7580993, 0.0, -0.0, 93.407326]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %sigmoid = layer.activation %x {activation = "sigmoid"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %sigmoid, dense<[[2.0611537e-09, 0.01798621, 0.18242553, 0.26894143, 0.37754068, 0.4750208, 0.5249792, 0.62245935, 0.7310586, 0.81757444, 0.98201376, 0.999089], [0x7FC00000, 1.0, 0.0, 0.5, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.5, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %silu = layer.activation %x {activation = "silu"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %silu, dense<[[-4.1223075e-08, -0.07194484, -0.2736383, -0.26894143, -0.18877034, -0.04750208, 0.05249792, 0.31122968, 0.7310586, 1.2263616, 3.928055, 6.993623], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %soft_shrink = layer.activation %x {activation = "soft_shrink"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %soft_shrink, dense<[[-19.5, -3.5, -1.0, -0.5, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 3.5, 6.5], [0.0, 0x7F800000, 0xFF800000, 0.0, 0.0, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 0.0, 0.0, 88.4]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %softplus = layer.activation %x {activation = "softplus"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %softplus, dense<[[2.0611537e-09, 0.01814993, 0.20141329, 0.3132617, 0.474077, 0.64439666, 0.7443967, 0.974077, 1.3132617, 1.7014133, 4.01815, 7.000911], [0x7FC00000, 0x7F800000, 0.0, 0.6931472, 0.6931472, 1.0e+10, 0.0, 3.0e+38, 0.0, 0.6931472, 0.6931472, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %softsign = layer.activation %x {activation = "softsign"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %softsign, dense<[[-0.95238096, -0.8, -0.6, -0.5, -0.33333334, -0.09090909, 0.09090909, 0.33333334, 0.5, 0.6, 0.8, 0.875], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0.0, -0.0, 1.0, -1.0, 1.0, -1.0, 0.0, -0.0, 0.9888765]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %sparse_plus = layer.activation %x {activation = "sparse_plus"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %sparse_plus, dense<[[0.0, 0.0, 0.0, 0.0, 0.0625, 0.20249999, 0.3025, 0.5625, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0.0, 0.25, 0.25, 1.0e+10, 0.0, 3.0e+38, 0.0, 0.25, 0.25, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %sparse_sigmoid = layer.activation %x {activation = "sparse_sigmoid"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %sparse_sigmoid, dense<[[0.0, 0.0, 0.0, 0.0, 0.25, 0.45, 0.55, 0.75, 1.0, 1.0, 1.0, 1.0], [0x7FC00000, 1.0, 0.0, 0.5, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.5, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %squareplus = layer.activation %x {activation = "squareplus"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %squareplus, dense<[[0.04987526, 0.23606801, 0.5, 0.618034, 0.7807764, 0.9512492, 1.0512491, 1.2807764, 1.618034, 2.0, 4.236068, 7.1400547], [0x7FC00000, 0x7F800000, 0x7FC00000, 1.0, 1.0, 1.0e+10, 0.0, 0x7F800000, 0x7F800000, 1.0, 1.0, 88.911255]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %swish = layer.activation %x {activation = "swish"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %swish, dense<[[-4.1223075e-08, -0.07194484, -0.2736383, -0.26894143, -0.18877034, -0.04750208, 0.05249792, 0.31122968, 0.7310586, 1.2263616, 3.928055, 6.993623], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %tanh = layer.activation %x {activation = "tanh"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %tanh, dense<[[-1.0, -0.9993292, -0.9051482, -0.7615942, -0.46211717, -0.09966799, 0.09966799, 0.46211717, 0.7615942, 0.9051482, 0.9993292, 0.99999833], [0x7FC00000, 1.0, -1.0, 0.0, -0.0, 1.0, -1.0, 1.0, -1.0, 1.0e-40, -1.0e-40, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %tanh_shrink = layer.activation %x {activation = "tanh_shrink"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %tanh_shrink, dense<[[-19.0, -3.000671, -0.5948518, -0.23840582, -0.037882835, -0.00033201277, 0.00033201277, 0.037882835, 0.23840582, 0.5948518, 3.000671, 6.000002], [0x7FC00000, 0x7F800000, 0xFF800000, 0.0, 0.0, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 0.0, 0.0, 87.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %gelu_tanh = layer.activation %x {activation = "gelu_tanh"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %gelu_tanh, dense<[[-0.0, -7.009506e-05, -0.10042843, -0.15880796, -0.154286, -0.046017252, 0.053982753, 0.345714, 0.841192, 1.3995715, 3.99993, 7.0], [0x7FC00000, 0x7F800000, 0x7FC00000, 0.0, -0.0, 1.0e+10, -0.0, 3.0e+38, -0.0, 0.0, -0.0, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %keras2_hard_sigmoid = layer.activation %x {activation = "keras2_hard_sigmoid"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %keras2_hard_sigmoid, dense<[[0.0, 0.0, 0.19999999, 0.3, 0.4, 0.48, 0.52, 0.6, 0.7, 0.8, 1.0, 1.0], [0x7FC00000, 1.0, 0.0, 0.5, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.5, 1.0]]> : tensor<2x12xf32> : tensor<2x12xf32>
  %linear = layer.activation %x {activation = "linear"} : (tensor<2x12xf32>) -> tensor<2x12xf32>
  check.expect_close %linear, dense<[[-20.0, -4.0, -1.5, -1.0, -0.5, -0.1, 0.1, 0.5, 1.0, 1.5, 4.0, 7.0], [0x7FC00000, 0x7F800000, 0xFF800000, 0.0, -0.0, 1.0e+10, -1.0e+10, 3.0e+38, -3.0e+38, 1.0e-40, -1.0e-40, 88.9]]> : tensor<2x12xf32> : tensor<2x12xf32>
  return
}

func.func @rows() {
  %x = arith.constant dense<[[0.3, -1.2, 2.0, 0.1], [0.3, 0x7FC00000, 2.0, 0.1], [0.3, 0x7F800000, 2.0, 0.1], [0.3, 0xFF800000, 2.0, 0.1], [0.3, 0.0, 2.0, 0.1], [0.3, 3.0e+38, 2.0, 0.1], [0.3, -3.0e+38, 2.0, 0.1], [0.3, 1.0e-40, 2.0, 0.1], [0.3, 88.9, 2.0, 0.1], [2.0, 2.0, 2.0, 2.0], [0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000], [0x7F800000, 0x7F800000, 0x7F800000, 0x7F800000], [0.4, 0.3, 0.35, -5.0]]> : tensor<13x4xf32>
  %softmax = layer.activation %x {activation = "softmax"} : (tensor<13x4xf32>) -> tensor<13x4xf32>
  check.expect_close %softmax, dense<[[0.1330529, 0.029688114, 0.7283246, 0.1089345], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0.13712384, 0.0, 0.75060874, 0.11226751], [0.124478795, 0.092216164, 0.6813904, 0.10191462], [0.0, 1.0, 0.0, 0.0], [0.13712384, 0.0, 0.75060874, 0.11226751], [0.124478795, 0.092216164, 0.6813904, 0.10191462], [0.0, 1.0, 1.8189001e-38, 0.0], [0.25, 0.25, 0.25, 0.25], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0.34957907, 0.31631222, 0.33252987, 0.001578902]]> : tensor<13x4xf32> : tensor<13x4xf32>
  %log_softmax = layer.activation %x {activation = "log_softmax"} : (tensor<13x4xf32>) -> tensor<13x4xf32>
  check.expect_close %log_softmax, dense<[[-2.0170085, -3.5170085, -0.3170085, -2.2170086], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [-1.9868708, 0xFF800000, -0.28687078, -2.1868708], [-2.0836198, -2.3836198, -0.38361987, -2.2836199], [-3.0e+38, 0.0, -3.0e+38, -3.0e+38], [-1.9868708, -3.0e+38, -0.28687078, -2.1868708], [-2.0836198, -2.3836198, -0.38361987, -2.2836199], [-88.6, 0.0, -86.9, -88.8], [-1.3862944, -1.3862944, -1.3862944, -1.3862944], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [-1.0510256, -1.1510257, -1.1010256, -6.451026]]> : tensor<13x4xf32> : tensor<13x4xf32>
  %sparsemax = layer.activation %x {activation = "sparsemax"} : (tensor<13x4xf32>) -> tensor<13x4xf32>
  check.expect_close %sparsemax, dense<[[0.0, 0.0, 1.0, 0.0], [0.0, 0x7FC00000, 1.0, 0.0], [0x7F800000, 0x7F800000, 0x7F800000, 0x7F800000], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0x7F800000, 0x7F800000, 0x7F800000, 0x7F800000], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [0x7F800000, 0x7F800000, 0x7F800000, 0x7F800000], [5.9604645e-08, 0.0, 0.0, 0.0]]> : tensor<13x4xf32> : tensor<13x4xf32>
  %glu = layer.activation %x {activation = "glu"} : (tensor<13x4xf32>) -> tensor<13x2xf32>
  check.expect_close %glu, dense<[[0.26423913, -0.629975], [0.26423913, 0x7FC00000], [0.26423913, 0x7F800000], [0.26423913, 0xFF800000], [0.26423913, 0.0], [0.26423913, 1.5749375e+38], [0.26423913, -1.5749375e+38], [0.26423913, 0.0], [0.26423913, 46.67065], [1.761594, 1.761594], [0x7FC00000, 0x7FC00000], [0x7F800000, 0x7F800000], [0.23464704, 0.0020078553]]> : tensor<13x2xf32> : tensor<13x2xf32>
  return
}

func.func @rows_of_rank_three() {
  %x = arith.constant dense<[[[-2.5, -0.4, 1.7, -1.3], [0.8, -2.2, -0.1, 2.0], [-1.0, 1.1, -1.9, 0.2]], [[2.3, -0.7, 1.4, -1.6], [0.5, -2.5, -0.4, 1.7], [-1.3, 0.8, -2.2, -0.1]]]> : tensor<2x3x4xf32>
  %softmax = layer.activation %x {activation = "softmax"} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %softmax, dense<[[[0.012630632, 0.10314385, 0.84229034, 0.041935164], [0.20935945, 0.010423396, 0.08511922, 0.6950979], [0.07756234, 0.6333872, 0.031534493, 0.25751603]], [[0.6772321, 0.033717398, 0.27534202, 0.01370847], [0.20935945, 0.010423396, 0.085119195, 0.6950979], [0.07756234, 0.6333872, 0.031534493, 0.25751603]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  %log_softmax = layer.activation %x {activation = "log_softmax"} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %log_softmax, dense<[[[-4.37163, -2.2716305, -0.17163049, -3.1716304], [-1.5637026, -4.5637026, -2.4637024, -0.36370254], [-2.5566733, -0.45667332, -3.4566734, -1.3566734]], [[-0.3897412, -3.3897412, -1.2897412, -4.2897415], [-1.5637026, -4.5637026, -2.4637027, -0.36370254], [-2.5566733, -0.45667332, -3.4566734, -1.3566734]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  %sparsemax = layer.activation %x {activation = "sparsemax"} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %sparsemax, dense<[[[0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.39999998, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.55, 0.0, 0.0]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  %glu = layer.activation %x {activation = "glu"} : (tensor<2x3x4xf32>) -> tensor<2x3x2xf32>
  check.expect_close %glu, dense<[[[-2.113837, -0.085666016], [0.38001665, -1.9377536], [-0.13010848, 0.6048174]], [[1.845023, -0.11758713], [0.20065618, -2.113837], [-0.12967563, 0.38001665]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}
