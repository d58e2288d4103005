// Contractions by labels, as einsum writes them: "btm,mnh->btnh". Every product of two tensors that
// is not Dense's or a convolution's is made here, in the form that schedules tile: what stands
// innermost in the result stands innermost in an operand, and labels that the second operand always
// has side by side are one dimension.
#ifndef LITH_DIALECTS_LAYER_EINSUM_H
#define LITH_DIALECTS_LAYER_EINSUM_H

#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <string>

namespace lith::layer {

/// result = sum of lhs * rhs over the labels that the result does not have. Labels are characters,
/// each at most once in an operand; the result's are all in an operand.
mlir::Value createEinsum(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value lhs,
                         llvm::StringRef lhsLabels, mlir::Value rhs, llvm::StringRef rhsLabels,
                         llvm::StringRef resultLabels);

/// A layer's multiplication with a kernel: the labels of each operand.
struct EinsumLabels {
  std::string input, kernel, output;
  /// Of the bias, in the order of the output's; empty where there is none.
  std::string bias;
};

/// activation(einsum(input, kernel) + bias), with `bias` null where there is none; its shape is
/// that of its labels.
mlir::Value createDenseEinsum(mlir::OpBuilder &builder, mlir::Location loc,
                              const EinsumLabels &labels, mlir::Value input, mlir::Value kernel,
                              mlir::Value bias, llvm::StringRef activation);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_EINSUM_H
