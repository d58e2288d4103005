// Element types: what two of them meet in, and conversion between them.
#include "dialects/layer/ElementTypes.h"

#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/StringSwitch.h"

#include <cmath>

using namespace mlir;

namespace lith::layer {

Type promoteTypes(Type lhs, Type rhs) {
  if (lhs == rhs)
    return lhs;
  bool isLeftFloat = isa<FloatType>(lhs), isRightFloat = isa<FloatType>(rhs);
  if (isLeftFloat != isRightFloat)
    return isLeftFloat ? lhs : rhs;
  unsigned left = lhs.getIntOrFloatBitWidth(), right = rhs.getIntOrFloatBitWidth();
  if (isLeftFloat && left == right)
    return Float32Type::get(lhs.getContext()); // float16 and bfloat16
  bool isLeftUnsigned = lhs.isUnsignedInteger(), isRightUnsigned = rhs.isUnsignedInteger();
  if (isLeftUnsigned == isRightUnsigned || lhs.isInteger(1) || rhs.isInteger(1))
    return left > right ? lhs : rhs;
  // What holds the values of both: one with a sign has half of its bits to spare. Of 64 bits there
  // is none, and Keras takes floats.
  unsigned plain = isLeftUnsigned ? left : right, withSign = isLeftUnsigned ? right : left;
  if (plain == 64)
    return Float32Type::get(lhs.getContext());
  return IntegerType::get(lhs.getContext(), std::max(withSign, 2 * plain));
}

Type toSignedType(Type type) {
  if (!type.isUnsignedInteger())
    return type;
  unsigned width = type.getIntOrFloatBitWidth();
  return width == 64 ? Type() : Type(IntegerType::get(type.getContext(), width == 32 ? 64 : 32));
}

Type signlessType(Type type) {
  auto integer = dyn_cast<IntegerType>(type);
  return integer ? Type(IntegerType::get(type.getContext(), integer.getWidth())) : type;
}

bool isComputable(Type type) {
  Type computed = toSignedType(type);
  return computed && isNumber(computed);
}

bool isNumber(Type type) { return !type.isInteger(1) && !type.isUnsignedInteger(); }

Type toFloatType(Type type) {
  return isa<FloatType>(type) ? type : Type(Float32Type::get(type.getContext()));
}

Type parseElementType(StringRef dtype, MLIRContext *context) {
  return llvm::StringSwitch<Type>(dtype)
      .Cases({"float32", "float"}, Float32Type::get(context))
      .Case("float64", Float64Type::get(context))
      .Case("float16", Float16Type::get(context))
      .Case("bfloat16", BFloat16Type::get(context))
      .Case("bool", IntegerType::get(context, 1))
      .Case("int8", IntegerType::get(context, 8))
      .Case("int16", IntegerType::get(context, 16))
      .Cases({"int32", "int"}, IntegerType::get(context, 32))
      .Case("int64", IntegerType::get(context, 64))
      .Case("uint8", IntegerType::get(context, 8, IntegerType::Unsigned))
      .Case("uint16", IntegerType::get(context, 16, IntegerType::Unsigned))
      .Case("uint32", IntegerType::get(context, 32, IntegerType::Unsigned))
      .Case("uint64", IntegerType::get(context, 64, IntegerType::Unsigned))
      .Default(Type());
}

/// Beyond the range of `type` a conversion to it is its smallest or largest number.
static Value toInteger(ImplicitLocOpBuilder &b, Value value, IntegerType type) {
  Type from = value.getType();
  double end = std::ldexp(1.0, int(type.getWidth()) - 1);
  auto number = [&](double n) { return createConstant(b, b.getLoc(), from, n); };
  auto integer = [&](const APInt &n) -> Value {
    return arith::ConstantOp::create(b, IntegerAttr::get(type, n));
  };
  auto is = [&](arith::CmpFPredicate predicate, double n) -> Value {
    return arith::CmpFOp::create(b, predicate, value, number(n));
  };
  // What is not inside (NaN too) is converted as zero, so that no conversion overflows.
  Value inside = arith::AndIOp::create(b, is(arith::CmpFPredicate::OGE, -end),
                                       is(arith::CmpFPredicate::OLT, end));
  Value safe = arith::SelectOp::create(b, inside, value, number(0.0));
  Value result = arith::FPToSIOp::create(b, type, safe);
  result = arith::SelectOp::create(b, is(arith::CmpFPredicate::OGE, end),
                                   integer(APInt::getSignedMaxValue(type.getWidth())), result);
  return arith::SelectOp::create(b, is(arith::CmpFPredicate::OLT, -end),
                                 integer(APInt::getSignedMinValue(type.getWidth())), result);
}

/// As toInteger, to a type without a sign of less than 64 bits, which an i64 has all values of.
static Value toUnsigned(ImplicitLocOpBuilder &b, Value value, IntegerType type) {
  auto number = [&](int64_t n) -> Value {
    return arith::ConstantOp::create(b, b.getI64IntegerAttr(n));
  };
  Value whole = toInteger(b, value, b.getI64Type());
  whole = arith::MaxSIOp::create(b, whole, number(0));
  whole = arith::MinSIOp::create(b, whole, number((int64_t(1) << type.getWidth()) - 1));
  return arith::TruncIOp::create(b, signlessType(type), whole);
}

Value convertElement(OpBuilder &builder, Location loc, Value value, Type type, bool isUnsigned) {
  ImplicitLocOpBuilder b(loc, builder);
  Type from = value.getType();
  if (isa<FloatType>(from) && type.isUnsignedInteger() && type.getIntOrFloatBitWidth() < 64)
    return toUnsigned(b, value, cast<IntegerType>(type));
  type = signlessType(type);
  if (from == type)
    return value;
  bool isFloat = isa<FloatType>(from), toFloat = isa<FloatType>(type);
  isUnsigned |= from.isInteger(1);
  if (type.isInteger(1)) {
    Value zero = createConstant(b, loc, from, 0.0);
    if (isFloat)
      return arith::CmpFOp::create(b, arith::CmpFPredicate::UNE, value, zero);
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, value, zero);
  }
  if (isFloat && toFloat) {
    unsigned width = from.getIntOrFloatBitWidth(), wanted = type.getIntOrFloatBitWidth();
    if (width == wanted) { // float16 and bfloat16 meet in float32
      value = arith::ExtFOp::create(b, b.getF32Type(), value);
      width = 32;
    }
    if (width < wanted)
      return arith::ExtFOp::create(b, type, value);
    return arith::TruncFOp::create(b, type, value);
  }
  if (isFloat)
    return toInteger(b, value, cast<IntegerType>(type));
  if (toFloat && isUnsigned)
    return arith::UIToFPOp::create(b, type, value);
  if (toFloat)
    return arith::SIToFPOp::create(b, type, value);
  if (from.getIntOrFloatBitWidth() > type.getIntOrFloatBitWidth())
    return arith::TruncIOp::create(b, type, value);
  if (isUnsigned)
    return arith::ExtUIOp::create(b, type, value);
  return arith::ExtSIOp::create(b, type, value);
}

} // namespace lith::layer
