// sin, pow, atan and their relatives of floats, in double. Polynomials are Taylor's series, whose
// error is at most the first term left out (they alternate): below 2^-43 for sin and cos up to
// pi / 4, below 2^-41 for atan up to tan(pi / 8). The rest of each formula loses a few of a
// double's last places, 2^-29 of a float's. So every result is within 0.51 of a float's last place,
// except where a bound beside the function says otherwise; expand-math-wide.mlir measures them all.
#include "passes/WideMath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>
#include <limits>

using namespace mlir;

namespace lith::passes {

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr double quietNaN = std::numeric_limits<double>::quiet_NaN();

WideMath::WideMath(ImplicitLocOpBuilder &builder)
    : FloatBuilder(builder, builder.getF64Type()), wide(builder, tables::forDouble) {}

//===-- Small steps --------------------------------------------------------------------------===//

Value WideMath::absolute(Value x) { return math::AbsFOp::create(b, x); }
Value WideMath::negate(Value x) { return arith::NegFOp::create(b, x); }
Value WideMath::sqrt(Value x) { return math::SqrtOp::create(b, x); }
Value WideMath::less(Value x, Value y) {
  return arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, y);
}
Value WideMath::equal(Value x, Value y) {
  return arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, y);
}
Value WideMath::both(Value x, Value y) { return arith::AndIOp::create(b, x, y); }
Value WideMath::hasBit(Value bits, int64_t bit) {
  Value masked = arith::AndIOp::create(b, bits, integer(bit));
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, masked, integer(0));
}
Value WideMath::withSignOf(Value magnitude, Value sign) {
  return math::CopySignOp::create(b, magnitude, sign);
}

Value WideMath::lowBits(Value x, int64_t count) {
  return arith::AndIOp::create(b, x, integer((int64_t(1) << count) - 1));
}
Value WideMath::shiftLeft(Value x, Value by) { return arith::ShLIOp::create(b, x, by); }
Value WideMath::shiftRight(Value x, Value by) { return arith::ShRUIOp::create(b, x, by); }

//===-- Angles -------------------------------------------------------------------------------===//

// For |x| < 2^25 the quotient has 25 bits and the first part of pi / 2 has 28: their product is
// exact, so the rest is off by 2^-57 at most, and no float there is nearer to a multiple of pi / 2
// than 2^-31.
WideMath::Angle WideMath::reduceSmall(Value x) {
  constexpr double rounder = 0x1.8p52, halfPiHigh = 0x1.921fb5p0, halfPiLow = 0x1.110b4611a6263p-26;
  Value shifted = add(mul(x, number(M_2_PI)), number(rounder));
  Value n = sub(shifted, number(rounder));
  Value bits = toBits(shifted);
  Value rest = sub(sub(x, mul(n, number(halfPiHigh))), mul(n, number(halfPiLow)));
  return {bits, rest, {}};
}

ArrayRef<uint32_t> getTwoOverPi() {
  static constexpr uint32_t words[] = {
      0,          0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041,
      0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c,
      0xb129a73e, 0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4,
      0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf,
      0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea,
      0x6bfb5fb1, 0x1f8d5d08, 0x56033046};
  return words;
}

// One bit of the word's number after the other chooses between what stands that far apart.
SmallVector<Value> WideMath::window(ArrayRef<uint32_t> words, Value first, unsigned count) {
  Value word = shiftRight(first, integer(5)), shift = lowBits(first, 5);
  SmallVector<Value> chosen;
  for (uint32_t bits : words)
    chosen.push_back(integer(bits));
  for (size_t step = llvm::bit_floor(words.size() - count - 1); step; step /= 2) {
    Value isFurther = hasBit(word, int64_t(step));
    // What is left to choose is less than `step`.
    size_t kept = std::min(chosen.size(), count + step);
    for (size_t i = 0; i < kept && i + step < chosen.size(); ++i)
      chosen[i] = select(isFurther, chosen[i + step], chosen[i]);
    chosen.resize(kept);
  }
  SmallVector<Value> parts;
  Value back = arith::SubIOp::create(b, integer(32), shift);
  for (unsigned i = 0; i < count; ++i) {
    Value joined = arith::OrIOp::create(b, shiftLeft(chosen[i], integer(32)), chosen[i + 1]);
    parts.push_back(lowBits(shiftRight(joined, back), 32));
  }
  return parts;
}

