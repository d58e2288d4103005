// The rules of fusion, and the order of what they leave.
#include "passes/KernelGroups.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace lith::passes {

/// Rows longer than this are not kept in cache while several passes go over them.
static constexpr int64_t maxRowElements = 16384;
/// More buffers than this in one kernel only make its prologue long.
static constexpr size_t maxGroupOps = 48;

//===-- What an op is ------------------------------------------------------------------------===//

static bool isMap(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return generic && generic.getNumLoops() == generic.getNumParallelLoops();
}

static bool isReduction(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return generic && generic.getNumReductionLoops() > 0;
}

/// A reduction that reads each element of its inputs once at most: sums and maxima over axes, not
/// contractions or windows.
static bool isPlainReduction(Operation *op) {
  return isReduction(op) &&
         llvm::all_of(cast<linalg::GenericOp>(op).getDpsInputOperands(),
                      [&](OpOperand *operand) {
                        AffineMap map = cast<linalg::GenericOp>(op).getMatchingIndexingMap(operand);
                        return map.isProjectedPermutation();
                      }) &&
         llvm::any_of(
             cast<linalg::GenericOp>(op).getDpsInputOperands(),
             [&](OpOperand *operand) {
               return cast<linalg::GenericOp>(op).getMatchingIndexingMap(operand).isPermutation();
             }) &&
         llvm::count_if(cast<linalg::GenericOp>(op).getDpsInputOperands(), [&](OpOperand *operand) {
           return cast<RankedTensorType>(operand->get().getType()).getRank() > 1;
         }) <= 1;
}

/// The strides of a slice that matter are known: those of dimensions in which it has more than one
/// element. They follow from the extents behind each.
static bool hasStaticStrides(RankedTensorType whole, ArrayRef<int64_t> sizes) {
  for (int64_t dim = 0; dim < whole.getRank(); ++dim)
    if (sizes[dim] != 1 && ShapedType::isDynamicShape(whole.getShape().drop_front(dim + 1)))
      return false;
  return true;
}

bool isConstantTensor(Operation *op) {
  if (isa<tensor::ExtractSliceOp, tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op)) {
    Operation *viewed = op->getOperand(0).getDefiningOp();
    return viewed && isConstantTensor(viewed);
  }
  return matchPattern(op, m_Constant()) && isa<RankedTensorType>(op->getResult(0).getType());
}

bool isClonedIntoKernels(Operation *op, int optLevel) {
  if (isa<tensor::EmptyOp>(op) || matchPattern(op, m_Constant()) || isConstantTensor(op))
    return true;
  if (auto fill = dyn_cast<linalg::FillOp>(op))
    return matchPattern(fill.getInputs().front(), m_Constant());
  return optLevel > 0 && isa<tensor::PadOp>(op) && llvm::all_of(op->getUsers(), isReduction);
}

/// Whether a cloned op must exist by itself too, for users that are not kernels.
static bool hasOtherUsers(Operation *op, int optLevel) {
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    // A user inside a generic's region belongs to the generic.
    while (user->getBlock() != op->getBlock() && isa<linalg::LinalgOp>(user->getParentOp()))
      user = user->getParentOp();
    return !needsKernel(user, optLevel) && !isClonedIntoKernels(user, optLevel);
  });
}

bool needsKernel(Operation *op, int optLevel) {
  if (isa<linalg::FillOp>(op) || isa<tensor::PadOp>(op))
    return !isClonedIntoKernels(op, optLevel) || hasOtherUsers(op, optLevel);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return !hasStaticStrides(slice.getSourceType(), slice.getStaticSizes());
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return !hasStaticStrides(insert.getType(), insert.getStaticSizes());
  if (auto concat = dyn_cast<tensor::ConcatOp>(op))
    return optLevel < 2 || !concat.getResultType().hasStaticShape();
  return isa<linalg::LinalgOp>(op);
}

//===-- Groups -------------------------------------------------------------------------------===//

KernelGroups::KernelGroups(Block &block, int optLevel) : block(block), optLevel(optLevel) {
  for (Operation &op : block) {
    if (!needsKernel(&op, optLevel))
      continue;
    groupNumbers[&op] = groups.size();
    groups.push_back({&op});
    if (optLevel > 0)
      mergeProducers(&op);
  }
}

std::optional<unsigned> KernelGroups::groupOf(Value value) {
  Operation *op = value.getDefiningOp();
  auto found = op ? groupNumbers.find(op) : groupNumbers.end();
  if (found == groupNumbers.end() || isClonedIntoKernels(op, optLevel))
    return std::nullopt;
  return found->second;
}

