// What the layers of categories and bins end in: indices encoded as vectors, and the tables in
// which they find them.
#ifndef LITH_DIALECTS_LAYER_ENCODING_H
#define LITH_DIALECTS_LAYER_ENCODING_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer {

/// Indices as vectors of `depth` places; `mode` is one_hot, multi_hot or count.
struct Encoding {
  llvm::StringRef mode;
  int64_t depth;

  bool isOneHot() const { return mode == "one_hot"; }
  /// Whether one_hot leaves out the last dimension.
  bool dropsLast(mlir::RankedTensorType input) const {
    return isOneHot() && input.getRank() > 1 && input.getShape().back() == 1;
  }
  /// The dimension that the other modes run over.
  static int64_t summedDim(mlir::RankedTensorType input) { return input.getRank() > 1 ? 1 : 0; }
  bool mixesSamples(mlir::RankedTensorType input) const {
    return !isOneHot() && input.getRank() == 1;
  }
  /// Whether such an input can be encoded: constraint 3 of the layers.
  bool takes(mlir::RankedTensorType input) const {
    return input.getRank() > 0 && !(isOneHot() && input.getRank() > 1 &&
                                    mlir::ShapedType::isDynamic(input.getShape().back()));
  }
  mlir::RankedTensorType getType(mlir::RankedTensorType input, mlir::Type element) const;
  /// `indices` so encoded, each times its element of `weights`, which may be null.
  mlir::Value lower(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value indices,
                    mlir::Value weights, mlir::Type element) const;

private:
  mlir::Value createHot(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value index,
                        unsigned placeDim, mlir::Type element) const;
};

/// Whether `mode` is that of an encoding.
bool isEncoding(llvm::StringRef mode);

/// result[..] = fold of body(element, table[k], accumulator, k) over the table.
mlir::Value foldTable(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                      mlir::Value table, mlir::Type element, double start,
                      llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &, mlir::Value,
                                                     mlir::Value, mlir::Value, mlir::Value)>
                          body);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_ENCODING_H
