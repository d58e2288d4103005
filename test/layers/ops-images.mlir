// Functions of keras.ops.image.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @smaller
// CHECK: layer.ops.resize %{{.*}} {size = array<i64: 4, 4>} : (tensor<?x?x?x3xf32>) -> tensor<?x4x4x3xf32>
func.func @smaller(%x: tensor<?x?x?x3xf32>) -> tensor<?x4x4x3xf32> {
  %y = layer.ops.resize %x {size = array<i64: 4, 4>} : (tensor<?x?x?x3xf32>) -> tensor<?x4x4x3xf32>
  return %y : tensor<?x4x4x3xf32>
}

func.func @resize() {
  %x0 = arith.constant dense<[[[[-0.5], [0.25], [1.0]], [[-0.25], [0.75], [2.75]]]]> : tensor<1x2x3x1xf32>
  %y = layer.ops.resize %x0 {size = array<i64: 4, 2>} : (tensor<1x2x3x1xf32>) -> tensor<1x4x2x1xf32>
  check.expect_close %y, dense<[[[[-0.3125], [0.8125]], [[-0.234375], [1.17188]], [[-0.078125], [1.89062]], [[0.0], [2.25]]]]> : tensor<1x4x2x1xf32> : tensor<1x4x2x1xf32>
  return
}

func.func @resize_nearest() {
  %x0 = arith.constant dense<[[[[-0.5], [0.25], [1.0]], [[-0.25], [0.75], [2.75]]]]> : tensor<1x2x3x1xf32>
  %y = layer.ops.resize %x0 {size = array<i64: 3, 2>, interpolation = "nearest"} : (tensor<1x2x3x1xf32>) -> tensor<1x3x2x1xf32>
  check.expect_close %y, dense<[[[[-0.5], [1.0]], [[-0.25], [2.75]], [[-0.25], [2.75]]]]> : tensor<1x3x2x1xf32> : tensor<1x3x2x1xf32>
  return
}

func.func @rgb_to_grayscale() {
  %x0 = arith.constant dense<[[[[0.375, 0.3125, 0.125], [0.125, 0.5625, 0.75]], [[0.4375, 0.125, 0.25], [0.1875, 0.125, 0.6875]]]]> : tensor<1x2x2x3xf32>
  %y = layer.ops.rgb_to_grayscale %x0 : (tensor<1x2x2x3xf32>) -> tensor<1x2x2x1xf32>
  check.expect_close %y, dense<[[[[0.309775], [0.45305]], [[0.232644], [0.207794]]]]> : tensor<1x2x2x1xf32> : tensor<1x2x2x1xf32>
  return
}

func.func @rgb_to_hsv() {
  %x0 = arith.constant dense<[[[[0.375, 0.3125, 0.125], [0.125, 0.5625, 0.75]], [[0.4375, 0.125, 0.25], [0.1875, 0.125, 0.6875]]]]> : tensor<1x2x2x3xf32>
  %y = layer.ops.rgb_to_hsv %x0 : (tensor<1x2x2x3xf32>) -> tensor<1x2x2x3xf32>
  check.expect_close %y, dense<[[[[0.125, 0.666667, 0.375], [0.55, 0.833333, 0.75]], [[0.933333, 0.714286, 0.4375], [0.685185, 0.818182, 0.6875]]]]> : tensor<1x2x2x3xf32> : tensor<1x2x2x3xf32>
  return
}

func.func @hsv_to_rgb() {
  %x0 = arith.constant dense<[[[[0.375, 0.3125, 0.125], [0.125, 0.5625, 0.75]], [[0.4375, 0.125, 0.25], [0.1875, 0.125, 0.6875]]]]> : tensor<1x2x2x3xf32>
  %y = layer.ops.hsv_to_rgb %x0 : (tensor<1x2x2x3xf32>) -> tensor<1x2x2x3xf32>
  check.expect_close %y, dense<[[[[0.0859375, 0.125, 0.0957031], [0.75, 0.644531, 0.328125]], [[0.21875, 0.25, 0.238281], [0.676758, 0.6875, 0.601562]]]]> : tensor<1x2x2x3xf32> : tensor<1x2x2x3xf32>
  return
}

