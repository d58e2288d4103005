// Keras's activation functions, by Keras's names.
#ifndef LITH_DIALECTS_LAYER_ACTIVATIONS_H
#define LITH_DIALECTS_LAYER_ACTIVATIONS_H

#include "mlir/IR/Builders.h"

namespace lith::layer {

/// Whether Keras has an activation of that name ("linear" included).
bool isActivation(llvm::StringRef name);

/// activation(input) with linalg on tensors; `name` must satisfy isActivation.
mlir::Value applyActivation(mlir::OpBuilder &builder, mlir::Location loc, llvm::StringRef name,
                            mlir::Value input);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_ACTIVATIONS_H
