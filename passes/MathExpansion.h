// exp, log and their relatives written with arith: what ExpandMath puts in place of math ops.
#ifndef LITH_PASSES_MATHEXPANSION_H
#define LITH_PASSES_MATHEXPANSION_H

#include "passes/FloatBuilder.h"
#include "passes/MathTables.h"

namespace lith::passes {

/// Builds one function of a scalar of the type that `tables` are for. Straight-line code: integer
/// operations on the bits, no branch, no call. NaN gives NaN, infinities and overflow what the
/// function says, denormals are neither flushed nor rounded twice.
class MathExpansion : FloatBuilder {
public:
  MathExpansion(mlir::ImplicitLocOpBuilder &builder, const MathTables &tables);

  mlir::Value exp(mlir::Value x) { return expOfSum(x, nullptr); }
  mlir::Value expm1(mlir::Value x);
  mlir::Value log(mlir::Value x);
  mlir::Value log1p(mlir::Value x);
  mlir::Value tanh(mlir::Value x);
  mlir::Value erf(mlir::Value x);
  mlir::Value erfc(mlir::Value x);

  /// exp(x + low), where low is far below x, or missing.
  mlir::Value expOfSum(mlir::Value x, mlir::Value low);

  // Parts of these that other formulas begin or end with.
  /// x within [low, high]; NaN becomes low, so that no bits of a NaN reach integer operations.
  mlir::Value clamp(mlir::Value x, double low, double high);
  mlir::Value keepNaN(mlir::Value x, mlir::Value result);
  /// x * 2^n, rounded once, for n a little beyond the exponents, too.
  mlir::Value scale(mlir::Value x, mlir::Value n);
  /// x = 2^e * m with m in [sqrt(1/2), sqrt(2)), of a number above 0: e, an integer, and m.
  std::pair<mlir::Value, mlir::Value> decompose(mlir::Value x);
  /// log(1 + f) + e * ln(2), the latter where e is given.
  mlir::Value logOfReduced(mlir::Value f, mlir::Value e = nullptr);
  /// The ends of a logarithm's range: `argument` is what it is the logarithm of.
  mlir::Value finishLog(mlir::Value x, mlir::Value argument, mlir::Value result);

private:
  /// x = n * ln(2) + r: n as a number and as bits, and exp(r) - 1.
  struct Reduced {
    mlir::Value n, bits, expm1;
  };

  mlir::Value isLess(mlir::Value x, double bound);
  mlir::Value isGreater(mlir::Value x, double bound);

  // The parts that functions share.
  /// 2^n, n within the exponents of normal numbers.
  mlir::Value powerOfTwo(mlir::Value n);
  Reduced reduce(mlir::Value x, mlir::Value low = nullptr);
  /// bits = those of 2^e * m with m in [sqrt(1/2), sqrt(2)): e, and m.
  std::pair<mlir::Value, mlir::Value> split(mlir::Value bits);
  /// erfc(a) for a in [0, erfcHigh].
  mlir::Value erfcOfPositive(mlir::Value a);

  const MathTables &t;
};

} // namespace lith::passes

#endif // LITH_PASSES_MATHEXPANSION_H
