// Folded or not, the numbers are Keras's: every layer on either side of a batch normalisation.
// RUN: lith-opt %s --layer-fold-batch-norm --canonicalize | FileCheck %s
// RUN: lith test %s
// RUN: lith test %s -O0 --codegen=loops

// One that is behind padding stays.
// CHECK-COUNT-1: layer.batch_normalization
// CHECK-NOT: layer.batch_normalization

func.func @behind_conv() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %k0 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]> : tensor<2x2x2x2xf32>
  %b0 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %0 = layer.conv2d %x, %k0, %b0 {filters = 2 : i64, kernel_size = array<i64: 2, 2>, padding = "same"}
    : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  %gamma1 = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %beta1 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %mean1 = arith.constant dense<-0.75> : tensor<2xf32>
  %variance1 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %1 = layer.batch_normalization %0, %gamma1, %beta1, %mean1, %variance1
    : (tensor<1x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  check.expect_close %1, dense<[[[[-0.6175499, 0.18778104], [-2.3394017, 1.2497501], [-1.4122508, 1.0623438]], [[1.5016522, 0.62506247], [-1.677151, 2.374188], [0.7069514, 2.7490005]], [[-1.8096011, 2.1243129], [2.9586036, 1.0623438], [-1.9420513, 0.62506247]]]]> : tensor<1x3x3x2xf32> {atol = 1.0e-04 : f64} : tensor<1x3x3x2xf32>
  return
}

func.func @behind_conv_channels_first() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5], [1.0, -1.0, 2.5], [0.5, -1.5, 2.0]]]]> : tensor<1x2x3x3xf32>
  %k0 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]> : tensor<2x2x2x2xf32>
  %0 = layer.conv2d %x, %k0 {filters = 2 : i64, kernel_size = array<i64: 2, 2>, use_bias = false, data_format = "channels_first"}
    : (tensor<1x2x3x3xf32>, tensor<2x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %beta1 = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %mean1 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %variance1 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %1 = layer.batch_normalization %0, %beta1, %mean1, %variance1 {axis = array<i64: 1>, scale = false}
    : (tensor<1x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %1, dense<[[[[6.4906073, -3.0458026], [1.192602, -4.458604]], [[-1.4990008, 2.998751], [0.9997502, -1.3740633]]]]> : tensor<1x2x2x2xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x2xf32>
  return
}

func.func @behind_depthwise() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %k0 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]> : tensor<2x2x2x2xf32>
  %0 = layer.depthwise_conv2d %x, %k0 {kernel_size = array<i64: 2, 2>, depth_multiplier = 2 : i64, use_bias = false}
    : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>) -> tensor<1x2x2x4xf32>
  %gamma1 = arith.constant dense<[-0.75, 0.5, 0.0, -0.5]> : tensor<4xf32>
  %mean1 = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %variance1 = arith.constant dense<[0.5, 1.0, 1.5, 2.0]> : tensor<4xf32>
  %1 = layer.batch_normalization %0, %gamma1, %mean1, %variance1 {center = false}
    : (tensor<1x2x2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x2x2x4xf32>
  check.expect_close %1, dense<[[[[-2.5165524, -0.8745628, -0.0, 0.6627469], [-0.7947008, -0.49975017, 0.0, 0.17673251]], [[1.1920512, -0.4372814, -0.0, 0.6627469], [-2.913903, -0.74962527, -0.0, -0.7952963]]]]> : tensor<1x2x2x4xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x4xf32>
  return
}

