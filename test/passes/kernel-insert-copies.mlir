// RUN: lith-opt %s -split-input-file --kernel-insert-copies --verify-each | FileCheck %s

// Kernels write into the slices of a concat; a value that is in two concats is copied for the second, and so is an argument.
// CHECK-LABEL: kernel.func @left
// CHECK-SAME: -> (tensor<2x4xf32> {kernel.strides = array<i64: 8, 1>})
// CHECK-LABEL: func.func @concat
kernel.func @left(%a: tensor<2x4xf32>) -> tensor<2x4xf32> { kernel.return %a : tensor<2x4xf32> }
// CHECK: %[[A:.*]] = kernel.call @left
// CHECK: %[[B:.*]] = kernel.call @copy(%arg0)
// CHECK: tensor.concat dim(1) %[[A]], %[[B]]
func.func @concat(%x: tensor<2x4xf32>) -> tensor<2x8xf32> {
  %a = kernel.call @left(%x) : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(1) %a, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %c : tensor<2x8xf32>
}

// -----

// A loop writes the slot that it does not read; the first value is copied because it is state, and the last one because it goes to
// an output. What is collected by insert_slice is written in place.
// CHECK-LABEL: func.func @scan
// CHECK: %[[H:.*]] = ml_program.global_load @h
// CHECK: %[[H0:.*]] = kernel.call @copy(%[[H]])
// CHECK: %[[R:.*]]:2 = scf.for {{.*}} iter_args(%{{.*}} = %[[H0]], %[[SEQ:.*]] = %{{.*}})
// CHECK: %[[N:.*]] = kernel.call @step
// CHECK: %[[C:.*]] = kernel.call @copy{{.*}}(%[[N]])
// CHECK: %[[S:.*]] = tensor.insert_slice %[[C]] into %[[SEQ]]
// CHECK: scf.yield %[[N]], %[[S]]
// CHECK: %[[LAST:.*]] = kernel.call @copy{{.*}}(%[[R]]#0)
// CHECK: return %[[R]]#1, %[[LAST]]
ml_program.global private mutable @h(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
kernel.func @step(%a: tensor<4xf32>) -> tensor<4xf32> { kernel.return %a : tensor<4xf32> }
func.func @scan() -> (tensor<3x4xf32>, tensor<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %h0 = ml_program.global_load @h : tensor<4xf32>
  %s0 = tensor.empty() : tensor<3x4xf32>
  %r:2 = scf.for %i = %c0 to %c3 step %c1 iter_args(%h = %h0, %s = %s0) -> (tensor<4xf32>, tensor<3x4xf32>) {
    %n = kernel.call @step(%h) : (tensor<4xf32>) -> tensor<4xf32>
    %sn = tensor.insert_slice %n into %s[%i, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<3x4xf32>
    scf.yield %n, %sn : tensor<4xf32>, tensor<3x4xf32>
  }
  return %r#1, %r#0 : tensor<3x4xf32>, tensor<4xf32>
}

// -----

// State that is read after its new value is stored keeps its old one.
// CHECK-LABEL: func.func @snapshot
// CHECK: %[[H:.*]] = ml_program.global_load @h
// CHECK: %[[OLD:.*]] = kernel.call @copy(%[[H]])
// CHECK: ml_program.global_store
// CHECK: kernel.call @step(%[[OLD]])
ml_program.global private mutable @h(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
kernel.func @step(%a: tensor<4xf32>) -> tensor<4xf32> { kernel.return %a : tensor<4xf32> }
func.func @snapshot(%x: tensor<4xf32>) -> tensor<4xf32> {
  %h = ml_program.global_load @h : tensor<4xf32>
  ml_program.global_store @h = %x : tensor<4xf32>
  %y = kernel.call @step(%h) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// What somebody else sees in one row is copied into a concat: its place there has gaps.
// CHECK-LABEL: func.func @two_views
// CHECK: %[[A:.*]] = kernel.call @left
// CHECK: %[[ROW:.*]] = tensor.collapse_shape %[[A]]
// CHECK: kernel.call @row(%[[ROW]])
// CHECK: %[[C:.*]] = kernel.call @copy{{.*}}(%[[A]])
// CHECK: tensor.concat dim(1) %[[C]]
kernel.func @left(%a: tensor<2x4xf32>) -> tensor<2x4xf32> { kernel.return %a : tensor<2x4xf32> }
kernel.func @row(%a: tensor<8xf32>) -> tensor<8xf32> { kernel.return %a : tensor<8xf32> }
func.func @two_views(%x: tensor<2x4xf32>) -> (tensor<8xf32>, tensor<2x8xf32>) {
  %a = kernel.call @left(%x) : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %row = tensor.collapse_shape %a [[0, 1]] : tensor<2x4xf32> into tensor<8xf32>
  %y = kernel.call @row(%row) : (tensor<8xf32>) -> tensor<8xf32>
  %b = kernel.call @left(%x) : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(1) %a, %b : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %y, %c : tensor<8xf32>, tensor<2x8xf32>
}
