// The few shapes of linalg that layers are made of. All handle dynamic dimensions; sizes are index
// attributes or values.
#ifndef LITH_DIALECTS_LAYER_LOWERING_H
#define LITH_DIALECTS_LAYER_LOWERING_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lith::layer {

/// Computes one element from one element of each input.
using ElementBody =
    llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location, mlir::ValueRange)>;

/// A float or integer constant of `type`.
mlir::Value createConstant(mlir::OpBuilder &builder, mlir::Location loc, mlir::Type type,
                           double value);

/// A tensor of `sizes`, filled with `value`.
mlir::Value createFilled(mlir::OpBuilder &builder, mlir::Location loc,
                         llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::Type elementType,
                         double value);

/// result[d] = body(inputs[k][maps[k](d)] ...) over `sizes`.
mlir::Value createMap(mlir::OpBuilder &builder, mlir::Location loc, mlir::ValueRange inputs,
                      llvm::ArrayRef<mlir::AffineMap> maps,
                      llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::Type elementType,
                      ElementBody body);

/// A tensor of known floats, as a computation from its index: kernels have no constants of tensor
/// type, and what no input enters is computed once where there are weights to prepare.
mlir::Value createTable(mlir::OpBuilder &builder, mlir::Location loc, mlir::RankedTensorType type,
                        llvm::ArrayRef<double> values);

/// result[d] = body(inputs[k][d] ...) for inputs of one shape.
mlir::Value createElementwise(mlir::OpBuilder &builder, mlir::Location loc, mlir::ValueRange inputs,
                              ElementBody body);

/// Folds `init` with `body(accumulator, element)` over the trailing `reductions` iterators.
/// `maps` are those of the inputs, then the result's; `body` gets the input elements, then the
/// accumulator.
mlir::Value createReduction(mlir::OpBuilder &builder, mlir::Location loc, mlir::ValueRange inputs,
                            mlir::Value init, llvm::ArrayRef<mlir::AffineMap> maps,
                            unsigned reductions, ElementBody body);

/// sum over the trailing `reductions` iterators of lhs * rhs, starting from zero; maps of lhs, rhs,
/// result.
mlir::Value createContraction(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value lhs,
                              mlir::Value rhs, llvm::ArrayRef<mlir::OpFoldResult> sizes,
                              llvm::ArrayRef<mlir::AffineMap> maps, unsigned reductions);

/// Reduces `axes` (negative ones count from the end are not accepted) to a tensor without them,
/// starting from `start`.
mlir::Value createAxisReduction(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                                llvm::ArrayRef<int64_t> axes, double start, ElementBody body);

/// value[.., c] + bias[c].
mlir::Value addBias(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                    mlir::Value bias);

/// input with its dimensions in the order `permutation`: result.dim(i) = input.dim(permutation[i]).
mlir::Value createTranspose(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                            llvm::ArrayRef<int64_t> permutation);

/// input with `low` and `high` elements of `value` added around it, one number per dimension.
mlir::Value createPadded(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                         llvm::ArrayRef<mlir::OpFoldResult> low,
                         llvm::ArrayRef<mlir::OpFoldResult> high, double value);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_LOWERING_H
