// The arena of one function: which buffers there are, when each is needed, and its offset.
#ifndef LITH_PASSES_ARENALAYOUT_H
#define LITH_PASSES_ARENALAYOUT_H

#include "passes/Places.h"
#include "passes/SymbolicShapes.h"

namespace lith::passes {

/// The bytes of a contiguous tensor of that shape.
mlir::AffineExpr getBytes(llvm::ArrayRef<mlir::AffineExpr> shape, mlir::Type elementType);

class ArenaLayout {
public:
  /// Fails, with an error, where a size is not known at entry.
  static mlir::FailureOr<ArenaLayout> plan(mlir::func::FuncOp function, const Places &places,
                                           SymbolicShapes &shapes);

  /// The offset of a tensor that owns a buffer of the arena; of the second slot of a loop-carried
  /// value, named by what goes in at first.
  mlir::AffineExpr getOffset(mlir::Value owner) const { return offsets.lookup({owner, 0}); }
  mlir::AffineExpr getNextOffset(mlir::Value owner) const { return offsets.lookup({owner, 1}); }

  /// The whole arena, the part of it that is known at compile time, and what is live in that part
  /// at the worst moment.
  mlir::AffineExpr getTotal() const { return total; }
  int64_t getFixed() const { return fixed; }
  int64_t getLargestLiveSet() const { return largestLiveSet; }

private:
  /// A tensor and the number of its slot.
  using Key = std::pair<mlir::Value, unsigned>;
  struct Buffer {
    mlir::AffineExpr bytes;
    unsigned first, last;
  };

  mlir::LogicalResult collect(mlir::func::FuncOp function, const Places &places,
                              SymbolicShapes &shapes);
  void place();

  llvm::MapVector<Key, Buffer> buffers;
  llvm::DenseMap<Key, mlir::AffineExpr> offsets;
  mlir::AffineExpr total;
  int64_t fixed = 0, largestLiveSet = 0;
};

} // namespace lith::passes

#endif // LITH_PASSES_ARENALAYOUT_H
