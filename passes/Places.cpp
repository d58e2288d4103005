// Views look into the place of what they view; then concat, insert_slice, stores, loops and returns
// ask for the place that saves a copy, and get it where nothing that is still needed lives there.
#include "passes/Places.h"

#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::passes {

//===-- Order --------------------------------------------------------------------------------===//

void Places::number(Block &block, unsigned &next) {
  for (Operation &op : block) {
    unsigned start = next++;
    for (Region &region : op.getRegions())
      for (Block &nested : region)
        number(nested, next);
    positions[&op] = {start, op.getNumRegions() == 0 ? start : next++};
  }
}

unsigned Places::getDefinition(Value tensor) const {
  if (Operation *op = tensor.getDefiningOp())
    return getEnd(op);
  Operation *parent = cast<BlockArgument>(tensor).getOwner()->getParentOp();
  return isa<func::FuncOp>(parent) ? 0 : getStart(parent);
}

unsigned Places::getLastUse(Value tensor) const {
  unsigned last = getDefinition(tensor);
  for (Operation *user : tensor.getUsers()) {
    // A use in a loop that the tensor does not belong to recurs until the loop ends.
    while (user->getBlock() != tensor.getParentBlock())
      user = user->getParentOp();
    last = std::max(last, getEnd(user));
  }
  return last;
}

bool Places::isUsedBetween(Value owner, unsigned from, unsigned to, Operation *except) {
  return llvm::any_of(places, [&](auto &entry) {
    // What is defined later (the result of a loop) is not what is asked for.
    return getOwner(entry.first) == owner && getDefinition(entry.first) <= from &&
           llvm::any_of(entry.first.getUsers(), [&](Operation *user) {
             return user != except && getStart(user) >= from && getStart(user) <= to;
           });
  });
}

unsigned Places::firstWrite(Value owner) {
  unsigned first = getDefinition(owner);
  for (auto &[value, place] : places)
    if (getOwner(value) == owner)
      first = std::min(first, getDefinition(value));
  return first;
}

//===-- Places -------------------------------------------------------------------------------===//

Value Places::getOwner(Value tensor) const {
  while (Value parent = getPlace(tensor).parent)
    tensor = parent;
  return tensor;
}

bool Places::isInPlace(scf::ForOp loop, unsigned carried) const {
  Value value = loop.getYieldedValues()[carried];
  while (Operation *op = value.getDefiningOp()) {
    if (auto insert = dyn_cast<tensor::InsertSliceOp>(op)) {
      value = insert.getDest();
      continue;
    }
    auto inner = dyn_cast<scf::ForOp>(op);
    unsigned number = cast<OpResult>(value).getResultNumber();
    if (!inner || !isInPlace(inner, number))
      return false;
    value = inner.getInitArgs()[number];
  }
  return value == loop.getRegionIterArg(carried);
}

Places::Places(func::FuncOp function) {
  unsigned next = 1;
  number(function.front(), next);
  for (BlockArgument argument : function.getArguments())
    if (isa<RankedTensorType>(argument.getType()))
      places[argument] = {.index = argument.getArgNumber(), .home = Home::Input};
  visit(function.front());
}

void Places::visit(Block &block) {
  for (Operation &op : block)
    visitOp(op);
}

void Places::visitOp(Operation &op) {
  TypeSwitch<Operation *>(&op)
      .Case<kernel::CallOp, tensor::EmptyOp>([&](Operation *) {
        for (Value result : op.getResults())
          places[result] = {};
      })
      .Case<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::ExtractSliceOp,
            tensor::BitcastOp>([&](auto view) {
        places[view.getResult()] = {.parent = view->getOperand(0), .view = view};
        if (!getType(view.getResult()))
          copies.push_back(&view->getOpOperand(0));
      })
      .Case([&](tensor::ConcatOp concat) {
        places[concat.getResult()] = {};
        for (OpOperand &use : concat->getOpOperands())
          takeOrCopy(
              use, {.parent = concat.getResult(), .view = concat, .index = use.getOperandNumber()});
      })
      .Case([&](tensor::InsertSliceOp insert) { visitInsert(op); })
      .Case([&](ml_program::GlobalLoadOp load) {
        places[load.getResult()] = {.home = Home::Global,
                                    .symbol = load.getGlobal().getLeafReference()};
      })
      .Case([&](ml_program::GlobalStoreOp store) { visitStore(op); })
      .Case([&](scf::ForOp loop) { visitLoop(loop); })
      .Case([&](scf::IfOp branch) {
        for (Value result : branch.getResults())
          places[result] = {};
        for (Region *region : branch.getRegions())
          if (!region->empty()) {
            visit(region->front());
            for (OpOperand &use : region->front().getTerminator()->getOpOperands())
              takeOrCopy(use, {.parent = branch.getResult(use.getOperandNumber())});
          }
      })
      .Case([&](func::ReturnOp end) {
        for (OpOperand &use : end->getOpOperands())
          takeOrCopy(use, {.index = use.getOperandNumber(), .home = Home::Output});
      });
}

