// Where every tensor of a function lives once nothing is a value any more: in a buffer of its own,
// or inside the place of another tensor. InsertCopies and PlanArena share these decisions.
#ifndef LITH_PASSES_PLACES_H
#define LITH_PASSES_PLACES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace lith::passes {

/// What a buffer is part of.
enum class Home {
  Arena,   // planned
  Input,   // argument `index` of the function
  Output,  // result `index` of the function
  Global,  // `symbol`, in the weights image or the state block
  Current, // what a loop carries as value `index`: the slot that this iteration reads
  Next,    // and the slot that it writes
};

struct Place {
  /// The tensor whose buffer this one shares; null where it has its own.
  mlir::Value parent = {};
  /// How it looks at the parent's buffer: a slice, an operand of concat (`index`), a reshape in
  /// either direction, or, null, as it is.
  mlir::Operation *view = nullptr;
  unsigned index = 0;
  /// Without parent.
  Home home = Home::Arena;
  mlir::StringAttr symbol = {};
  /// A later op has decided where it lives.
  bool isTaken = false;
};

class Places {
public:
  explicit Places(mlir::func::FuncOp function);

  /// Uses that ask for a place which their value cannot have: each needs a copy of it.
  llvm::ArrayRef<mlir::OpOperand *> getCopies() const { return copies; }

  /// Loads of state that is written before they are last read: each needs a copy at once.
  llvm::ArrayRef<mlir::Value> getSnapshots() const { return snapshots.getArrayRef(); }

  /// Every tensor of the function with its place, in program order.
  const llvm::MapVector<mlir::Value, Place> &getAll() const { return places; }
  const Place &getPlace(mlir::Value tensor) const { return places.find(tensor)->second; }
  /// The tensor that owns the buffer.
  mlir::Value getOwner(mlir::Value tensor) const;
  /// The type of the buffer as this tensor sees it; null where no strides describe it.
  mlir::MemRefType getType(mlir::Value tensor) const;

  /// Whether the loop writes the value it carries in place, instead of having two slots.
  bool isInPlace(mlir::scf::ForOp loop, unsigned carried) const;

  /// Program order. A loop's results come at its end.
  unsigned getStart(mlir::Operation *op) const { return positions.lookup(op).first; }
  unsigned getEnd(mlir::Operation *op) const { return positions.lookup(op).second; }
  /// When the tensor begins to be, and when it is last read, at or behind `getDefinition`.
  unsigned getDefinition(mlir::Value tensor) const;
  unsigned getLastUse(mlir::Value tensor) const;

  /// The strides of the buffer of a tensor, in elements; 1 for dimensions with one element, whose
  /// strides are never used. Dynamic where they are not known.
  static llvm::SmallVector<int64_t> getStrides(mlir::MemRefType type);

private:
  void number(mlir::Block &block, unsigned &next);
  void visit(mlir::Block &block);
  void visitOp(mlir::Operation &op);
  void visitInsert(mlir::Operation &op);
  void visitLoop(mlir::scf::ForOp loop);
  void visitStore(mlir::Operation &op);
  bool take(mlir::OpOperand &use, Place target);
  void takeOrCopy(mlir::OpOperand &use, Place target);
  bool isUsedBetween(mlir::Value owner, unsigned from, unsigned to, mlir::Operation *except);
  unsigned firstWrite(mlir::Value owner);

  llvm::MapVector<mlir::Value, Place> places;
  llvm::SmallVector<mlir::OpOperand *> copies;
  llvm::SetVector<mlir::Value> snapshots;
  llvm::DenseMap<mlir::Operation *, std::pair<unsigned, unsigned>> positions;
};

} // namespace lith::passes

#endif // LITH_PASSES_PLACES_H
