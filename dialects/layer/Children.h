// What layers that own layers do with their regions.
#ifndef LITH_DIALECTS_LAYER_CHILDREN_H
#define LITH_DIALECTS_LAYER_CHILDREN_H

#include "mlir/IR/Builders.h"

namespace lith::layer {

/// What a child gives its owner; nothing where there is no such child.
mlir::ValueRange getYielded(mlir::Region &child);

/// Puts a copy of what the child does with `inputs` where the builder stands, and returns what it
/// gives.
llvm::SmallVector<mlir::Value> inlineChild(mlir::OpBuilder &builder, mlir::Region &child,
                                           mlir::ValueRange inputs);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_CHILDREN_H
