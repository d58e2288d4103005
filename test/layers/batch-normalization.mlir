// BatchNormalization: scale and shift come from the variables alone, the input sees one multiply and one add.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @axis
// CHECK: layer.batch_normalization %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {axis = array<i64: 1>}
// LOWER-DAG: #[[ALONG:.*]] = affine_map<(d0, d1, d2, d3) -> (d1)>
// LOWER-LABEL: func @axis
// LOWER: math.sqrt
// LOWER: %[[SHIFT:.*]] = linalg.generic {{.*}} : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
// LOWER: arith.subf
// LOWER: linalg.generic {indexing_maps = [#{{.*}}, #[[ALONG]], #[[ALONG]], #{{.*}}], {{.*}} ins(%{{.*}}, %{{.*}}, %[[SHIFT]] : tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>)
// LOWER: arith.mulf
// LOWER: arith.addf
func.func @axis(%x: tensor<?x3x8x8xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) -> tensor<?x3x8x8xf32> {
  %y = layer.batch_normalization %x, %g, %b, %m, %v {axis = array<i64: 1>}
    : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
  return %y : tensor<?x3x8x8xf32>
}

func.func @defaults() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %gamma = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %beta = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %moving_mean = arith.constant dense<-0.75> : tensor<3xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.batch_normalization %x, %gamma, %beta, %moving_mean, %moving_variance
    : (tensor<2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[1.1043017, 1.6245627, 0.5], [-4.1937037, 1.3746877, 0.5]], [[-3.663903, 1.1248126, 0.5], [-3.1341023, 0.87493753, 0.5]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @axis_one() {
  %x = arith.constant dense<[[[[-2.5, 1.0], [-1.0, 2.5]], [[0.5, -1.5], [2.0, 0.0]], [[-2.0, 1.5], [-0.5, -2.5]]], [[[1.0, -1.0], [2.5, 0.5]], [[-1.5, 2.0], [0.0, -2.0]], [[1.5, -0.5], [-2.5, 1.0]]]]> : tensor<2x3x2x2xf32>
  %gamma = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %beta = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %moving_mean = arith.constant dense<-0.75> : tensor<3xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.batch_normalization %x, %gamma, %beta, %moving_mean, %moving_variance {axis = array<i64: 1>}
    : (tensor<2x3x2x2xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x2x2xf32>
  check.expect_close %y, dense<[[[[1.1043017, -2.604302], [-0.4850998, -4.1937037]], [[1.3746877, 0.37518734], [2.1243129, 1.1248126]], [[0.5, 0.5], [0.5, 0.5]]], [[[-2.604302, -0.4850998], [-4.1937037, -2.0745015]], [[0.37518734, 2.1243129], [1.1248126, 0.12531227]], [[0.5, 0.5], [0.5, 0.5]]]]> : tensor<2x3x2x2xf32> : tensor<2x3x2x2xf32>
  return
}

func.func @without_scale() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %beta = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %moving_mean = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.batch_normalization %x, %beta, %moving_mean, %moving_variance {scale = false}
    : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-3.2224028, 0.74987507, -1.2243367], [3.841605, 0.2501249, -1.632449]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @without_center() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %gamma = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %moving_mean = arith.constant dense<[-0.75, 0.75, 0.5]> : tensor<3xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.batch_normalization %x, %gamma, %moving_mean, %moving_variance {center = false, epsilon = 5.000000e-01 : f64}
    : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[1.3125, 0.10206208, -0.0], [-2.4375, -0.10206206, -0.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @without_both() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %moving_mean = arith.constant dense<[-0.75, 0.5, 0.0]> : tensor<3xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32>
  %y = layer.batch_normalization %x, %moving_mean, %moving_variance {scale = false, center = false}
    : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.4724028, 0.49975017, -0.8162245], [4.591605, 0.0, -1.2243367]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

func.func @renorm() {
  %x = arith.constant dense<[[-2.5, 1.0], [-1.0, 2.5]]> : tensor<2x2xf32>
  %gamma = arith.constant dense<[-0.75, 0.5]> : tensor<2xf32>
  %beta = arith.constant dense<[-0.75, 0.75]> : tensor<2xf32>
  %moving_mean = arith.constant dense<-0.75> : tensor<2xf32>
  %moving_variance = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %moving_stddev = arith.constant dense<[-0.75, -0.25]> : tensor<2xf32>
  %renorm_mean = arith.constant dense<[-0.75, 0.0]> : tensor<2xf32>
  %renorm_stddev = arith.constant dense<[-0.75, 0.25]> : tensor<2xf32>
  %y = layer.batch_normalization %x, %gamma, %beta, %moving_mean, %moving_variance, %moving_stddev, %renorm_mean, %renorm_stddev {renorm = true}
    : (tensor<2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[1.1043017, 1.6245627], [-0.4850998, 2.374188]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}
