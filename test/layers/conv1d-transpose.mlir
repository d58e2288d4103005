// Conv1DTranspose: a small convolution for each phase of the stride.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @phases
// CHECK: layer.conv1d_transpose %{{.*}}, %{{.*}} {filters = 2 : i64, kernel_size = array<i64: 3>, padding = "same", strides = array<i64: 2>, use_bias = false}
// LOWER-LABEL: func @phases
// LOWER: linalg.generic
// LOWER: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0] [%{{.*}}, %{{.*}}, 2] [1, 2, 1] : tensor<?x?x2xf32> into tensor<?x?x2xf32>
// LOWER: linalg.generic
// LOWER: tensor.insert_slice %{{.*}} into %{{.*}}[0, 1, 0] [%{{.*}}, %{{.*}}, 2] [1, 2, 1] : tensor<?x?x2xf32> into tensor<?x?x2xf32>
func.func @phases(%x: tensor<?x?x4xf32>, %k: tensor<3x2x4xf32>) -> tensor<?x?x2xf32> {
  %y = layer.conv1d_transpose %x, %k {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>, padding = "same", use_bias = false}
    : (tensor<?x?x4xf32>, tensor<3x2x4xf32>) -> tensor<?x?x2xf32>
  return %y : tensor<?x?x2xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5], [2.0, -2.0]]]> : tensor<2x4x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]]]> : tensor<3x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d_transpose %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3>, strides = array<i64: 2>, activation = "tanh"}
    : (tensor<2x4x2xf32>, tensor<3x2x2xf32>, tensor<2xf32>) -> tensor<2x9x2xf32>
  check.expect_close %y, dense<[[[-0.124353, 0.46211717], [-0.9985807, 0.87982666], [-0.97187275, -0.46211717], [-0.5545997, -0.9253462], [0.0, 0.9051482], [-0.9961465, 0.70390564], [-0.9640276, -0.5545997], [-0.124353, -0.97187275], [-0.7615942, 0.87982666]], [[-0.3583574, 0.0], [-0.98955977, 0.3583574], [-0.9998077, 0.9640276], [-0.7615942, 0.9051482], [0.24491866, -0.9936548], [-0.97187275, -0.124353], [-0.9997532, 0.95404524], [-0.46211717, 0.7615942], [-0.46211717, -0.98661435]]]> : tensor<2x9x2xf32> : tensor<2x9x2xf32>
  return
}

func.func @same() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5]]]> : tensor<1x4x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]], [[0.5, 0.0], [-0.5, 0.75]], [[0.25, -0.25], [-0.75, 0.5]]]> : tensor<4x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d_transpose %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 4>, strides = array<i64: 3>, padding = "same"}
    : (tensor<1x4x2xf32>, tensor<4x2x2xf32>, tensor<2xf32>) -> tensor<1x12x2xf32>
  check.expect_close %y, dense<[[[-0.125, 0.5], [-3.625, 1.375], [-2.75, 0.5], [-1.25, 0.375], [-0.625, -1.625], [-1.25, 1.25], [-0.625, 0.875], [-3.125, 0.875], [-2.5, 0.625], [-1.375, 0.0], [-0.125, -2.125], [-1.0, 1.375]]]> : tensor<1x12x2xf32> : tensor<1x12x2xf32>
  return
}

func.func @output_padding() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]]]> : tensor<1x3x2xf32>
  %k = arith.constant dense<[[[-0.75, 0.5]], [[0.0, -0.5]], [[0.75, 0.25]]]> : tensor<3x1x2xf32>
  %y = layer.conv1d_transpose %x, %k {filters = 1 : i64, kernel_size = array<i64: 3>, strides = array<i64: 3>, padding = "same", output_padding = array<i64: 1>, use_bias = false}
    : (tensor<1x3x2xf32>, tensor<3x1x2xf32>) -> tensor<1x8x1xf32>
  check.expect_close %y, dense<[[[1.375], [0.5], [-2.125], [0.625], [-1.0], [0.875], [1.25], [0.25]]]> : tensor<1x8x1xf32> : tensor<1x8x1xf32>
  return
}

func.func @dilated_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5]], [[-1.5, 0.0, 1.5, -2.5], [-1.0, 0.5, 2.0, -2.0]]]> : tensor<2x2x4xf32>
  %k = arith.constant dense<[[[-0.75, 0.5], [0.0, -0.5]], [[0.75, 0.25], [-0.25, -0.75]]]> : tensor<2x2x2xf32>
  %b = arith.constant dense<[-1.5, 0.0]> : tensor<2xf32>
  %y = layer.conv1d_transpose %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 2>, dilation_rate = array<i64: 2>, data_format = "channels_first", activation = "relu"}
    : (tensor<2x2x4xf32>, tensor<2x2x2xf32>, tensor<2xf32>) -> tensor<2x2x6xf32>
  check.expect_close %y, dense<[[[0.0, 0.0, 0.0, 0.0, 0.0, 0.625], [1.0, 0.25, 1.625, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0, 0.125, 0.0], [0.5, 0.0, 0.125, 0.625, 0.0, 2.125]]]> : tensor<2x2x6xf32> : tensor<2x2x6xf32>
  return
}
