// What the operations on single elements are written in.
#include "dialects/layer/Elements.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;

namespace lith::layer::elements {

using B = ImplicitLocOpBuilder;
using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

bool isBool(Value value) { return value.getType().isInteger(1); }
Value where(B &b, Value condition, Value yes, Value no) {
  return arith::SelectOp::create(b, condition, yes, no);
}
Value both(B &b, Value x, Value y) { return arith::AndIOp::create(b, x, y); }
Value either(B &b, Value x, Value y) { return arith::OrIOp::create(b, x, y); }
Value negateBool(B &b, Value x) { return arith::XOrIOp::create(b, x, constant(b, x, 1)); }

Value div(B &b, Value x, Value y) { return arith::DivFOp::create(b, x, y); }
Value scaled(B &b, Value x, double y) { return mul(b, x, constant(b, x, y)); }

Value compare(B &b, arith::CmpFPredicate onFloats, arith::CmpIPredicate onIntegers,
              arith::CmpIPredicate onBools, Value x, Value y) {
  if (isFloat(x))
    return arith::CmpFOp::create(b, onFloats, x, y);
  return arith::CmpIOp::create(b, isBool(x) ? onBools : onIntegers, x, y);
}

Value isEqual(B &b, Value x, Value y) { return compare(b, F::OEQ, I::eq, I::eq, x, y); }
Value isLess(B &b, Value x, Value y) { return compare(b, F::OLT, I::slt, I::ult, x, y); }
Value isLess(B &b, Value x, double y) { return isLess(b, x, constant(b, x, y)); }
Value isGreater(B &b, Value x, double y) { return isLess(b, constant(b, x, y), x); }
Value isZero(B &b, Value x) { return isEqual(b, x, constant(b, x, 0)); }
Value isNaN(B &b, Value x) { return arith::CmpFOp::create(b, F::UNO, x, x); }
Value isInfinite(B &b, Value x) {
  Value magnitude = math::AbsFOp::create(b, x);
  return isEqual(b, magnitude, constant(b, x, std::numeric_limits<double>::infinity()));
}

Value absolute(B &b, Value x) {
  if (isBool(x))
    return x;
  if (isFloat(x))
    return math::AbsFOp::create(b, x);
  Value negative = sub(b, constant(b, x, 0), x);
  return where(b, isLess(b, x, 0), negative, x);
}

} // namespace lith::layer::elements