func.func @behind_separable() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %d0 = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]]], [[[0.75], [0.25]], [[-0.25], [-0.75]]]]> : tensor<2x2x2x1xf32>
  %p0 = arith.constant dense<[[[[-0.75, 0.75, 0.5], [0.25, 0.0, -0.25]]]]> : tensor<1x1x2x3xf32>
  %b0 = arith.constant dense<-0.75> : tensor<3xf32>
  %0 = layer.separable_conv2d %x, %d0, %p0, %b0 {filters = 3 : i64, kernel_size = array<i64: 2, 2>}
    : (tensor<1x3x3x2xf32>, tensor<2x2x2x1xf32>, tensor<1x1x2x3xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  %gamma1 = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %beta1 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %mean1 = arith.constant dense<-0.75> : tensor<3xf32>
  %variance1 = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %1 = layer.batch_normalization %0, %gamma1, %beta1, %mean1, %variance1
    : (tensor<1x2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  check.expect_close %1, dense<[[[[2.8261535, 2.2023988, 0.5], [-2.3725142, 0.51574206, 0.5]], [[-1.4784758, 0.23463261, 0.5], [2.0645652, 2.1555474, 0.5]]]]> : tensor<1x2x2x3xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x3xf32>
  return
}

func.func @behind_transpose() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]]]]> : tensor<1x2x2x2xf32>
  %k0 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5], [0.75, 0.25]], [[-0.25, -0.75], [0.5, 0.0], [-0.5, 0.75]]], [[[0.25, -0.25], [-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75], [0.5, 0.0]]]]> : tensor<2x2x3x2xf32>
  %b0 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %0 = layer.conv2d_transpose %x, %k0, %b0 {filters = 3 : i64, kernel_size = array<i64: 2, 2>, strides = array<i64: 2, 2>}
    : (tensor<1x2x2x2xf32>, tensor<2x2x3x2xf32>, tensor<3xf32>) -> tensor<1x4x4x3xf32>
  %gamma1 = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %beta1 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %mean1 = arith.constant dense<-0.75> : tensor<3xf32>
  %variance1 = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %1 = layer.batch_normalization %0, %gamma1, %beta1, %mean1, %variance1
    : (tensor<1x4x4x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<1x4x4x3xf32>
  check.expect_close %1, dense<[[[[-3.2665524, 1.2497501, 0.5], [-0.6175499, 0.87493753, 0.5], [-2.8692021, 0.87493753, 0.5], [0.9718516, 1.2497501, 0.5]], [[0.17715085, 2.686532, 0.5], [0.9718516, 1.4371564, 0.5], [0.17715085, 2.4991255, 0.5], [-0.6175499, 0.68753123, 0.5]], [[0.44205117, 1.8744378, 0.5], [-1.8096011, 1.6245627, 0.5], [0.8394015, 1.4996252, 0.5], [-0.22019958, 1.9993753, 0.5]], [[-1.2798007, 0.9374063, 0.5], [-0.75000006, 1.9993753, 0.5], [-1.2798007, 0.75, 0.5], [-2.3394017, 1.2497501, 0.5]]]]> : tensor<1x4x4x3xf32> {atol = 1.0e-04 : f64} : tensor<1x4x4x3xf32>
  return
}

func.func @behind_dense() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]]> : tensor<2x4xf32>
  %k0 = arith.constant dense<[[-0.75, 0.5, 0.0], [-0.5, 0.75, 0.25], [-0.25, -0.75, 0.5], [0.0, -0.5, 0.75]]> : tensor<4x3xf32>
  %b0 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %0 = layer.dense %x, %k0, %b0 {units = 3 : i64}
    : (tensor<2x4xf32>, tensor<4x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %gamma1 = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %beta1 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %mean1 = arith.constant dense<-0.75> : tensor<3xf32>
  %variance1 = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %1 = layer.batch_normalization %0, %gamma1, %beta1, %mean1, %variance1
    : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %1, dense<[[-2.4718518, 0.99987507, 0.5], [-0.6175499, 0.31271857, 0.5]]> : tensor<2x3xf32> {atol = 1.0e-04 : f64} : tensor<2x3xf32>
  return
}

