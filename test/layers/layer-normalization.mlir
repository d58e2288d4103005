// LayerNormalization: along one axis and several, with and without its variables.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @several
// CHECK: layer.layer_normalization %{{.*}} {axis = array<i64: 1, 2>}
// LOWER-LABEL: func @several
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "reduction", "reduction"]
// LOWER: arith.addf
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "reduction", "reduction"]
// LOWER: math.sqrt
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]
func.func @several(%x: tensor<?x4x8xf32>, %g: tensor<4x8xf32>, %b: tensor<4x8xf32>) -> tensor<?x4x8xf32> {
  %y = layer.layer_normalization %x, %g, %b {axis = array<i64: 1, 2>} : (tensor<?x4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

func.func @last() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[-0.375, 0.875, 0.375, -0.125]> : tensor<4xf32>
  %a2 = arith.constant dense<[-0.375, -0.375, -0.375, -0.375]> : tensor<4xf32>
  %y = layer.layer_normalization %a0, %a1, %a2 {epsilon = 0.01 : f64}
    : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.11672133, 0.08393991, -0.57168853, -0.5389071], [-0.44976115, -1.5960988, 0.148328, -0.35007963], [-0.104471445, 0.95760375, -0.2848238, -0.24474548]], [[-0.44976115, -1.5960988, 0.148328, -0.3500796], [-0.104471415, 0.95760375, -0.2848238, -0.24474551], [-0.7657635, -0.58541113, -0.94611585, -0.4651762]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @two_axes() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[[-0.375, 0.875, 0.375, -0.125], [1.125, 0.625, 0.125, -0.375], [0.875, 0.375, -0.125, 1.125]]> : tensor<3x4xf32>
  %a2 = arith.constant dense<[[-0.375, -0.375, -0.375, -0.375], [-0.375, -0.375, -0.375, -0.375], [-0.375, -0.375, -0.375, -0.375]]> : tensor<3x4xf32>
  %y = layer.layer_normalization %a0, %a1, %a2 {axis = array<i64: 1, 2>}
    : (tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.14133933, 0.26025385, -0.5533718, -0.5784064], [0.10378736, -0.860046, -0.20914556, -0.42193994], [-1.3169281, 0.009907484, -0.3530947, -1.9240179]], [[-0.59833413, -0.99086076, 0.21378997, -0.4088385], [-1.5322767, 0.40328556, -0.3817677, 0.13257757], [0.43035638, -0.51712173, -0.16520129, 0.29500237]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @middle_without_beta() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[-0.375, 0.875, 0.375]> : tensor<3xf32>
  %y = layer.layer_normalization %a0, %a1 {axis = array<i64: -2>, center = false}
    : (tensor<2x3x4xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.3332786, -0.1904449, 0.3332786, -0.45922422], [1.2220215, -1.2220215, 1.2220215, 0.0], [-0.19044489, 0.3332786, -0.19044492, -0.45922422]], [[-0.1904449, 0.3332786, -0.45922422, -0.19044492], [-1.2220215, 1.2220215, 0.0, -1.2220215], [0.3332786, -0.19044492, -0.45922422, 0.3332786]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @plain() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %y = layer.layer_normalization %a0 {center = false, scale = false}
    : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[-1.3128831, 0.5251533, -0.5251533, 1.3128831], [0.19993602, -1.3995521, 1.3995521, -0.19993602], [-0.72274816, 1.5258017, 0.24091607, -1.0439695]], [[0.19993603, -1.3995521, 1.3995521, -0.199936], [-0.72274816, 1.5258017, 0.24091606, -1.0439696], [1.0439696, -0.24091606, -1.5258017, 0.72274816]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @rms() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %a1 = arith.constant dense<[-0.375, 0.875, 0.375, -0.125]> : tensor<4xf32>
  %y = layer.layer_normalization %a0, %a1 {rms_scaling = true}
    : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.49233118, 0.45950913, -0.19693248, -0.16411039], [-0.14995201, -1.049664, 0.59980804, -0.0], [0.48183212, 0.8432062, -0.12045803, 0.20076337]], [[-0.29990402, -0.69977605, 0.7497601, -0.049984004], [0.36137408, 1.124275, 0.0, 0.1606107], [-0.36137408, -0.28106874, -0.60229015, -0.08030535]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}