void Places::visitInsert(Operation &op) {
  auto insert = cast<tensor::InsertSliceOp>(op);
  Value dest = insert.getDest(), owner = getOwner(dest);
  unsigned here = getStart(&op);
  // Writing into the destination changes it for all others that still look at it.
  bool isExclusive = getPlace(owner).home == Home::Arena &&
                     dest.getParentBlock() == op.getBlock() &&
                     !isUsedBetween(owner, here + 1, ~0u, nullptr);
  if (!isExclusive)
    copies.push_back(&insert.getDestMutable());
  places[insert.getResult()] = {.parent = dest};
  if (!isExclusive)
    return;
  Value source = getOwner(insert.getSource());
  unsigned first = firstWrite(source);
  bool isUndisturbed = first > getDefinition(dest) && !isUsedBetween(owner, first, here, &op) &&
                       !isUsedBetween(source, here + 1, ~0u, nullptr);
  if (!isUndisturbed || !take(insert.getSourceMutable(), {.parent = dest, .view = insert}))
    copies.push_back(&insert.getSourceMutable());
}

void Places::visitLoop(scf::ForOp loop) {
  for (auto [i, use] : llvm::enumerate(loop.getInitArgsMutable())) {
    if (!isa<RankedTensorType>(use.get().getType()))
      continue;
    Value argument = loop.getRegionIterArg(i), result = loop.getResult(i);
    bool inPlace = isInPlace(loop, i);
    // The loop writes where its first value lives.
    bool isExclusive = !isUsedBetween(getOwner(use.get()), getStart(loop), ~0u, loop) &&
                       llvm::count(loop.getInitArgs(), use.get()) == 1;
    if (inPlace) {
      places[result] = {};
      places[argument] = {.parent = result};
      if (!isExclusive || !take(use, {.parent = result}))
        copies.push_back(&use);
    } else {
      unsigned index = i;
      places[result] = {.index = index, .home = Home::Current, .isTaken = true};
      places[argument] = {.index = index, .home = Home::Current, .isTaken = true};
      if (!isExclusive || !take(use, {}))
        copies.push_back(&use);
    }
  }
  visit(*loop.getBody());
  for (OpOperand &use : loop.getBody()->getTerminator()->getOpOperands())
    if (unsigned i = use.getOperandNumber();
        isa<RankedTensorType>(use.get().getType()) && !isInPlace(loop, i))
      takeOrCopy(use, {.index = i, .home = Home::Next});
}

void Places::visitStore(Operation &op) {
  auto store = cast<ml_program::GlobalStoreOp>(op);
  StringAttr symbol = store.getGlobal().getLeafReference();
  unsigned first = firstWrite(getOwner(store.getValue()));
  bool isRead = false;
  for (auto &[value, place] : places) {
    if (place.parent || place.home != Home::Global || place.symbol != symbol)
      continue;
    isRead |= isUsedBetween(value, first, ~0u, nullptr);
    if (isUsedBetween(value, getStart(&op) + 1, ~0u, nullptr))
      snapshots.insert(value);
  }
  // A copy right here is written when every reader has read.
  if (isRead || !take(store->getOpOperand(0), {.home = Home::Global, .symbol = symbol}))
    copies.push_back(&store->getOpOperand(0));
}

void Places::takeOrCopy(OpOperand &use, Place target) {
  if (isa<RankedTensorType>(use.get().getType()) && !take(use, target))
    copies.push_back(&use);
}