func.func @before_conv_with_groups() {
  %x = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]], [[-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0]]]]> : tensor<1x3x3x4xf32>
  %gamma0 = arith.constant dense<[-0.75, 0.5, 0.0, -0.5]> : tensor<4xf32>
  %beta0 = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %mean0 = arith.constant dense<-0.75> : tensor<4xf32>
  %variance0 = arith.constant dense<[0.5, 1.0, 1.5, 2.0]> : tensor<4xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %mean0, %variance0
    : (tensor<1x3x3x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x3x3x4xf32>
  %k1 = arith.constant dense<[[[[-0.75, 0.5, 0.0, -0.5], [0.75, 0.25, -0.25, -0.75]], [[0.5, 0.0, -0.5, 0.75], [0.25, -0.25, -0.75, 0.5]]], [[[0.0, -0.5, 0.75, 0.25], [-0.25, -0.75, 0.5, 0.0]], [[-0.5, 0.75, 0.25, -0.25], [-0.75, 0.5, 0.0, -0.5]]]]> : tensor<2x2x2x4xf32>
  %b1 = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %1 = layer.conv2d %0, %k1, %b1 {filters = 4 : i64, kernel_size = array<i64: 2, 2>, groups = 2 : i64, activation = "relu"}
    : (tensor<1x3x3x4xf32>, tensor<2x2x2x4xf32>, tensor<4xf32>) -> tensor<1x2x2x4xf32>
  check.expect_close %1, dense<[[[[0.0, 3.543531, 0.89009875, 0.695606], [2.2228966, 0.0, 0.44826743, 1.0048878]], [[2.6202471, 0.0, 0.53663373, 1.1374372], [0.0, 1.2495797, 0.58081686, 0.0]]]]> : tensor<1x2x2x4xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x4xf32>
  return
}

func.func @before_depthwise() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %gamma0 = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %beta0 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %mean0 = arith.constant dense<-0.75> : tensor<2xf32>
  %variance0 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %mean0, %variance0
    : (tensor<1x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  %k1 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]> : tensor<2x2x2x2xf32>
  %b1 = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %1 = layer.depthwise_conv2d %0, %k1, %b1 {kernel_size = array<i64: 2, 2>, depth_multiplier = 2 : i64}
    : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>, tensor<4xf32>) -> tensor<1x2x2x4xf32>
  check.expect_close %1, dense<[[[[-3.6303773, 1.0372505, -2.0617816, -0.562094], [-1.9085257, 0.24254978, -0.43759358, 0.12506247]], [[0.07822627, 0.11009967, -1.3121564, -0.562094], [-4.027728, 0.7723504, -1.7494378, 1.4993755]]]]> : tensor<1x2x2x4xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x4xf32>
  return
}

func.func @before_separable() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %gamma0 = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %beta0 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %mean0 = arith.constant dense<-0.75> : tensor<2xf32>
  %variance0 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %mean0, %variance0
    : (tensor<1x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  %d1 = arith.constant dense<[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]], [[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]> : tensor<2x2x2x2xf32>
  %p1 = arith.constant dense<[[[[-0.75, 0.75, 0.5], [0.25, 0.0, -0.25], [-0.5, -0.75, 0.75], [0.5, 0.25, 0.0]]]]> : tensor<1x1x4x3xf32>
  %1 = layer.separable_conv2d %0, %d1, %p1 {filters = 3 : i64, kernel_size = array<i64: 2, 2>, depth_multiplier = 2 : i64, use_bias = false}
    : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>, tensor<1x1x4x3xf32>) -> tensor<1x2x2x3xf32>
  check.expect_close %1, dense<[[[[3.1069398, -0.44197035, -3.4333375], [1.1483598, -0.19693348, -1.1555955]], [[-0.2811135, 1.7772636, -0.7850292], [4.21329, -0.45887384, -3.33153]]]]> : tensor<1x2x2x3xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x3xf32>
  return
}

func.func @before_same_padding() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5], [0.5, -1.5]], [[2.0, 0.0], [-2.0, 1.5], [-0.5, -2.5]], [[1.0, -1.0], [2.5, 0.5], [-1.5, 2.0]]]]> : tensor<1x3x3x2xf32>
  %gamma0 = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %beta0 = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %mean0 = arith.constant dense<-0.75> : tensor<2xf32>
  %variance0 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %mean0, %variance0
    : (tensor<1x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  %k1 = arith.constant dense<[[[[-0.75], [0.5]], [[0.0], [-0.5]], [[0.75], [0.25]]], [[[-0.25], [-0.75]], [[0.5], [0.0]], [[-0.5], [0.75]]], [[[0.25], [-0.25]], [[-0.75], [0.5]], [[0.0], [-0.5]]]]> : tensor<3x3x2x1xf32>
  %b1 = arith.constant dense<[-0.75]> : tensor<1xf32>
  %1 = layer.conv2d %0, %k1, %b1 {filters = 1 : i64, kernel_size = array<i64: 3, 3>, padding = "same"}
    : (tensor<1x3x3x2xf32>, tensor<3x3x2x1xf32>, tensor<1xf32>) -> tensor<1x3x3x1xf32>
  check.expect_close %1, dense<[[[[4.198457], [-1.7969606], [-3.0727072]], [[-0.46751928], [-0.67834926], [-1.8070456]], [[1.4127955], [0.48710966], [-0.1416151]]]]> : tensor<1x3x3x1xf32> {atol = 1.0e-04 : f64} : tensor<1x3x3x1xf32>
  return
}

