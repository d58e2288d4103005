// Gives a function of layers other input types and asks every layer for its new result types.
#ifndef LITH_PASSES_INFERTYPES_H
#define LITH_PASSES_INFERTYPES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace lith::passes {

/// Fails, with the layer's own error, where a layer does not accept its new inputs.
mlir::LogicalResult setInputTypes(mlir::func::FuncOp function, mlir::TypeRange types);

} // namespace lith::passes

#endif // LITH_PASSES_INFERTYPES_H
