// What operations are made of that move elements: the axes they name, where their results are read.
#ifndef LITH_DIALECTS_LAYER_MOVES_H
#define LITH_DIALECTS_LAYER_MOVES_H

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer {

using B = mlir::ImplicitLocOpBuilder;
using Shape = llvm::SmallVector<int64_t>;

inline mlir::RankedTensorType typeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType());
}
inline mlir::Type elementOf(mlir::Value value) { return typeOf(value).getElementType(); }

/// The axes of an attribute, counted from the front, each once; all axes where it is absent.
std::optional<Shape> namedAxes(std::optional<llvm::ArrayRef<int64_t>> given, int64_t rank);

bool areKnown(mlir::RankedTensorType type, llvm::ArrayRef<int64_t> axes);

/// Whether samples meet because axis 0 is among those that an operation works along.
bool worksAlongBatch(mlir::Value x, const std::optional<Shape> &axes);

/// The sizes of a result of x's rank, whose dynamic ones are x's.
llvm::SmallVector<mlir::OpFoldResult> sizesOf(B &b, mlir::Value x, llvm::ArrayRef<int64_t> shape);

/// The sizes of loops over `shape`, of which the dynamic ones are those of the operands where their
/// reading maps have the loop alone.
llvm::SmallVector<mlir::OpFoldResult> loopSizes(B &b, llvm::ArrayRef<int64_t> shape,
                                                mlir::ValueRange operands,
                                                llvm::ArrayRef<mlir::AffineMap> maps);

/// result[d] = x[exprs(d)] over `shape`.
mlir::Value remapped(B &b, mlir::Value x, llvm::ArrayRef<int64_t> shape,
                     llvm::ArrayRef<mlir::AffineExpr> exprs);

llvm::SmallVector<mlir::AffineExpr> plainIndices(B &b, int64_t rank);

/// Whether the elements can be indices.
inline bool areIndices(mlir::Value value) { return elementOf(value).isSignlessInteger(); }

/// x at `at`, in which place `axis` is an index as the user gave it: negative ones count from the
/// end, and one that hits nothing picks NaN, the least integer or true.
mlir::Value createPick(B &b, mlir::Value x, llvm::SmallVector<mlir::Value> at, int64_t axis,
                       mlir::Value index);

/// Rows of 0 and 1 along a new axis, as `element`: whether x is the row's class.
mlir::Value createOneHot(B &b, mlir::Value x, int64_t classes, int64_t axis, mlir::Type element);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_MOVES_H