func.func @before_dense() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]]> : tensor<2x4xf32>
  %gamma0 = arith.constant dense<[-0.75, 0.5, 0.0, -0.5]> : tensor<4xf32>
  %beta0 = arith.constant dense<[-0.75, 0.75, 0.5, 0.25]> : tensor<4xf32>
  %mean0 = arith.constant dense<-0.75> : tensor<4xf32>
  %variance0 = arith.constant dense<[0.5, 1.0, 1.5, 2.0]> : tensor<4xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %mean0, %variance0
    : (tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %k1 = arith.constant dense<[[-0.75, 0.5, 0.0], [-0.5, 0.75, 0.25], [-0.25, -0.75, 0.5], [0.0, -0.5, 0.75]]> : tensor<4x3xf32>
  %b1 = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %1 = layer.dense %0, %k1, %b1 {units = 3 : i64, activation = "relu"}
    : (tensor<2x4xf32>, tensor<4x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %1, dense<[[0.0, 2.5949535, 0.48206967], [0.49328244, 0.0, 0.8324728]]> : tensor<2x3xf32> {atol = 1.0e-04 : f64} : tensor<2x3xf32>
  return
}

func.func @around_conv1d() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]]]> : tensor<2x4x2xf32>
  %gamma0 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %beta0 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_mean0 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_variance0 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %0 = layer.batch_normalization %x, %gamma0, %beta0, %moving_mean0, %moving_variance0
    : (tensor<2x4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x4x2xf32>
  %kernel1 = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]> : tensor<2x2x2xf32>
  %bias1 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %1 = layer.conv1d %0, %kernel1, %bias1 {filters = 2 : i64, kernel_size = array<i64: 2>, activation = "linear"}
    : (tensor<2x4x2xf32>, tensor<2x2x2xf32>, tensor<2xf32>) -> tensor<2x3x2xf32>
  %gamma2 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %beta2 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_mean2 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_variance2 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %2 = layer.batch_normalization %1, %gamma2, %beta2, %moving_mean2, %moving_variance2
    : (tensor<2x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %2, dense<[[[8.60479, 0.0], [-9.920658, 0.0], [8.60479, 0.0]], [[8.60479, 0.0], [-9.920658, 0.0], [8.60479, 0.0]]]> : tensor<2x3x2xf32> {atol = 1.0e-04 : f64} : tensor<2x3x2xf32>
  return
}

func.func @behind_conv3d_transpose() {
  %x = arith.constant dense<[[[[[-2.5, -1.0]], [[0.5, 2.0]]]]]> : tensor<1x1x2x1x2xf32>
  %kernel0 = arith.constant dense<[[[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]], [[[[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]]]> : tensor<2x1x2x2x2xf32>
  %0 = layer.conv3d_transpose %x, %kernel0 {filters = 2 : i64, kernel_size = array<i64: 2, 1, 2>, strides = array<i64: 2, 1, 1>, use_bias = false}
    : (tensor<1x1x2x1x2xf32>, tensor<2x1x2x2x2xf32>) -> tensor<1x2x2x2x2xf32>
  %gamma1 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %beta1 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_mean1 = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %moving_variance1 = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %1 = layer.batch_normalization %0, %gamma1, %beta1, %moving_mean1, %moving_variance1
    : (tensor<1x2x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2x2x2xf32>
  check.expect_close %1, dense<[[[[[-7.5927067, 0.0], [-0.17549896, 0.0]], [[-6.0033045, 0.0], [-6.5331054, 0.0]]], [[[-2.029801, 0.0], [-3.8841026, 0.0]], [[-5.208604, 0.0], [-3.8841026, 0.0]]]]]> : tensor<1x2x2x2x2xf32> {atol = 1.0e-04 : f64} : tensor<1x2x2x2x2xf32>
  return
}
