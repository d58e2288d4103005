// What the operations on single elements are written in. Elements are floats, signless integers or
// bools.
#ifndef LITH_DIALECTS_LAYER_ELEMENTS_H
#define LITH_DIALECTS_LAYER_ELEMENTS_H

#include "dialects/layer/Folds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace lith::layer::elements {

using folds::add;
using folds::constant;
using folds::isFloat;
using folds::mul;
using folds::sub;
using Builder = mlir::ImplicitLocOpBuilder;

bool isBool(mlir::Value value);
mlir::Value where(Builder &b, mlir::Value condition, mlir::Value yes, mlir::Value no);
mlir::Value both(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value either(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value negateBool(Builder &b, mlir::Value x);
mlir::Value div(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value scaled(Builder &b, mlir::Value x, double y);
mlir::Value absolute(Builder &b, mlir::Value x);

/// An op for floats, or the one for integers.
template <typename FloatOp, typename IntegerOp>
mlir::Value pick(Builder &b, mlir::Value x, mlir::Value y) {
  return isFloat(x) ? mlir::Value(FloatOp::create(b, x, y))
                    : mlir::Value(IntegerOp::create(b, x, y));
}

/// A comparison of floats (false with NaN, but for UNE), of integers, or of bools, false first.
mlir::Value compare(Builder &b, mlir::arith::CmpFPredicate onFloats,
                    mlir::arith::CmpIPredicate onIntegers, mlir::arith::CmpIPredicate onBools,
                    mlir::Value x, mlir::Value y);
mlir::Value isEqual(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value isLess(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value isLess(Builder &b, mlir::Value x, double y);
mlir::Value isGreater(Builder &b, mlir::Value x, double y);
mlir::Value isZero(Builder &b, mlir::Value x);
mlir::Value isNaN(Builder &b, mlir::Value x);
mlir::Value isInfinite(Builder &b, mlir::Value x);

} // namespace lith::layer::elements

#endif // LITH_DIALECTS_LAYER_ELEMENTS_H