/// Lets the value used live at `target`, with everything that shares its buffer. Links along the
/// way from the value to its owner turn round.
bool Places::take(OpOperand &use, Place target) {
  SmallVector<Value> way{use.get()};
  bool isReshaped = false;
  while (Value parent = getPlace(way.back()).parent) {
    Operation *view = getPlace(way.back()).view;
    if (view && !isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(view))
      return false;
    isReshaped |= view != nullptr;
    way.push_back(parent);
  }
  const Place &owner = getPlace(way.back());
  if (owner.home != Home::Arena || owner.isTaken ||
      way.back().getParentBlock() != use.getOwner()->getBlock() ||
      (target.parent && getOwner(target.parent) == way.back()))
    return false;
  // Other views of the buffer have to be views of the new place, too.
  SmallVector<Value> views;
  for (auto &[value, place] : places)
    if (place.view && getOwner(value) == way.back() && getType(value))
      views.push_back(value);
  SmallVector<Place> before;
  for (Value value : way)
    before.push_back(getPlace(value));
  for (size_t i = way.size() - 1; i > 0; --i)
    places[way[i]] = {.parent = way[i - 1], .view = before[i - 1].view};
  target.isTaken = true;
  places[use.get()] = target;
  MemRefType type = getType(use.get());
  bool fits = type && llvm::all_of(views, [&](Value view) { return getType(view) != nullptr; });
  if (target.parent)
    fits &= type && !ShapedType::isDynamicShape(getStrides(type)) &&
            (!isReshaped || type.getLayout().isIdentity());
  if (!fits)
    for (auto [value, place] : llvm::zip_equal(way, before))
      places[value] = place;
  return fits;
}

//===-- Types --------------------------------------------------------------------------------===//

/// The part of a concat's result that is one operand.
static MemRefType getConcatPart(tensor::ConcatOp concat, unsigned operand, MemRefType whole) {
  SmallVector<int64_t> offsets(whole.getRank(), 0), strides(whole.getRank(), 1);
  for (Value before : concat.getInputs().take_front(operand))
    offsets[concat.getDim()] += cast<ShapedType>(before.getType()).getDimSize(concat.getDim());
  auto part = cast<ShapedType>(concat.getInputs()[operand].getType());
  return memref::SubViewOp::inferResultType(whole, offsets, part.getShape(), strides);
}

SmallVector<int64_t> Places::getStrides(MemRefType type) {
  SmallVector<int64_t> strides = type.getStridesAndOffset().first;
  for (auto [extent, stride] : llvm::zip(type.getShape(), strides))
    if (extent == 1)
      stride = 1;
  return strides;
}

MemRefType Places::getType(Value tensor) const {
  auto type = cast<RankedTensorType>(tensor.getType());
  const Place &place = getPlace(tensor);
  if (!place.parent)
    return MemRefType::get(type.getShape(), type.getElementType());
  MemRefType parent = getType(place.parent);
  if (!parent || !place.view)
    return parent;
  auto slice = [&](auto op) {
    return memref::SubViewOp::inferRankReducedResultType(
        type.getShape(), parent, op.getStaticOffsets(), op.getStaticSizes(), op.getStaticStrides());
  };
  auto reshape = [&](auto op) -> MemRefType {
    // From the side with more dimensions to the other, or back.
    if (parent.getRank() > type.getRank()) {
      SmallVector<ReassociationIndices> groups = op.getReassociationIndices();
      if (!parent.getLayout().isIdentity() &&
          !memref::CollapseShapeOp::isGuaranteedCollapsible(parent, groups))
        return {};
      return memref::CollapseShapeOp::computeCollapsedType(parent, groups);
    }
    FailureOr<MemRefType> expanded = memref::ExpandShapeOp::computeExpandedType(
        parent, type.getShape(), op.getReassociationIndices());
    return succeeded(expanded) ? *expanded : MemRefType();
  };
  return TypeSwitch<Operation *, MemRefType>(place.view)
      .Case<tensor::ExtractSliceOp, tensor::InsertSliceOp>(slice)
      .Case([&](tensor::ConcatOp op) { return getConcatPart(op, place.index, parent); })
      .Case([&](tensor::BitcastOp op) {
        return MemRefType::get(parent.getShape(), type.getElementType(), parent.getLayout());
      })
      .Case<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(reshape);
}

} // namespace lith::passes
