// GaussianNoise passes its input on at inference.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @gaussian_noise
// CHECK: layer.gaussian_noise %{{.*}} {stddev = 5.000000e-01 : f64}
// LOWER-LABEL: func @gaussian_noise
// LOWER-SAME: (%[[X:.*]]: tensor<?x3xf32>)
// LOWER-NEXT: return %[[X]]
func.func @gaussian_noise(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.gaussian_noise %x {stddev = 5.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @inference() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %y = layer.gaussian_noise %x {stddev = 5.000000e-01 : f64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}
