// The largest error of each expansion over the floats, in units of the last place, against the C
// library in double: every 1009th float, so that all signs, exponents and NaNs occur. @main counts
// the functions that exceed the bound stated in Passes.td. The second run fuses multiply and add.
//
// RUN: lith-opt %s --linalg-expand-math -o %t.mlir
// RUN: FileCheck %s --check-prefix=EXPANDED --input-file=%t.mlir
// EXPANDED-NOT: math.{{exp|log|tanh|erf}}
// RUN: lith-opt %t.mlir %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// RUN: sed -E 's/(arith\.(add|sub|mul)f .*) : f32/\1 fastmath<contract> : f32/' %t.mlir \
// RUN:   | lith-opt %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// CHECK: {{^0$}}

func.func private @exp(f64) -> f64
func.func private @expm1(f64) -> f64
func.func private @log(f64) -> f64
func.func private @log1p(f64) -> f64
func.func private @tanh(f64) -> f64
func.func private @erf(f64) -> f64
func.func private @erfc(f64) -> f64

// |y - r| / (the last place of a float of r's size). Infinity counts as 2^128; NaN equals NaN.
func.func @ulps(%y: f32, %r: f64) -> f64 {
  %end = arith.constant 0x47F0000000000000 : f64
  %zero = arith.constant 0.0 : f64
  %huge = arith.constant 1.0e30 : f64
  %minus_end = arith.negf %end : f64
  %wide = arith.extf %y : f32 to f64
  %y0 = arith.minnumf %wide, %end : f64
  %y1 = arith.maxnumf %y0, %minus_end : f64
  %r0 = arith.minnumf %r, %end : f64
  %r1 = arith.maxnumf %r0, %minus_end : f64
  %difference = arith.subf %y1, %r1 : f64
  %distance = math.absf %difference : f64
  // 2^(max(exponent of r, -126) - 23)
  %mantissa = arith.constant 52 : i64
  %exponents = arith.constant 0x7ff : i64
  %smallest = arith.constant 897 : i64
  %places = arith.constant 23 : i64
  %bits = arith.bitcast %r1 : f64 to i64
  %shifted = arith.shrui %bits, %mantissa : i64
  %exponent = arith.andi %shifted, %exponents : i64
  %bounded = arith.maxsi %exponent, %smallest : i64
  %place = arith.subi %bounded, %places : i64
  %place_bits = arith.shli %place, %mantissa : i64
  %ulp = arith.bitcast %place_bits : i64 to f64
  %error = arith.divf %distance, %ulp : f64
  %y_nan = arith.cmpf uno, %y, %y : f32
  %r_nan = arith.cmpf uno, %r, %r : f64
  %one_nan = arith.xori %y_nan, %r_nan : i1
  %any_nan = arith.ori %y_nan, %r_nan : i1
  %finite = arith.select %any_nan, %zero, %error : f64
  %result = arith.select %one_nan, %huge, %finite : f64
  return %result : f64
}

// The largest error of function number %f.
func.func @worst(%f: index) -> f64 {
  %first = arith.constant 0 : i64
  %step = arith.constant 1009 : i64
  %end = arith.constant 0x100000000 : i64
  %zero = arith.constant 0.0 : f64
  %worst = scf.for %i = %first to %end step %step iter_args(%most = %zero) -> (f64) : i64 {
    %bits = arith.trunci %i : i64 to i32
    %x = arith.bitcast %bits : i32 to f32
    %d = arith.extf %x : f32 to f64
    %y, %r = scf.index_switch %f -> f32, f64
    case 0 {
      %value = math.exp %x : f32
      %reference = func.call @exp(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 1 {
      %value = math.expm1 %x : f32
      %reference = func.call @expm1(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 2 {
      %value = math.log %x : f32
      %reference = func.call @log(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 3 {
      %value = math.log1p %x : f32
      %reference = func.call @log1p(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 4 {
      %value = math.tanh %x : f32
      %reference = func.call @tanh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 5 {
      %value = math.erf %x : f32
      %reference = func.call @erf(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    default {
      %value = math.erfc %x : f32
      %reference = func.call @erfc(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    %error = func.call @ulps(%y, %r) : (f32, f64) -> f64
    %more = arith.maximumf %most, %error : f64
    scf.yield %more : f64
  }
  return %worst : f64
}

func.func @main() -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %count = arith.constant 7 : index
  %none = arith.constant 0 : i32
  //                              exp  expm1 log  log1p tanh erf  erfc
  %bounds = arith.constant dense<[1.0, 1.5, 1.0, 1.5, 2.5, 2.6, 3.5]> : vector<7xf64>
  %failures = scf.for %f = %c0 to %count step %c1 iter_args(%so_far = %none) -> (i32) {
    %worst = func.call @worst(%f) : (index) -> f64
    %bound = vector.extract %bounds[%f] : f64 from vector<7xf64>
    %fails = arith.cmpf ugt, %worst, %bound : f64
    %one = arith.extui %fails : i1 to i32
    %sum = arith.addi %so_far, %one : i32
    scf.yield %sum : i32
  }
  return %failures : i32
}
