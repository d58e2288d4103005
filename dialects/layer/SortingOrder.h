// The order that elements are sorted in.
#ifndef LITH_DIALECTS_LAYER_SORTINGORDER_H
#define LITH_DIALECTS_LAYER_SORTINGORDER_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer::order {

/// Whether x is less than y, where NaN is larger than all numbers.
mlir::Value isLess(mlir::ImplicitLocOpBuilder &b, mlir::Value x, mlir::Value y);

/// How many elements along the axis stand before each one in order. A descending order is that of
/// XLA's top_k, which goes by the bits of floats.
mlir::Value createRanks(mlir::ImplicitLocOpBuilder &b, mlir::Value x, int64_t axis,
                        bool isDescending);

} // namespace lith::layer::order

#endif // LITH_DIALECTS_LAYER_SORTINGORDER_H