// A float of 2^25 or more is m * 2^e, e >= 2. Of the bits of 2 / pi those above 2^(1 - e) only add
// multiples of 4 quadrants, and the 93 after these give the quotient's last two bits and 60 places
// behind the point, off by 2^-58, where no float is nearer to a multiple than 2^-31. Products are
// of 24 by 31 bits, so that nothing overflows.
WideMath::Angle WideMath::reduceLarge(Value magnitude) {
  auto join = [&](Value x, Value y) -> Value { return arith::OrIOp::create(b, x, y); };
  auto times = [&](Value x, Value y) -> Value { return arith::MulIOp::create(b, x, y); };
  auto plus = [&](Value x, Value y) -> Value { return arith::AddIOp::create(b, x, y); };

  // As a double the float has 29 zeros at its end, and the exponent bias of a double.
  Value bits = toBits(magnitude);
  Value m = join(shiftRight(lowBits(bits, 52), integer(29)), integer(1 << 23));
  Value exponent = arith::SubIOp::create(b, shiftRight(bits, integer(52)), integer(1023 + 25));
  Value skipped =
      arith::MinSIOp::create(b, arith::MaxSIOp::create(b, exponent, integer(0)), integer(102));
  SmallVector<Value> parts = window(getTwoOverPi().slice(1, 7), skipped, 3);
  Value high = shiftRight(parts[0], integer(1));
  Value middle =
      join(shiftLeft(lowBits(parts[0], 1), integer(30)), shiftRight(parts[1], integer(2)));
  Value low = join(shiftLeft(lowBits(parts[1], 2), integer(29)), shiftRight(parts[2], integer(3)));
  Value sum = plus(shiftLeft(lowBits(times(m, high), 31), integer(31)), times(m, middle));
  sum = lowBits(plus(sum, shiftRight(times(m, low), integer(31))), 62);

  Value quadrant = shiftRight(plus(sum, integer(int64_t(1) << 59)), integer(60));
  Value fraction = arith::SubIOp::create(b, sum, shiftLeft(quadrant, integer(60)));
  Value rest = mul(arith::SIToFPOp::create(b, floatType, fraction), number(M_PI_2 * 0x1p-60));
  return {quadrant, rest, {}};
}

WideMath::Angle WideMath::reduce(Value x) {
  Value magnitude = absolute(x), bound = number(getLargeAngle());
  Value isLarge = arith::CmpFOp::create(b, arith::CmpFPredicate::OGE, magnitude, bound);
  Angle small = reduceSmall(select(isLarge, number(0.0), x)), large = reduceLarge(magnitude);
  // The angle of -x is the opposite one.
  Value isNegative = less(x, number(0.0));
  auto signedRest = [&](Value part, Value smallPart) {
    return select(isLarge, select(isNegative, negate(part), part), smallPart);
  };
  Value opposite = arith::SubIOp::create(b, integer(0), large.quadrant);
  Value quadrant = select(isNegative, opposite, large.quadrant);
  return {select(isLarge, quadrant, small.quadrant), signedRest(large.rest, small.rest),
          small.low ? signedRest(large.low, small.low) : Value()};
}

Value WideMath::sinOfRest(const Angle &angle) {
  static constexpr double series[] = {-1.0 / 6,     1.0 / 120,       -1.0 / 5040,
                                      1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800};
  Value r = angle.rest, square = mul(r, r);
  return add(r, mul(mul(r, square), polynomial(square, series)));
}

Value WideMath::cosOfRest(const Angle &angle) {
  static constexpr double series[] = {
      1.0,         -1.0 / 2,       1.0 / 24,        -1.0 / 720,
      1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200};
  return polynomial(mul(angle.rest, angle.rest), series);
}

