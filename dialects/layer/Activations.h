// Keras's activation functions, by Keras's names.
#ifndef LITH_DIALECTS_LAYER_ACTIVATIONS_H
#define LITH_DIALECTS_LAYER_ACTIVATIONS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

#include <string>

namespace lith::layer {

/// Whether Keras has an activation of that name ("linear" included).
bool isActivation(llvm::StringRef name);

/// What hinders the activation on a tensor of that type, as the end of a sentence; empty if nothing
/// does. An unknown name is such a hindrance.
std::string findActivationFault(llvm::StringRef name, mlir::RankedTensorType input);

/// The type of activation(input): the input's, but "glu" halves the last dimension.
mlir::RankedTensorType getActivatedType(llvm::StringRef name, mlir::RankedTensorType input);

/// activation(input) with linalg on tensors; there must be no fault.
mlir::Value applyActivation(mlir::OpBuilder &builder, mlir::Location loc, llvm::StringRef name,
                            mlir::Value input);

/// exp(x - max) / sum exp(x - max) over `axes` (none negative).
mlir::Value createSoftmax(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                          llvm::ArrayRef<int64_t> axes);

/// The activation of that name of one element; it must be one that looks at one element alone.
mlir::Value createActivation(mlir::OpBuilder &builder, mlir::Location loc, llvm::StringRef name,
                             mlir::Value x);

/// Functions of one element that layers use with parameters of their own.
mlir::Value createLeakyRelu(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                            double slope);
mlir::Value createElu(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x, double alpha);

namespace detail {
/// An activation that needs more than one element: along the last dimension.
using RowFunction = mlir::Value (*)(mlir::OpBuilder &, mlir::Location, mlir::Value);
/// The row function of that name, or null (ActivationRows.cpp).
RowFunction findRowFunction(llvm::StringRef name);
} // namespace detail

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_ACTIVATIONS_H
