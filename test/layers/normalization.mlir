// Normalization: the deviation comes from the variables alone, or from a table that the config gives.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @adapted
// CHECK: layer.normalization %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {axis = array<i64: 2>, invert = true}
// LOWER-LABEL: func @adapted
// LOWER: %[[DEVIATION:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<3xf32>)
// LOWER: math.sqrt
// LOWER: arith.maximumf
// LOWER: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}}, %[[DEVIATION]] : tensor<?x4x3xf32>, tensor<3xf32>, tensor<3xf32>)
func.func @adapted(%x: tensor<?x4x3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>, %c: tensor<i32>) -> tensor<?x4x3xf32> {
  %y = layer.normalization %x, %m, %v, %c {axis = array<i64: 2>, invert = true}
    : (tensor<?x4x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<i32>) -> tensor<?x4x3xf32>
  return %y : tensor<?x4x3xf32>
}

func.func @last_axis() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %mean = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %count = arith.constant dense<0> : tensor<i32>
  %y = layer.normalization %x, %mean, %variance, %count
    : (tensor<2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<i32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.4748738, 0.5, -0.81649655], [4.596194, 0.0, -1.2247448]], [[3.8890872, -0.5, -1.6329931], [3.1819804, -1.0, -2.0412414]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @two_axes_inverted() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %mean = arith.constant dense<[[-0.75, 0.5, 0.0], [-0.5, 0.75, 0.25]]> : tensor<2x3xf32>
  %variance = arith.constant dense<[[0.5, 1.0, 1.5], [2.0, 0.5, 1.0]]> : tensor<2x3xf32>
  %count = arith.constant dense<0> : tensor<i32>
  %y = layer.normalization %x, %mean, %variance, %count {axis = array<i64: 1, 2>, invert = true}
    : (tensor<2x2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<i32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.517767, 1.5, -1.2247449], [3.035534, 1.1035534, -1.25]], [[0.66421354, 0.5, -2.4494898], [1.6213202, 0.39644662, -2.25]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @no_axis() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %mean = arith.constant dense<-0.75> : tensor<f32>
  %variance = arith.constant dense<0.5> : tensor<f32>
  %count = arith.constant dense<0> : tensor<i32>
  %y = layer.normalization %x, %mean, %variance, %count {axis = array<i64>}
    : (tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<i32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.4748738, 2.4748738, -0.35355338], [4.596194, 1.767767, -1.0606601]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @numbers() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %y = layer.normalization %x {mean = dense<3.0> : tensor<f64>, variance = dense<2.0> : tensor<f64>}
    : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-3.8890872, -1.4142135, -2.828427], [-0.35355338, -1.767767, -3.1819804]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @array_with_zero_variance() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.normalization %x {axis = array<i64: 1, 2>, mean = dense<[1.0, 2.0, 3.0]> : tensor<3xf64>, variance = dense<[2.0, 0.0, 0.5]> : tensor<3xf64>}
    : (tensor<2x2x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.4748738, -10000000.0, -5.656854], [1.0606601, -15000000.0, -6.3639607]], [[0.70710677, -20000000.0, -7.071068], [0.35355338, -25000000.0, -7.7781744]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @column() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]]> : tensor<1x2x3xf32>
  %y = layer.normalization %x {axis = array<i64: 1, 2>, mean = dense<[[1.0], [2.0]]> : tensor<2x1xf64>, variance = dense<[[4.0], [9.0]]> : tensor<2x1xf64>}
    : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  check.expect_close %y, dense<[[[-1.75, 0.0, -1.0], [0.16666667, -0.5, -1.1666666]]]> : tensor<1x2x3xf32> : tensor<1x2x3xf32>
  return
}
