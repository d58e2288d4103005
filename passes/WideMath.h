// sin, pow, atan and their relatives of floats, computed in double: what ExpandMath puts in place
// of math ops whose formulas lose digits.
#ifndef LITH_PASSES_WIDEMATH_H
#define LITH_PASSES_WIDEMATH_H

#include "passes/MathExpansion.h"

namespace lith::passes {

/// Builds functions of doubles that come from floats (or narrower) and whose result becomes one:
/// the error of each formula is far below a float's last place, so that what remains is the one
/// rounding at the end. Straight-line code, as in MathExpansion. What DoubleMath computes otherwise
/// is virtual.
class WideMath : protected FloatBuilder {
public:
  explicit WideMath(mlir::ImplicitLocOpBuilder &builder);
  virtual ~WideMath() = default;

  mlir::Value sin(mlir::Value x);
  mlir::Value cos(mlir::Value x);
  mlir::Value tan(mlir::Value x);
  mlir::Value asin(mlir::Value x);
  mlir::Value acos(mlir::Value x);
  mlir::Value atan(mlir::Value x);
  mlir::Value atan2(mlir::Value y, mlir::Value x);
  virtual mlir::Value sinh(mlir::Value x);
  virtual mlir::Value cosh(mlir::Value x);
  virtual mlir::Value asinh(mlir::Value x);
  virtual mlir::Value acosh(mlir::Value x);
  mlir::Value atanh(mlir::Value x);
  mlir::Value pow(mlir::Value x, mlir::Value y);
  virtual mlir::Value cbrt(mlir::Value x);
  virtual mlir::Value exp2(mlir::Value x);
  virtual mlir::Value log2(mlir::Value x);
  virtual mlir::Value log10(mlir::Value x);
  /// The remainder of x / y with the sign of x: exact.
  mlir::Value remainder(mlir::Value x, mlir::Value y);

protected:
  /// x = quadrant * pi / 2 + rest with |rest| <= pi / 4; only the last two bits of quadrant count.
  /// Where `low` is given the rest is rest + low.
  struct Angle {
    mlir::Value quadrant, rest, low;
  };

  mlir::Value absolute(mlir::Value x);
  mlir::Value negate(mlir::Value x);
  mlir::Value sqrt(mlir::Value x);
  mlir::Value less(mlir::Value x, mlir::Value y);
  mlir::Value equal(mlir::Value x, mlir::Value y);
  mlir::Value both(mlir::Value x, mlir::Value y);
  mlir::Value hasBit(mlir::Value bits, int64_t bit);
  mlir::Value withSignOf(mlir::Value magnitude, mlir::Value sign);
  mlir::Value lowBits(mlir::Value x, int64_t count);
  mlir::Value shiftLeft(mlir::Value x, mlir::Value by);
  mlir::Value shiftRight(mlir::Value x, mlir::Value by);
  /// `count` times 32 bits of `words` from bit `first` on, which is below
  /// 32 * (words.size() - count).
  llvm::SmallVector<mlir::Value> window(llvm::ArrayRef<uint32_t> words, mlir::Value first,
                                        unsigned count);

  /// Angles from which on reduceLarge takes over.
  virtual double getLargeAngle() { return 0x1p25; }
  virtual Angle reduceSmall(mlir::Value x);
  virtual Angle reduceLarge(mlir::Value magnitude);
  virtual mlir::Value sinOfRest(const Angle &angle);
  virtual mlir::Value cosOfRest(const Angle &angle);
  /// atan(u) for u in [0, 1].
  virtual mlir::Value atanOfUnit(mlir::Value u);
  /// magnitude^y for a magnitude that is not negative; NaN where 0 or infinity meet in it.
  virtual mlir::Value powerOf(mlir::Value magnitude, mlir::Value y);

  MathExpansion wide;

private:
  Angle reduce(mlir::Value x);
  /// sin of the angle `turns` quadrants further; NaN for infinities.
  mlir::Value sinAfter(mlir::Value x, int64_t turns);
  /// turns * pi / 2 - angle.
  mlir::Value angleBefore(int64_t turns, mlir::Value angle);
};

/// A word of zeros, and the first bits of 2 / pi.
llvm::ArrayRef<uint32_t> getTwoOverPi();

} // namespace lith::passes

#endif // LITH_PASSES_WIDEMATH_H
