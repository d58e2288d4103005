// The largest error of each expansion over doubles, in units of the last place, against the C library,
// whose own error of up to one place is part of it: four million doubles of all signs and exponents.
// @main counts the functions that exceed the bound stated in Passes.td. The second run fuses multiply
// and add.
//
// RUN: lith-opt %s --linalg-expand-math -o %t.mlir
// RUN: lith-opt %t.mlir %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// RUN: sed -E 's/(arith\.(add|sub|mul)f .*) : f64/\1 fastmath<contract> : f64/' %t.mlir \
// RUN:   | lith-opt %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// CHECK: {{^0$}}

func.func private @exp(f64) -> f64
func.func private @expm1(f64) -> f64
func.func private @log(f64) -> f64
func.func private @log1p(f64) -> f64
func.func private @tanh(f64) -> f64
func.func private @erf(f64) -> f64
func.func private @erfc(f64) -> f64

// |y - r| / (the last place of a double of r's size); r is finite where y is. NaN equals NaN.
func.func @ulps(%y: f64, %r: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %huge = arith.constant 1.0e30 : f64
  %difference = arith.subf %y, %r : f64
  %distance = math.absf %difference : f64
  // 2^(max(exponent of r, -1022) - 52), which may be denormal.
  %none = arith.constant 0 : i64
  %least = arith.constant 1 : i64
  %mantissa = arith.constant 52 : i64
  %exponents = arith.constant 0x7ff : i64
  %most = arith.constant 51 : i64
  %bits = arith.bitcast %r : f64 to i64
  %shifted = arith.shrui %bits, %mantissa : i64
  %exponent = arith.andi %shifted, %exponents : i64
  %bounded = arith.maxsi %exponent, %least : i64
  %place = arith.subi %bounded, %mantissa : i64
  %normal_place = arith.maxsi %place, %none : i64
  %normal = arith.shli %normal_place, %mantissa : i64
  %denormal_place = arith.addi %place, %most : i64
  %denormal_bounded = arith.minsi %denormal_place, %most : i64
  %denormal = arith.shli %least, %denormal_bounded : i64
  %is_normal = arith.cmpi sgt, %place, %none : i64
  %ulp_bits = arith.select %is_normal, %normal, %denormal : i64
  %ulp = arith.bitcast %ulp_bits : i64 to f64
  %error = arith.divf %distance, %ulp : f64
  %y_nan = arith.cmpf uno, %y, %y : f64
  %r_nan = arith.cmpf uno, %r, %r : f64
  %one_nan = arith.xori %y_nan, %r_nan : i1
  %any_nan = arith.ori %y_nan, %r_nan : i1
  // Equal infinities differ by NaN.
  %equal = arith.cmpf oeq, %y, %r : f64
  %exact = arith.ori %any_nan, %equal : i1
  %finite = arith.select %exact, %zero, %error : f64
  %result = arith.select %one_nan, %huge, %finite : f64
  return %result : f64
}

// The largest error of function number %f.
func.func @worst(%f: index) -> f64 {
  %first = arith.constant 0 : i64
  %step = arith.constant 1 : i64
  %end = arith.constant 4194304 : i64
  %stride = arith.constant 4398046519831 : i64
  %zero = arith.constant 0.0 : f64
  %worst = scf.for %i = %first to %end step %step iter_args(%most = %zero) -> (f64) : i64 {
    %bits = arith.muli %i, %stride : i64
    %x = arith.bitcast %bits : i64 to f64
    %y, %r = scf.index_switch %f -> f64, f64
    case 0 {
      %value = math.exp %x : f64
      %reference = func.call @exp(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    case 1 {
      %value = math.expm1 %x : f64
      %reference = func.call @expm1(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    case 2 {
      %value = math.log %x : f64
      %reference = func.call @log(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    case 3 {
      %value = math.log1p %x : f64
      %reference = func.call @log1p(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    case 4 {
      %value = math.tanh %x : f64
      %reference = func.call @tanh(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    case 5 {
      %value = math.erf %x : f64
      %reference = func.call @erf(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    default {
      %value = math.erfc %x : f64
      %reference = func.call @erfc(%x) : (f64) -> f64
      scf.yield %value, %reference : f64, f64
    }
    %error = func.call @ulps(%y, %r) : (f64, f64) -> f64
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
  %bounds = arith.constant dense<[1.0, 2.0, 1.0, 2.0, 3.0, 2.0, 3.0]> : vector<7xf64>
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
