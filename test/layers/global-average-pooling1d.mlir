// GlobalAveragePooling1D: one number for each channel; keepdims leaves dimensions of size 1.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @keepdims
// CHECK: layer.global_average_pooling1d %{{.*}} {keepdims = true}
// LOWER-LABEL: func @keepdims
// LOWER: linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "reduction"]
// LOWER: arith.addf
// LOWER: tensor.expand_shape
func.func @keepdims(%x: tensor<?x?x2xf32>) -> tensor<?x1x2xf32> {
  %y = layer.global_average_pooling1d %x {keepdims = true} : (tensor<?x?x2xf32>) -> tensor<?x1x2xf32>
  return %y : tensor<?x1x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5], [1.0, 2.5], [-1.5, 0.0], [1.5, -2.5], [-1.0, 0.5]], [[2.0, -2.0], [-0.5, 1.0], [2.5, -1.5], [0.0, 1.5], [-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]]]> : tensor<2x7x2xf32>
  %y = layer.global_average_pooling1d %x
    : (tensor<2x7x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[-0.5714286, 0.14285715], [0.0, -0.071428575]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @keepdims_channels_first() {
  %x = arith.constant dense<[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0]], [[-2.0, -0.5, 1.0, 2.5, -1.5], [0.0, 1.5, -2.5, -1.0, 0.5], [2.0, -2.0, -0.5, 1.0, 2.5]]]> : tensor<2x3x5xf32>
  %y = layer.global_average_pooling1d %x {keepdims = true, data_format = "channels_first"}
    : (tensor<2x3x5xf32>) -> tensor<2x3x1xf32>
  check.expect_close %y, dense<[[[-0.6], [0.3], [0.1]], [[-0.1], [-0.3], [0.6]]]> : tensor<2x3x1xf32> : tensor<2x3x1xf32>
  return
}
