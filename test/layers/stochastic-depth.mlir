// StochasticDepth of keras.applications passes its input on at inference.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @stochastic_depth
// CHECK: layer.stochastic_depth %{{.*}} {drop_path_rate = 5.000000e-01 : f64}
// LOWER-LABEL: func @stochastic_depth
// LOWER-SAME: (%[[X:.*]]: tensor<?x3xf32>)
// LOWER-NEXT: return %[[X]]
func.func @stochastic_depth(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = layer.stochastic_depth %x {drop_path_rate = 5.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @inference() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32>
  %y = layer.stochastic_depth %x {drop_path_rate = 5.000000e-01 : f64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}
