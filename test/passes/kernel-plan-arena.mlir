// RUN: lith-opt %s -split-input-file --kernel-plan-arena=check=true --cse -verify-diagnostics --verify-each | FileCheck %s

// Buffers that are not live together share memory; the output is the caller's; a reshape is a view.
// CHECK: module attributes {kernel.image_bytes = 64 : i64, kernel.state_bytes = 0 : i64}
// CHECK: ml_program.global private @w{{.*}} {kernel.offset = 0 : i64}
// CHECK: ml_program.global private @unused(#{{[a-z]*}}) : tensor<4xf32>{{$}}
// CHECK-LABEL: func.func @run(%arg0: memref<?xi8>, %arg1: memref<?xi8>, %arg2: memref<?xi8>,
// CHECK-SAME: %arg3: memref<2x32xf32> {kernel.dims = array<i64: -1, -1>, layer.name = "x"}, %arg4: memref<64xf32>
// CHECK-SAME: kernel.arena_bytes = 512 : i64, kernel.inputs = 1 : i64, kernel.largest_live_set = 512 : i64, kernel.outputs = 1 : i64
// CHECK: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK: %[[X:.*]] = memref.collapse_shape %arg3
// CHECK: %[[A:.*]] = memref.view %arg2[%[[ZERO]]][] : memref<?xi8> to memref<64xf32>
// CHECK: kernel.call @k(%[[X]], %[[A]])
// CHECK: %[[SECOND:.*]] = arith.constant 256 : index
// CHECK: %[[B:.*]] = memref.view %arg2[%[[SECOND]]][]
// CHECK: kernel.call @k(%[[A]], %[[B]])
// CHECK: kernel.call @k(%[[B]], %[[A]])
// CHECK: kernel.call @k(%[[A]], %arg4)
// CHECK-LABEL: func.func @prepare(
// CHECK-SAME: %[[RAW:[a-z0-9]+]]: memref<4xf32> {kernel.global = @w}, %{{.*}}: memref<4xf32> {kernel.global = @unused}
// CHECK: %[[IMAGE:[a-z0-9_]+]] = memref.view %arg0
// CHECK: memref.copy %[[RAW]], %[[IMAGE]]
ml_program.global private @w(#ml_program.extern<tensor<4xf32>>) : tensor<4xf32>
ml_program.global private @unused(#ml_program.extern<tensor<4xf32>>) : tensor<4xf32>
kernel.func @k(%a: tensor<64xf32>) -> tensor<64xf32> { kernel.return %a : tensor<64xf32> }
kernel.func @use(%a: tensor<4xf32>) { kernel.return }
func.func @run(%x: tensor<2x32xf32> {layer.name = "x"}) -> tensor<64xf32> {
  %w = ml_program.global_load @w : tensor<4xf32>
  kernel.call @use(%w) : (tensor<4xf32>) -> ()
  %flat = tensor.collapse_shape %x [[0, 1]] : tensor<2x32xf32> into tensor<64xf32>
  %0 = kernel.call @k(%flat) : (tensor<64xf32>) -> tensor<64xf32>
  %1 = kernel.call @k(%0) : (tensor<64xf32>) -> tensor<64xf32>
  %2 = kernel.call @k(%1) : (tensor<64xf32>) -> tensor<64xf32>
  %3 = kernel.call @k(%2) : (tensor<64xf32>) -> tensor<64xf32>
  return %3 : tensor<64xf32>
}
func.func @prepare() { return }

// -----

// A value that a loop carries has two slots, which change places.
// CHECK-LABEL: func.func @run
// CHECK: kernel.call @zero(%[[FIRST:[a-z0-9_]+]])
// CHECK: scf.for {{.*}} iter_args(%[[NOW:[a-z0-9_]+]] = %[[FIRST]], %[[NEXT:[a-z0-9_]+]] = %{{.*}}) -> (memref<4xf32>, memref<4xf32>)
// CHECK: kernel.call @step(%[[NOW]], %[[NEXT]])
// CHECK: scf.yield %[[NEXT]], %[[NOW]]
kernel.func @zero() -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  kernel.return %e : tensor<4xf32>
}
kernel.func @step(%a: tensor<4xf32>) -> tensor<4xf32> { kernel.return %a : tensor<4xf32> }
func.func @run() -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %h0 = kernel.call @zero() : () -> tensor<4xf32>
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%h = %h0) -> tensor<4xf32> {
    %n = kernel.call @step(%h) : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %n : tensor<4xf32>
  }
  %y = kernel.call @step(%r) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// Symbolic sizes: offsets and the arena's size are computed, and an output with another extent is a derived dimension.
// CHECK-LABEL: func.func @run(
// CHECK-SAME: %arg3: memref<?x3xf32> {kernel.dims = array<i64: 0, -1>, layer.name = "x"}, %arg4: memref<?xf32> {kernel.dims = array<i64: 1>}, %[[N:.*]]: index)
// CHECK-SAME: kernel.dim_names = ["batch", "derived.1"]
// CHECK: memref.view %arg2[%{{.*}}][%[[N]]] : memref<?xi8> to memref<?x3xf32>
// CHECK-LABEL: func.func @arena_size(%arg0: index) -> index
// CHECK: arith.floordivsi
// CHECK-LABEL: func.func @resolve(%arg0: index) -> index
// CHECK: arith.muli
kernel.func @k(%a: tensor<?x3xf32>) -> tensor<?x3xf32> { kernel.return %a : tensor<?x3xf32> }
func.func @run(%x: tensor<?x3xf32> {layer.name = "x"}) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x3xf32>
  %0 = kernel.call @k(%x) sizes(%n) : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %1 = kernel.call @k(%0) sizes(%n) : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %2 = tensor.collapse_shape %1 [[0, 1]] : tensor<?x3xf32> into tensor<?xf32>
  return %2 : tensor<?xf32>
}

// -----

// A version for a batch counts the other dimensions alone.
// CHECK-LABEL: func.func @run_2(
// CHECK-SAME: memref<2x?xf32> {kernel.dims = array<i64: -1, 0>, layer.name = "x"}, %arg4: memref<2x?xf32> {kernel.dims = array<i64: -1, 0>}, %{{.*}}: index)
// CHECK-SAME: kernel.batch = 2 : i64, kernel.dim_names = ["x.1"]
kernel.func @k(%a: tensor<2x?xf32>) -> tensor<2x?xf32> { kernel.return %a : tensor<2x?xf32> }
func.func @run_2(%x: tensor<2x?xf32> {layer.name = "x"}) -> tensor<2x?xf32> attributes {kernel.batch = 2 : i64} {
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c1 : tensor<2x?xf32>
  %0 = kernel.call @k(%x) sizes(%n) : (tensor<2x?xf32>) -> tensor<2x?xf32>
  return %0 : tensor<2x?xf32>
}

// -----

kernel.func @k(%a: tensor<4xf32>) -> tensor<4xf32> { kernel.return %a : tensor<4xf32> }
func.func @run(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{plan_arena_c1: an operand has no place; run kernel-insert-copies first}}
  return %x : tensor<4xf32>
}
