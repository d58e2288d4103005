// RepeatVector: a broadcast into a new dimension.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @repeat
// CHECK: layer.repeat_vector %{{.*}} {n = 3 : i64}
// LOWER: #[[READ:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// LOWER-LABEL: func @repeat
// LOWER: linalg.generic {indexing_maps = [#[[READ]], #{{.*}}]
func.func @repeat(%x: tensor<?x4xf32>) -> tensor<?x3x4xf32> {
  %y = layer.repeat_vector %x {n = 3 : i64} : (tensor<?x4xf32>) -> tensor<?x3x4xf32>
  return %y : tensor<?x3x4xf32>
}

func.func @three() {
  %x = arith.constant dense<[[-2.5, 1.0, -1.0, 2.5], [0.5, -1.5, 2.0, 0.0]]> : tensor<2x4xf32>
  %y = layer.repeat_vector %x {n = 3 : i64}
    : (tensor<2x4xf32>) -> tensor<2x3x4xf32>
  check.expect_close %y, dense<[[[-2.5, 1.0, -1.0, 2.5], [-2.5, 1.0, -1.0, 2.5], [-2.5, 1.0, -1.0, 2.5]], [[0.5, -1.5, 2.0, 0.0], [0.5, -1.5, 2.0, 0.0], [0.5, -1.5, 2.0, 0.0]]]> : tensor<2x3x4xf32> : tensor<2x3x4xf32>
  return
}