Value WideMath::sinAfter(Value x, int64_t turns) {
  Angle angle = reduce(x);
  Value quadrant =
      turns ? Value(arith::AddIOp::create(b, angle.quadrant, integer(turns))) : angle.quadrant;
  Value value = select(hasBit(quadrant, 1), cosOfRest(angle), sinOfRest(angle));
  value = select(hasBit(quadrant, 2), negate(value), value);
  Value isFinite = less(absolute(x), number(infinity));
  return select(isFinite, value, number(quietNaN));
}

Value WideMath::sin(Value x) { return sinAfter(x, 0); }
Value WideMath::cos(Value x) { return sinAfter(x, 1); }

Value WideMath::tan(Value x) {
  Angle angle = reduce(x);
  Value sine = sinOfRest(angle), cosine = cosOfRest(angle);
  Value isTurned = hasBit(angle.quadrant, 1);
  Value value = div(select(isTurned, negate(cosine), sine), select(isTurned, sine, cosine));
  return select(less(absolute(x), number(infinity)), value, number(quietNaN));
}

// pi / 2 is M_PI_2 and a rest far below a float's last place.
Value WideMath::angleBefore(int64_t turns, Value angle) {
  constexpr double rest = 0x1.1a62633145c07p-54;
  double whole = static_cast<double>(turns);
  return sub(number(whole * M_PI_2), sub(angle, number(whole * rest)));
}

// Above tan(pi / 8): pi / 4 + atan((u - 1) / (u + 1)).
Value WideMath::atanOfUnit(Value u) {
  static constexpr double series[] = {-1.0 / 3,  1.0 / 5,   -1.0 / 7,  1.0 / 9,   -1.0 / 11,
                                      1.0 / 13,  -1.0 / 15, 1.0 / 17,  -1.0 / 19, 1.0 / 21,
                                      -1.0 / 23, 1.0 / 25,  -1.0 / 27, 1.0 / 29};
  Value one = number(1.0);
  Value isUpper = less(number(0.41421356237309503), u);
  Value t = select(isUpper, div(sub(u, one), add(u, one)), u);
  Value square = mul(t, t);
  Value angle = add(t, mul(mul(t, square), polynomial(square, series)));
  return select(isUpper, add(number(M_PI_4), angle), angle);
}

Value WideMath::atan(Value x) {
  Value a = absolute(x), one = number(1.0);
  Value isFar = less(one, a);
  Value angle = atanOfUnit(select(isFar, div(one, a), a));
  return withSignOf(select(isFar, angleBefore(1, angle), angle), x);
}

Value WideMath::atan2(Value y, Value x) {
  Value u = absolute(y), v = absolute(x);
  Value isSteep = less(v, u);
  Value small = select(isSteep, v, u), large = select(isSteep, u, v);
  // 0 / 0 is no angle, and takes that of (0, 1); two infinities take that of (1, 1).
  Value ratio = select(equal(large, number(0.0)), large, div(small, large));
  ratio = select(both(equal(small, large), equal(small, number(infinity))), number(1.0), ratio);
  Value angle = atanOfUnit(ratio);
  angle = select(isSteep, angleBefore(1, angle), angle);
  Value bits = toBits(x);
  Value isLeft = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, bits, integer(0));
  angle = select(isLeft, angleBefore(2, angle), angle);
  angle = withSignOf(angle, y);
  return select(isNaN(x), x, select(isNaN(y), y, angle));
}

Value WideMath::asin(Value x) {
  Value one = number(1.0);
  return atan2(x, sqrt(mul(sub(one, x), add(one, x))));
}

Value WideMath::acos(Value x) {
  Value one = number(1.0);
  return atan2(sqrt(mul(sub(one, x), add(one, x))), x);
}

//===-- Hyperbolic functions -----------------------------------------------------------------===//

// (t + t / (t + 1)) / 2 with t = exp(|x|) - 1, which is exp(|x|) where that is infinite.
Value WideMath::sinh(Value x) {
  Value t = wide.expm1(absolute(x));
  Value value =
      add(t, select(equal(t, number(infinity)), number(0.0), div(t, add(t, number(1.0)))));
  return withSignOf(mul(number(0.5), value), x);
}

