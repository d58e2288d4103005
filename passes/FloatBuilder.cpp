// See FloatBuilder.h.
#include "passes/FloatBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace lith::passes {

FloatBuilder::FloatBuilder(ImplicitLocOpBuilder &builder, FloatType type)
    : b(builder), floatType(type), integerType(builder.getIntegerType(type.getWidth())) {}

Value FloatBuilder::number(double value) {
  return arith::ConstantOp::create(b, b.getFloatAttr(floatType, value));
}
Value FloatBuilder::integer(int64_t value) {
  return arith::ConstantOp::create(b, b.getIntegerAttr(integerType, value));
}
Value FloatBuilder::add(Value x, Value y) { return arith::AddFOp::create(b, x, y); }
Value FloatBuilder::sub(Value x, Value y) { return arith::SubFOp::create(b, x, y); }
Value FloatBuilder::mul(Value x, Value y) { return arith::MulFOp::create(b, x, y); }
Value FloatBuilder::div(Value x, Value y) { return arith::DivFOp::create(b, x, y); }
Value FloatBuilder::toBits(Value x) { return arith::BitcastOp::create(b, integerType, x); }
Value FloatBuilder::fromBits(Value bits) { return arith::BitcastOp::create(b, floatType, bits); }
Value FloatBuilder::isNaN(Value x) {
  return arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
}
Value FloatBuilder::select(Value condition, Value yes, Value no) {
  return arith::SelectOp::create(b, condition, yes, no);
}

Value FloatBuilder::polynomial(Value x, ArrayRef<double> coefficients) {
  Value sum = number(coefficients.back());
  for (double coefficient : llvm::reverse(coefficients.drop_back()))
    sum = add(mul(sum, x), number(coefficient));
  return sum;
}

} // namespace lith::passes
