// sin, pow, atan and their relatives of floats, computed in double: what ExpandMath puts in place
// of math ops whose formulas lose digits.
#ifndef LITH_PASSES_WIDEMATH_H
#define LITH_PASSES_WIDEMATH_H

#include "passes/MathExpansion.h"

namespace lith::passes {

/// Builds functions of doubles that come from floats (or narrower) and whose result becomes one:
/// the error of each formula is far below a float's last place, so that what remains is the one
/// rounding at the end. Straight-line code, as in MathExpansion.
class WideMath : FloatBuilder {
public:
  explicit WideMath(mlir::ImplicitLocOpBuilder &builder);

  mlir::Value sin(mlir::Value x);
  mlir::Value cos(mlir::Value x);
  mlir::Value tan(mlir::Value x);
  mlir::Value asin(mlir::Value x);
  mlir::Value acos(mlir::Value x);
  mlir::Value atan(mlir::Value x);
  mlir::Value atan2(mlir::Value y, mlir::Value x);
  mlir::Value sinh(mlir::Value x);
  mlir::Value cosh(mlir::Value x);
  mlir::Value asinh(mlir::Value x);
  mlir::Value acosh(mlir::Value x);
  mlir::Value atanh(mlir::Value x);
  mlir::Value pow(mlir::Value x, mlir::Value y);
  mlir::Value cbrt(mlir::Value x);
  mlir::Value exp2(mlir::Value x);
  mlir::Value log2(mlir::Value x);
  mlir::Value log10(mlir::Value x);
  /// The remainder of x / y with the sign of x: exact.
  mlir::Value remainder(mlir::Value x, mlir::Value y);

private:
  /// x = quadrant * pi / 2 + rest with |rest| <= pi / 4; only the last two bits of quadrant count.
  struct Angle {
    mlir::Value quadrant, rest;
  };

  mlir::Value absolute(mlir::Value x);
  mlir::Value negate(mlir::Value x);
  mlir::Value sqrt(mlir::Value x);
  mlir::Value less(mlir::Value x, mlir::Value y);
  mlir::Value equal(mlir::Value x, mlir::Value y);
  mlir::Value both(mlir::Value x, mlir::Value y);
  mlir::Value hasBit(mlir::Value bits, int64_t bit);
  mlir::Value withSignOf(mlir::Value magnitude, mlir::Value sign);

  Angle reduceSmall(mlir::Value x);
  Angle reduceLarge(mlir::Value magnitude);
  Angle reduce(mlir::Value x);
  mlir::Value sinOfRest(mlir::Value r);
  mlir::Value cosOfRest(mlir::Value r);
  /// sin of the angle `turns` quadrants further; NaN for infinities.
  mlir::Value sinAfter(mlir::Value x, int64_t turns);
  /// atan(u) for u in [0, 1].
  mlir::Value atanOfUnit(mlir::Value u);

  MathExpansion wide;
};

} // namespace lith::passes

#endif // LITH_PASSES_WIDEMATH_H
