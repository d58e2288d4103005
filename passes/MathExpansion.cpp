// exp, log and their relatives written with arith, for vectors: no branch and no call. Every step
// is right with and without fused multiply-add, because what must be exact (n * ln2High, squares of
// half mantissas, differences of neighbours) is exact either way. Bounds of the error over all
// floats stand in ExpandMath.cpp; test/passes/expand-math-accuracy.mlir measures them.
#include "passes/MathExpansion.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;

namespace lith::passes {

static FloatType typeOf(const MathTables &tables, ImplicitLocOpBuilder &builder) {
  return tables.bits == 32 ? FloatType(builder.getF32Type()) : FloatType(builder.getF64Type());
}

MathExpansion::MathExpansion(ImplicitLocOpBuilder &builder, const MathTables &tables)
    : FloatBuilder(builder, typeOf(tables, builder)), t(tables) {}

Value MathExpansion::isLess(Value x, double bound) {
  return arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, number(bound));
}
Value MathExpansion::isGreater(Value x, double bound) {
  return arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, x, number(bound));
}

//===-- Shared parts -------------------------------------------------------------------------===//

Value MathExpansion::clamp(Value x, double low, double high) {
  Value atLeastLow = select(isGreater(x, low), x, number(low));
  return select(isLess(atLeastLow, high), atLeastLow, number(high));
}

Value MathExpansion::keepNaN(Value x, Value result) { return select(isNaN(x), x, result); }

Value MathExpansion::powerOfTwo(Value n) {
  Value biased = arith::AddIOp::create(b, n, integer(t.bias));
  return fromBits(arith::ShLIOp::create(b, biased, integer(t.mantissaBits)));
}

Value MathExpansion::scale(Value x, Value n) {
  // The first factor keeps x normal, so that only the second one rounds.
  Value half = arith::ShRSIOp::create(b, n, integer(1));
  Value rest = arith::SubIOp::create(b, n, half);
  return mul(mul(x, powerOfTwo(half)), powerOfTwo(rest));
}

MathExpansion::Reduced MathExpansion::reduce(Value x, Value low) {
  Value whole = low ? add(x, low) : x;
  constexpr double log2E = 1.4426950408889634;
  Value shifted = add(mul(whole, number(log2E)), number(t.rounder));
  Value n = sub(shifted, number(t.rounder));
  Value bits = arith::SubIOp::create(b, toBits(shifted), toBits(number(t.rounder)));
  Value r = sub(sub(x, mul(n, number(t.ln2High))), mul(n, number(t.ln2Low)));
  if (low)
    r = add(r, low);
  Value expm1 = add(r, mul(mul(r, r), polynomial(r, t.exp)));
  return {n, bits, expm1};
}

std::pair<Value, Value> MathExpansion::split(Value bits) {
  Value above = arith::SubIOp::create(b, bits, integer(t.sqrtHalfBits));
  Value e = arith::ShRSIOp::create(b, above, integer(t.mantissaBits));
  Value exponent = arith::ShLIOp::create(b, e, integer(t.mantissaBits));
  return {e, fromBits(arith::SubIOp::create(b, bits, exponent))};
}

std::pair<Value, Value> MathExpansion::decompose(Value x) {
  // Denormals are made normal first.
  double factor = static_cast<double>(int64_t(1) << t.mantissaBits);
  Value isDenormal = isLess(x, t.smallestNormal);
  Value normal = select(isDenormal, mul(x, number(factor)), x);
  auto [e, m] = split(toBits(normal));
  Value shift = select(isDenormal, integer(t.mantissaBits), integer(0));
  return {arith::SubIOp::create(b, e, shift), m};
}

Value MathExpansion::logOfReduced(Value f, Value e) {
  Value square = mul(f, f);
  Value tail = mul(mul(f, square), polynomial(f, t.log));
  Value n = e ? Value(arith::SIToFPOp::create(b, floatType, e)) : Value();
  if (n)
    tail = add(tail, mul(n, number(t.ln2Low)));
  tail = sub(tail, mul(number(0.5), square));
  Value sum = add(f, tail);
  return n ? add(sum, mul(n, number(t.ln2High))) : sum;
}

Value MathExpansion::finishLog(Value x, Value argument, Value result) {
  double infinity = std::numeric_limits<double>::infinity();
  Value isZero = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, argument, number(0.0));
  Value outside =
      select(isZero, number(-infinity), number(std::numeric_limits<double>::quiet_NaN()));
  Value finite = select(isLess(x, infinity), result, x);
  return select(isGreater(argument, 0.0), finite, outside);
}

