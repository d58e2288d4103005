// Writes a function on tensors again on memory, as places and the arena's layout say.
#ifndef LITH_PASSES_MEMORYWRITER_H
#define LITH_PASSES_MEMORYWRITER_H

#include "passes/ArenaLayout.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/IRMapping.h"

namespace lith::passes {

/// Whether a global lives in the state block; the others live in the weights image.
bool isState(mlir::ml_program::GlobalOp global);

class MemoryWriter {
public:
  MemoryWriter(mlir::func::FuncOp function, const Places &places, SymbolicShapes &shapes,
               const ArenaLayout &layout)
      : function(function), places(places), shapes(shapes), layout(layout),
        builder(function.getContext()) {}

  /// Writes the planned function behind the function, under its name; README.md describes its form.
  mlir::FailureOr<mlir::func::FuncOp> write();

private:
  /// Numbers of arguments of the new function.
  enum Block : unsigned { Weights, State, Arena, FirstInput };

  mlir::LogicalResult createFunction();
  void addTensorArgument(mlir::RankedTensorType type, mlir::NamedAttrList attributes);
  void addDims(llvm::ArrayRef<mlir::AffineExpr> shape, mlir::NamedAttrList &attributes);
  void addSizeFunctions();
  void copyRawWeights();

  void writeBlock(mlir::Block &block);
  void writeOp(mlir::Operation &op);
  void writeCall(mlir::Operation &op);
  void writeLoop(mlir::scf::ForOp loop);
  void writeBranch(mlir::scf::IfOp branch);

  /// The buffer of a tensor as a memref, at the builder's place.
  mlir::Value view(mlir::Value tensor);
  mlir::Value viewOwner(mlir::Value owner, mlir::MemRefType type);
  mlir::Value viewGlobal(mlir::StringAttr symbol, mlir::MemRefType type);
  mlir::Value viewBlock(Block block, mlir::Value offset, mlir::Value tensor, mlir::MemRefType type);
  mlir::Value viewPart(mlir::Value tensor, mlir::Value parent, mlir::MemRefType type);
  mlir::Value viewReshaped(mlir::Value tensor, mlir::Value parent, mlir::MemRefType type);
  mlir::Value index(mlir::AffineExpr expr);
  llvm::SmallVector<mlir::OpFoldResult> mapped(llvm::ArrayRef<mlir::OpFoldResult> values);
  /// The extents of `tensor` where the builder stands.
  llvm::SmallVector<mlir::OpFoldResult> sizesOf(mlir::Value tensor);

  mlir::func::FuncOp function, planned;
  const Places &places;
  SymbolicShapes &shapes;
  const ArenaLayout &layout;
  mlir::OpBuilder builder;
  mlir::IRMapping mapping;
  /// Memrefs that are no views of blocks: what loops carry.
  llvm::DenseMap<mlir::Value, mlir::Value> slots;
  /// The given dynamic dimensions, then the formulas of derived ones.
  llvm::SmallVector<mlir::AffineExpr> dims;
  llvm::SmallVector<mlir::Type> argumentTypes;
  llvm::SmallVector<mlir::DictionaryAttr> argumentAttributes;
  unsigned inputs = 0, outputs = 0;
};

} // namespace lith::passes

#endif // LITH_PASSES_MEMORYWRITER_H
