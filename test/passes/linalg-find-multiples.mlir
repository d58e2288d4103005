// RUN: lith-opt %s --linalg-find-multiples -split-input-file -verify-diagnostics | FileCheck %s

// (batch, 4) as rows of 8 takes an even batch, and half of that as rows of 3 one that is a multiple of 6.
// CHECK-LABEL: func.func @run
// CHECK-SAME: kernel.dim_multiples = array<i64: 6>
#half = affine_map<()[s0] -> (s0 floordiv 8)>
#third = affine_map<()[s0] -> (s0 floordiv 3)>
func.func @run(%x: tensor<?x4xf32>) -> (tensor<?x8xf32>, tensor<?x3xf32>) {
  %c0 = arith.constant 0 : index
  %row = tensor.collapse_shape %x [[0, 1]] : tensor<?x4xf32> into tensor<?xf32>
  %size = tensor.dim %row, %c0 : tensor<?xf32>
  %rows = affine.apply #half()[%size]
  %y = tensor.expand_shape %row [[0, 1]] output_shape [%rows, 8] : tensor<?xf32> into tensor<?x8xf32>
  %first = tensor.extract_slice %y[0, 0] [%rows, 1] [1, 1] : tensor<?x8xf32> to tensor<?xf32>
  %groups = affine.apply #third()[%rows]
  %z = tensor.expand_shape %first [[0, 1]] output_shape [%groups, 3] : tensor<?xf32> into tensor<?x3xf32>
  return %y, %z : tensor<?x8xf32>, tensor<?x3xf32>
}

// -----

// What divides anyway asks for nothing.
// CHECK-LABEL: func.func @run
// CHECK-NOT: kernel.dim_multiples
#half = affine_map<()[s0] -> (s0 floordiv 2)>
func.func @run(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %c0 = arith.constant 0 : index
  %row = tensor.collapse_shape %x [[0, 1]] : tensor<?x4xf32> into tensor<?xf32>
  %size = tensor.dim %row, %c0 : tensor<?xf32>
  %rows = affine.apply #half()[%size]
  %y = tensor.expand_shape %row [[0, 1]] output_shape [%rows, 2] : tensor<?xf32> into tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// A sum of two dimensions is a multiple of neither.
#half = affine_map<()[s0] -> (s0 floordiv 2)>
func.func @run(%x: tensor<?x1xf32>, %z: tensor<1x?xf32>) -> tensor<?x2xf32> {
  %c0 = arith.constant 0 : index
  %a = tensor.collapse_shape %x [[0, 1]] : tensor<?x1xf32> into tensor<?xf32>
  %b = tensor.collapse_shape %z [[0, 1]] : tensor<1x?xf32> into tensor<?xf32>
  %both = tensor.concat dim(0) %a, %b : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %size = tensor.dim %both, %c0 : tensor<?xf32>
  %rows = affine.apply #half()[%size]
  // expected-error @+1 {{find_multiples_c1: a size that is not a multiple of one dimension cannot be divided by 2}}
  %y = tensor.expand_shape %both [[0, 1]] output_shape [%rows, 2] : tensor<?xf32> into tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