void KernelGroups::mergeProducers(Operation *consumer) {
  if (!isa<linalg::GenericOp>(consumer))
    return;
  // The latest producer first: what came before it is likely to have been written long ago.
  SmallVector<unsigned> producers;
  for (Value operand : consumer->getOperands())
    if (std::optional<unsigned> group = groupOf(operand))
      producers.push_back(*group);
  llvm::sort(producers, std::greater<>());
  producers.erase(llvm::unique(producers), producers.end());
  auto position = [&](unsigned group) { return groups[group].back(); };
  llvm::sort(producers, [&](unsigned lhs, unsigned rhs) {
    return position(rhs)->isBeforeInBlock(position(lhs));
  });
  for (unsigned group : producers) {
    unsigned own = groupNumbers[consumer];
    if (group == own || !mayMerge(group, own, consumer))
      continue;
    for (Operation *op : groups[own])
      groupNumbers[op] = group;
    llvm::append_range(groups[group], groups[own]);
    groups[own].clear();
    llvm::sort(groups[group],
               [](Operation *lhs, Operation *rhs) { return lhs->isBeforeInBlock(rhs); });
  }
}

bool KernelGroups::mayMerge(unsigned producers, unsigned consumers, Operation *consumer) {
  return groups[producers].size() + groups[consumers].size() <= maxGroupOps &&
         (joinsEpilogue(producers, consumers, consumer) || joinsRows(producers, consumer) ||
          joinsPrologue(producers, consumer)) &&
         !makesCycle(producers, consumers);
}

/// What the consumer reads of the group.
SmallVector<Value> KernelGroups::valuesBetween(unsigned group, Operation *consumer) {
  llvm::SetVector<Value> values;
  for (Value operand : consumer->getOperands())
    if (groupOf(operand) == group)
      values.insert(operand);
  return values.takeVector();
}

bool KernelGroups::allUsesIn(Value value, unsigned group, Operation *consumer) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    auto found = groupNumbers.find(user);
    return user == consumer || (found != groupNumbers.end() && found->second == group);
  });
}

/// Every input operand of `consumer` that reads `value` does so through a map that `accepts`; none
/// accumulates into it.
static bool readsThrough(Operation *consumer, Value value,
                         llvm::function_ref<bool(AffineMap)> accepts) {
  auto generic = cast<linalg::GenericOp>(consumer);
  return llvm::all_of(generic->getOpOperands(), [&](OpOperand &operand) {
    return operand.get() != value ||
           (generic.isDpsInput(&operand) && accepts(generic.getMatchingIndexingMap(&operand)));
  });
}

/// What a kernel keeps between its ops is scratch, and scratch has a known size.
static bool hasStaticResults(Operation *op) {
  return llvm::all_of(op->getResultTypes(),
                      [](Type type) { return cast<ShapedType>(type).hasStaticShape(); });
}

bool KernelGroups::joinsEpilogue(unsigned producers, unsigned consumers, Operation *consumer) {
  if (!isMap(consumer))
    return false;
  const Group &ops = groups[producers];
  bool onlyMaps = llvm::all_of(ops, isMap);
  bool known = llvm::all_of(ops, [](Operation *op) { return isa<linalg::GenericOp>(op); });
  // A reduction accumulates in scratch where others follow it.
  if (!onlyMaps && !llvm::all_of(ops, hasStaticResults))
    return false;
  // One reduction a kernel: a second one would have to be computed for the sake of the first.
  if (!known || (!onlyMaps && llvm::any_of(groups[consumers], isReduction)))
    return false;
  return llvm::all_of(valuesBetween(producers, consumer), [&](Value value) {
    return allUsesIn(value, producers, consumer) &&
           readsThrough(consumer, value, [&](AffineMap map) {
             return map.isIdentity() || (onlyMaps && map.isPermutation());
           });
  });
}

/// The number of leading dimensions of `value`, as `op` touches it, that are the op's own leading
/// parallel loops in the same order.
static unsigned rowRank(linalg::GenericOp op, OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  SmallVector<utils::IteratorType> loops = op.getIteratorTypesArray();
  unsigned rank = 0;
  while (rank < map.getNumResults() && loops[rank] == utils::IteratorType::parallel &&
         map.getResult(rank) == getAffineDimExpr(rank, op.getContext()))
    ++rank;
  return rank;
}

/// The number of leading dimensions of `value` that all its users and its producer walk as rows.
static unsigned commonRows(Value value, Operation *producer) {
  auto generic = cast<linalg::GenericOp>(producer);
  unsigned rank =
      rowRank(generic, generic.getDpsInitOperand(cast<OpResult>(value).getResultNumber()));
  for (OpOperand &use : value.getUses()) {
    auto user = dyn_cast<linalg::GenericOp>(use.getOwner());
    if (!user || user->getBlock() != producer->getBlock())
      return 0;
    rank = std::min(rank, rowRank(user, &use));
  }
  return rank;
}

