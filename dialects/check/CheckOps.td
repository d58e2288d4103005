// The check dialect: expected numbers, written in tests. `lith test` runs a function and evaluates its checks.
#ifndef LITH_CHECK_OPS_TD
#define LITH_CHECK_OPS_TD

include "mlir/IR/OpBase.td"

def Check_Dialect : Dialect {
  let name = "check";
  let cppNamespace = "::lith::check";
  let summary = "Expected numbers in tests";
}

def Check_ExpectCloseOp : Op<Check_Dialect, "expect_close"> {
  let summary = "The tensor equals the constant within bounds; NaN equals NaN.";
  let description = [{
    |value - expected| <= atol + rtol * |expected| for every element; infinities must be equal, NaN equals NaN.
    expect_close_c1: value and expected have one type.

        check.expect_close %y, dense<[1.0, 2.0]> : tensor<2xf32> : tensor<2xf32>
        check.expect_close %y, dense<[1.0, 2.0]> : tensor<2xf32> {atol = 0.0 : f64, rtol = 0.0 : f64} : tensor<2xf32>
  }];
  let arguments = (ins AnyStaticShapeTensor:$value, ElementsAttr:$expected,
                       DefaultValuedAttr<F64Attr, "1.0e-5">:$atol, DefaultValuedAttr<F64Attr, "1.0e-5">:$rtol);
  let assemblyFormat = "$value `,` $expected attr-dict `:` type($value)";
  let hasVerifier = 1;
}

#endif
