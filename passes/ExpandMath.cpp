// Expands math functions into arith, so that both code generators compute the same numbers and no
// library is called.
//
// Largest errors in units of the last place, over all floats, with and without fused multiply-add:
// see the table in the pass's description (Passes.td); the test expand-math-accuracy.mlir holds it.
#include "passes/MathExpansion.h"
#include "passes/Passes.h"
#include "passes/WideMath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

namespace lith::passes {
#define GEN_PASS_DEF_EXPANDMATH
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::passes::MathExpansion;
using lith::passes::WideMath;

namespace {

/// function(x) for the function that `op` is; null if it is none that is expanded in its own type.
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

/// The same for functions that are expanded in double.
Value expandWide(Operation *op, WideMath &math, ValueRange x) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](math::SinOp) { return math.sin(x[0]); })
      .Case([&](math::CosOp) { return math.cos(x[0]); })
      .Case([&](math::TanOp) { return math.tan(x[0]); })
      .Case([&](math::AsinOp) { return math.asin(x[0]); })
      .Case([&](math::AcosOp) { return math.acos(x[0]); })
      .Case([&](math::AtanOp) { return math.atan(x[0]); })
      .Case([&](math::Atan2Op) { return math.atan2(x[0], x[1]); })
      .Case([&](math::SinhOp) { return math.sinh(x[0]); })
      .Case([&](math::CoshOp) { return math.cosh(x[0]); })
      .Case([&](math::AsinhOp) { return math.asinh(x[0]); })
      .Case([&](math::AcoshOp) { return math.acosh(x[0]); })
      .Case([&](math::AtanhOp) { return math.atanh(x[0]); })
      .Case([&](math::PowFOp) { return math.pow(x[0], x[1]); })
      .Case([&](math::CbrtOp) { return math.cbrt(x[0]); })
      .Case([&](math::Exp2Op) { return math.exp2(x[0]); })
      .Case([&](math::Log2Op) { return math.log2(x[0]); })
      .Case([&](math::Log10Op) { return math.log10(x[0]); })
      .Case([&](arith::RemFOp) { return math.remainder(x[0], x[1]); })
      .Default(Value());
}

bool isExpanded(Operation *op) {
  return isa<math::ExpOp, math::ExpM1Op, math::LogOp, math::Log1pOp, math::TanhOp, math::ErfOp,
             math::ErfcOp>(op) &&
         isa<FloatType>(op->getResult(0).getType());
}

bool isExpandedWide(Operation *op) {
  return isa<math::SinOp, math::CosOp, math::TanOp, math::AsinOp, math::AcosOp, math::AtanOp,
             math::Atan2Op, math::SinhOp, math::CoshOp, math::AsinhOp, math::AcoshOp, math::AtanhOp,
             math::PowFOp, math::CbrtOp, math::Exp2Op, math::Log2Op, math::Log10Op, arith::RemFOp>(
             op) &&
         isa<FloatType>(op->getResult(0).getType()) && !op->getResult(0).getType().isF64();
}

struct ExpandMath : lith::passes::impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isExpanded(op) || isExpandedWide(op))
        ops.push_back(op);
    });
    for (Operation *op : ops) {
      ImplicitLocOpBuilder builder(op->getLoc(), op);
      ++numExpanded;
      if (isExpandedWide(op)) {
        SmallVector<Value> operands;
        for (Value operand : op->getOperands())
          operands.push_back(arith::ExtFOp::create(builder, builder.getF64Type(), operand));
        WideMath math(builder);
        replace(op, arith::TruncFOp::create(builder, op->getResult(0).getType(),
                                            expandWide(op, math, operands)));
        continue;
      }
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
      replace(op, result);
    }
  }

  static void replace(Operation *op, Value result) {
    op->replaceAllUsesWith(ValueRange(result));
    op->erase();
  }
};

} // namespace
