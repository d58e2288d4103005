// Straight-line integer arithmetic: the digits of a number become a text that ends with a row of
// words, and FarmHash has a formula for each length of text. Products and sums wrap around.
#include "dialects/layer/FarmHash.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace {

class Hasher {
public:
  explicit Hasher(ImplicitLocOpBuilder &builder) : b(builder) {}

  void writeDigits(Value x, unsigned width, bool isUnsigned);
  Value fingerprint();

private:
  static constexpr uint64_t k0 = 0xc3a5c85c97cb3127, k1 = 0xb492b66fbe98f273,
                            k2 = 0x9ae16a3b2f90404f;

  Value number(uint64_t value) {
    return arith::ConstantOp::create(b, b.getI64IntegerAttr(static_cast<int64_t>(value)));
  }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value add(Value x, uint64_t y) { return add(x, number(y)); }
  Value mul(Value x, Value y) { return arith::MulIOp::create(b, x, y); }
  Value mul(Value x, uint64_t y) { return mul(x, number(y)); }
  Value differ(Value x, Value y) { return arith::XOrIOp::create(b, x, y); }
  Value join(Value x, Value y) { return arith::OrIOp::create(b, x, y); }
  Value keep(Value x, uint64_t mask) { return arith::AndIOp::create(b, x, number(mask)); }
  Value left(Value x, Value by) { return arith::ShLIOp::create(b, x, by); }
  Value right(Value x, Value by) { return arith::ShRUIOp::create(b, x, by); }
  Value left(Value x, uint64_t by) { return left(x, number(by)); }
  Value right(Value x, uint64_t by) { return right(x, number(by)); }
  Value rotate(Value x, uint64_t by) { return join(right(x, by), left(x, 64 - by)); }
  Value select(Value condition, Value yes, Value no) {
    return arith::SelectOp::create(b, condition, yes, no);
  }
  Value compare(arith::CmpIPredicate predicate, Value x, uint64_t y) {
    return arith::CmpIOp::create(b, predicate, x, number(y));
  }

  /// The 64 bits from byte `at` of the words on.
  Value fetch(Value at);
  Value foldHigh(Value x) { return differ(x, right(x, 47)); }
  Value mix(Value u, Value v, Value factor);
  Value ofShort(Value start);
  Value ofFour(Value start);
  Value ofEight(Value start);
  Value ofSeventeen(Value start);

  ImplicitLocOpBuilder &b;
  /// The text ends with the last byte of the last word; in front of it are zeros.
  SmallVector<Value> words;
  Value length, factor;
};

void Hasher::writeDigits(Value x, unsigned width, bool isUnsigned) {
  // 255, 65535, 4294967295 and 18446744073709551615; a sign in front takes one more.
  unsigned digits = width <= 8 ? 3 : width <= 16 ? 5 : width <= 32 ? 10 : 20;
  unsigned characters = digits + (isUnsigned || width == 64 ? 0 : 1);
  words.assign((characters + 7) / 8, number(0));
  Value isNegative = isUnsigned ? Value(arith::ConstantOp::create(b, b.getBoolAttr(false)))
                                : compare(arith::CmpIPredicate::slt, x, 0);
  Value rest = select(isNegative, arith::SubIOp::create(b, number(0), x), x), wasDigit;
  length = number(0);
  for (unsigned place = 0; place < characters; ++place) {
    Value tenth = arith::DivUIOp::create(b, rest, number(10));
    Value digit = add(arith::SubIOp::create(b, rest, mul(tenth, 10)), '0');
    Value character = digit, isCharacter;
    if (place > 0) {
      Value isDigit = compare(arith::CmpIPredicate::ne, rest, 0);
      Value isFirst = arith::AndIOp::create(
          b, wasDigit, arith::CmpIOp::create(b, arith::CmpIPredicate::ne, wasDigit, isDigit));
      Value isMinus = arith::AndIOp::create(b, isNegative, isFirst);
      character = select(isDigit, digit, select(isMinus, number('-'), number(0)));
      isCharacter = arith::OrIOp::create(b, isDigit, isMinus);
      wasDigit = isDigit;
    } else {
      isCharacter = wasDigit = arith::ConstantOp::create(b, b.getBoolAttr(true));
    }
    length = add(length, arith::ExtUIOp::create(b, b.getI64Type(), isCharacter));
    unsigned byte = words.size() * 8 - 1 - place;
    words[byte / 8] = join(words[byte / 8], left(character, byte % 8 * 8));
    rest = tenth;
  }
  factor = add(mul(length, 2), k2);
}

Value Hasher::fetch(Value at) {
  Value word = right(at, 3), shift = left(keep(at, 7), 3), low = words.front();
  Value high = words.size() > 1 ? words[1] : number(0);
  for (unsigned i = 1; i < words.size(); ++i) {
    Value isHere = compare(arith::CmpIPredicate::eq, word, i);
    low = select(isHere, words[i], low);
    high = select(isHere, i + 1 < words.size() ? words[i + 1] : number(0), high);
  }
  // In two steps, as a shift by 64 has no meaning.
  Value back = arith::SubIOp::create(b, number(63), shift);
  return join(right(low, shift), left(left(high, 1), back));
}

Value Hasher::mix(Value u, Value v, Value factor) {
  Value first = foldHigh(mul(differ(u, v), factor));
  return mul(foldHigh(mul(differ(v, first), factor)), factor);
}

// One to three characters: the first, the middle and the last.
Value Hasher::ofShort(Value start) {
  Value at = keep(left(right(length, 1), 3), 63);
  Value middle = keep(right(start, at), 0xff);
  Value y = add(keep(start, 0xff), left(middle, 8));
  Value z = add(length, left(right(words.back(), 56), 2));
  return mul(foldHigh(differ(mul(y, k2), mul(z, k0))), k2);
}

// Four to seven.
Value Hasher::ofFour(Value start) {
  Value first = left(keep(start, 0xffffffff), 3);
  return mix(add(length, first), right(words.back(), 32), factor);
}

// Eight to sixteen.
Value Hasher::ofEight(Value start) {
  Value first = add(start, k2), last = words.back();
  Value u = add(mul(rotate(last, 37), factor), first);
  Value v = mul(add(rotate(first, 25), last), factor);
  return mix(u, v, factor);
}

// Seventeen to thirty-two.
Value Hasher::ofSeventeen(Value start) {
  Value after = arith::SubIOp::create(b, number(8 * words.size() + 8), length);
  Value first = mul(start, k1), second = fetch(after);
  Value third = mul(words.back(), factor), fourth = mul(words[words.size() - 2], k2);
  Value u = add(add(rotate(add(first, second), 43), rotate(third, 30)), fourth);
  Value v = add(add(first, rotate(add(second, k2), 18)), third);
  return mix(u, v, factor);
}

Value Hasher::fingerprint() {
  Value start = fetch(arith::SubIOp::create(b, number(8 * words.size()), length));
  auto reaches = [&](uint64_t size) { return compare(arith::CmpIPredicate::uge, length, size); };
  Value result = select(reaches(4), ofFour(start), ofShort(start));
  if (words.size() > 1)
    result = select(reaches(8), ofEight(start), result);
  if (words.size() > 2)
    result = select(reaches(17), ofSeventeen(start), result);
  return result;
}

} // namespace

Value lith::layer::createDigitFingerprint(ImplicitLocOpBuilder &b, Value x, unsigned width,
                                          bool isUnsigned) {
  Hasher hasher(b);
  hasher.writeDigits(x, width, isUnsigned);
  return hasher.fingerprint();
}
