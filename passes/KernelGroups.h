// Which ops of a block share a kernel. FormKernels asks this and outlines the answer.
#ifndef LITH_PASSES_KERNELGROUPS_H
#define LITH_PASSES_KERNELGROUPS_H

#include "mlir/IR/Block.h"
#include "mlir/IR/Operation.h"

#include "llvm/ADT/DenseMap.h"

namespace lith::passes {

/// Whether the op is a constant tensor or a view of one: no memory holds it.
bool isConstantTensor(mlir::Operation *op);

/// Whether a use of the op inside a kernel is a copy of the op there: shapes without values,
/// constants, fills, and padding that only windows and contractions read.
bool isClonedIntoKernels(mlir::Operation *op, int optLevel);

/// Whether the op must become part of a kernel. The others stay between kernels: views, loops,
/// loads and stores of globals, index arithmetic.
bool needsKernel(mlir::Operation *op, int optLevel);

/// Partitions the kernel ops of a block. Level 0: one op a group. Above: a producer joins its
/// consumer where that saves a pass over memory and computes nothing twice:
///   epilogue    elementwise ops behind a contraction, window or other elementwise op
///   rows        reductions and elementwise ops over the same short rows (softmax, normalisation)
///   prologue    an elementwise op that a reduction reads once per element
class KernelGroups {
public:
  using Group = llvm::SmallVector<mlir::Operation *, 4>;

  KernelGroups(mlir::Block &block, int optLevel);

  /// Puts the ops of each group side by side, in an order that respects every use and effect, and
  /// returns the groups in that order.
  std::vector<Group> arrange();

private:
  void mergeProducers(mlir::Operation *consumer);
  bool mayMerge(unsigned producers, unsigned consumers, mlir::Operation *consumer);
  bool joinsEpilogue(unsigned producers, unsigned consumers, mlir::Operation *consumer);
  bool joinsRows(unsigned producers, mlir::Operation *consumer);
  bool joinsPrologue(unsigned producers, mlir::Operation *consumer);
  bool makesCycle(unsigned producers, unsigned consumers);
  bool allUsesIn(mlir::Value value, unsigned group, mlir::Operation *consumer);
  std::optional<unsigned> groupOf(mlir::Value value);
  llvm::SmallVector<mlir::Value> valuesBetween(unsigned group, mlir::Operation *consumer);

  mlir::Block &block;
  int optLevel;
  /// Empty where a group was merged into another.
  std::vector<Group> groups;
  llvm::DenseMap<mlir::Operation *, unsigned> groupNumbers;
};

} // namespace lith::passes

#endif // LITH_PASSES_KERNELGROUPS_H
