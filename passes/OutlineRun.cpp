// Makes the functions of the linalg pool: @main becomes @run, and beside it stand @prepare, for
// work that depends on weights alone, and @reset, which gives state its first value.
#include "passes/Passes.h"

#include "dialects/layer/LayerDialect.h"
#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace lith::passes {
#define GEN_PASS_DEF_OUTLINERUN
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct OutlineRun : lith::passes::impl::OutlineRunBase<OutlineRun> {
  using OutlineRunBase::OutlineRunBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto function : module.getOps<func::FuncOp>())
      if (StringRef name = function.getSymName(); name == "main" || name.starts_with("main_"))
        function.setSymName(("run" + name.drop_front(4)).str());

    SmallVector<ml_program::GlobalOp> weights, states;
    for (auto global : module.getOps<ml_program::GlobalOp>())
      (global.getIsMutable() ? states : weights).push_back(global);
    if (!weights.empty() && !module.lookupSymbol("prepare"))
      createFunction("prepare");
    if (!states.empty() && !module.lookupSymbol("reset"))
      createReset(states);
  }

  /// Appends an empty function without arguments; the builder stands before its return.
  OpBuilder createFunction(StringRef name) {
    Location loc = NameLoc::get(StringAttr::get(&getContext(), name));
    auto builder = OpBuilder::atBlockEnd(getOperation().getBody());
    auto function = func::FuncOp::create(builder, loc, name, builder.getFunctionType({}, {}));
    builder.setInsertionPointToStart(function.addEntryBlock());
    builder.setInsertionPoint(func::ReturnOp::create(builder, loc));
    return builder;
  }

  void createReset(ArrayRef<ml_program::GlobalOp> states) {
    OpBuilder builder = createFunction("reset");
    for (ml_program::GlobalOp state : states) {
      auto type = dyn_cast<RankedTensorType>(state.getType());
      auto value = dyn_cast_or_null<SplatElementsAttr>(state.getValueAttr());
      if (!type || !type.hasStaticShape() || !value) {
        state.emitOpError("outline_run_c1: state starts as one number in every element");
        return signalPassFailure();
      }
      auto scalar = arith::ConstantOp::create(builder, state.getLoc(),
                                              cast<TypedAttr>(value.getSplatValue<Attribute>()));
      Value empty =
          tensor::EmptyOp::create(builder, state.getLoc(), type.getShape(), type.getElementType());
      Value filled =
          linalg::FillOp::create(builder, state.getLoc(), scalar.getResult(), empty).getResult(0);
      ml_program::GlobalStoreOp::create(builder, state.getLoc(),
                                        SymbolRefAttr::get(state.getSymNameAttr()), filled);
    }
  }
};

} // namespace
