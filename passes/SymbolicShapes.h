// The shape of every tensor of a function as formulas over the dynamic dimensions that the caller
// gives: equal formulas are equal extents, whatever ops computed them.
#ifndef LITH_PASSES_SYMBOLICSHAPES_H
#define LITH_PASSES_SYMBOLICSHAPES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AffineExpr.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace lith::passes {

class SymbolicShapes {
public:
  /// Numbers the dynamic dimensions of the function's arguments. Leading ones are one dimension,
  /// the batch; every other is its own.
  explicit SymbolicShapes(mlir::func::FuncOp function);

  /// "batch", "input.1", ...: the given dimensions, by number.
  llvm::ArrayRef<std::string> getNames() const { return names; }

  /// An argument and its dimension that hold the given dimension of each number.
  llvm::ArrayRef<std::pair<mlir::Value, unsigned>> getSources() const { return sources; }

  /// The extents of a tensor: constants, or expressions in which symbol i is dimension i. Fails,
  /// with an error at the op, where an extent depends on values.
  llvm::FailureOr<llvm::SmallVector<mlir::AffineExpr>> getShape(mlir::Value tensor);
  llvm::FailureOr<mlir::AffineExpr> getIndex(mlir::OpFoldResult index);

  /// The value of a formula, computed from the given dimensions. Extents are not negative, which
  /// keeps divisions plain.
  static mlir::Value create(mlir::OpBuilder &builder, mlir::Location loc, mlir::AffineExpr expr,
                            mlir::ValueRange given);

private:
  llvm::FailureOr<mlir::AffineExpr> getExtent(mlir::Value tensor, unsigned dim);
  llvm::FailureOr<mlir::AffineExpr> computeExtent(mlir::Value tensor, unsigned dim);
  llvm::FailureOr<mlir::AffineExpr> computeIndex(mlir::Value index);

  mlir::MLIRContext *context;
  std::vector<std::string> names;
  std::vector<std::pair<mlir::Value, unsigned>> sources;
  llvm::DenseMap<std::pair<mlir::Value, unsigned>, mlir::AffineExpr> extents;
  llvm::DenseMap<mlir::Value, mlir::AffineExpr> indices;
};

} // namespace lith::passes

#endif // LITH_PASSES_SYMBOLICSHAPES_H
