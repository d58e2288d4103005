// Math functions become arith: no branch, no call. Accuracy is in expand-math-accuracy.mlir.
// RUN: lith-opt %s --linalg-expand-math -split-input-file | FileCheck %s

// CHECK-LABEL: func @exp
// CHECK: linalg.generic
// NaN is kept out of the bits, then n = round(x / ln 2), the polynomial, 2^n in two factors.
// CHECK: %[[ABOVE:.*]] = arith.cmpf ogt, %in,
// CHECK: arith.select %[[ABOVE]], %in,
// CHECK: %[[SHIFTED:.*]] = arith.addf
// CHECK: %[[BITS:.*]] = arith.bitcast %[[SHIFTED]] : f32 to i32
// CHECK: %[[HALF:.*]] = arith.shrsi
// CHECK: arith.shli
// CHECK: arith.bitcast {{.*}} : i32 to f32
// CHECK: %[[NAN:.*]] = arith.cmpf uno, %in, %in
// CHECK: %[[RESULT:.*]] = arith.select %[[NAN]], %in,
// CHECK: linalg.yield %[[RESULT]]
func.func @exp(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%y : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = math.exp %in : f32
    linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// Narrow formats go through f32, double has its own tables; sqrt and abs stay.
// CHECK-LABEL: func @formats
// CHECK: arith.extf %{{.*}} : bf16 to f32
// CHECK: arith.truncf %{{.*}} : f32 to bf16
// CHECK: arith.bitcast %{{.*}} : f64 to i64
// CHECK: math.sqrt
// CHECK-NEXT: return
func.func @formats(%a: bf16, %b: f64) -> (bf16, f64) {
  %0 = math.tanh %a : bf16
  %1 = math.log %b : f64
  %2 = math.sqrt %1 : f64
  return %0, %2 : bf16, f64
}
