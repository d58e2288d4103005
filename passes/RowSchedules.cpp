// Element-wise kernels, and reductions along rows: one pass over the result, in vectors, with what
// each row needs computed in it.
#include "passes/ScheduleChooser.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lith;
using namespace lith::passes;
using kernel::TailStrategy;

void ScheduleChooser::scheduleRows() {
  ScheduleList pure(context), none(context);
  int64_t lanes = getLanes(target, elementBits());
  unsigned rank = extents.size();
  if (rank == 0)
    return;
  unsigned last = rank - 1;
  bool isVector = !ShapedType::isDynamic(extents[last]) && extents[last] >= lanes;
  if (isVector) {
    std::string c = loopName(last);
    pure.split(c, c + "o", c + "v", lanes,
               mayAlias() || extents[last] % lanes == 0 ? TailStrategy::GuardWithIf
                                                        : TailStrategy::ShiftInwards);
    pure.vectorize(c + "v");
  }
  parallelRows(pure);
  set(output, root(), pure, none);
  for (linalg::GenericOp reduction : reductions)
    set(reduction, inRow(reduction), none, none);
  keepShared();
}

void ScheduleChooser::parallelRows(ScheduleList &pure) {
  int64_t work = 0;
  for (auto generic : kernel.getBody().getOps<linalg::GenericOp>())
    work += countWork(generic);
  int64_t tasks = std::min(mostTasks, work / workOfTask);
  if (tasks < 2)
    return;
  for (unsigned dim = 0; dim + 1 < extents.size(); ++dim) {
    if (extents[dim] == 1)
      continue;
    if (ShapedType::isDynamic(extents[dim]) || extents[dim] <= tasks) {
      if (reductions.empty() || dim == 0)
        pure.parallel(loopName(dim));
      return;
    }
    return; // splitting would hide the loop at which reductions are computed
  }
}

/// The first groups of a reshape that hold one dimension each.
static unsigned plainGroups(ArrayRef<ReassociationIndices> groups) {
  return llvm::find_if(groups, [](ArrayRef<int64_t> group) { return group.size() != 1; }) -
         groups.begin();
}

unsigned ScheduleChooser::leadingLoops(Value value) {
  auto [entry, isNew] = leading.try_emplace(value, 0);
  if (!isNew)
    return entry->second;
  unsigned rank = extents.size(), depth = cast<RankedTensorType>(value.getType()).getRank();
  // In the last loop, only what has no constant size, so that no row of it can be kept.
  depth = std::min(depth, ShapedType::isDynamic(extents.back()) ? rank : rank - 1);
  for (OpOperand &use : value.getUses())
    depth = std::min(depth, leadingLoops(use));
  return leading[value] = depth;
}

unsigned ScheduleChooser::leadingLoops(OpOperand &use) {
  Operation *user = use.getOwner();
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(user))
    return std::min(plainGroups(expand.getReassociationIndices()),
                    leadingLoops(expand.getResult()));
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(user))
    return std::min(plainGroups(collapse.getReassociationIndices()),
                    leadingLoops(collapse.getResult()));
  auto generic = dyn_cast<linalg::GenericOp>(user);
  if (!generic)
    return 0;
  AffineMap read = generic.getMatchingIndexingMap(&use);
  unsigned depth = read.getNumResults();
  for (OpResult result : generic.getResults()) {
    AffineMap written = generic.getIndexingMapMatchingResult(result);
    if (generic != output)
      depth = std::min(depth, leadingLoops(result));
    depth = std::min(depth, written.getNumResults());
    // A loop of one turn is the same for all.
    for (unsigned dim = 0; dim < depth; ++dim)
      if (read.getResult(dim) != written.getResult(dim) && extents[dim] != 1)
        depth = dim;
  }
  return depth;
}

kernel::PlaceAttr ScheduleChooser::inRow(linalg::GenericOp stage) {
  unsigned depth = extents.size();
  for (Value result : stage.getResults())
    depth = std::min(depth, leadingLoops(result));
  return depth == 0 ? root() : atOutput(loopName(depth - 1));
}

void ScheduleChooser::keepShared() {
  // What costs more than to store it and to load it again.
  constexpr int64_t worthKeeping = 12;
  llvm::DenseMap<Value, int64_t> inlined;
  for (auto stage : kernel.getBody().getOps<linalg::GenericOp>()) {
    int64_t work = llvm::range_size(stage.getRegion().front()) - 1;
    for (Value input : stage.getDpsInputs())
      work += inlined.lookup(input);
    Value result = stage.getResult(0);
    if (stage == output || reduces(stage) || stage.getNumResults() != 1)
      continue;
    AffineMap written = stage.getIndexingMapMatchingResult(stage->getResult(0));
    if (result.hasOneUse() || work < worthKeeping || !written.isIdentity() ||
        !cast<RankedTensorType>(result.getType()).hasStaticShape())
      inlined[result] = work;
    else
      scheduleProducer(stage, inRow(stage));
  }
}
