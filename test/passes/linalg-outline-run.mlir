// RUN: lith-opt %s -split-input-file --linalg-outline-run -verify-diagnostics --verify-each | FileCheck %s

// @main becomes @run; weights bring @prepare, state brings @reset.
ml_program.global private @"d/kernel"(#ml_program.extern<tensor<4xf32>>) : tensor<4xf32>
ml_program.global private mutable @"r/state"(dense<0.0> : tensor<2x3xf32>) : tensor<2x3xf32>
// CHECK-LABEL: func.func @run(
// CHECK-NOT: @main
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
// CHECK-LABEL: func.func @prepare() {
// CHECK-NEXT: return
// CHECK-LABEL: func.func @reset() {
// CHECK: %[[ZERO:.*]] = linalg.fill
// CHECK: ml_program.global_store @"r/state" = %[[ZERO]]

// -----

// Versions for a batch keep their numbers; without weights and state there is nothing else.
// CHECK-LABEL: func.func @run_8()
// CHECK-NOT: func.func
func.func @main_8() { return }

// -----

// expected-error @+1 {{outline_run_c1: state starts as one number in every element}}
ml_program.global private mutable @"r/state"(dense<[0.0, 1.0]> : tensor<2xf32>) : tensor<2xf32>
func.func @main() { return }
