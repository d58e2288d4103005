// GlobalAveragePooling3D: one number for each channel; keepdims leaves dimensions of size 1.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @keepdims
// CHECK: layer.global_average_pooling3d %{{.*}} {keepdims = true}
// LOWER-LABEL: func @keepdims
// LOWER: linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "reduction", "reduction", "reduction"]
// LOWER: arith.addf
// LOWER: tensor.expand_shape
func.func @keepdims(%x: tensor<?x?x8x6x2xf32>) -> tensor<?x1x1x1x2xf32> {
  %y = layer.global_average_pooling3d %x {keepdims = true} : (tensor<?x?x8x6x2xf32>) -> tensor<?x1x1x1x2xf32>
  return %y : tensor<?x1x1x1x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0]], [[-2.0, -0.5], [1.0, 2.5]], [[-1.5, 0.0], [1.5, -2.5]]], [[[-1.0, 0.5], [2.0, -2.0]], [[-0.5, 1.0], [2.5, -1.5]], [[0.0, 1.5], [-2.5, -1.0]]]], [[[[0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0]], [[1.5, -2.5], [-1.0, 0.5]]], [[[2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5]], [[-2.5, -1.0], [0.5, 2.0]]]]]> : tensor<2x2x3x2x2xf32>
  %y = layer.global_average_pooling3d %x
    : (tensor<2x2x3x2x2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[-0.20833334, -0.083333336], [0.041666668, 0.16666667]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @keepdims_channels_first() {
  %x = arith.constant dense<[[[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]], [[[-1.0, 0.5], [2.0, -2.0], [-0.5, 1.0]], [[2.5, -1.5], [0.0, 1.5], [-2.5, -1.0]]]]]> : tensor<1x2x2x3x2xf32>
  %y = layer.global_average_pooling3d %x {keepdims = true, data_format = "channels_first"}
    : (tensor<1x2x2x3x2xf32>) -> tensor<1x2x1x1x1xf32>
  check.expect_close %y, dense<[[[[[-0.20833334]]], [[[-0.083333336]]]]]> : tensor<1x2x1x1x1xf32> : tensor<1x2x1x1x1xf32>
  return
}
