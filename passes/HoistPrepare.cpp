// Moves work that depends on weights alone from @run to @prepare, which runs once: @run then loads
// the prepared result from the weights image.
#include "passes/Passes.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

namespace lith::passes {
#define GEN_PASS_DEF_HOISTPREPARE
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

/// Looks at a tensor without touching its elements.
bool isView(Operation *op) {
  return isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::ExtractSliceOp, tensor::CastOp,
             tensor::BitcastOp>(op);
}

/// Costs nothing where it is: a shape, a constant, a fill, a load, a view.
bool isFree(Operation *op) {
  return isView(op) || isa<tensor::EmptyOp, linalg::FillOp, ml_program::GlobalLoadOp>(op) ||
         matchPattern(op, m_Constant()) ||
         !llvm::any_of(op->getResultTypes(), [](Type type) { return isa<RankedTensorType>(type); });
}

int64_t countElements(TypeRange types) {
  int64_t elements = 0;
  for (Type type : types)
    if (auto tensor = dyn_cast<RankedTensorType>(type); tensor && tensor.hasStaticShape())
      elements += tensor.getNumElements();
  return elements;
}

/// A small value spread over a large tensor is cheaper to spread again than to read from memory.
bool isBroadcast(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return generic && generic.getNumReductionLoops() == 0 && generic.getNumDpsInputs() > 0 &&
         countElements(op->getResultTypes()) >
             2 * countElements(ValueRange(generic.getInputs()).getTypes());
}

struct HoistPrepare : lith::passes::impl::HoistPrepareBase<HoistPrepare> {
  void runOnOperation() override {
    auto prepare = getOperation().lookupSymbol<func::FuncOp>("prepare");
    if (!prepare)
      return;
    SymbolTable symbols(getOperation());
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.getSymName().starts_with("run"))
        hoist(function, prepare, symbols);
    mergeEqual(prepare);
  }

  /// The ops of @run's own block that depend on immutable globals and constants alone.
  llvm::SetVector<Operation *> findWeightOps(func::FuncOp function) {
    llvm::SetVector<Operation *> weightOps;
    auto isWeight = [&](Value value) {
      return value.getDefiningOp() && weightOps.contains(value.getDefiningOp());
    };
    for (Operation &op : function.front().without_terminator()) {
      if (auto load = dyn_cast<ml_program::GlobalLoadOp>(op)) {
        auto global =
            SymbolTable::lookupNearestSymbolFrom<ml_program::GlobalOp>(load, load.getGlobalAttr());
        if (!global.getIsMutable())
          weightOps.insert(&op);
        continue;
      }
      llvm::SetVector<Value> captured;
      getUsedValuesDefinedAbove(op.getRegions(), captured);
      if (isMemoryEffectFree(&op) && llvm::all_of(op.getOperands(), isWeight) &&
          llvm::all_of(captured, isWeight) && (isFree(&op) || !isBroadcast(&op)))
        weightOps.insert(&op);
    }
    return weightOps;
  }

  void hoist(func::FuncOp function, func::FuncOp prepare, SymbolTable &symbols) {
    llvm::SetVector<Operation *> weightOps = findWeightOps(function);
    // Whether a result is needed by what stays, perhaps through views that stay too.
    std::function<bool(Operation *)> isNeeded = [&](Operation *op) {
      return llvm::any_of(op->getUsers(), [&](Operation *user) {
        user = function.front().findAncestorOpInBlock(*user);
        return !weightOps.contains(user) || (isView(user) && isNeeded(user));
      });
    };
    IRMapping mapping;
    OpBuilder builder(prepare.front().getTerminator());
    for (Operation *op : weightOps) {
      if (isFree(op) || !isNeeded(op))
        continue;
      cloneSlice(op, weightOps, builder, mapping);
      for (Value result : op->getResults())
        replaceByGlobal(result, mapping.lookup(result), builder, symbols);
    }
    for (Operation *op : llvm::reverse(weightOps))
      if (op->use_empty())
        op->erase();
  }

  /// Copies the op and what it depends on to @prepare; one load a weight there.
  void cloneSlice(Operation *op, const llvm::SetVector<Operation *> &weightOps, OpBuilder &builder,
                  IRMapping &mapping) {
    llvm::SetVector<Value> used(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), used);
    for (Value value : used)
      if (!mapping.contains(value))
        cloneSlice(value.getDefiningOp(), weightOps, builder, mapping);
    if (auto load = dyn_cast<ml_program::GlobalLoadOp>(op)) {
      Block *block = builder.getInsertionBlock();
      for (auto other : block->getOps<ml_program::GlobalLoadOp>())
        if (other.getGlobal() == load.getGlobal())
          return mapping.map(load.getResult(), other.getResult());
    }
    builder.clone(*op, mapping);
  }

  /// Stores the value in @prepare, and loads it in place of the one that @run computed.
  void replaceByGlobal(Value old, Value prepared, OpBuilder &builder, SymbolTable &symbols) {
    Location loc = old.getLoc();
    OpBuilder atModule(*getOperation().getOps<func::FuncOp>().begin());
    auto global = ml_program::GlobalOp::create(
        atModule, loc, nameGlobal(old.getDefiningOp()), old.getType(), /*is_mutable=*/true,
        /*value=*/Attribute(), atModule.getStringAttr("private"));
    global->setAttr("kernel.prepared", atModule.getUnitAttr());
    auto symbol = SymbolRefAttr::get(symbols.insert(global));
    ml_program::GlobalStoreOp::create(builder, loc, symbol, prepared);
    OpBuilder atUse(old.getDefiningOp());
    auto load = ml_program::GlobalLoadOp::create(atUse, loc, old.getType(), symbol);
    old.replaceAllUsesWith(load.getResult());
  }

  /// "prepared/conv2d", after the layer that the work belongs to.
  static std::string nameGlobal(Operation *op) {
    auto loc = op->getLoc()->findInstanceOf<NameLoc>();
    return "prepared/" + (loc ? loc.getName().str() : op->getName().stripDialect().str());
  }

  /// Versions of @run for several batches prepare the same things; one of each is enough.
  void mergeEqual(func::FuncOp prepare) {
    IRRewriter rewriter(&getContext());
    DominanceInfo dominance(prepare);
    eliminateCommonSubExpressions(rewriter, dominance, prepare);
    llvm::DenseMap<Value, ml_program::GlobalStoreOp> stores;
    for (auto store : llvm::make_early_inc_range(prepare.getOps<ml_program::GlobalStoreOp>())) {
      auto [first, isNew] = stores.try_emplace(store.getValue(), store);
      if (isNew)
        continue;
      SymbolRefAttr kept = first->second.getGlobalAttr();
      getOperation().walk([&](ml_program::GlobalLoadOp load) {
        if (load.getGlobal() == store.getGlobal())
          load.setGlobalAttr(kept);
      });
      getOperation().lookupSymbol(store.getGlobal().getLeafReference())->erase();
      store.erase();
    }
  }
};

} // namespace
