// EinsumDense: equations with and without dots, biases, activations.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// Dimensions that the kernel always has side by side are one in the product, which so is a plain one.
// CHECK-LABEL: func @heads
// CHECK: layer.einsum_dense %{{.*}} {bias_axes = "nh", equation = "btm,mnh->btnh", output_shape = array<i64: -1, 2, 4>}
// LOWER-LABEL: func @heads
// LOWER: tensor.collapse_shape %{{.*}} : tensor<8x2x4xf32> into tensor<8x8xf32>
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "reduction"]
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]
// LOWER: tensor.expand_shape
func.func @heads(%x: tensor<?x?x8xf32>, %k: tensor<8x2x4xf32>, %b: tensor<2x4xf32>) -> tensor<?x?x2x4xf32> {
  %y = layer.einsum_dense %x, %k, %b {equation = "btm,mnh->btnh", output_shape = array<i64: -1, 2, 4>, bias_axes = "nh"}
    : (tensor<?x?x8xf32>, tensor<8x2x4xf32>, tensor<2x4xf32>) -> tensor<?x?x2x4xf32>
  return %y : tensor<?x?x2x4xf32>
}

func.func @heads_numbers() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625]], [[0.125, -0.375, 0.875], [0.375, -0.125, 1.125]], [[0.625, 0.125, -0.375], [0.875, 0.375, -0.125]], [[1.125, 0.625, 0.125], [-0.375, 0.875, 0.375]]]> : tensor<4x2x3xf32>
  %a2 = arith.constant dense<[[-0.375, -0.375, -0.375], [-0.375, -0.375, -0.375]]> : tensor<2x3xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "btm,mnh->btnh", output_shape = array<i64: -1, 2, 3>, bias_axes = "nh"}
    : (tensor<2x3x4xf32>, tensor<4x2x3xf32>, tensor<2x3xf32>) -> tensor<2x3x2x3xf32>
  check.expect_close %y, dense<[[[[2.875, -1.5, 0.25], [-1.5, -1.5, 0.25]], [[0.5, 0.875, -2.25], [0.75, 1.125, -2.0]], [[-2.5625, -4.3125, 0.0625], [0.9375, -5.1875, -0.8125]]], [[[1.25, 1.5, -1.75], [1.125, 2.25, -1.0]], [[-1.8125, -3.6875, 0.5625], [1.3125, -4.0625, 0.1875]], [[-1.4375, 1.4375, 0.8125], [-3.3125, 1.3125, 0.6875]]]]> : tensor<2x3x2x3xf32> : tensor<2x3x2x3xf32>
  return
}

func.func @one_bias_of_two() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625]], [[0.125, -0.375, 0.875], [0.375, -0.125, 1.125]], [[0.625, 0.125, -0.375], [0.875, 0.375, -0.125]], [[1.125, 0.625, 0.125], [-0.375, 0.875, 0.375]]]> : tensor<4x2x3xf32>
  %a2 = arith.constant dense<[[-0.375], [-0.375]]> : tensor<2x1xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "btm,mnh->btnh", output_shape = array<i64: -1, 2, 3>, bias_axes = "n"}
    : (tensor<2x3x4xf32>, tensor<4x2x3xf32>, tensor<2x1xf32>) -> tensor<2x3x2x3xf32>
  check.expect_close %y, dense<[[[[2.875, -1.5, 0.25], [-1.5, -1.5, 0.25]], [[0.5, 0.875, -2.25], [0.75, 1.125, -2.0]], [[-2.5625, -4.3125, 0.0625], [0.9375, -5.1875, -0.8125]]], [[[1.25, 1.5, -1.75], [1.125, 2.25, -1.0]], [[-1.8125, -3.6875, 0.5625], [1.3125, -4.0625, 0.1875]], [[-1.4375, 1.4375, 0.8125], [-3.3125, 1.3125, 0.6875]]]]> : tensor<2x3x2x3xf32> : tensor<2x3x2x3xf32>
  return
}

func.func @rows() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375, -0.125, 1.125], [0.625, 0.125, -0.375, 0.875, 0.375], [-0.125, 1.125, 0.625, 0.125, -0.375], [0.875, 0.375, -0.125, 1.125, 0.625]]> : tensor<4x5xf32>
  %a2 = arith.constant dense<[[-0.375], [-0.375], [-0.375]]> : tensor<3x1xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "abc,cd->abd", output_shape = array<i64: 3, 5>, bias_axes = "b", activation = "relu"}
    : (tensor<2x3x4xf32>, tensor<4x5xf32>, tensor<3x1xf32>) -> tensor<2x3x5xf32>
  check.expect_close %y, dense<[[[3.5, 0.0, 0.0, 3.5, 0.0], [0.0, 2.125, 1.625, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]], [[0.0, 3.375, 1.875, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 2.6875]]]> : tensor<2x3x5xf32> : tensor<2x3x5xf32>
  return
}

