// The largest error of the expansions that compute in double, over every 4001st float, in units of the last place, against the C library
// in double; @main counts the functions beyond the bound stated in Passes.td. Functions of two numbers meet 6 second ones for each first.
// The second run fuses multiply and add.
//
// RUN: lith-opt %s --linalg-expand-math -o %t.mlir
// RUN: FileCheck %s --check-prefix=EXPANDED --input-file=%t.mlir
// EXPANDED-NOT: math.{{(a?sin|a?cos|a?tan|powf|cbrt|exp|log)}}
// EXPANDED-NOT: remf
// RUN: lith-opt %t.mlir %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// RUN: sed -E 's/(arith\.(add|sub|mul)f .*) : (f32|f64)/\1 fastmath<contract> : \3/' %t.mlir \
// RUN:   | lith-opt %to-llvm | mlir-runner -O3 -e main -entry-point-result=i32 | FileCheck %s
// CHECK: {{^0$}}

func.func private @sin(f64) -> f64
func.func private @cos(f64) -> f64
func.func private @tan(f64) -> f64
func.func private @asin(f64) -> f64
func.func private @acos(f64) -> f64
func.func private @atan(f64) -> f64
func.func private @sinh(f64) -> f64
func.func private @cosh(f64) -> f64
func.func private @asinh(f64) -> f64
func.func private @acosh(f64) -> f64
func.func private @atanh(f64) -> f64
func.func private @cbrt(f64) -> f64
func.func private @exp2(f64) -> f64
func.func private @log2(f64) -> f64
func.func private @log10(f64) -> f64
func.func private @atan2(f64, f64) -> f64
func.func private @pow(f64, f64) -> f64
func.func private @fmod(f64, f64) -> f64

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

// The largest error of function number %f of one number.
func.func @worst(%f: index) -> f64 {
  %first = arith.constant 0 : i64
  %step = arith.constant 4001 : i64
  %end = arith.constant 0x100000000 : i64
  %zero = arith.constant 0.0 : f64
  %worst = scf.for %i = %first to %end step %step iter_args(%most = %zero) -> (f64) : i64 {
    %bits = arith.trunci %i : i64 to i32
    %x = arith.bitcast %bits : i32 to f32
    %d = arith.extf %x : f32 to f64
    %y, %r = scf.index_switch %f -> f32, f64
    case 0 {
      %value = math.sin %x : f32
      %reference = func.call @sin(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 1 {
      %value = math.cos %x : f32
      %reference = func.call @cos(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 2 {
      %value = math.tan %x : f32
      %reference = func.call @tan(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 3 {
      %value = math.asin %x : f32
      %reference = func.call @asin(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 4 {
      %value = math.acos %x : f32
      %reference = func.call @acos(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 5 {
      %value = math.atan %x : f32
      %reference = func.call @atan(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 6 {
      %value = math.sinh %x : f32
      %reference = func.call @sinh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 7 {
      %value = math.cosh %x : f32
      %reference = func.call @cosh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 8 {
      %value = math.asinh %x : f32
      %reference = func.call @asinh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 9 {
      %value = math.acosh %x : f32
      %reference = func.call @acosh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 10 {
      %value = math.atanh %x : f32
      %reference = func.call @atanh(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 11 {
      %value = math.cbrt %x : f32
      %reference = func.call @cbrt(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 12 {
      %value = math.exp2 %x : f32
      %reference = func.call @exp2(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    case 13 {
      %value = math.log2 %x : f32
      %reference = func.call @log2(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    default {
      %value = math.log10 %x : f32
      %reference = func.call @log10(%d) : (f64) -> f64
      scf.yield %value, %reference : f32, f64
    }
    %error = func.call @ulps(%y, %r) : (f32, f64) -> f64
    %more = arith.maximumf %most, %error : f64
    scf.yield %more : f64
  }
  return %worst : f64
}

// The largest error of function number %f of two numbers; the second is one of these, or its bits are mixed from the first's.
func.func @worst_of_two(%f: index) -> f64 {
  %first = arith.constant 0 : i64
  %step = arith.constant 20011 : i64
  %end = arith.constant 0x100000000 : i64
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %count = arith.constant 6 : index
  %seconds = arith.constant dense<[3.0, -2.0, 0.5, 0x7F800000, -0.0, 0.0]> : vector<6xf32>
  %factor = arith.constant 0x9E3779B1 : i32
  %last = arith.constant 5 : index
  %worst = scf.for %i = %first to %end step %step iter_args(%most = %zero) -> (f64) : i64 {
    %bits = arith.trunci %i : i64 to i32
    %x = arith.bitcast %bits : i32 to f32
    %d = arith.extf %x : f32 to f64
    %mixed_bits = arith.muli %bits, %factor : i32
    %mixed = arith.bitcast %mixed_bits : i32 to f32
    %inner = scf.for %k = %c0 to %count step %c1 iter_args(%so_far = %most) -> (f64) {
      %given = vector.extract %seconds[%k] : f32 from vector<6xf32>
      %is_last = arith.cmpi eq, %k, %last : index
      %second = arith.select %is_last, %mixed, %given : f32
      %e = arith.extf %second : f32 to f64
      %y, %r = scf.index_switch %f -> f32, f64
      case 0 {
        %value = math.atan2 %x, %second : f32
        %reference = func.call @atan2(%d, %e) : (f64, f64) -> f64
        scf.yield %value, %reference : f32, f64
      }
      case 1 {
        %value = math.powf %x, %second : f32
        %reference = func.call @pow(%d, %e) : (f64, f64) -> f64
        scf.yield %value, %reference : f32, f64
      }
      default {
        %value = arith.remf %x, %second : f32
        %reference = func.call @fmod(%d, %e) : (f64, f64) -> f64
        scf.yield %value, %reference : f32, f64
      }
      %error = func.call @ulps(%y, %r) : (f32, f64) -> f64
      %more = arith.maximumf %so_far, %error : f64
      scf.yield %more : f64
    }
    scf.yield %inner : f64
  }
  return %worst : f64
}

func.func @main() -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %ones = arith.constant 15 : index
  %twos = arith.constant 3 : index
  %none = arith.constant 0 : i32
  %bound = arith.constant 0.51 : f64
  %failures = scf.for %f = %c0 to %ones step %c1 iter_args(%so_far = %none) -> (i32) {
    %worst = func.call @worst(%f) : (index) -> f64
    %fails = arith.cmpf ugt, %worst, %bound : f64
    %one = arith.extui %fails : i1 to i32
    %sum = arith.addi %so_far, %one : i32
    scf.yield %sum : i32
  }
  %all = scf.for %f = %c0 to %twos step %c1 iter_args(%so_far = %failures) -> (i32) {
    %worst = func.call @worst_of_two(%f) : (index) -> f64
    %fails = arith.cmpf ugt, %worst, %bound : f64
    %one = arith.extui %fails : i1 to i32
    %sum = arith.addi %so_far, %one : i32
    scf.yield %sum : i32
  }
  return %all : i32
}
