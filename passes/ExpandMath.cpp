// Expands math functions into arith, so that both code generators compute the same numbers and no
// library is called.
//
// Largest errors in units of the last place, over all floats, with and without fused multiply-add:
// see the table in the pass's description (Passes.td); the test expand-math-accuracy.mlir holds it.
#include "passes/DoubleMath.h"
#include "passes/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

namespace lith::passes {
#define GEN_PASS_DEF_EXPANDMATH
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::passes::DoubleMath;
using lith::passes::MathExpansion;
using lith::passes::WideMath;

namespace {

using Function = Value (MathExpansion::*)(Value);
using WideFunction = Value (WideMath::*)(Value);
using WideFunctionOfTwo = Value (WideMath::*)(Value, Value);

/// What an op is that is expanded in its own type (narrow types in float); null for others.
Function findFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, Function>(op)
      .Case([](math::ExpOp) { return &MathExpansion::exp; })
      .Case([](math::ExpM1Op) { return &MathExpansion::expm1; })
      .Case([](math::LogOp) { return &MathExpansion::log; })
      .Case([](math::Log1pOp) { return &MathExpansion::log1p; })
      .Case([](math::TanhOp) { return &MathExpansion::tanh; })
      .Case([](math::ErfOp) { return &MathExpansion::erf; })
      .Case([](math::ErfcOp) { return &MathExpansion::erfc; })
      .Default(Function());
}

/// What an op is that is expanded in double; of a double, with a double's precision.
WideFunction findWideFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, WideFunction>(op)
      .Case([](math::SinOp) { return &WideMath::sin; })
      .Case([](math::CosOp) { return &WideMath::cos; })
      .Case([](math::TanOp) { return &WideMath::tan; })
      .Case([](math::AsinOp) { return &WideMath::asin; })
      .Case([](math::AcosOp) { return &WideMath::acos; })
      .Case([](math::AtanOp) { return &WideMath::atan; })
      .Case([](math::SinhOp) { return &WideMath::sinh; })
      .Case([](math::CoshOp) { return &WideMath::cosh; })
      .Case([](math::AsinhOp) { return &WideMath::asinh; })
      .Case([](math::AcoshOp) { return &WideMath::acosh; })
      .Case([](math::AtanhOp) { return &WideMath::atanh; })
      .Case([](math::CbrtOp) { return &WideMath::cbrt; })
      .Case([](math::Exp2Op) { return &WideMath::exp2; })
      .Case([](math::Log2Op) { return &WideMath::log2; })
      .Case([](math::Log10Op) { return &WideMath::log10; })
      .Default(WideFunction());
}

WideFunctionOfTwo findWideFunctionOfTwo(Operation *op) {
  return llvm::TypeSwitch<Operation *, WideFunctionOfTwo>(op)
      .Case([](math::Atan2Op) { return &WideMath::atan2; })
      .Case([](math::PowFOp) { return &WideMath::pow; })
      .Case([](arith::RemFOp) { return &WideMath::remainder; })
      .Default(WideFunctionOfTwo());
}

/// The result of `op`, by arith; null where it is left as it is. Formats narrower than float go
/// through float, whose errors are far below their last place.
Value expand(Operation *op, ImplicitLocOpBuilder &builder) {
  auto type = op->getNumResults() == 1 ? dyn_cast<FloatType>(op->getResult(0).getType()) : nullptr;
  if (!type)
    return {};
  auto extended = [&](unsigned operand, Type wide) -> Value {
    Value x = op->getOperand(operand);
    return type == wide ? x : arith::ExtFOp::create(builder, wide, x);
  };
  auto narrowed = [&](Value result) -> Value {
    return result.getType() == type ? result : arith::TruncFOp::create(builder, type, result);
  };
  Type single = builder.getF32Type(), wide = builder.getF64Type();
  if (Function function = findFunction(op)) {
    MathExpansion math(builder, type.isF64() ? lith::passes::tables::forDouble
                                             : lith::passes::tables::forFloat);
    return narrowed((math.*function)(extended(0, type.isF64() ? wide : single)));
  }
  WideMath ofFloats(builder);
  DoubleMath ofDoubles(builder);
  WideMath &math = type.isF64() ? ofDoubles : ofFloats;
  if (WideFunction function = findWideFunction(op))
    return narrowed((math.*function)(extended(0, wide)));
  bool isExact = isa<arith::RemFOp>(op); // whose steps are for floats
  if (WideFunctionOfTwo function = findWideFunctionOfTwo(op);
      function && !(isExact && type.isF64())) {
    Value x = extended(0, wide), y = extended(1, wide);
    return narrowed((math.*function)(x, y));
  }
  return {};
}

struct ExpandMath : lith::passes::impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : ops) {
      ImplicitLocOpBuilder builder(op->getLoc(), op);
      Value result = expand(op, builder);
      if (!result)
        continue;
      op->getResult(0).replaceAllUsesWith(result);
      op->erase();
      ++numExpanded;
    }
  }
};

} // namespace