func.func @pad_images() {
  %x0 = arith.constant dense<[[[[-0.5], [0.25], [1.0]], [[-0.25], [0.75], [2.75]]]]> : tensor<1x2x3x1xf32>
  %y = layer.ops.pad_images %x0 {top_padding = 1 : i64, left_padding = 0 : i64, target_height = 4 : i64, target_width = 4 : i64} : (tensor<1x2x3x1xf32>) -> tensor<1x4x4x1xf32>
  check.expect_close %y, dense<[[[[0.0], [0.0], [0.0], [0.0]], [[-0.5], [0.25], [1.0], [0.0]], [[-0.25], [0.75], [2.75], [0.0]], [[0.0], [0.0], [0.0], [0.0]]]]> : tensor<1x4x4x1xf32> : tensor<1x4x4x1xf32>
  return
}

func.func @crop_images() {
  %x0 = arith.constant dense<[[[[-0.5], [0.25], [1.0]], [[-0.25], [0.75], [2.75]]]]> : tensor<1x2x3x1xf32>
  %y = layer.ops.crop_images %x0 {top_cropping = 1 : i64, bottom_cropping = 0 : i64, right_cropping = 2 : i64, target_width = 1 : i64} : (tensor<1x2x3x1xf32>) -> tensor<1x1x1x1xf32>
  check.expect_close %y, dense<[[[[-0.25]]]]> : tensor<1x1x1x1xf32> : tensor<1x1x1x1xf32>
  return
}

func.func @extract_patches() {
  %x0 = arith.constant dense<[[[[0.75, 2.75], [0.5, -1.0], [-1.0, 3.0]], [[0.5, -2.0], [2.0, 2.0], [-3.0, -2.25]], [[1.25, -0.5], [-1.0, -2.75], [-2.0, 2.25]]]]> : tensor<1x3x3x2xf32>
  %y = layer.ops.extract_patches %x0 {size = array<i64: 2>, padding = "same"} : (tensor<1x3x3x2xf32>) -> tensor<1x2x2x8xf32>
  check.expect_close %y, dense<[[[[0.75, 2.75, 0.5, -1.0, 0.5, -2.0, 2.0, 2.0], [-1.0, 3.0, 0.0, 0.0, -3.0, -2.25, 0.0, 0.0]], [[1.25, -0.5, -1.0, -2.75, 0.0, 0.0, 0.0, 0.0], [-2.0, 2.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]]]> : tensor<1x2x2x8xf32> : tensor<1x2x2x8xf32>
  return
}

func.func @gaussian_blur() {
  %x0 = arith.constant dense<[[[[0.75, 2.75], [0.5, -1.0], [-1.0, 3.0]], [[0.5, -2.0], [2.0, 2.0], [-3.0, -2.25]], [[1.25, -0.5], [-1.0, -2.75], [-2.0, 2.25]]]]> : tensor<1x3x3x2xf32>
  %y = layer.ops.gaussian_blur %x0 {kernel_size = array<i64: 3, 1>, sigma = array<f64: 0.5, 1.0>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
  check.expect_close %y, dense<[[[[0.643493, 2.057705], [0.366866, -0.174571], [-0.733733, 2.254451]], [[0.606507, -1.360958], [1.307705, 1.121317], [-2.147944, -1.557705]], [[0.877226, -0.686387], [-0.866866, -1.977824], [-1.680479, 1.477824]]]]> : tensor<1x3x3x2xf32> : tensor<1x3x3x2xf32>
  return
}

func.func @sobel_edges() {
  %x0 = arith.constant dense<[[[[0.75, 2.75], [0.5, -1.0], [-1.0, 3.0]], [[0.5, -2.0], [2.0, 2.0], [-3.0, -2.25]], [[1.25, -0.5], [-1.0, -2.75], [-2.0, 2.25]]]]> : tensor<1x3x3x2xf32>
  %y = layer.ops.sobel_edges %x0 : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2x2xf32>
  check.expect_close %y, dense<[[[[[3.0, 3.0], [-2.0, 0.0]], [[1.5, -7.0], [-0.25, 0.25]], [[-4.0, -3.0], [-2.5, 0.0]]], [[[-0.5, 3.5], [-8.25, 0.25]], [[-3.5, -12.0], [-7.5, 2.5]], [[-3.5, -3.5], [-3.25, -0.25]]], [[[-3.0, 0.0], [2.0, -3.5]], [[-1.5, -10.0], [0.25, 5.25]], [[4.0, 0.0], [2.5, 3.5]]]]]> : tensor<1x3x3x2x2xf32> : tensor<1x3x3x2x2xf32>
  return
}
