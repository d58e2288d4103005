// What reductions and normalisations are made of: folds along axes, and loops over elements that
// see the result of a fold.
#ifndef LITH_DIALECTS_LAYER_FOLDS_H
#define LITH_DIALECTS_LAYER_FOLDS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer::folds {

using Builder = mlir::ImplicitLocOpBuilder;
using AxisList = llvm::ArrayRef<int64_t>; // sorted, none negative
using Combine = mlir::Value (*)(Builder &, mlir::Value, mlir::Value);

// Of two elements, of floats or integers. The larger and the smaller keep NaN.
mlir::Value add(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value sub(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value mul(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value larger(Builder &b, mlir::Value x, mlir::Value y);
mlir::Value smaller(Builder &b, mlir::Value x, mlir::Value y);

/// The least number of a type: what a maximum starts from.
double leastNumber(mlir::Type type);

bool isFloat(mlir::Value value);
/// The element type of a tensor.
mlir::Type elementOf(mlir::Value tensor);
/// A number of the type of `like`.
mlir::Value constant(Builder &b, mlir::Value like, double value);

/// x without `axes`: all elements along them combined, from `start` on.
mlir::Value fold(Builder &b, mlir::Value x, AxisList axes, double start, Combine combine);
mlir::Value foldMax(Builder &b, mlir::Value x, AxisList axes);
mlir::Value foldMin(Builder &b, mlir::Value x, AxisList axes);
mlir::Value meanOf(Builder &b, mlir::Value x, AxisList axes);
mlir::Value varianceOf(Builder &b, mlir::Value x, AxisList axes);

/// x with `value` in the place of NaN.
mlir::Value withoutNaN(Builder &b, mlir::Value x, double value);

/// f of every element; with a type, f gives that.
mlir::Value map(Builder &b, mlir::Value x,
                llvm::function_ref<mlir::Value(Builder &, mlir::Value)> f);
mlir::Value mapTo(Builder &b, mlir::Value x, mlir::Type type,
                  llvm::function_ref<mlir::Value(Builder &, mlir::Value)> f);
/// f(element of x, what `reduced`, x without `axes`, has for it).
mlir::Value mapWith(Builder &b, mlir::Value x, mlir::Value reduced, AxisList axes, mlir::Type type,
                    llvm::function_ref<mlir::Value(Builder &, mlir::Value, mlir::Value)> f);

/// f(element of x, element of y), which have one shape.
mlir::Value mapBoth(Builder &b, mlir::Value x, mlir::Value y,
                    llvm::function_ref<mlir::Value(Builder &, mlir::Value, mlir::Value)> f);

} // namespace lith::layer::folds

#endif // LITH_DIALECTS_LAYER_FOLDS_H
