// Arithmetic on halves becomes arithmetic on floats; conversions become integer operations on the bits. What only moves halves stays.
// RUN: lith-opt %s --linalg-expand-half -split-input-file | FileCheck %s

// CHECK-LABEL: func @brain
// CHECK-SAME: (%[[X:.*]]: f32)
// CHECK-DAG: %[[NAN:.*]] = arith.cmpf uno, %[[X]], %[[X]]
// CHECK-DAG: %[[BITS:.*]] = arith.bitcast %[[X]] : f32 to i32
// CHECK: %[[HIGH:.*]] = arith.shrui %[[BITS]]
// CHECK: %[[QUIET:.*]] = arith.ori %[[HIGH]]
// CHECK: %[[UP:.*]] = arith.cmpi sgt
// CHECK: arith.extui %[[UP]] : i1 to i32
// CHECK: %[[CHOSEN:.*]] = arith.select %[[NAN]], %[[QUIET]]
// CHECK: %[[CUT:.*]] = arith.trunci %[[CHOSEN]] : i32 to i16
// CHECK: %[[HALF:.*]] = arith.bitcast %[[CUT]] : i16 to bf16
// CHECK: return %[[HALF]]
func.func @brain(%x: f32) -> bf16 {
  %0 = arith.truncf %x : f32 to bf16
  return %0 : bf16
}

// -----

// A double is rounded to odd first, so that the two roundings are one.
// CHECK-LABEL: func @double
// CHECK: %[[NEAR:.*]] = arith.truncf %{{.*}} : f64 to f32
// CHECK: arith.extf %[[NEAR]] : f32 to f64
// CHECK: arith.cmpf one
// CHECK-NOT: f64 to f16
// CHECK: arith.bitcast %{{.*}} : i16 to f16
func.func @double(%x: f64) -> f16 {
  %0 = arith.truncf %x : f64 to f16
  return %0 : f16
}

// -----

// CHECK-LABEL: func @wider
// CHECK: arith.bitcast %{{.*}} : f16 to i16
// CHECK: %[[SINGLE:.*]] = arith.bitcast %{{.*}} : i32 to f32
// CHECK-NEXT: %[[DOUBLE:.*]] = arith.extf %[[SINGLE]] : f32 to f64
// CHECK-NEXT: return %[[DOUBLE]]
func.func @wider(%x: f16) -> f64 {
  %0 = arith.extf %x : f16 to f64
  return %0 : f64
}

// -----

// CHECK-LABEL: func @arithmetic
// CHECK-NOT: {{addf|cmpf|sitofp|fptosi|sqrt}} {{.*}}f16
// CHECK: arith.addf {{.*}} : f32
// CHECK: math.sqrt {{.*}} : f32
// CHECK: arith.cmpf olt, {{.*}} : f32
// CHECK: arith.select %{{.*}}, %{{.*}}, %{{.*}} : bf16
// CHECK: arith.sitofp {{.*}} : i32 to f32
// CHECK: arith.fptosi {{.*}} : f32 to i32
func.func @arithmetic(%x: bf16, %y: bf16, %i: i32) -> (bf16, bf16, i32) {
  %0 = arith.addf %x, %y : bf16
  %1 = math.sqrt %0 : bf16
  %2 = arith.cmpf olt, %1, %y : bf16
  %3 = arith.select %2, %x, %y : bf16
  %4 = arith.sitofp %i : i32 to bf16
  %5 = arith.fptosi %x : bf16 to i32
  return %3, %4, %5 : bf16, bf16, i32
}

// -----

// Moving halves needs no arithmetic.
// CHECK-LABEL: func @moves
// CHECK-NEXT: %[[C:.*]] = arith.constant 1.500000e+00 : f16
// CHECK-NEXT: %[[Y:.*]] = arith.select %{{.*}}, %{{.*}}, %[[C]] : f16
// CHECK-NEXT: return %[[Y]]
func.func @moves(%c: i1, %x: f16) -> f16 {
  %0 = arith.constant 1.5 : f16
  %1 = arith.select %c, %x, %0 : f16
  return %1 : f16
}
