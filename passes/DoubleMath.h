// sin, pow, atan and their relatives of doubles: what ExpandMath puts in place of math ops in
// double.
#ifndef LITH_PASSES_DOUBLEMATH_H
#define LITH_PASSES_DOUBLEMATH_H

#include "passes/WideMath.h"

namespace lith::passes {

/// Builds the functions of WideMath for any double and with a double's precision: where a double
/// loses digits on the way, a pair of two carries them. Straight-line code, as there.
class DoubleMath : public WideMath {
public:
  explicit DoubleMath(mlir::ImplicitLocOpBuilder &builder) : WideMath(builder) {}

  mlir::Value sinh(mlir::Value x) override;
  mlir::Value cosh(mlir::Value x) override;
  mlir::Value asinh(mlir::Value x) override;
  mlir::Value acosh(mlir::Value x) override;
  mlir::Value cbrt(mlir::Value x) override;
  mlir::Value exp2(mlir::Value x) override;
  mlir::Value log2(mlir::Value x) override;
  mlir::Value log10(mlir::Value x) override;

private:
  /// high + low, where low is at most half of high's last place.
  struct Pair {
    mlir::Value high, low;
  };

  /// a + c, exactly; in the first |a| >= |c|, or a is 0. Neither may be a rounded product, which a
  /// fused addition would take before it is rounded.
  Pair sumOfSorted(mlir::Value a, mlir::Value c);
  Pair sum(mlir::Value a, mlir::Value c);
  /// a * c, off by 2^-77 of it.
  Pair product(mlir::Value a, mlir::Value c);
  Pair product(Pair a, Pair c);
  /// log(x) of a positive finite number, off by 2^-64 of it.
  Pair logarithm(mlir::Value x);

  double getLargeAngle() override { return 0x1p22; }
  Angle reduceSmall(mlir::Value x) override;
  Angle reduceLarge(mlir::Value magnitude) override;
  mlir::Value sinOfRest(const Angle &angle) override;
  mlir::Value cosOfRest(const Angle &angle) override;
  mlir::Value atanOfUnit(mlir::Value u) override;
  mlir::Value powerOf(mlir::Value magnitude, mlir::Value y) override;
};

} // namespace lith::passes

#endif // LITH_PASSES_DOUBLEMATH_H
