// Puts the bodies of nested models in the place of their calls, so that what follows sees one
// function of layers.
#include "passes/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/ScopeExit.h"

namespace lith::passes {
#define GEN_PASS_DEF_INLINEMODELS
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct InlineModels : lith::passes::impl::InlineModelsBase<InlineModels> {
  void runOnOperation() override {
    for (auto function : llvm::make_early_inc_range(getOperation().getOps<func::FuncOp>()))
      if (failed(inlineInto(function)))
        return signalPassFailure();
    for (auto function : llvm::make_early_inc_range(getOperation().getOps<func::FuncOp>()))
      if (inlined.contains(function) && function.isPrivate())
        function.erase();
  }

  /// Inlines all calls in `function`, after those in the functions that it calls.
  LogicalResult inlineInto(func::FuncOp function) {
    if (!done.insert(function).second)
      return success();
    open.insert(function);
    llvm::scope_exit close([&] { open.erase(function); });
    SmallVector<func::CallOp> calls;
    function.walk([&](func::CallOp call) { calls.push_back(call); });
    for (func::CallOp call : calls) {
      auto callee = getOperation().lookupSymbol<func::FuncOp>(call.getCallee());
      if (!callee || callee.isExternal())
        continue;
      if (open.contains(callee))
        return call.emitOpError("inline_models_c1: model @")
               << call.getCallee() << " contains itself";
      if (failed(inlineInto(callee)))
        return failure();
      replaceCall(call, callee);
      inlined.insert(callee);
    }
    return success();
  }

  void replaceCall(func::CallOp call, func::FuncOp callee) {
    OpBuilder builder(call);
    IRMapping mapping;
    mapping.map(callee.getArguments(), call.getOperands());
    Block &body = callee.getBody().front();
    for (Operation &op : body.without_terminator())
      builder.clone(op, mapping);
    for (auto [result, value] : llvm::zip(call.getResults(), body.getTerminator()->getOperands()))
      result.replaceAllUsesWith(mapping.lookupOrDefault(value));
    call.erase();
  }

  DenseSet<Operation *> done, open, inlined;
};

} // namespace