//===-- The functions ------------------------------------------------------------------------===//

// 2^n * (1 + expm1(r))
Value MathExpansion::expOfSum(Value x, Value low) {
  Value inside = clamp(x, t.expLow, t.expHigh);
  if (low) {
    Value isInside = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, inside, x);
    low = select(isInside, low, number(0.0));
  }
  Reduced parts = reduce(inside, low);
  return keepNaN(x, scale(add(number(1.0), parts.expm1), parts.bits));
}

// 2^n * expm1(r) + (2^n - 1), halved on the way because 2^n may be beyond the largest number; with
// n = 0 it is expm1(r) itself, denormals included.
Value MathExpansion::expm1(Value x) {
  Reduced parts = reduce(clamp(x, t.expm1Low, t.expHigh));
  Value half = powerOfTwo(arith::SubIOp::create(b, parts.bits, integer(1)));
  Value sum = add(mul(half, parts.expm1), sub(half, number(0.5)));
  Value isReduced = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, parts.n, number(0.0));
  return keepNaN(x, select(isReduced, parts.expm1, mul(number(2.0), sum)));
}

Value MathExpansion::log(Value x) {
  // What has no logarithm takes the way of 1.
  auto [e, m] = decompose(select(isGreater(x, 0.0), x, number(1.0)));
  return finishLog(x, x, logOfReduced(sub(m, number(1.0)), e));
}

// log(u) with u = 1 + x rounded; what the rounding lost is added to the reduced argument.
Value MathExpansion::log1p(Value x) {
  Value one = number(1.0);
  Value sum = add(one, x);
  Value u = select(isGreater(sum, 0.0), sum, one);
  Value lost = select(isLess(x, 1.0), sub(x, sub(u, one)), sub(one, sub(u, x)));
  auto [e, m] = split(toBits(u));
  // Beyond that exponent nothing of `lost` counts, and its scale would not be normal.
  Value bounded = arith::MinSIOp::create(b, e, integer(t.bias - 1));
  Value inverse = powerOfTwo(arith::SubIOp::create(b, integer(0), bounded));
  Value f = add(sub(m, one), mul(lost, inverse));
  return finishLog(x, sum, logOfReduced(f, e));
}

// y / (y + 2) with y = expm1(2 |x|)
Value MathExpansion::tanh(Value x) {
  Value a = clamp(math::AbsFOp::create(b, x), 0.0, t.tanhHigh);
  Reduced parts = reduce(add(a, a));
  Value power = powerOfTwo(parts.bits);
  Value y = add(mul(power, parts.expm1), sub(power, number(1.0)));
  Value result = div(y, add(y, number(2.0)));
  return keepNaN(x, select(isLess(x, 0.0), arith::NegFOp::create(b, result), result));
}

// exp(-a^2) * g(a) / (1 + a). The square needs more than a mantissa: a = high + low, high^2 is
// exact.
Value MathExpansion::erfcOfPositive(Value a) {
  Value center = number(3.0);
  Value g = polynomial(div(sub(a, center), add(a, center)), t.erfc);
  g = div(g, add(a, number(1.0)));
  Value high = fromBits(arith::AndIOp::create(b, toBits(a), integer(t.highHalfMask)));
  Value low = mul(sub(a, high), add(a, high));
  Reduced parts = reduce(arith::NegFOp::create(b, mul(high, high)), arith::NegFOp::create(b, low));
  return scale(add(g, mul(g, parts.expm1)), parts.bits);
}

Value MathExpansion::erf(Value x) {
  Value a = math::AbsFOp::create(b, x);
  Value nearZero = mul(x, polynomial(mul(x, x), t.erf));
  Value far = sub(number(1.0), erfcOfPositive(clamp(a, 0.0, t.erfcHigh)));
  Value signedFar = select(isLess(x, 0.0), arith::NegFOp::create(b, far), far);
  return keepNaN(x, select(isLess(a, 0.75), nearZero, signedFar));
}

// erfc(-a) = 2 - erfc(a)
Value MathExpansion::erfc(Value x) {
  Value a = clamp(math::AbsFOp::create(b, x), 0.0, t.erfcHigh);
  Value result = erfcOfPositive(a);
  return keepNaN(x, select(isLess(x, 0.0), sub(number(2.0), result), result));
}

} // namespace lith::passes
