// AveragePooling1D: the divisor counts elements of the input, never padding.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @same
// CHECK: layer.average_pooling1d %{{.*}} {padding = "same", pool_size = array<i64: 3>, strides = array<i64: 2>}
// LOWER-LABEL: func @same
// LOWER-DAG: %[[START:.*]] = arith.constant 0.000000e+00 : f32
// LOWER: tensor.pad %{{.*}} low[0, 1, 0] high[0, 1, 0]
// LOWER: tensor.yield %[[START]]
// LOWER: linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "parallel", "reduction"]
// LOWER: arith.addf
func.func @same(%x: tensor<?x9x2xf32>) -> tensor<?x5x2xf32> {
  %y = layer.average_pooling1d %x {pool_size = array<i64: 3>, strides = array<i64: 2>, padding = "same"} : (tensor<?x9x2xf32>) -> tensor<?x5x2xf32>
  return %y : tensor<?x5x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]], [[2.0, -2.0], [-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]]]> : tensor<2x7x2xf32>
  %y = layer.average_pooling1d %x {pool_size = array<i64: 2>}
    : (tensor<2x7x2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[-1.0, 0.5], [-0.5, 1.0], [0.0, -1.25]], [[0.75, -0.5], [1.25, 0.0], [-1.0, 0.5]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @same_overlapping() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0]]]> : tensor<1x5x2xf32>
  %y = layer.average_pooling1d %x {pool_size = array<i64: 3>, strides = array<i64: 1>, padding = "same"}
    : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  check.expect_close %y, dense<[[[-1.0, 0.5], [-1.3333334, 0.16666667], [-0.16666667, 1.3333334], [-0.8333334, 0.6666667], [-0.25, 1.25]]]> : tensor<1x5x2xf32> : tensor<1x5x2xf32>
  return
}

func.func @same_window_below_stride() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]]]> : tensor<1x7x2xf32>
  %y = layer.average_pooling1d %x {pool_size = array<i64: 2>, strides = array<i64: 3>, padding = "same"}
    : (tensor<1x7x2xf32>) -> tensor<1x3x2xf32>
  check.expect_close %y, dense<[[[-1.0, 0.5], [-0.25, 1.25], [-1.0, 0.5]]]> : tensor<1x3x2xf32> : tensor<1x3x2xf32>
  return
}

func.func @valid_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0, -0.5], [1.0, 2.5, -1.5, 0.0, 1.5, -2.5]], [[-1.0, 0.5, 2.0, -2.0, -0.5, 1.0], [2.5, -1.5, 0.0, 1.5, -2.5, -1.0]]]> : tensor<2x2x6xf32>
  %y = layer.average_pooling1d %x {pool_size = array<i64: 3>, strides = array<i64: 2>, data_format = "channels_first"}
    : (tensor<2x2x6xf32>) -> tensor<2x2x2xf32>
  check.expect_close %y, dense<[[[-1.0, 0.16666667], [0.6666667, 0.0]], [[0.5, -0.16666667], [0.33333334, -0.33333334]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}
