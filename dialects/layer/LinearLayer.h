// What a layer that is linear in its input up to its activation says of itself, so that scales and
// shifts of channels before or behind it can be folded into its variables.
#ifndef LITH_DIALECTS_LAYER_LINEARLAYER_H
#define LITH_DIALECTS_LAYER_LINEARLAYER_H

#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"

namespace lith::layer {

struct LinearLayer {
  /// The dimensions of input and output that hold channels.
  unsigned inputDim = 0, outputDim = 0;
  /// The operands that hold the kernels whose rows belong to input and to output channels: the same
  /// but for separable convolutions.
  unsigned inputKernel = 1, outputKernel = 1;
  /// The channel as an expression of the iterators of that kernel. Null where a shift of the input
  /// is no constant of the output: in padded windows, and in transposed convolutions.
  mlir::AffineExpr inputChannel, outputChannel;
  /// How many of a kernel's last dimensions are the outputs that one input shift adds up to.
  unsigned outputDims = 1;
  /// The bias, where there is one, is the last operand.
  bool hasActivation = false, hasBias = false;
};

/// The iterator over the kernel's dimension `fromEnd`; 1 is the last.
inline mlir::AffineExpr dimFromEnd(mlir::Value kernel, unsigned fromEnd) {
  unsigned rank = mlir::cast<mlir::RankedTensorType>(kernel.getType()).getRank();
  return mlir::getAffineDimExpr(rank - fromEnd, kernel.getContext());
}

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_LINEARLAYER_H
