// RUN: lith-opt %s --linalg-hoist-prepare --verify-each | FileCheck %s

// The scaled weight is prepared, once for both versions of @run; the view of it stays, and so does the
// bias, which is only loaded, and its spreading over a larger tensor.
// CHECK: ml_program.global private mutable @"prepared/scale"{{.*}} : tensor<4x4xf32> {kernel.prepared}
// CHECK-NOT: ml_program.global
// CHECK-LABEL: func.func @run_1
// CHECK-DAG: %[[W:.*]] = ml_program.global_load @"prepared/scale"
// CHECK-DAG: tensor.collapse_shape %[[W]]
// CHECK-DAG: ml_program.global_load @"d/bias"
// CHECK: linalg.generic {{.*}} outs(%{{.*}} : tensor<9x4xf32>)
// CHECK: return
// CHECK-LABEL: func.func @run_8
// CHECK: ml_program.global_load @"prepared/scale"
// CHECK-LABEL: func.func @prepare
// CHECK: %[[RAW:.*]] = ml_program.global_load @"d/kernel"
// CHECK: %[[SCALED:.*]] = linalg.generic {{.*}} ins(%[[RAW]] : tensor<4x4xf32>)
// CHECK: ml_program.global_store @"prepared/scale" = %[[SCALED]]
// CHECK-NOT: linalg.generic
ml_program.global private @"d/kernel"(#ml_program.extern<tensor<4x4xf32>>) : tensor<4x4xf32>
ml_program.global private @"d/bias"(#ml_program.extern<tensor<4xf32>>) : tensor<4xf32>
#all = affine_map<(d0, d1) -> (d0, d1)>
func.func @run_1() -> (tensor<16xf32>, tensor<9x4xf32>) {
  %two = arith.constant 2.0 : f32
  %w = ml_program.global_load @"d/kernel" : tensor<4x4xf32>
  %b = ml_program.global_load @"d/bias" : tensor<4xf32>
  %e = tensor.empty() : tensor<4x4xf32>
  %scaled = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.mulf %l, %two : f32
    linalg.yield %p : f32
  } -> tensor<4x4xf32> loc("scale")
  %flat = tensor.collapse_shape %scaled [[0, 1]] : tensor<4x4xf32> into tensor<16xf32>
  %e1 = tensor.empty() : tensor<9x4xf32>
  %spread = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1)>, #all], iterator_types = ["parallel", "parallel"]} ins(%b : tensor<4xf32>) outs(%e1 : tensor<9x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    linalg.yield %l : f32
  } -> tensor<9x4xf32>
  return %flat, %spread : tensor<16xf32>, tensor<9x4xf32>
}
func.func @run_8() -> tensor<4x4xf32> {
  %two = arith.constant 2.0 : f32
  %w = ml_program.global_load @"d/kernel" : tensor<4x4xf32>
  %e = tensor.empty() : tensor<4x4xf32>
  %scaled = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.mulf %l, %two : f32
    linalg.yield %p : f32
  } -> tensor<4x4xf32> loc("scale")
  return %scaled : tensor<4x4xf32>
}
func.func @prepare() { return }