Value WideMath::cosh(Value x) {
  Value power = wide.exp(absolute(x));
  return mul(number(0.5), add(power, div(number(1.0), power)));
}

// log1p(a + a^2 / (1 + sqrt(a^2 + 1)))
Value WideMath::asinh(Value x) {
  Value a = absolute(x), one = number(1.0), square = mul(a, a);
  Value more = div(square, add(one, sqrt(add(square, one))));
  more = select(equal(a, number(infinity)), a, more);
  return withSignOf(wide.log1p(add(a, more)), x);
}

// log1p(t + sqrt(2 t + t^2)) with t = x - 1
Value WideMath::acosh(Value x) {
  // Two roots instead of that of x^2 - 1, which is a number below -1, too.
  Value t = sub(x, number(1.0));
  return wide.log1p(add(t, mul(sqrt(t), sqrt(add(t, number(2.0))))));
}

// log1p(2 a / (1 - a)) / 2
Value WideMath::atanh(Value x) {
  Value a = absolute(x);
  Value value = wide.log1p(div(add(a, a), sub(number(1.0), a)));
  return withSignOf(mul(number(0.5), value), x);
}

//===-- Powers and logarithms ----------------------------------------------------------------===//

// exp(y log a): the exponent is off by 2^-44 at most where the result is a float.
Value WideMath::powerOf(Value magnitude, Value y) { return wide.exp(mul(y, wide.log(magnitude))); }

// The power of |x|, then IEEE's cases: an odd power keeps the sign, a broken power of a negative
// number is NaN, x^0 and 1^y are 1.
Value WideMath::pow(Value x, Value y) {
  Value a = absolute(x), one = number(1.0), zero = number(0.0), half = mul(y, number(0.5));
  Value value = powerOf(a, y);
  value = select(both(equal(a, one), equal(y, y)), one, value);
  Value isWhole = equal(math::TruncOp::create(b, y), y);
  Value isEven = equal(math::TruncOp::create(b, half), half);
  Value bits = toBits(x);
  Value isNegative = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, bits, integer(0));
  Value isOdd = both(
      isWhole, arith::XOrIOp::create(b, isEven, arith::ConstantOp::create(b, b.getBoolAttr(true))));
  value = select(both(isOdd, isNegative), negate(value), value);
  Value isBroken =
      arith::CmpFOp::create(b, arith::CmpFPredicate::ONE, y, math::TruncOp::create(b, y));
  Value hasNoPower = both(both(less(x, zero), less(a, number(infinity))), isBroken);
  value = select(hasNoPower, number(quietNaN), value);
  return select(arith::OrIOp::create(b, equal(y, zero), equal(x, one)), one, value);
}

Value WideMath::cbrt(Value x) {
  return withSignOf(wide.exp(div(wide.log(absolute(x)), number(3.0))), x);
}

Value WideMath::exp2(Value x) { return wide.exp(mul(x, number(M_LN2))); }
Value WideMath::log2(Value x) { return mul(wide.log(x), number(1 / M_LN2)); }
Value WideMath::log10(Value x) { return mul(wide.log(x), number(1 / M_LN10)); }

// Long division, 24 bits of the quotient a step: a digit has 25 bits at most and the divisor 24, so
// their product and the difference are exact; where the digit was rounded up, the divisor is given
// back. The quotient of two floats has 277 bits at most.
Value WideMath::remainder(Value x, Value y) {
  Value rest = absolute(x), divisor = absolute(y);
  for (int step = 11; step >= 0; --step) {
    Value scaled = mul(divisor, number(std::ldexp(1.0, 24 * step)));
    Value digit = math::TruncOp::create(b, div(rest, scaled));
    Value less0 = sub(rest, mul(digit, scaled));
    rest = select(less(less0, number(0.0)), add(less0, scaled), less0);
  }
  rest = select(equal(divisor, number(infinity)), absolute(x), rest);
  Value isNumber = both(less(absolute(x), number(infinity)), less(number(0.0), divisor));
  return withSignOf(select(isNumber, rest, number(quietNaN)), x);
}

} // namespace lith::passes
