// Writes every function again on views of memory: what a tensor was becomes a place with an offset.
#include "passes/ArenaLayout.h"
#include "passes/ArenaPlanner.h"
#include "passes/MemoryWriter.h"
#include "passes/Passes.h"
#include "passes/PlanChecker.h"

#include "llvm/Support/MathExtras.h"

namespace lith::passes {
#define GEN_PASS_DEF_PLANARENA
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith::passes;

namespace {

struct PlanArena : lith::passes::impl::PlanArenaBase<PlanArena> {
  using PlanArenaBase::PlanArenaBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    layOutGlobals();
    for (auto function : llvm::to_vector(module.getOps<func::FuncOp>())) {
      Places places(function);
      if (!places.getCopies().empty()) {
        places.getCopies().front()->getOwner()->emitOpError(
            "plan_arena_c1: an operand has no place; run kernel-insert-copies first");
        return signalPassFailure();
      }
      SymbolicShapes shapes(function);
      FailureOr<ArenaLayout> layout = ArenaLayout::plan(function, places, shapes);
      if (failed(layout))
        return signalPassFailure();
      FailureOr<func::FuncOp> planned = MemoryWriter(function, places, shapes, *layout).write();
      if (failed(planned) || (check && failed(checkFor(function, *planned, *layout, shapes))))
        return signalPassFailure();
      function.erase();
    }
  }

  /// Dynamic dimensions take a number that is not otherwise likely in a test.
  LogicalResult checkFor(func::FuncOp function, func::FuncOp planned, const ArenaLayout &layout,
                         SymbolicShapes &shapes) {
    constexpr int64_t extent = 7;
    SmallVector<AffineExpr> extents(shapes.getNames().size(),
                                    getAffineConstantExpr(extent, &getContext()));
    AffineExpr bytes = layout.getTotal().replaceSymbols(extents);
    return checkPlan(function, planned, cast<AffineConstantExpr>(bytes).getValue(), extent);
  }

  /// Gives an offset to every global that a function other than @prepare reads: state in the state
  /// block, weights and prepared values in the image.
  void layOutGlobals() {
    ModuleOp module = getOperation();
    llvm::DenseSet<StringAttr> used;
    for (auto function : module.getOps<func::FuncOp>())
      function.walk([&](Operation *op) {
        if (auto load = dyn_cast<ml_program::GlobalLoadOp>(op);
            load && function.getSymName() != "prepare")
          used.insert(load.getGlobal().getLeafReference());
        if (auto store = dyn_cast<ml_program::GlobalStoreOp>(op))
          used.insert(store.getGlobal().getLeafReference());
      });
    int64_t image = 0, state = 0;
    Builder builder(&getContext());
    for (auto global : module.getOps<ml_program::GlobalOp>()) {
      if (!used.contains(global.getSymNameAttr()))
        continue;
      auto type = cast<RankedTensorType>(global.getType());
      int64_t &end = isState(global) ? state : image;
      global->setAttr("kernel.offset", builder.getI64IntegerAttr(end));
      int64_t bytes = type.getNumElements() *
                      llvm::divideCeil(type.getElementType().getIntOrFloatBitWidth(), 8);
      end = llvm::alignTo(end + bytes, arenaAlignment);
    }
    module->setAttr("kernel.image_bytes", builder.getI64IntegerAttr(image));
    module->setAttr("kernel.state_bytes", builder.getI64IntegerAttr(state));
  }
};

} // namespace
