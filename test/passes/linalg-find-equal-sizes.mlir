// RUN: lith-opt %s --linalg-find-equal-sizes -split-input-file -verify-diagnostics | FileCheck %s

// The columns of x and y, which a loop walks over, and those of x, doubled, and z, beside the axis of a concatenation; the batch is one
// dimension, and what meets itself asks for nothing.
// CHECK: #[[DIFFERENCES:.*]] = affine_map<()[s0, s1, s2, s3] -> (s1 - s2, s1 * 2 - s3)>
// CHECK-LABEL: func.func @run
// CHECK-SAME: kernel.dim_differences = #[[DIFFERENCES]]
#id = affine_map<(i, j) -> (i, j)>
#double = affine_map<()[s0] -> (s0 * 2)>
func.func @run(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %z: tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%rows, %columns) : tensor<?x?xf32>
  %sum = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<?x?xf32>
  %twice = affine.apply #double()[%columns]
  %wide = tensor.empty(%rows, %twice) : tensor<?x?xf32>
  %joined = tensor.concat dim(0) %wide, %z : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %sum, %joined : tensor<?x?xf32>, tensor<?x?xf32>
}

// -----

// CHECK-LABEL: func.func @run
// CHECK-NOT: kernel.dim_differences
#id = affine_map<(i, j) -> (i, j)>
func.func @run(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %s = linalg.add ins(%x, %y : tensor<?x4xf32>, tensor<?x4xf32>) outs(%x : tensor<?x4xf32>) -> tensor<?x4xf32>
  return %s : tensor<?x4xf32>
}

// -----

// A type may claim what only a call can tell.
// CHECK: #[[FOUR:.*]] = affine_map<()[s0, s1] -> (s1 - 4)>
// CHECK-LABEL: func.func @run
// CHECK-SAME: kernel.dim_differences = #[[FOUR]]
func.func @run(%x: tensor<?x?xf32>) -> tensor<?x4xf32> {
  %y = tensor.cast %x : tensor<?x?xf32> to tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

#id = affine_map<(i) -> (i)>
#more = affine_map<()[s0] -> (s0 + 1)>
func.func @run(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %size = tensor.dim %x, %c0 : tensor<?xf32>
  %longer = affine.apply #more()[%size]
  %e = tensor.empty(%longer) : tensor<?xf32>
  // expected-error @+1 {{find_equal_sizes_c1: two sizes that meet here are never equal}}
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<?xf32>) outs(%e : tensor<?xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<?xf32>
  return %y : tensor<?xf32>
}
