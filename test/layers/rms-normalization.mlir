// RMSNormalization: along one axis and several; scale stands at the end, as in Keras.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @rms
// CHECK: layer.rms_normalization
// LOWER-LABEL: func @rms
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
// LOWER: math.sqrt
func.func @rms(%x: tensor<?x4x8xf32>, %s: tensor<8xf32>) -> tensor<?x4x8xf32> {
  %y = layer.rms_normalization %x, %s : (tensor<?x4x8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

func.func @last() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[-0.375, 0.875, 0.375, -0.125]> : tensor<4xf32>
  %y = layer.rms_normalization %a0, %a1 {epsilon = 0.01 : f64}
    : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.49172133, 0.4589399, -0.19668853, -0.16390711], [-0.14663659, -1.0264561, 0.58654636, -0.0], [0.4194266, 0.7339965, -0.10485665, 0.17476109]], [[-0.25664473, -0.5988377, 0.64161175, -0.04277412], [0.35070732, 1.0910894, 0.0, 0.15586992], [-0.35955155, -0.27965122, -0.5992526, -0.07990035]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @two() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375, -0.125], [1.125, 0.625, 0.125, -0.375], [0.875, 0.375, -0.125, 1.125]]> : tensor<3x4xf32>
  %y = layer.rms_normalization %a0, %a1 {axis = array<i64: 1, 2>}
    : (tensor<2x3x4xf32>, tensor<3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.5590169, 0.5217491, -0.22360677, -0.18633896], [0.33541015, -0.55901694, 0.14907117, -0.0], [-1.0434982, 0.33541015, 0.037267793, -1.6770506]], [[-0.24333209, -0.56777483, 0.6083302, -0.040555347], [-1.0949944, 0.8111069, 0.0, 0.48666418], [0.8516623, -0.121666044, 0.20277673, 0.72999626]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @middle() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5], [2.0, 0.0, -2.0]], [[1.5, -0.5, -2.5], [1.0, -1.0, 2.5], [0.5, -1.5, 2.0]]]> : tensor<2x3x3xf32>
  %a1 = arith.constant dense<[-0.375, 0.875, 0.375]> : tensor<3xf32>
  %y = layer.rms_normalization %a0, %a1 {axis = array<i64: 1>}
    : (tensor<2x3x3xf32>, tensor<3xf32>) -> tensor<2x3x3xf32>
  check.expect_close %y, dense<[[[0.3997513, 1.3555424, -0.24122527], [-0.3997513, 0.6777712, -0.36183792], [-0.31980103, 0.0, -0.48245054]], [[-0.52077353, -0.4050461, -0.3997513], [-0.34718236, -0.8100922, 0.3997513], [-0.17359118, -1.2151383, 0.31980103]]]> : tensor<2x3x3xf32> : tensor<2x3x3xf32>
  return
}
