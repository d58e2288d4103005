// Softmax: along any axis and along several.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @softmax
// CHECK: layer.softmax %{{.*}} {axis = array<i64: 1>}
// LOWER-LABEL: func @softmax
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
// LOWER: arith.maximumf
// LOWER: math.exp
// LOWER: arith.addf
// LOWER: arith.divf
func.func @softmax(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.softmax %x {axis = array<i64: 1>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @last() {
  %x = arith.constant dense<[[[-2.5, -0.4, 1.7, -1.3], [0.8, -2.2, -0.1, 2.0], [-1.0, 1.1, -1.9, 0.2]], [[2.3, -0.7, 1.4, -1.6], [0.5, -2.5, -0.4, 1.7], [-1.3, 0.8, -2.2, -0.1]]]> : tensor<2x3x4xf32>
  %y = layer.softmax %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.012630632, 0.10314385, 0.84229034, 0.041935164], [0.20935945, 0.010423396, 0.08511922, 0.6950979], [0.07756234, 0.6333872, 0.031534493, 0.25751603]], [[0.6772321, 0.033717398, 0.27534202, 0.01370847], [0.20935945, 0.010423396, 0.085119195, 0.6950979], [0.07756234, 0.6333872, 0.031534493, 0.25751603]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @middle() {
  %x = arith.constant dense<[[[-2.5, -0.4, 1.7, -1.3], [0.8, -2.2, -0.1, 2.0], [-1.0, 1.1, -1.9, 0.2]], [[2.3, -0.7, 1.4, -1.6], [0.5, -2.5, -0.4, 1.7], [-1.3, 0.8, -2.2, -0.1]]]> : tensor<2x3x4xf32>
  %y = layer.softmax %x {axis = array<i64: 1>} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.030680185, 0.17708556, 0.83848816, 0.030680185], [0.8318208, 0.02927204, 0.13860115, 0.8318208], [0.13749905, 0.7936424, 0.02291062, 0.13749905]], [[0.83848816, 0.17708556, 0.83848816, 0.03068018], [0.13860117, 0.029272046, 0.13860117, 0.8318208], [0.02291062, 0.7936424, 0.02291062, 0.13749905]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @batch() {
  %x = arith.constant dense<[[[-2.5, -0.4, 1.7, -1.3], [0.8, -2.2, -0.1, 2.0], [-1.0, 1.1, -1.9, 0.2]], [[2.3, -0.7, 1.4, -1.6], [0.5, -2.5, -0.4, 1.7], [-1.3, 0.8, -2.2, -0.1]]]> : tensor<2x3x4xf32>
  %y = layer.softmax %x {axis = array<i64: 0>} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.00816257, 0.5744425, 0.57444257, 0.57444257], [0.5744425, 0.5744425, 0.5744425, 0.5744425], [0.5744425, 0.5744425, 0.57444257, 0.5744425]], [[0.99183744, 0.4255575, 0.42555746, 0.42555746], [0.42555746, 0.4255575, 0.42555746, 0.4255575], [0.4255575, 0.42555746, 0.42555746, 0.42555746]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @two() {
  %x = arith.constant dense<[[[-2.5, -0.4, 1.7, -1.3], [0.8, -2.2, -0.1, 2.0], [-1.0, 1.1, -1.9, 0.2]], [[2.3, -0.7, 1.4, -1.6], [0.5, -2.5, -0.4, 1.7], [-1.3, 0.8, -2.2, -0.1]]]> : tensor<2x3x4xf32>
  %y = layer.softmax %x {axis = array<i64: 1, -1>} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[0.0037529478, 0.030647207, 0.25027034, 0.012460223], [0.10175231, 0.0050659506, 0.04136941, 0.3378296], [0.016819546, 0.13735127, 0.006838316, 0.05584286]], [[0.38190886, 0.019014122, 0.15527256, 0.0077305664], [0.06312911, 0.0031430135, 0.025666378, 0.20959604], [0.0104351705, 0.08521539, 0.004242625, 0.034645993]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @infinities() {
  %x = arith.constant dense<[[[1.0, 0x7F800000], [0.0, 0xFF800000]], [[0xFF800000, 0xFF800000], [0xFF800000, 0xFF800000]]]> : tensor<2x2x2xf32>
  %y = layer.softmax %x {axis = array<i64: 1, 2>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  check.expect_close %y, dense<[[[0.0, 0x7FC00000], [0.0, 0.0]], [[0x7FC00000, 0x7FC00000], [0x7FC00000, 0x7FC00000]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}
