// Takes half types apart: what is computed in them is computed in float, and their conversions are
// integer arithmetic on the bits, so that both code generators only load, store and choose halves,
// no library is called, and every target gives the same numbers.
#include "passes/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"

namespace lith::passes {
#define GEN_PASS_DEF_EXPANDHALF
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

bool isHalf(Type type) { return type.isF16() || type.isBF16(); }

/// Conversions between halves and floats. NaN stays NaN; all else is rounded to nearest, ties to
/// even, and what is beyond the largest half becomes infinity.
class HalfConversion {
public:
  HalfConversion(ImplicitLocOpBuilder &builder)
      : b(builder), single(builder.getF32Type()), bits32(builder.getI32Type()) {}

  /// A half as a float: exact.
  Value extend(Value x) {
    APFloat number(0.0f);
    if (matchPattern(x, m_ConstantFloat(&number))) {
      bool lossy;
      number.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &lossy);
      return arith::ConstantOp::create(b, b.getFloatAttr(single, number));
    }
    Value bits =
        arith::ExtUIOp::create(b, bits32, arith::BitcastOp::create(b, b.getIntegerType(16), x));
    return x.getType().isBF16() ? toSingle(left(bits, 16)) : extendIEEE(bits);
  }

  /// A float or double as a half.
  Value round(Value x, Type half) {
    if (x.getType().isF64())
      x = roundToOdd(x);
    Value isNaN = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
    Value bits = half.isBF16() ? roundBrain(x, isNaN) : roundIEEE(x, isNaN);
    return arith::BitcastOp::create(b, half,
                                    arith::TruncIOp::create(b, b.getIntegerType(16), bits));
  }

private:
  Value number(int64_t value) {
    return arith::ConstantOp::create(b, b.getI32IntegerAttr(static_cast<int32_t>(value)));
  }
  Value real(double value) { return arith::ConstantOp::create(b, b.getF32FloatAttr(value)); }
  Value left(Value x, int64_t by) { return arith::ShLIOp::create(b, x, number(by)); }
  Value right(Value x, int64_t by) { return arith::ShRUIOp::create(b, x, number(by)); }
  Value mask(Value x, int64_t bits) { return arith::AndIOp::create(b, x, number(bits)); }
  Value join(Value x, Value y) { return arith::OrIOp::create(b, x, y); }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value toBits(Value x) { return arith::BitcastOp::create(b, bits32, x); }
  Value toSingle(Value bits) { return arith::BitcastOp::create(b, single, bits); }
  Value select(Value condition, Value yes, Value no) {
    return arith::SelectOp::create(b, condition, yes, no);
  }
  Value isBelow(Value x, int64_t limit) {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::slt, x, number(limit));
  }

  // A normal number's exponent is biased by 112 more in a float; infinity and NaN have the largest
  // one in both. A denormal is a multiple of 2^-24.
  Value extendIEEE(Value bits) {
    Value magnitude = mask(bits, 0x7fff), sign = left(mask(bits, 0x8000), 16);
    Value bias = select(isBelow(magnitude, 0x7c00), number(0x38000000), number(0x70000000));
    Value normal = add(left(magnitude, 13), bias);
    Value denormal =
        arith::MulFOp::create(b, arith::SIToFPOp::create(b, single, magnitude), real(0x1p-24));
    Value result = select(isBelow(magnitude, 0x400), toBits(denormal), normal);
    return toSingle(join(result, sign));
  }

  /// x without its last `dropped` bits, and 1 more where they are above the half, or the half and
  /// what stays is odd. Nothing overflows, which to Halide would be undefined.
  Value roundBits(Value x, int64_t dropped) {
    Value kept = right(x, dropped);
    Value rest = add(mask(x, (int64_t(1) << dropped) - 1), mask(kept, 1));
    Value isUp = arith::CmpIOp::create(b, arith::CmpIPredicate::sgt, rest,
                                       number(int64_t(1) << (dropped - 1)));
    return add(kept, arith::ExtUIOp::create(b, bits32, isUp));
  }

  // Below 2^-14 the sum with 0.5, whose last place is that of a denormal half, is rounded by the
  // processor.
  Value roundIEEE(Value x, Value isNaN) {
    Value bits = toBits(x), sign = mask(right(bits, 16), 0x8000);
    Value magnitude = mask(bits, 0x7fffffff);
    Value normal = arith::SubIOp::create(b, roundBits(magnitude, 13), number(0x38000000 >> 13));
    normal = arith::MinSIOp::create(b, normal, number(0x7c00));
    Value denormal = mask(toBits(arith::AddFOp::create(b, toSingle(magnitude), real(0.5))), 0x7ff);
    Value result = select(isBelow(magnitude, 0x38800000), denormal, normal);
    return join(select(isNaN, number(0x7e00), result), sign);
  }

  Value roundBrain(Value x, Value isNaN) {
    Value bits = toBits(x);
    return select(isNaN, join(right(bits, 16), number(0x40)), roundBits(bits, 16));
  }

  // A double that is no float becomes the neighbour whose last bit is 1: it is on the same side of
  // every half and of the middle between two, so that rounding again rounds the double.
  Value roundToOdd(Value x) {
    Value nearest = arith::TruncFOp::create(b, single, x);
    Value back = arith::ExtFOp::create(b, b.getF64Type(), nearest);
    Value isInexact = arith::CmpFOp::create(b, arith::CmpFPredicate::ONE, back, x);
    Value isAbove = arith::CmpFOp::create(
        b, arith::CmpFPredicate::OGT, math::AbsFOp::create(b, back), math::AbsFOp::create(b, x));
    Value bits = toBits(nearest);
    Value cut = select(isAbove, arith::SubIOp::create(b, bits, number(1)), bits);
    return toSingle(select(isInexact, join(cut, number(1)), bits));
  }

  ImplicitLocOpBuilder &b;
  Type single, bits32;
};

struct ExpandHalf : lith::passes::impl::ExpandHalfBase<ExpandHalf> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      bool isScalar = isa_and_nonnull<arith::ArithDialect, math::MathDialect>(op->getDialect());
      if (isScalar && !isa<arith::ConstantOp, arith::SelectOp, arith::BitcastOp>(op) &&
          (llvm::any_of(op->getOperandTypes(), isHalf) ||
           llvm::any_of(op->getResultTypes(), isHalf)))
        ops.push_back(op);
    });
    for (Operation *op : ops)
      expand(op);
    numExpanded += ops.size();
  }

  /// The op on floats, between conversions; a conversion is what remains of one.
  void expand(Operation *op) {
    ImplicitLocOpBuilder builder(op->getLoc(), op);
    HalfConversion conversion(builder);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(isHalf(operand.getType()) ? conversion.extend(operand) : operand);
    Type type = op->getResult(0).getType(), wide = isHalf(type) ? Type(builder.getF32Type()) : type;
    Value result = operands.front();
    if (isa<arith::ExtFOp>(op)) {
      if (!wide.isF32())
        result = arith::ExtFOp::create(builder, wide, result);
    } else if (!isa<arith::TruncFOp>(op)) {
      OperationState state(op->getLoc(), op->getName(), operands, wide, op->getAttrs());
      result = builder.create(state)->getResult(0);
    }
    if (isHalf(type))
      result = conversion.round(result, type);
    op->getResult(0).replaceAllUsesWith(result);
    op->erase();
  }
};

} // namespace
