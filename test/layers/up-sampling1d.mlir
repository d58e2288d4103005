// UpSampling1D: every element of a spatial dimension several times.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @some
// CHECK: layer.up_sampling1d %{{.*}} {size = 3 : i64}
// LOWER-LABEL: func @some
// LOWER-COUNT-1: tensor.collapse_shape
func.func @some(%x: tensor<?x?x2xf32>) -> tensor<?x?x2xf32> {
  %y = layer.up_sampling1d %x {size = 3 : i64} : (tensor<?x?x2xf32>) -> tensor<?x?x2xf32>
  return %y : tensor<?x?x2xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0], [-2.0, -0.5]], [[1.0, 2.5], [-1.5, 0.0], [1.5, -2.5]]]> : tensor<2x3x2xf32>
  %y = layer.up_sampling1d %x
    : (tensor<2x3x2xf32>) -> tensor<2x6x2xf32>
  check.expect_close %y, dense<[[[-2.5, -1.0], [-2.5, -1.0], [0.5, 2.0], [0.5, 2.0], [-2.0, -0.5], [-2.0, -0.5]], [[1.0, 2.5], [1.0, 2.5], [-1.5, 0.0], [-1.5, 0.0], [1.5, -2.5], [1.5, -2.5]]]> : tensor<2x6x2xf32> : tensor<2x6x2xf32>
  return
}

func.func @three() {
  %x = arith.constant dense<[[[-2.5, -1.0], [0.5, 2.0]]]> : tensor<1x2x2xf32>
  %y = layer.up_sampling1d %x {size = 3 : i64}
    : (tensor<1x2x2xf32>) -> tensor<1x6x2xf32>
  check.expect_close %y, dense<[[[-2.5, -1.0], [-2.5, -1.0], [-2.5, -1.0], [0.5, 2.0], [0.5, 2.0], [0.5, 2.0]]]> : tensor<1x6x2xf32> : tensor<1x6x2xf32>
  return
}
