// UnitNormalization: along one axis and several; a row of zeros stays zero.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @unit
// CHECK: layer.unit_normalization %{{.*}} : (tensor<?x8xf32>) -> tensor<?x8xf32>
// LOWER-LABEL: func @unit
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
// LOWER: arith.mulf
// LOWER: math.sqrt
// LOWER: arith.minimumf
func.func @unit(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = layer.unit_normalization %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

func.func @last() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.0, 0.0, 0.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %y = layer.unit_normalization %a0
    : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[-0.6565321, 0.26261285, -0.26261285, 0.6565321], [0.0, 0.0, 0.0, 0.0], [-0.560112, 0.420084, -0.140028, -0.70014]], [[0.34299716, -0.34299716, 0.8574929, 0.17149858], [-0.4685213, 0.62469506, 0.0, -0.62469506], [0.48038444, -0.16012815, -0.8006407, 0.3202563]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @two() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.0, 0.0, 0.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %y = layer.unit_normalization %a0 {axis = array<i64: 1, -1>}
    : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[-0.47891316, 0.19156526, -0.19156526, 0.47891316], [0.0, 0.0, 0.0, 0.0], [-0.38313052, 0.28734788, -0.09578263, -0.47891316]], [[0.18731716, -0.18731716, 0.4682929, 0.09365858], [-0.28097576, 0.37463433, 0.0, -0.37463433], [0.28097576, -0.09365858, -0.4682929, 0.18731716]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}

func.func @batch() {
  %a0 = arith.constant dense<[[[-2.5, 1.0, -1.0, 2.5], [0.0, 0.0, 0.0, 0.0], [-2.0, 1.5, -0.5, -2.5]], [[1.0, -1.0, 2.5, 0.5], [-1.5, 2.0, 0.0, -2.0], [1.5, -0.5, -2.5, 1.0]]]> : tensor<2x3x4xf32>
  %y = layer.unit_normalization %a0 {axis = array<i64: 0>}
    : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[-0.9284767, 0.70710677, -0.37139067, 0.9805807], [0.0, 0.0, 0.0, 0.0], [-0.8, 0.94868326, -0.19611613, -0.9284767]], [[0.37139067, -0.70710677, 0.9284767, 0.19611613], [-1.0, 1.0, 0.0, -1.0], [0.6, -0.31622776, -0.9805807, 0.37139067]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}
