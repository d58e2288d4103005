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

/// result[..] = body(input[..], reduced[.. without axes] ...), where each of `reduced` has the
/// input's dimensions without `axes`.
mlir::Value createMapWithReduced(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                                 mlir::ValueRange reduced, llvm::ArrayRef<int64_t> axes,
                                 ElementBody body);

/// The sum of body(element) over `axes`.
mlir::Value createSum(
    mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input, llvm::ArrayRef<int64_t> axes,
    llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location, mlir::Value)> body = nullptr);

/// The product of `sizes` as a float of type `element`.
mlir::Value createElementCount(mlir::OpBuilder &builder, mlir::Location loc,
                               llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::Type element);

/// result[.., i, ..] = body(.. body(input[.., 0, ..], input[.., 1, ..]) .., input[.., i, ..]) along
/// `axis`, whose size is known; `neutral` changes nothing. In as many steps as the size has bits,
/// and with fewer roundings on the way to each than one by one.
mlir::Value createScan(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                       int64_t axis, double neutral, ElementBody body);

/// input times min(1 / sqrt(sum of squares over `axes`), largest).
mlir::Value createUnitLength(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                             llvm::ArrayRef<int64_t> axes, double largest);

/// A tensor of numbers that stand in the code, within each kernel that reads it.
mlir::Value createTensorConstant(mlir::OpBuilder &builder, mlir::Location loc,
                                 llvm::ArrayRef<int64_t> numbers, mlir::Type element);
mlir::Value createTensorConstant(mlir::OpBuilder &builder, mlir::Location loc,
                                 llvm::ArrayRef<double> numbers, mlir::Type element);

/// The tensor with signless elements; arith knows no others.
mlir::Value toSignless(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input);

/// Signless elements as those of `type`, which has as many bits.
mlir::Value fromSignless(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                         mlir::Type type);

/// `input` in the type with a sign that unsigned integers are computed in (toSignedType); any other
/// as it is.
mlir::Value toSigned(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input);

/// `input` with every element converted to `type`; floats that an unsigned type does not have
/// become its smallest or largest number.
mlir::Value createConversion(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                             mlir::Type type);

/// Whether elements are integers without a negative half (bool included).
bool hasUnsignedElements(mlir::Type type);

/// `input` from `offset` on, `size` elements along `axis` and all along the others.
mlir::Value createSlice(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                        int64_t axis, mlir::OpFoldResult offset, mlir::OpFoldResult size,
                        int64_t step = 1);

/// The tensor without as many dimensions of size 1 as leave it `rank` of them.
mlir::Value dropUnitDimensions(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                               int64_t rank);

/// The dimension that `axis` means in `rank` dimensions, negative ones counting from the end; none
/// where there is no such dimension.
std::optional<int64_t> resolveAxis(int64_t axis, int64_t rank);

/// value[.., c] + bias[c].
mlir::Value addBias(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                    mlir::Value bias);

/// The sizes of `shape`, of which at most one is open: that one is what the others leave of `total`
/// elements.
llvm::SmallVector<mlir::OpFoldResult> completeSizes(mlir::OpBuilder &builder, mlir::Location loc,
                                                    llvm::ArrayRef<int64_t> shape,
                                                    mlir::OpFoldResult total);

/// input with its dimensions in the order `permutation`: result.dim(i) = input.dim(permutation[i]).
mlir::Value createTranspose(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                            llvm::ArrayRef<int64_t> permutation);

/// input with `low` and `high` elements of `value` added around it, one number per dimension.
mlir::Value createPadded(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                         llvm::ArrayRef<mlir::OpFoldResult> low,
                         llvm::ArrayRef<mlir::OpFoldResult> high, double value);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_LOWERING_H