/// The elements of one row of an op whose rows are its first `rank` loops; 0 where that is not
/// known.
static int64_t rowElements(linalg::GenericOp op, unsigned rank) {
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  int64_t elements = 1;
  for (int64_t extent : ArrayRef<int64_t>(extents).drop_front(rank))
    elements = ShapedType::isDynamic(extent) ? 0 : elements * extent;
  return elements;
}

bool KernelGroups::joinsRows(unsigned producers, Operation *consumer) {
  const Group &ops = groups[producers];
  auto isRowOp = [](Operation *op) {
    return (isMap(op) || isPlainReduction(op)) && hasStaticResults(op);
  };
  if (!isRowOp(consumer) || !llvm::all_of(ops, isRowOp) ||
      !(isReduction(consumer) || llvm::any_of(ops, isReduction)))
    return false;
  return llvm::all_of(valuesBetween(producers, consumer), [&](Value value) {
    unsigned rank = commonRows(value, value.getDefiningOp());
    if (rank == 0)
      return false;
    // All ops of the chain have the same rows; the longest decides.
    for (Operation *op : llvm::concat<Operation *const>(ops, ArrayRef<Operation *>(consumer))) {
      auto generic = cast<linalg::GenericOp>(op);
      int64_t elements = generic.getNumLoops() < rank ? 0 : rowElements(generic, rank);
      if (elements == 0 || elements > maxRowElements)
        return false;
    }
    return true;
  });
}

bool KernelGroups::joinsPrologue(unsigned producers, Operation *consumer) {
  if (!isPlainReduction(consumer) || !llvm::all_of(groups[producers], isMap))
    return false;
  return llvm::all_of(valuesBetween(producers, consumer), [&](Value value) {
    return allUsesIn(value, producers, consumer) &&
           readsThrough(consumer, value, [](AffineMap map) { return map.isPermutation(); });
  });
}

//===-- Order --------------------------------------------------------------------------------===//

/// Calls `visit` for each op of the block whose result `op`, or a region of it, uses.
static void forEachDependency(Operation *op, llvm::function_ref<void(Operation *)> visit) {
  auto visitValue = [&](Value value) {
    Operation *def = value.getDefiningOp();
    if (def && def->getBlock() == op->getBlock())
      visit(def);
  };
  llvm::for_each(op->getOperands(), visitValue);
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  llvm::for_each(captured, visitValue);
}

/// Whether a way leads from the producers to the consumers through a third group or op.
bool KernelGroups::makesCycle(unsigned producers, unsigned consumers) {
  llvm::SetVector<Operation *> reached;
  auto reach = [&](Operation *op) {
    auto found = groupNumbers.find(op);
    if (found == groupNumbers.end())
      reached.insert(op);
    else
      reached.insert_range(groups[found->second]);
  };
  auto inGroup = [&](Operation *op, unsigned group) {
    auto found = groupNumbers.find(op);
    return found != groupNumbers.end() && found->second == group;
  };
  for (Operation *op : groups[consumers])
    forEachDependency(op, [&](Operation *def) {
      if (!inGroup(def, producers) && !inGroup(def, consumers))
        reach(def);
    });
  Operation *first = groups[producers].front();
  for (size_t i = 0; i < reached.size(); ++i) {
    if (inGroup(reached[i], producers))
      return true;
    bool found = false;
    forEachDependency(reached[i], [&](Operation *def) {
      found |= inGroup(def, producers);
      if (!def->isBeforeInBlock(first))
        reach(def);
    });
    if (found)
      return true;
  }
  return false;
}

std::vector<KernelGroups::Group> KernelGroups::arrange() {
  std::vector<Group> order;
  llvm::DenseSet<Operation *> done;
  Operation *lastEffect = nullptr;
  llvm::DenseMap<Operation *, Operation *> effectBefore;
  for (Operation &op : block)
    if (!isMemoryEffectFree(&op)) {
      effectBefore[&op] = lastEffect;
      lastEffect = &op;
    }
  SmallVector<Operation *> sequence;
  std::function<void(Operation *)> place = [&](Operation *op) {
    if (done.contains(op))
      return;
    auto found = groupNumbers.find(op);
    Group unit = found == groupNumbers.end() ? Group{op} : groups[found->second];
    done.insert_range(unit);
    for (Operation *member : unit) {
      forEachDependency(member, place);
      if (Operation *before = effectBefore.lookup(member))
        place(before);
    }
    llvm::append_range(sequence, unit);
    if (found != groupNumbers.end())
      order.push_back(unit);
  };
  for (Operation &op : block.without_terminator())
    place(&op);
  for (Operation *op : sequence)
    op->moveBefore(&block, block.mightHaveTerminator() ? Block::iterator(block.getTerminator())
                                                       : block.end());
  return order;
}

} // namespace lith::passes
