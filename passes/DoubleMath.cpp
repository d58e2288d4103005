// sin, pow, atan and their relatives of doubles. What must not be rounded is a sum of two (which
// needs no product), a product of halves of mantissas, or of a short constant and a short number:
// all are exact with and without fused multiply-add. Polynomials are Taylor's series where those
// end soon: the first term left out is below 2^-62 of the function. Bounds stand in Passes.td;
// expand-math-wide-f64.mlir measures them.
#include "passes/DoubleMath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <cmath>
#include <limits>

using namespace mlir;

namespace lith::passes {

static constexpr double infinity = std::numeric_limits<double>::infinity();

//===-- Pairs --------------------------------------------------------------------------------===//

DoubleMath::Pair DoubleMath::sumOfSorted(Value a, Value c) {
  Value high = add(a, c);
  return {high, sub(c, sub(high, a))};
}

DoubleMath::Pair DoubleMath::sum(Value a, Value c) {
  Value high = add(a, c), ofC = sub(high, a), ofA = sub(high, ofC);
  return {high, add(sub(a, ofA), sub(c, ofC))};
}

// Mantissas are cut into 26 and 27 bits; only the product of the last bits is rounded, and sums.
DoubleMath::Pair DoubleMath::product(Value a, Value c) {
  auto cut = [&](Value x) -> Pair {
    Value mask = integer(tables::forDouble.highHalfMask);
    Value high = fromBits(arith::AndIOp::create(b, toBits(x), mask));
    return {high, sub(x, high)};
  };
  Pair first = cut(a), second = cut(c);
  Value low = add(mul(first.high, second.low), mul(first.low, second.high));
  return sumOfSorted(mul(first.high, second.high), add(low, mul(first.low, second.low)));
}

DoubleMath::Pair DoubleMath::product(Pair a, Pair c) {
  Pair result = product(a.high, c.high);
  Value cross = add(mul(a.high, c.low), mul(a.low, c.high));
  return {result.high, add(result.low, cross)};
}

//===-- Angles -------------------------------------------------------------------------------===//

// For |x| < 2^22 the quotient has 22 bits and each of the first three parts of pi / 2 has 31, so
// that their products are exact. The parts end at 2^-148; no such double is nearer to a multiple of
// pi / 2 than 2^-62.
WideMath::Angle DoubleMath::reduceSmall(Value x) {
  constexpr double rounder = 0x1.8p52;
  constexpr double halfPi[] = {0x1.921fb544p0, 0x1.0b4611a4p-34, 0x1.13198a2cp-65,
                               0x1.01b839a25204ap-96};
  Value shifted = add(mul(x, number(M_2_PI)), number(rounder));
  Value n = sub(shifted, number(rounder));
  Value bits = toBits(shifted);
  Pair second = sum(sub(x, mul(n, number(halfPi[0]))), mul(n, number(-halfPi[1])));
  Pair third = sum(second.high, mul(n, number(-halfPi[2])));
  Value low = sub(add(second.low, third.low), mul(n, number(halfPi[3])));
  Pair rest = sumOfSorted(third.high, low);
  return {bits, rest.high, rest.low};
}

// A double of 2^22 or more is m * 2^e, e >= -30. Of the bits of 2 / pi those above 2^(1 - e) only
// add multiples of 4 quadrants, and the 180 after these give the quotient's last two bits and 178
// places behind the point, off by 2^-125, where no double is nearer to a multiple than 2^-62.
// Digits have 30 bits, so that two products and what was carried do not overflow.
WideMath::Angle DoubleMath::reduceLarge(Value magnitude) {
  constexpr unsigned digits = 6, width = 30;
  Value bits = toBits(magnitude);
  Value m = arith::OrIOp::create(b, lowBits(bits, 52), integer(int64_t(1) << 52));
  Value mHigh = shiftRight(m, integer(width)), mLow = lowBits(m, width);
  // The bits of 2 / pi begin with a word of zeros, for the smallest exponents.
  Value exponent = arith::SubIOp::create(b, shiftRight(bits, integer(52)), integer(1023 + 22));
  Value first = arith::MaxSIOp::create(b, exponent, integer(0));
  SmallVector<Value> words = window(getTwoOverPi(), first, digits), digit;
  for (unsigned i = 0; i < digits; ++i) {
    unsigned word = i * width / 32, within = i * width % 32;
    Value pair = shiftLeft(lowBits(words[word], 32 - within), integer(32));
    pair = arith::OrIOp::create(b, pair, words[word + 1]);
    digit.push_back(shiftRight(pair, integer(64 - width - within)));
  }

  SmallVector<Value> quotient(digits); // from the point's left: 2 bits, then places
  Value carried = integer(0);
  for (unsigned i = digits; i-- > 0;) {
    Value total = arith::AddIOp::create(b, arith::MulIOp::create(b, mLow, digit[i]), carried);
    if (i + 1 < digits)
      total = arith::AddIOp::create(b, total, arith::MulIOp::create(b, mHigh, digit[i + 1]));
    quotient[i] = lowBits(total, width);
    carried = shiftRight(total, integer(width));
  }
  Value rounded = arith::AddIOp::create(b, quotient[0], integer(1 << (width - 3)));
  Value quadrant = shiftRight(rounded, integer(width - 2));
  quotient[0] = arith::SubIOp::create(b, lowBits(rounded, width - 2), integer(1 << (width - 3)));

  auto part = [&](unsigned i) -> Value {
    Value value = arith::SIToFPOp::create(b, floatType, quotient[i]);
    return mul(value, number(std::ldexp(1.0, 2 - int(width * (i + 1)))));
  };
  Pair all = sum(part(0), part(1));
  Value low = all.low;
  for (unsigned i = 2; i < 4; ++i) {
    all = sum(all.high, part(i));
    low = add(low, all.low);
  }
  Pair fraction = sumOfSorted(all.high, add(low, part(4)));
  Pair rest = product(fraction, {number(M_PI_2), number(0x1.1a62633145c07p-54)});
  return {quadrant, rest.high, rest.low};
}

// sin(r + low) = sin(r) + low * cos(r), where a part of cos will do.
Value DoubleMath::sinOfRest(const Angle &angle) {
  static constexpr double series[] = {
      -1.0 / 6,        1.0 / 120,        -1.0 / 5040,          1.0 / 362880,
      -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000, 1.0 / 355687428096000};
  Value r = angle.rest, square = mul(r, r);
  Value cosine = sub(number(1.0), mul(number(0.5), square));
  Value tail = add(mul(mul(r, square), polynomial(square, series)), mul(angle.low, cosine));
  return add(r, tail);
}

// 1 - r^2 / 2 is rounded; what that lost is added to the smaller terms.
Value DoubleMath::cosOfRest(const Angle &angle) {
  static constexpr double series[] = {
      1.0 / 24,        -1.0 / 720,         1.0 / 40320,          -1.0 / 3628800,
      1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888000, -1.0 / 6402373705728000};
  Value r = angle.rest, square = mul(r, r), half = mul(number(0.5), square), one = number(1.0);
  Value first = sub(one, half), lost = sub(sub(one, first), half);
  Value more = sub(mul(mul(square, square), polynomial(square, series)), mul(r, angle.low));
  return add(first, add(lost, more));
}

// atan(u) = atan(c) + atan((u - c) / (1 + c u)) with c = 0, 1/2 or 1, so that the quotient is at
// most 7/16.
Value DoubleMath::atanOfUnit(Value u) {
  Value one = number(1.0), two = number(2.0), zero = number(0.0);
  Value isSmall = less(u, number(0.4375)), isMiddle = less(u, number(0.6875));
  auto choose = [&](Value small, Value middle, Value large) {
    return select(isSmall, small, select(isMiddle, middle, large));
  };
  Value above = choose(u, sub(add(u, u), one), sub(u, one));
  Value below = choose(one, add(two, u), add(one, u));
  Value base = choose(zero, number(0x1.dac670561bb4fp-2), number(M_PI_4));
  Value baseLow = choose(zero, number(0x1.a2b7f222f65e2p-56), number(0x1.1a62633145c07p-55));
  Value t = div(above, below), square = mul(t, t);
  Value tail = mul(mul(t, square), polynomial(square, tables::atanDouble));
  return add(base, add(t, add(tail, baseLow)));
}

//===-- Hyperbolic functions -----------------------------------------------------------------===//

// Where exp(-a) no longer counts, exp(a) / 2 as the square of exp(a / 2), which does not overflow
// before the result does.
Value DoubleMath::sinh(Value x) {
  Value a = absolute(x), t = wide.expm1(a), root = wide.exp(mul(number(0.5), a));
  Value near = mul(number(0.5), add(t, div(t, add(t, number(1.0)))));
  Value far = mul(mul(number(0.5), root), root);
  return withSignOf(select(less(a, number(22.0)), near, far), x);
}

Value DoubleMath::cosh(Value x) {
  Value a = absolute(x), power = wide.exp(a), root = wide.exp(mul(number(0.5), a));
  Value near = mul(number(0.5), add(power, div(number(1.0), power)));
  Value far = mul(mul(number(0.5), root), root);
  return select(less(a, number(22.0)), near, far);
}

// Where 1 no longer counts beside x^2: log(2 x).
Value DoubleMath::asinh(Value x) {
  Value a = absolute(x), far = add(wide.log(a), number(M_LN2));
  return select(less(a, number(0x1p28)), WideMath::asinh(x), withSignOf(far, x));
}

Value DoubleMath::acosh(Value x) {
  Value far = add(wide.log(x), number(M_LN2));
  return select(less(x, number(0x1p28)), WideMath::acosh(x), far);
}

//===-- Powers and logarithms ----------------------------------------------------------------===//

// log(m) = 2 atanh(s), s = (m - 1) / (m + 1): 2 (s + s^3 (1/3 + s^2 / 5 + ..)) as pairs, but for
// what stands behind the third. s is a quotient and what it lost, by one step of Newton's.
DoubleMath::Pair DoubleMath::logarithm(Value x) {
  static constexpr double series[] = {1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11, 1.0 / 13, 1.0 / 15,
                                      1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25};
  auto [e, m] = wide.decompose(x);
  Value n = arith::SIToFPOp::create(b, floatType, e), one = number(1.0);
  Value f = sub(m, one), divisor = add(m, one), divisorLow = sub(m, sub(divisor, one));
  Value quotient = div(f, divisor);
  Pair back = product(quotient, divisor);
  Value lost = sub(sub(sub(f, back.high), back.low), mul(quotient, divisorLow));
  Pair s{quotient, div(lost, divisor)}, square = product(s, s);
  Value rest = polynomial(square.high, series);
  Pair factor = sumOfSorted(number(1.0 / 3), mul(square.high, rest));
  factor.low = add(factor.low, add(number(0x1.5555555555555p-56), mul(square.low, rest)));
  Pair more = product(s, product(square, factor));
  Pair half = sumOfSorted(s.high, more.high);
  Value halfLow = add(half.low, add(s.low, more.low));

  Value two = number(2.0);
  Pair all = sumOfSorted(mul(n, number(tables::forDouble.ln2High)), mul(two, half.high));
  Value low = add(mul(two, halfLow), mul(n, number(tables::forDouble.ln2Low)));
  return sumOfSorted(all.high, add(all.low, low));
}

// exp(y log a) with both as pairs. Beyond 2^64 an exponent of any other number than 1 gives 0 or
// infinity.
Value DoubleMath::powerOf(Value magnitude, Value y) {
  Value end = number(infinity), zero = number(0.0);
  Value bounded = select(less(y, number(0x1p64)), y, number(0x1p64));
  bounded = select(less(number(-0x1p64), y), bounded, number(-0x1p64));
  bounded = select(isNaN(y), y, bounded);
  Value isOrdinary = both(less(zero, magnitude), less(magnitude, end));
  Pair log = logarithm(select(isOrdinary, magnitude, number(1.0)));
  Pair exponent = product(bounded, log.high);
  Value low = add(exponent.low, mul(bounded, log.low));
  // The logarithm of infinity is infinite, and NaN's is NaN.
  Value ofOther = select(equal(magnitude, zero), number(-infinity), magnitude);
  Value high = select(isOrdinary, exponent.high, mul(y, ofOther));
  return wide.expOfSum(high, select(isOrdinary, low, zero));
}

// A root that is right to 2^-43, and one step of Newton's, whose difference is computed as a pair.
// Very large and small numbers are scaled, so that the cube is an ordinary number.
Value DoubleMath::cbrt(Value x) {
  Value a = absolute(x), one = number(1.0);
  Value isLarge = less(number(0x1p900), a), isSmall = less(a, number(0x1p-900));
  auto choose = [&](double large, double small) {
    return select(isLarge, number(large), select(isSmall, number(small), one));
  };
  Value scaled = mul(a, choose(0x1p-300, 0x1p300));
  Value root = wide.exp(div(wide.log(scaled), number(3.0)));
  Pair square = product(root, root), cube = product(square, {root, number(0.0)});
  Value surplus = add(sub(cube.high, scaled), cube.low);
  root = sub(root, div(surplus, mul(number(3.0), square.high)));
  root = mul(root, choose(0x1p100, 0x1p-100));
  Value isEnd = arith::OrIOp::create(b, equal(a, number(0.0)), equal(a, number(infinity)));
  return withSignOf(select(isEnd, a, root), x);
}

// 2^n * exp((x - n) ln 2)
Value DoubleMath::exp2(Value x) {
  constexpr double rounder = 0x1.8p52;
  Value inside = wide.clamp(x, -1080.0, 1030.0);
  Value shifted = add(inside, number(rounder));
  Value r = mul(sub(inside, sub(shifted, number(rounder))), number(M_LN2));
  Value n = arith::SubIOp::create(b, toBits(shifted), toBits(number(rounder)));
  Value expm1 = add(r, mul(mul(r, r), polynomial(r, tables::forDouble.exp)));
  return wide.keepNaN(x, wide.scale(add(number(1.0), expm1), n));
}

Value DoubleMath::log2(Value x) {
  auto [e, m] = wide.decompose(select(less(number(0.0), x), x, number(1.0)));
  Value n = arith::SIToFPOp::create(b, floatType, e);
  Value ofMantissa = mul(wide.logOfReduced(sub(m, number(1.0))), number(M_LOG2E));
  return wide.finishLog(x, x, add(n, ofMantissa));
}

// The first part of log10(2) has 40 bits: its product with n is exact.
Value DoubleMath::log10(Value x) {
  constexpr double high = 0x1.34413509f6p-2, low = 0x1.9fef311f12b36p-42;
  auto [e, m] = wide.decompose(select(less(number(0.0), x), x, number(1.0)));
  Value n = arith::SIToFPOp::create(b, floatType, e);
  Value ofMantissa = mul(wide.logOfReduced(sub(m, number(1.0))), number(M_LOG10E));
  Value result = add(mul(n, number(high)), add(mul(n, number(low)), ofMantissa));
  return wide.finishLog(x, x, result);
}

} // namespace lith::passes
