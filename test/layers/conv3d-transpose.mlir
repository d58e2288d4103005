// Conv3DTranspose: a small convolution for each phase of the strides.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @phases
// CHECK: layer.conv3d_transpose %{{.*}}, %{{.*}} {filters = 2 : i64, kernel_size = array<i64: 2, 1, 2>, strides = array<i64: 2, 1, 2>, use_bias = false}
// LOWER-LABEL: func @phases
// LOWER-COUNT-4: tensor.insert_slice %{{.*}} : tensor<?x3x3x3x2xf32> into tensor<?x6x3x6x2xf32>
func.func @phases(%x: tensor<?x3x3x3x4xf32>, %k: tensor<2x1x2x2x4xf32>) -> tensor<?x6x3x6x2xf32> {
  %y = layer.conv3d_transpose %x, %k {filters = 2 : i64, kernel_size = array<i64: 2, 1, 2>, strides = array<i64: 2, 1, 2>, use_bias = false}
    : (tensor<?x3x3x3x4xf32>, tensor<2x1x2x2x4xf32>) -> tensor<?x6x3x6x2xf32>
  return %y : tensor<?x6x3x6x2xf32>
}

func.func @valid() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0]], [[-2.0, -0.5], [1.0, 2.5]]], [[[-1.5, 0.0], [1.5, -2.5]], [[-1.0, 0.5], [2.0, -2.0]]]]]> : tensor<1x2x2x2x2xf32>
  %k = arith.constant dense<[[[[[-0.75, 0.5]], [[0.0, -0.5]], [[0.75, 0.25]]]], [[[[-0.25, -0.75]], [[0.5, 0.0]], [[-0.5, 0.75]]]]]> : tensor<2x1x3x1x2xf32>
  %b = arith.constant dense<[-1.5]> : tensor<1xf32>
  %y = layer.conv3d_transpose %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 2, 1, 3>, strides = array<i64: 1, 2, 2>, activation = "tanh"}
    : (tensor<1x2x2x2x2xf32>, tensor<2x1x3x1x2xf32>, tensor<1xf32>) -> tensor<1x3x4x5x1xf32>
  check.expect_close %y, dense<[[[[[-0.124353], [-0.7615942], [-0.9950547], [-0.98661435], [-0.5545997]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]], [[-0.24491866], [-0.84828365], [-0.98955977], [-0.9918598], [-0.124353]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]]], [[[0.7615942], [-0.9918598], [-0.9999904], [0.0], [0.24491866]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]], [[0.3583574], [-0.9918598], [-0.9999904], [0.0], [0.70390564]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]]], [[[-0.809301], [-0.97802615], [0.635149], [-0.635149], [-0.99947757]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]], [[-0.9253462], [-0.9640276], [0.3583574], [-0.46211717], [-0.9993292]], [[-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482], [-0.9051482]]]]]> : tensor<1x3x4x5x1xf32> : tensor<1x3x4x5x1xf32>
  return
}

func.func @same() {
  %x = arith.constant dense<[[[[[-2.5], [-1.0]], [[0.5], [2.0]]], [[[-2.0], [-0.5]], [[1.0], [2.5]]]]]> : tensor<1x2x2x2x1xf32>
  %k = arith.constant dense<[[[[[-0.75]]], [[[0.5]]]], [[[[0.0]]], [[[-0.5]]]], [[[[0.75]]], [[[0.25]]]]]> : tensor<3x2x1x1x1xf32>
  %b = arith.constant dense<[-1.5]> : tensor<1xf32>
  %y = layer.conv3d_transpose %x, %k, %b {filters = 1 : i64, kernel_size = array<i64: 3, 2, 1>, strides = array<i64: 2, 1, 1>, padding = "same"}
    : (tensor<1x2x2x2x1xf32>, tensor<3x2x1x1x1xf32>, tensor<1xf32>) -> tensor<1x4x2x2x1xf32>
  check.expect_close %y, dense<[[[[[0.375], [-0.75]], [[-3.125], [-3.5]]], [[[-1.5], [-1.5]], [[-0.25], [-1.0]]], [[[-1.875], [-1.875]], [[-3.5], [-2.375]]], [[[-1.5], [-1.5]], [[-0.5], [-1.25]]]]]> : tensor<1x4x2x2x1xf32> : tensor<1x4x2x2x1xf32>
  return
}

func.func @output_padding_channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0]], [[-2.0, -0.5], [1.0, 2.5]]]]]> : tensor<1x1x2x2x2xf32>
  %k = arith.constant dense<[[[[[-0.75], [0.5]]], [[[0.0], [-0.5]]]], [[[[0.75], [0.25]]], [[[-0.25], [-0.75]]]]]> : tensor<2x2x1x2x1xf32>
  %y = layer.conv3d_transpose %x, %k {filters = 2 : i64, kernel_size = array<i64: 2, 2, 1>, strides = array<i64: 2, 1, 2>, padding = "same", output_padding = array<i64: 1, 0, 1>, use_bias = false, data_format = "channels_first"}
    : (tensor<1x1x2x2x2xf32>, tensor<2x2x1x2x1xf32>) -> tensor<1x2x3x1x4xf32>
  check.expect_close %y, dense<[[[[[-0.375, 0.0, -1.5, 0.0]], [[1.0, 0.0, 1.75, 0.0]], [[-0.75, 0.0, -1.875, 0.0]]], [[[1.5, 0.0, 1.5, 0.0]], [[2.0, 0.0, 1.25, 0.0]], [[1.5, 0.0, 1.5, 0.0]]]]]> : tensor<1x2x3x1x4xf32> : tensor<1x2x3x1x4xf32>
  return
}
