// Live ranges from places; fixed sizes go to the planner, symbolic ones behind them, one behind
// another, sharing a slot where their sizes are one formula and their times do not meet.
#include "passes/ArenaLayout.h"

#include "passes/ArenaPlanner.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace lith::passes {

AffineExpr getBytes(ArrayRef<AffineExpr> shape, Type elementType) {
  int64_t elementBytes = llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
  AffineExpr bytes = getAffineConstantExpr(elementBytes, elementType.getContext());
  for (AffineExpr extent : shape)
    bytes = bytes * extent;
  return bytes;
}

FailureOr<ArenaLayout> ArenaLayout::plan(func::FuncOp function, const Places &places,
                                         SymbolicShapes &shapes) {
  ArenaLayout layout;
  layout.total = getAffineConstantExpr(0, function.getContext());
  if (failed(layout.collect(function, places, shapes)))
    return failure();
  layout.place();
  return layout;
}

LogicalResult ArenaLayout::collect(func::FuncOp function, const Places &places,
                                   SymbolicShapes &shapes) {
  for (auto &[tensor, place] : places.getAll()) {
    Value owner = places.getOwner(tensor);
    if (places.getPlace(owner).home != Home::Arena)
      continue;
    unsigned first = places.getDefinition(tensor), last = places.getLastUse(tensor);
    auto [found, isNew] = buffers.insert({{owner, 0}, {{}, first, last}});
    Buffer &buffer = found->second;
    buffer.first = std::min(buffer.first, first);
    buffer.last = std::max(buffer.last, last);
    if (!isNew)
      continue;
    FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(owner);
    if (failed(shape))
      return failure();
    buffer.bytes = getBytes(*shape, cast<ShapedType>(owner.getType()).getElementType());
  }
  // The two slots of a carried value are both needed until its last reader: which of them holds the
  // result depends on the number of iterations.
  function.walk([&](scf::ForOp loop) {
    for (auto [i, init] : llvm::enumerate(loop.getInitArgs())) {
      if (!isa<RankedTensorType>(init.getType()) || places.isInPlace(loop, i))
        continue;
      unsigned last = places.getEnd(loop);
      for (auto &[tensor, place] : places.getAll())
        if (places.getOwner(tensor) == loop.getResult(i))
          last = std::max(last, places.getLastUse(tensor));
      Value owner = places.getOwner(init);
      Buffer &slot = buffers.find({owner, 0})->second;
      slot.last = std::max(slot.last, last);
      Buffer next{slot.bytes, places.getStart(loop), last};
      buffers.insert({{owner, 1}, next});
    }
  });
  return success();
}

void ArenaLayout::place() {
  MLIRContext *context = total.getContext();
  std::vector<ArenaBuffer> known;
  for (auto &[key, buffer] : buffers)
    if (auto bytes = dyn_cast<AffineConstantExpr>(buffer.bytes))
      known.push_back({bytes.getValue(), buffer.first, buffer.last});
  fixed = planArena(known);
  largestLiveSet = lith::passes::getLargestLiveSet(known);
  total = getAffineConstantExpr(fixed, context);

  struct Slot {
    AffineExpr bytes, offset;
    SmallVector<Buffer> holds;
  };
  std::vector<Slot> slots;
  unsigned number = 0;
  for (auto &[key, buffer] : buffers) {
    if (isa<AffineConstantExpr>(buffer.bytes)) {
      offsets[key] = getAffineConstantExpr(known[number++].offset, context);
      continue;
    }
    auto fits = [&, &buffer = buffer](const Slot &slot) {
      return slot.bytes == buffer.bytes && llvm::none_of(slot.holds, [&](const Buffer &other) {
               return buffer.first <= other.last && other.first <= buffer.last;
             });
    };
    auto slot = llvm::find_if(slots, fits);
    if (slot == slots.end()) {
      slots.push_back({buffer.bytes, total, {}});
      slot = std::prev(slots.end());
      total = total + buffer.bytes.ceilDiv(arenaAlignment) * arenaAlignment;
    }
    slot->holds.push_back(buffer);
    offsets[key] = slot->offset;
  }
}

} // namespace lith::passes
