// What the attention layers share: which scores are hidden, and their softmax.
#ifndef LITH_DIALECTS_LAYER_ATTENTIONSCORES_H
#define LITH_DIALECTS_LAYER_ATTENTIONSCORES_H

#include "dialects/layer/LayerDialect.h"

namespace lith::layer {

/// Which sources (the last dimension of the scores) a target (the one before it) does not see.
struct HiddenScores {
  /// Those behind it.
  bool causal = false;
  /// Those this far away or farther; 0 for none.
  int64_t window = 0;

  bool any() const { return causal || window > 0; }
  /// Whether the target sees the source, both being indices.
  mlir::Value createIsSeen(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value target,
                           mlir::Value source) const;
};

/// body(score, whether it is seen) for each score; the scores themselves where nothing is hidden.
mlir::Value mapHidden(
    mlir::OpBuilder &builder, mlir::Location loc, mlir::Value scores, const HiddenScores &hidden,
    llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location, mlir::Value, mlir::Value)>
        body);

/// Constraints 1 and 2 of the attention layers, by the op's name: query, value and key have one
/// rank and one float type, and agree in the dimensions not in `attended`, features apart; value
/// and key agree there as well.
llvm::LogicalResult checkAttended(LayerOpInterface op, llvm::ArrayRef<int64_t> attended);

/// The key of query, value and key; the value where there is none of its own.
inline mlir::Value getKey(mlir::ValueRange inputs) {
  return inputs.size() > 2 ? inputs[2] : inputs[1];
}

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_ATTENTIONSCORES_H
