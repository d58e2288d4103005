// Element-wise ops as Halide expressions. Kernels are built with strict_float, so what is written
// here is what is computed; NaN is kept or dropped by selects, as each op's definition says.
#include "compiler/halide/ScalarOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <functional>

using namespace mlir;
using Halide::Expr;

namespace lith::compiler {

Halide::Type toHalideType(Type type) {
  if (type.isIndex())
    return Halide::Int(32);
  if (isa<Float16Type, BFloat16Type>(type))
    return Halide::UInt(16);
  if (isa<Float32Type, Float64Type>(type))
    return Halide::Float(type.getIntOrFloatBitWidth());
  if (type.isInteger(1))
    return Halide::Bool();
  if (auto integer = dyn_cast<IntegerType>(type); integer && integer.getWidth() <= 64)
    return integer.isUnsigned() ? Halide::UInt(integer.getWidth())
                                : Halide::Int(integer.getWidth());
  std::string text;
  llvm::raw_string_ostream(text) << "elements of type " << type << " are not supported";
  throw TranslationError{text};
}

Expr toHalideConstant(Attribute value, Type type) {
  Halide::Type halideType = toHalideType(type);
  if (auto number = dyn_cast<FloatAttr>(value)) {
    double asDouble = number.getValueAsDouble();
    if (halideType.is_uint())
      return Halide::Internal::make_const(halideType,
                                          number.getValue().bitcastToAPInt().getZExtValue());
    if (std::isfinite(asDouble))
      return Halide::Internal::make_const(halideType, asDouble);
    // Halide folds constants in double and would lose the sign or the payload: give the bits.
    uint64_t bits = number.getValue().bitcastToAPInt().getZExtValue();
    return Halide::reinterpret(halideType,
                               Halide::Internal::make_const(Halide::UInt(halideType.bits()), bits));
  }
  if (auto number = dyn_cast<IntegerAttr>(value))
    return type.isInteger(1)
               ? Halide::Internal::make_bool(number.getValue().isOne())
               : Halide::Internal::make_const(halideType, number.getValue().getSExtValue());
  throw TranslationError{"a constant that is neither a number nor a bool"};
}

namespace {

bool isHalf(Type type) { return isa<Float16Type, BFloat16Type>(type); }

Expr isNaN(const Expr &value) { return !(value == value); }

bool isConstant(const Expr &value) { return Halide::Internal::is_const(value); }

/// maximumf and minimumf: NaN where either operand is. A constant is never NaN in practice and the
/// comparison then keeps the other operand's NaN for free (one maxps or minps).
Expr extremumWithNaN(const Expr &lhs, const Expr &rhs, bool maximum) {
  if (isConstant(lhs) && !isConstant(rhs))
    return extremumWithNaN(rhs, lhs, maximum);
  Expr takeRight = maximum ? lhs < rhs : lhs > rhs;
  if (!isConstant(rhs))
    takeRight = takeRight || isNaN(rhs);
  return Halide::select(takeRight, rhs, lhs);
}

/// maxnumf and minnumf: the other operand where one is NaN.
Expr extremumWithoutNaN(const Expr &lhs, const Expr &rhs, bool maximum) {
  Expr takeRight = maximum ? lhs < rhs : lhs > rhs;
  return Halide::select(takeRight || isNaN(lhs), rhs, lhs);
}

/// Ordered comparisons are made of < and ==: Halide compiles a <= b as !(b < a), which is true for
/// NaN.
Expr compareFloat(arith::CmpFPredicate predicate, const Expr &a, const Expr &b) {
  using P = arith::CmpFPredicate;
  switch (predicate) {
  case P::AlwaysFalse:
    return Halide::Internal::const_false();
  case P::OEQ:
    return a == b;
  case P::OGT:
    return a > b;
  case P::OGE:
    return a > b || a == b;
  case P::OLT:
    return a < b;
  case P::OLE:
    return a < b || a == b;
  case P::ONE:
    return a < b || a > b;
  case P::ORD:
    return a == a && b == b;
  case P::UEQ:
    return !(a < b || a > b);
  case P::UGT:
    return !(a < b || a == b);
  case P::UGE:
    return !(a < b);
  case P::ULT:
    return !(a > b || a == b);
  case P::ULE:
    return !(a > b);
  case P::UNE:
    return !(a == b);
  case P::UNO:
    return isNaN(a) || isNaN(b);
  case P::AlwaysTrue:
    return Halide::Internal::const_true();
  }
  llvm_unreachable("a predicate of cmpf");
}

/// The value with its highest bit turned: not the same to Halide's simplifier, which of a cast
/// behind another one drops the first, also where that has made a negative integer of a float. LLVM
/// finds that the bit is turned twice.
Expr turnSign(const Expr &value) {
  Halide::Type type = value.type();
  if (type.is_bool())
    return value;
  Expr sign =
      Halide::Internal::make_const(Halide::UInt(type.bits()), uint64_t(1) << (type.bits() - 1));
  return value ^ Halide::reinterpret(type, sign);
}

Expr asUnsigned(const Expr &value) {
  return turnSign(Halide::cast(value.type().with_code(Halide::Type::UInt), turnSign(value)));
}

Expr asSigned(const Expr &value) {
  if (value.type().is_bool())
    return value;
  return turnSign(Halide::cast(value.type().with_code(Halide::Type::Int), turnSign(value)));
}

Expr compareInteger(arith::CmpIPredicate predicate, Expr a, Expr b) {
  using P = arith::CmpIPredicate;
  if (predicate >= P::ult) {
    a = asUnsigned(a);
    b = asUnsigned(b);
  } else if (a.type().is_bool() && predicate >= P::slt) {
    // A signed i1 counts from -1: the order of the bits is reversed.
    std::swap(a, b);
  }
  switch (predicate) {
  case P::eq:
    return a == b;
  case P::ne:
    return a != b;
  case P::slt:
  case P::ult:
    return a < b;
  case P::sle:
  case P::ule:
    return a <= b;
  case P::sgt:
  case P::ugt:
    return a > b;
  case P::sge:
  case P::uge:
    return a >= b;
  }
  llvm_unreachable("a predicate of cmpi");
}

/// The sign bit of `sign` on `magnitude`.
Expr copySign(const Expr &magnitude, const Expr &sign) {
  int bits = magnitude.type().bits();
  Halide::Type asBits = Halide::UInt(bits);
  Expr mask = Halide::Internal::make_const(asBits, uint64_t(1) << (bits - 1));
  return Halide::reinterpret(magnitude.type(), (Halide::reinterpret(asBits, magnitude) & ~mask) |
                                                   (Halide::reinterpret(asBits, sign) & mask));
}

/// Half away from zero, as C's round. The largest float below 0.5 must not reach 1 by the addition,
/// hence the comparison instead of it.
Expr roundAwayFromZero(const Expr &value) {
  Expr whole = Halide::trunc(value);
  Expr one = Halide::Internal::make_const(value.type(), 1);
  Expr half = Halide::Internal::make_const(value.type(), 0.5);
  Expr step = copySign(one, value);
  return copySign(Halide::select(Halide::abs(value - whole) < half, whole, whole + step), value);
}

Expr logical(Operation *op, const Expr &a, const Expr &b) {
  bool onBools = a.type().is_bool();
  if (isa<arith::AndIOp>(op))
    return onBools ? a && b : a & b;
  if (isa<arith::OrIOp>(op))
    return onBools ? a || b : a | b;
  return onBools ? a != b : a ^ b;
}

/// Integer division as C has it: towards zero. (What Halide's own leaves is never negative: it
/// rounds down where the divisor is positive, and up where it is not.)
Expr divideTowardsZero(const Expr &a, const Expr &b) { return Halide::div_round_to_zero(a, b); }

enum class Rounding { Down, Up };

Expr divide(const Expr &a, const Expr &b, Rounding rounding) {
  bool isUp = rounding == Rounding::Up;
  if (Halide::Internal::is_positive_const(b))
    return isUp ? -((-a) / b) : a / b;
  Expr zero = Halide::Internal::make_zero(a.type()), one = Halide::Internal::make_one(a.type());
  Expr rest = Halide::mod_round_to_zero(a, b), isPositive = (rest < zero) == (b < zero);
  Expr quotient = divideTowardsZero(a, b);
  return isUp ? quotient + Halide::select(rest != zero && isPositive, one, zero)
              : quotient - Halide::select(rest != zero && !isPositive, one, zero);
}

/// `value`, of which Halide cannot tell what a comparison says about loops. Where a select chooses
/// by such a comparison, Halide would compute of its operands only the part that it chooses, whose
/// size then changes from tile to tile; schedules are written for tiles of one size, and would read
/// past the end of what such a part is made of. Loops are counted by 32-bit integers.
Expr hideBounds(const Expr &value) {
  bool mayCount = value.type() == Halide::Int(32) && !isConstant(value);
  return mayCount ? Halide::unsafe_promise_clamped(value, value.type().min(), value.type().max())
                  : value;
}

/// a op b, which wraps around as arith says it. Of 32 bits and more Halide takes it that signed
/// sums and products do not. What counts elements never does, and Halide's bounds need to see that.
template <typename Op> Expr wrapping(Operation *operation, const Expr &a, const Expr &b, Op op) {
  bool mayOverflow = !operation->getOperand(0).getType().isIndex();
  return mayOverflow && a.type().is_int() && a.type().bits() >= 32
             ? asSigned(op(asUnsigned(a), asUnsigned(b)))
             : op(a, b);
}

/// Arithmetic on i1, of which Halide's bool has none: modulo two, and a set one is the less with a
/// sign.
Expr translateBool(Operation *op, const std::vector<Expr> &x) {
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case<arith::AddIOp, arith::SubIOp>([&](Operation *) { return x[0] != x[1]; })
      .Case<arith::MulIOp, arith::MaxSIOp, arith::MinUIOp>(
          [&](Operation *) { return x[0] && x[1]; })
      .Case<arith::MinSIOp, arith::MaxUIOp>([&](Operation *) { return x[0] || x[1]; })
      .Default(Expr());
}

Expr translateInteger(Operation *op, const std::vector<Expr> &x, const Halide::Type &type) {
  if (x[0].type().is_bool())
    if (Expr result = translateBool(op, x); result.defined())
      return result;
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case([&](arith::AddIOp) { return wrapping(op, x[0], x[1], std::plus<>()); })
      .Case([&](arith::SubIOp) { return wrapping(op, x[0], x[1], std::minus<>()); })
      .Case([&](arith::MulIOp) { return wrapping(op, x[0], x[1], std::multiplies<>()); })
      .Case([&](arith::DivSIOp) { return divideTowardsZero(x[0], x[1]); })
      .Case([&](arith::RemSIOp) { return Halide::mod_round_to_zero(x[0], x[1]); })
      .Case([&](arith::FloorDivSIOp) { return divide(x[0], x[1], Rounding::Down); })
      .Case([&](arith::CeilDivSIOp) { return divide(x[0], x[1], Rounding::Up); })
      .Case([&](arith::DivUIOp) { return asSigned(asUnsigned(x[0]) / asUnsigned(x[1])); })
      .Case([&](arith::RemUIOp) { return asSigned(asUnsigned(x[0]) % asUnsigned(x[1])); })
      .Case([&](arith::MaxSIOp) { return Halide::max(x[0], x[1]); })
      .Case([&](arith::MinSIOp) { return Halide::min(x[0], x[1]); })
      .Case([&](arith::MaxUIOp) { return asSigned(max(asUnsigned(x[0]), asUnsigned(x[1]))); })
      .Case([&](arith::MinUIOp) { return asSigned(min(asUnsigned(x[0]), asUnsigned(x[1]))); })
      .Case<arith::AndIOp, arith::OrIOp, arith::XOrIOp>(
          [&](Operation *bitwise) { return logical(bitwise, x[0], x[1]); })
      // Without a sign: Halide makes a signed product of it, of which LLVM takes it that no bit
      // reaches the sign.
      .Case([&](arith::ShLIOp) { return asSigned(asUnsigned(x[0]) << asUnsigned(x[1])); })
      .Case([&](arith::ShRSIOp) { return x[0] >> asUnsigned(x[1]); })
      .Case([&](arith::ShRUIOp) { return asSigned(asUnsigned(x[0]) >> asUnsigned(x[1])); })
      .Case([&](arith::CmpIOp cmp) {
        return compareInteger(cmp.getPredicate(), hideBounds(x[0]), hideBounds(x[1]));
      })
      .Case<arith::IndexCastOp, arith::ExtSIOp, arith::TruncIOp>([&](Operation *) -> Expr {
        // A signed i1 is -1 when set.
        if (x[0].type().is_bool())
          return Halide::select(x[0], Halide::Internal::make_const(type, -1),
                                Halide::Internal::make_zero(type));
        if (type.is_bool())
          return (x[0] & 1) != 0;
        // The bit that is turned is cut off.
        return Halide::cast(type, isa<arith::TruncIOp>(op) ? turnSign(x[0]) : x[0]);
      })
      .Case<arith::IndexCastUIOp, arith::ExtUIOp>(
          [&](Operation *) { return Halide::cast(type, asUnsigned(x[0])); })
      .Default(Expr());
}

/// `value`, a float of which Halide cannot tell from what range it is. No index is computed of
/// floats that is not clamped as an integer, and what Halide writes down of a value's range grows
/// with each product of two that have one: it took minutes for an arctan2 of int8. Two reinterprets
/// alone would cancel out in Halide; LLVM drops all of it.
Expr hideRange(const Expr &value) {
  if (isConstant(value))
    return value;
  using Halide::Internal::Call;
  Halide::Type bits = value.type().with_code(Halide::Type::UInt);
  Expr same = Call::make(bits, Call::bitwise_xor,
                         {Halide::reinterpret(bits, value), Halide::Internal::make_zero(bits)},
                         Call::PureIntrinsic);
  return Halide::reinterpret(value.type(), same);
}

Expr translateConversion(Operation *op, const std::vector<Expr> &x, const Halide::Type &type) {
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case<arith::ExtFOp, arith::TruncFOp, arith::FPToSIOp>(
          [&](Operation *) { return Halide::cast(type, x[0]); })
      .Case([&](arith::SIToFPOp) {
        // A signed i1 is -1 when set.
        return hideRange(x[0].type().is_bool()
                             ? Halide::select(x[0], Halide::Internal::make_const(type, -1),
                                              Halide::Internal::make_zero(type))
                             : Halide::cast(type, x[0]));
      })
      .Case([&](arith::UIToFPOp) { return hideRange(Halide::cast(type, asUnsigned(x[0]))); })
      .Case([&](arith::FPToUIOp) {
        return asSigned(Halide::cast(type.with_code(Halide::Type::UInt), x[0]));
      })
      .Case([&](arith::BitcastOp) { return Halide::reinterpret(type, x[0]); })
      .Default(Expr());
}

Expr translateFloat(Operation *op, const std::vector<Expr> &x, const Halide::Type &type) {
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case([&](arith::AddFOp) { return x[0] + x[1]; })
      .Case([&](arith::SubFOp) { return x[0] - x[1]; })
      .Case([&](arith::MulFOp) { return x[0] * x[1]; })
      .Case([&](arith::DivFOp) { return x[0] / x[1]; })
      .Case([&](arith::NegFOp) {
        return Halide::reinterpret(
            type, Halide::reinterpret(Halide::UInt(type.bits()), x[0]) ^
                      Halide::Internal::make_const(Halide::UInt(type.bits()),
                                                   uint64_t(1) << (type.bits() - 1)));
      })
      .Case([&](arith::MaximumFOp) { return extremumWithNaN(x[0], x[1], true); })
      .Case([&](arith::MinimumFOp) { return extremumWithNaN(x[0], x[1], false); })
      .Case([&](arith::MaxNumFOp) { return extremumWithoutNaN(x[0], x[1], true); })
      .Case([&](arith::MinNumFOp) { return extremumWithoutNaN(x[0], x[1], false); })
      .Case([&](arith::CmpFOp cmp) { return compareFloat(cmp.getPredicate(), x[0], x[1]); })
      // Made one instruction by `contract` where the target has it.
      .Case([&](math::FmaOp) { return x[0] * x[1] + x[2]; })
      .Case([&](math::SqrtOp) { return Halide::sqrt(x[0]); })
      .Case(
          [&](math::RsqrtOp) { return Halide::Internal::make_const(type, 1) / Halide::sqrt(x[0]); })
      .Case([&](math::AbsFOp) { return Halide::abs(x[0]); })
      .Case([&](math::FloorOp) { return Halide::floor(x[0]); })
      // Halide's own becomes a call of the C library.
      .Case([&](math::CeilOp) { return -Halide::floor(-x[0]); })
      .Case([&](math::TruncOp) { return Halide::trunc(x[0]); })
      .Case([&](math::RoundEvenOp) { return Halide::round(x[0]); })
      .Case([&](math::RoundOp) { return roundAwayFromZero(x[0]); })
      .Case([&](math::CopySignOp) { return copySign(x[0], x[1]); })
      .Default(Expr());
}

} // namespace

Expr translateScalarOp(Operation *op, const std::vector<Expr> &operands) {
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return toHalideConstant(constant.getValue(), constant.getType());
  Halide::Type type =
      op->getNumResults() == 1 ? toHalideType(op->getResult(0).getType()) : Halide::Type();
  bool onHalves =
      llvm::any_of(op->getOperandTypes(), isHalf) || llvm::any_of(op->getResultTypes(), isHalf);
  if (onHalves && !isa<arith::SelectOp, arith::BitcastOp>(op))
    throw TranslationError{"arithmetic on a half type, which linalg-expand-half takes apart"};
  if (isa<arith::SelectOp>(op))
    return Halide::select(operands[0], operands[1], operands[2]);
  for (auto translate : {translateFloat, translateInteger, translateConversion})
    if (Expr result = translate(op, operands, type); result.defined())
      return result;
  throw TranslationError{"op '" + op->getName().getStringRef().str() +
                         "' has no translation to Halide"};
}

} // namespace lith::compiler
