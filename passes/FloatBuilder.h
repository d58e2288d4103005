// Small steps of formulas on floats of one type, each one op of arith.
#ifndef LITH_PASSES_FLOATBUILDER_H
#define LITH_PASSES_FLOATBUILDER_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::passes {

/// What expansions of functions are written with: scalars of `floatType`, and integers of as many
/// bits.
class FloatBuilder {
protected:
  FloatBuilder(mlir::ImplicitLocOpBuilder &builder, mlir::FloatType type);

  mlir::Value number(double value);
  mlir::Value integer(int64_t value);
  mlir::Value add(mlir::Value x, mlir::Value y);
  mlir::Value sub(mlir::Value x, mlir::Value y);
  mlir::Value mul(mlir::Value x, mlir::Value y);
  mlir::Value div(mlir::Value x, mlir::Value y);
  mlir::Value toBits(mlir::Value x);
  mlir::Value fromBits(mlir::Value bits);
  mlir::Value isNaN(mlir::Value x);
  mlir::Value select(mlir::Value condition, mlir::Value yes, mlir::Value no);
  /// c[0] + c[1] x + c[2] x^2 + ..., by Horner's rule.
  mlir::Value polynomial(mlir::Value x, llvm::ArrayRef<double> coefficients);

  mlir::ImplicitLocOpBuilder &b;
  mlir::FloatType floatType;
  mlir::IntegerType integerType;
};

} // namespace lith::passes

#endif // LITH_PASSES_FLOATBUILDER_H
