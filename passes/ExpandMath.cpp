// Expands math functions into arith, so that both code generators compute the same numbers and no
// library is called.
//
// Largest errors in units of the last place, over all floats, with and without fused multiply-add:
// see the table in the pass's description (Passes.td); the test expand-math-accuracy.mlir holds it.
#include "passes/MathExpansion.h"
#include "passes/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

namespace lith::passes {
#define GEN_PASS_DEF_EXPANDMATH
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::passes::MathExpansion;

namespace {

/// function(x) for the function that `op` is; null if it is none that is expanded.
Value expand(Operation *op, MathExpansion &expansion, Value x) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](math::ExpOp) { return expansion.exp(x); })
      .Case([&](math::ExpM1Op) { return expansion.expm1(x); })
      .Case([&](math::LogOp) { return expansion.log(x); })
      .Case([&](math::Log1pOp) { return expansion.log1p(x); })
      .Case([&](math::TanhOp) { return expansion.tanh(x); })
      .Case([&](math::ErfOp) { return expansion.erf(x); })
      .Case([&](math::ErfcOp) { return expansion.erfc(x); })
      .Default(Value());
}

bool isExpanded(Operation *op) {
  return isa<math::ExpOp, math::ExpM1Op, math::LogOp, math::Log1pOp, math::TanhOp, math::ErfOp,
             math::ErfcOp>(op) &&
         isa<FloatType>(op->getResult(0).getType());
}

struct ExpandMath : lith::passes::impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isExpanded(op))
        ops.push_back(op);
    });
    for (Operation *op : ops) {
      ImplicitLocOpBuilder builder(op->getLoc(), op);
      Value x = op->getOperand(0);
      Type type = x.getType();
      bool isDouble = type.isF64();
      // Narrower formats go through float, whose errors are far below their last place.
      if (!isDouble && !type.isF32())
        x = arith::ExtFOp::create(builder, builder.getF32Type(), x);
      MathExpansion expansion(builder, isDouble ? lith::passes::tables::forDouble
                                                : lith::passes::tables::forFloat);
      Value result = expand(op, expansion, x);
      if (result.getType() != type)
        result = arith::TruncFOp::create(builder, type, result);
      op->replaceAllUsesWith(ValueRange(result));
      op->erase();
      ++numExpanded;
    }
  }
};

} // namespace