func.func @dots_before() {
  %a0 = arith.constant dense<[[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]], [[[-1.0, 2.5, 0.5, -1.5], [2.0, 0.0, -2.0, 1.5], [-0.5, -2.5, 1.0, -1.0]], [[2.5, 0.5, -1.5, 2.0], [0.0, -2.0, 1.5, -0.5], [-2.5, 1.0, -1.0, 2.5]]]]> : tensor<2x2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375, -0.125, 1.125], [0.625, 0.125, -0.375, 0.875, 0.375], [-0.125, 1.125, 0.625, 0.125, -0.375], [0.875, 0.375, -0.125, 1.125, 0.625]]> : tensor<4x5xf32>
  %a2 = arith.constant dense<[-0.375, -0.375, -0.375, -0.375, -0.375]> : tensor<5xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "...x,xy->...y", output_shape = array<i64: 5>, bias_axes = "y", activation = "softmax"}
    : (tensor<2x2x3x4xf32>, tensor<4x5xf32>, tensor<5xf32>) -> tensor<2x2x3x5xf32>
  check.expect_close %y, dense<[[[[0.49579492, 0.001084547, 0.001084547, 0.49579492, 0.006241137], [0.012261024, 0.59076923, 0.35831967, 0.015743466, 0.022906609], [0.5054069, 0.036611557, 0.21068494, 0.21068494, 0.036611557]], [[0.007657088, 0.78104424, 0.17427453, 0.016210055, 0.020814124], [0.44039363, 0.067536555, 0.14297487, 0.30267784, 0.046417147], [0.05544847, 0.0123722255, 0.015886253, 0.048933104, 0.86736]]], [[[0.34916258, 0.11335649, 0.08828213, 0.39565304, 0.053545814], [0.03859457, 0.018230783, 0.008611612, 0.05615476, 0.8784083], [0.016316254, 0.17541626, 0.7861611, 0.007707252, 0.014399043]], [[0.026533574, 0.026533574, 0.004610844, 0.063650735, 0.8786713], [0.015785957, 0.35928673, 0.59236366, 0.0122941155, 0.020269569], [0.49579492, 0.001084547, 0.001084547, 0.49579492, 0.006241137]]]]> : tensor<2x2x3x5xf32> : tensor<2x2x3x5xf32>
  return
}

func.func @dots_behind() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375, -0.125, 1.125], [0.625, 0.125, -0.375, 0.875, 0.375], [-0.125, 1.125, 0.625, 0.125, -0.375]]> : tensor<3x5xf32>
  %a2 = arith.constant dense<[[-0.375], [-0.375], [-0.375], [-0.375], [-0.375]]> : tensor<5x1xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "ab...,bc->ac...", output_shape = array<i64: 5>, bias_axes = "c"}
    : (tensor<2x3x4xf32>, tensor<3x5xf32>, tensor<5x1xf32>) -> tensor<2x5x4xf32>
  check.expect_close %y, dense<[[[1.125, -1.875, 1.3125, -1.0], [-4.75, 2.0, -1.5625, -1.0], [-2.75, 1.5, -1.8125, -1.0], [0.125, -1.625, 1.4375, -1.0], [-2.25, -0.375, -0.5625, 3.375]], [[-1.875, 1.3125, -1.0, -1.9375], [2.0, -1.5625, -1.0, 0.9375], [1.5, -1.8125, -1.0, 1.1875], [-1.625, 1.4375, -1.0, -2.0625], [-0.375, -0.5625, 3.375, -0.9375]]]> : tensor<2x5x4xf32> : tensor<2x5x4xf32>
  return
}

func.func @turned() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375], [-0.125, 1.125, 0.625], [0.125, -0.375, 0.875], [0.375, -0.125, 1.125], [0.625, 0.125, -0.375]]> : tensor<5x3xf32>
  %a2 = arith.constant dense<[[-0.375], [-0.375], [-0.375], [-0.375], [-0.375]]> : tensor<5x1xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "abc,db->adc", output_shape = array<i64: 5, 4>, bias_axes = "d", activation = "tanh"}
    : (tensor<2x3x4xf32>, tensor<5x3xf32>, tensor<5x1xf32>) -> tensor<2x5x4xf32>
  check.expect_close %y, dense<[[[0.24491866, -0.9051482, 0.9158246, -0.97802615], [-0.635149, -0.84828365, 0.93382806, -0.97802615], [-0.98955977, 0.9253462, -0.93382806, -0.97802615], [-0.9985807, 0.95404524, -0.9158246, -0.97802615], [-0.809301, -0.46211717, -0.50983, 0.97187275]], [[-0.9051482, 0.9158246, -0.97802615, -0.95933527], [-0.84828365, 0.93382806, -0.97802615, -0.9681872], [0.9253462, -0.93382806, -0.97802615, 0.8649066], [0.95404524, -0.9158246, -0.97802615, 0.829802], [-0.46211717, -0.50983, 0.97187275, -0.59637356]]]> : tensor<2x5x4xf32> : tensor<2x5x4xf32>
  return
}

func.func @joined() {
  %a0 = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0]], [[1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x3x2x2xf32>
  %a1 = arith.constant dense<[[[-0.375, 0.875, 0.375, -0.125, 1.125], [0.625, 0.125, -0.375, 0.875, 0.375]], [[-0.125, 1.125, 0.625, 0.125, -0.375], [0.875, 0.375, -0.125, 1.125, 0.625]]]> : tensor<2x2x5xf32>
  %a2 = arith.constant dense<[-0.375, -0.375, -0.375, -0.375, -0.375]> : tensor<5xf32>
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "btnh,nhm->btm", output_shape = array<i64: -1, 5>, bias_axes = "m"}
    : (tensor<2x3x2x2xf32>, tensor<2x2x5xf32>, tensor<5xf32>) -> tensor<2x3x5xf32>
  check.expect_close %y, dense<[[[3.5, -2.625, -2.625, 3.5, -0.875], [-1.75, 2.125, 1.625, -1.5, -1.125], [-0.8125, -3.4375, -1.6875, -1.6875, -3.4375]], [[-1.25, 3.375, 1.875, -0.5, -0.25], [-0.3125, -2.1875, -1.4375, -0.6875, -2.5625], [-0.0625, -1.5625, -1.3125, -0.1875, 2.6875]]]> : tensor<2x3x5xf32> : tensor<2x3x5xf32>
  return
}
