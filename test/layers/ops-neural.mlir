// Functions of keras.ops.nn that are layers without variables.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @normalized
// CHECK: layer.ops.layer_norm %{{.*}}, %{{.*}} {has_beta} : (tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
func.func @normalized(%x: tensor<?x6xf32>, %b: tensor<6xf32>) -> tensor<?x6xf32> {
  %y = layer.ops.layer_norm %x, %b {has_beta} : (tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  return %y : tensor<?x6xf32>
}

func.func @max_pool() {
  %x0 = arith.constant dense<[[[[1.0, 2.0], [-3.0, 2.0], [-0.25, 0.0]], [[0.75, -1.25], [3.0, -2.75], [-1.5, -0.75]], [[0.5, -0.5], [-2.25, -2.75], [-3.0, -2.75]], [[-2.25, 3.0], [-2.0, 1.0], [1.5, -1.75]]]]> : tensor<1x4x3x2xf32>
  %y = layer.ops.max_pool %x0 {pool_size = array<i64: 2>} : (tensor<1x4x3x2xf32>) -> tensor<1x2x1x2xf32>
  check.expect_close %y, dense<[[[[3.0, 2.0]], [[0.5, 3.0]]]]> : tensor<1x2x1x2xf32> : tensor<1x2x1x2xf32>
  return
}

func.func @average_pool_same() {
  %x0 = arith.constant dense<[[[[1.0, 2.0], [-3.0, 2.0], [-0.25, 0.0]], [[0.75, -1.25], [3.0, -2.75], [-1.5, -0.75]], [[0.5, -0.5], [-2.25, -2.75], [-3.0, -2.75]], [[-2.25, 3.0], [-2.0, 1.0], [1.5, -1.75]]]]> : tensor<1x4x3x2xf32>
  %y = layer.ops.average_pool %x0 {pool_size = array<i64: 2>, strides = array<i64: 1, 2>, padding = "same"} : (tensor<1x4x3x2xf32>) -> tensor<1x4x2x2xf32>
  check.expect_close %y, dense<[[[[0.4375, 0.0], [-0.875, -0.375]], [[0.5, -1.8125], [-2.25, -1.75]], [[-1.5, 0.1875], [-0.75, -2.25]], [[-2.125, 2.0], [1.5, -1.75]]]]> : tensor<1x4x2x2xf32> : tensor<1x4x2x2xf32>
  return
}

func.func @adaptive_max_pool() {
  %x0 = arith.constant dense<[[[-1.25, -0.5], [-1.5, 3.0], [-2.0, 2.5], [1.75, 2.25], [-2.5, -0.75]]]> : tensor<1x5x2xf32>
  %y = layer.ops.adaptive_max_pool %x0 {output_size = array<i64: 2>} : (tensor<1x5x2xf32>) -> tensor<1x2x2xf32>
  check.expect_close %y, dense<[[[-1.25, 3.0], [1.75, 2.5]]]> : tensor<1x2x2xf32> : tensor<1x2x2xf32>
  return
}

func.func @adaptive_average_pool() {
  %x0 = arith.constant dense<[[[-1.25, -0.5], [-1.5, 3.0], [-2.0, 2.5], [1.75, 2.25], [-2.5, -0.75]]]> : tensor<1x5x2xf32>
  %y = layer.ops.adaptive_average_pool %x0 {output_size = array<i64: 3>} : (tensor<1x5x2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-1.375, 1.25], [-0.583333, 2.58333], [-0.375, 0.75]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @conv_groups() {
  %x0 = arith.constant dense<[[[[1.0, 2.0], [-3.0, 2.0], [-0.25, 0.0]], [[0.75, -1.25], [3.0, -2.75], [-1.5, -0.75]], [[0.5, -0.5], [-2.25, -2.75], [-3.0, -2.75]], [[-2.25, 3.0], [-2.0, 1.0], [1.5, -1.75]]]]> : tensor<1x4x3x2xf32>
  %x1 = arith.constant dense<[[[[0.75, 0.0]], [[1.0, 1.0]]], [[[1.0, -2.75]], [[2.75, 0.25]]]]> : tensor<2x2x1x2xf32>
  %y = layer.ops.conv %x0, %x1 {strides = array<i64: 2>, padding = "same"} : (tensor<1x4x3x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[6.75, 4.75], [-1.6875, 2.0625]], [[-9.625, -10.75], [-0.75, 4.8125]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @conv_dilated() {
  %x0 = arith.constant dense<[[[-1.25, -0.5], [-1.5, 3.0], [-2.0, 2.5], [1.75, 2.25], [-2.5, -0.75]]]> : tensor<1x5x2xf32>
  %x1 = arith.constant dense<[[[2.5, -1.5], [-0.75, 2.25]], [[-2.0, -2.75], [-0.75, 1.0]]]> : tensor<2x2x2xf32>
  %y = layer.ops.conv %x0, %x1 {dilation_rate = array<i64: 2>} : (tensor<1x5x2xf32>, tensor<2x2x2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-0.625, 8.75], [-11.1875, 6.4375], [-1.3125, 14.75]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @depthwise_conv() {
  %x0 = arith.constant dense<[[[[1.0, 2.0], [-3.0, 2.0], [-0.25, 0.0]], [[0.75, -1.25], [3.0, -2.75], [-1.5, -0.75]], [[0.5, -0.5], [-2.25, -2.75], [-3.0, -2.75]], [[-2.25, 3.0], [-2.0, 1.0], [1.5, -1.75]]]]> : tensor<1x4x3x2xf32>
  %x1 = arith.constant dense<[[[[-2.25], [2.25]], [[-1.0], [-1.75]]], [[[0.25], [2.5]], [[2.5], [2.25]]]]> : tensor<2x2x2x1xf32>
  %y = layer.ops.depthwise_conv %x0, %x1 : (tensor<1x4x3x2xf32>, tensor<2x2x2x1xf32>) -> tensor<1x3x2x2xf32>
  check.expect_close %y, dense<[[[[8.4375, -8.3125], [4.0, -4.0625]], [[-10.1875, -5.4375], [-13.3125, -17.9375]], [[-4.4375, 13.4375], [11.3125, -2.8125]]]]> : tensor<1x3x2x2xf32> : tensor<1x3x2x2xf32>
  return
}

func.func @separable_conv() {
  %x0 = arith.constant dense<[[[[1.0, 2.0], [-3.0, 2.0], [-0.25, 0.0]], [[0.75, -1.25], [3.0, -2.75], [-1.5, -0.75]], [[0.5, -0.5], [-2.25, -2.75], [-3.0, -2.75]], [[-2.25, 3.0], [-2.0, 1.0], [1.5, -1.75]]]]> : tensor<1x4x3x2xf32>
  %x1 = arith.constant dense<[[[[-2.25], [2.25]], [[-1.0], [-1.75]]], [[[0.25], [2.5]], [[2.5], [2.25]]]]> : tensor<2x2x2x1xf32>
  %x2 = arith.constant dense<[[[[-1.25, -3.0], [1.75, 1.25]]]]> : tensor<1x1x2x2xf32>
  %y = layer.ops.separable_conv %x0, %x1, %x2 : (tensor<1x4x3x2xf32>, tensor<2x2x2x1xf32>, tensor<1x1x2x2xf32>) -> tensor<1x3x2x2xf32>
  check.expect_close %y, dense<[[[[-25.0938, -35.7031], [-12.1094, -17.0781]], [[3.21875, 23.7656], [-14.75, 17.5156]], [[29.0625, 30.1094], [-19.0625, -37.4531]]]]> : tensor<1x3x2x2xf32> : tensor<1x3x2x2xf32>
  return
}

func.func @conv_transpose() {
  %x0 = arith.constant dense<[[[[1.75], [-3.0]], [[-3.0], [0.0]]]]> : tensor<1x2x2x1xf32>
  %x1 = arith.constant dense<[[[[-1.0]], [[-0.5]], [[2.75]]], [[[-1.75]], [[0.25]], [[-1.0]]], [[[-1.25]], [[2.0]], [[-2.25]]]]> : tensor<3x3x1x1xf32>
  %y = layer.ops.conv_transpose %x0, %x1 {strides = array<i64: 2>, padding = "same"} : (tensor<1x2x2x1xf32>, tensor<3x3x1x1xf32>) -> tensor<1x4x4x1xf32>
  check.expect_close %y, dense<[[[[-1.75], [-0.875], [7.8125], [1.5]], [[-3.0625], [0.4375], [3.5], [-0.75]], [[0.8125], [5.0], [-8.4375], [-6.0]], [[5.25], [-0.75], [3.0], [0.0]]]]> : tensor<1x4x4x1xf32> : tensor<1x4x4x1xf32>
  return
}

func.func @unfold() {
  %x0 = arith.constant dense<[[[[-1.25, -2.5, -2.25], [-1.25, 1.25, 0.5], [-0.25, -2.0, 1.75]]]]> : tensor<1x1x3x3xf32>
  %y = layer.ops.unfold %x0 {kernel_size = array<i64: 2>, padding = array<i64: 1>, stride = array<i64: 2>} : (tensor<1x1x3x3xf32>) -> tensor<1x4x4xf32>
  check.expect_close %y, dense<[[[0.0, 0.0, 0.0, 1.25], [0.0, 0.0, -1.25, 0.5], [0.0, -2.5, 0.0, -2.0], [-1.25, -2.25, -0.25, 1.75]]]> : tensor<1x4x4xf32> : tensor<1x4x4xf32>
  return
}

func.func @depth_to_space() {
  %x0 = arith.constant dense<[[[[1.75, -1.75, -2.75, -1.25]], [[-2.25, 1.75, 0.0, 0.0]]]]> : tensor<1x2x1x4xf32>
  %y = layer.ops.depth_to_space %x0 {block_size = 2 : i64} : (tensor<1x2x1x4xf32>) -> tensor<1x4x2x1xf32>
  check.expect_close %y, dense<[[[[1.75], [-1.75]], [[-2.75], [-1.25]], [[-2.25], [1.75]], [[0.0], [0.0]]]]> : tensor<1x4x2x1xf32> : tensor<1x4x2x1xf32>
  return
}

func.func @space_to_depth() {
  %x0 = arith.constant dense<[[[[-1.25], [0.0], [3.0], [-1.75]], [[1.75], [-3.0], [-1.25], [2.75]]]]> : tensor<1x2x4x1xf32>
  %y = layer.ops.space_to_depth %x0 {block_size = 2 : i64} : (tensor<1x2x4x1xf32>) -> tensor<1x1x2x4xf32>
  check.expect_close %y, dense<[[[[-1.25, 0.0, 1.75, -3.0], [3.0, -1.75, -1.25, 2.75]]]]> : tensor<1x1x2x4xf32> : tensor<1x1x2x4xf32>
  return
}

func.func @batch_norm() {
  %x0 = arith.constant dense<[[3.0, 2.75], [1.0, -0.75]]> : tensor<2x2xf32>
  %x1 = arith.constant dense<[2.25, -2.5]> : tensor<2xf32>
  %x2 = arith.constant dense<[1.0, 4.0]> : tensor<2xf32>
  %x3 = arith.constant dense<[2.25, 2.25]> : tensor<2xf32>
  %y = layer.ops.batch_norm %x0, %x1, %x2, %x3 {axis = -1 : i64, has_offset} : (tensor<2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[2.99963, 4.87467], [1.00062, 3.12489]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @batch_norm_scale() {
  %x0 = arith.constant dense<[[3.0, 2.75], [1.0, -0.75]]> : tensor<2x2xf32>
  %x1 = arith.constant dense<[2.25, -2.5]> : tensor<2xf32>
  %x2 = arith.constant dense<[1.0, 4.0]> : tensor<2xf32>
  %x3 = arith.constant dense<[-0.25, -0.75]> : tensor<2xf32>
  %y = layer.ops.batch_norm %x0, %x1, %x2, %x3 {axis = 1 : i64, has_scale} : (tensor<2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[-0.187406, -1.9685], [0.312344, -0.656168]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @layer_norm() {
  %x0 = arith.constant dense<[[-1.75, 2.75, -1.5], [0.25, 1.0, -1.5]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[1.0, 2.75, 1.25]> : tensor<3xf32>
  %x2 = arith.constant dense<[-1.25, 1.5, -2.0]> : tensor<3xf32>
  %y = layer.ops.layer_norm %x0, %x1, %x2 {has_gamma, has_beta} : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.01678, 5.38433, -2.80713], [-0.931777, 4.34412, -3.69056]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @layer_norm_beta() {
  %x0 = arith.constant dense<[[-1.75, 2.75, -1.5], [0.25, 1.0, -1.5]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[-1.25, 1.5, -2.0]> : tensor<3xf32>
  %y = layer.ops.layer_norm %x0, %x1 {has_beta, epsilon = 0.5} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-1.97542, 2.83631, -2.61088], [-0.986248, 2.35719, -3.12095]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @rms_norm() {
  %x0 = arith.constant dense<[[-1.75, 2.75, -1.5], [0.25, 1.0, -1.5]]> : tensor<2x3xf32>
  %x1 = arith.constant dense<[-1.25, 1.5, -2.0]> : tensor<3xf32>
  %y = layer.ops.rms_norm %x0, %x1 {has_scale} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.05593, 1.99118, 1.44813], [-0.297394, 1.42749, 2.85499]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @attention_of_groups() {
  %x0 = arith.constant dense<[[[[1.0, -0.25], [3.0, -1.75]], [[-1.0, 1.0], [1.0, -2.5]]]]> : tensor<1x2x2x2xf32>
  %x1 = arith.constant dense<[[[[-2.0, 1.25]], [[2.25, 0.75]], [[2.75, -0.75]]]]> : tensor<1x3x1x2xf32>
  %x2 = arith.constant dense<[[[[-1.0, 1.75]], [[-2.75, -2.0]], [[-2.0, -0.75]]]]> : tensor<1x3x1x2xf32>
  %y = layer.ops.dot_product_attention %x0, %x1, %x2 {is_causal = true} : (tensor<1x2x2x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[-1.0, 1.75], [-1.0, 1.75]], [[-1.05882, 1.62396], [-2.71491, -1.9248]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @attention_with_bias_and_mask() {
  %x0 = arith.constant dense<[[[[1.0, -0.25], [3.0, -1.75]], [[-1.0, 1.0], [1.0, -2.5]]]]> : tensor<1x2x2x2xf32>
  %x1 = arith.constant dense<[[[[-2.25, 1.75], [2.25, -0.75]], [[-3.0, 1.25], [-2.5, 0.75]]]]> : tensor<1x2x2x2xf32>
  %x2 = arith.constant dense<[[[[-2.0, 2.75], [1.0, 3.0]], [[0.75, 1.5], [-0.75, 2.0]]]]> : tensor<1x2x2x2xf32>
  %x3 = arith.constant dense<[[[[-2.5, -2.25], [-0.75, 1.25]], [[0.0, 2.25], [2.75, -0.5]]]]> : tensor<1x2x2x2xf32>
  %x4 = arith.constant dense<[[[[true, false], [true, true]]]]> : tensor<1x1x2x2xi1>
  %y = layer.ops.dot_product_attention %x0, %x1, %x2, %x3, %x4 {has_bias, has_mask, scale = 0.5} : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x1x2x2xi1>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[-2.0, 2.75], [1.0, 3.0]], [[0.456601, 1.63336], [0.999033, 2.99945]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

func.func @multi_hot() {
  %x0 = arith.constant dense<[[0, 2, 2], [1, -1, 7]]> : tensor<2x3xi32>
  %y = layer.ops.multi_hot %x0 {num_classes = 4 : i64} : (tensor<2x3xi32>) -> tensor<2x4xf32>
  check.expect_close %y, dense<[[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0]]> : tensor<2x4xf32> : tensor<2x4xf32>
  return
}

func.func @sparsemax() {
  %x0 = arith.constant dense<[[-1.75, 2.75, -1.5], [0.25, 1.0, -1.5]]> : tensor<2x3xf32>
  %y = layer.ops.sparsemax %x0 {axis = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[0.0, 1.0, 1.25], [1.0, 0.0, 1.25]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}
