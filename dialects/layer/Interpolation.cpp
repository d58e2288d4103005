// Weight functions as arithmetic on a distance, as Keras has them: the triangle, the cubic of Keys
// with a = -0.5, and Lanczos windows.
#include "dialects/layer/Interpolation.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <numbers>

using namespace mlir;

namespace lith::layer {
namespace {

/// Float arithmetic on one type.
struct Numbers {
  OpBuilder &builder;
  Location loc;
  Type type;

  Value number(double n) { return createConstant(builder, loc, type, n); }
  Value add(Value a, Value b) { return arith::AddFOp::create(builder, loc, a, b); }
  Value subtract(Value a, Value b) { return arith::SubFOp::create(builder, loc, a, b); }
  Value multiply(Value a, Value b) { return arith::MulFOp::create(builder, loc, a, b); }
  Value divide(Value a, Value b) { return arith::DivFOp::create(builder, loc, a, b); }
  Value compare(arith::CmpFPredicate predicate, Value a, double b) {
    return arith::CmpFOp::create(builder, loc, predicate, a, number(b));
  }
  Value select(Value condition, Value a, Value b) {
    return arith::SelectOp::create(builder, loc, condition, a, b);
  }
  /// (..(c[0] x + c[1]) x + ..) x + c[n]
  Value polynomial(Value x, ArrayRef<double> coefficients) {
    Value sum = number(coefficients.front());
    for (double coefficient : coefficients.drop_front())
      sum = add(multiply(sum, x), number(coefficient));
    return sum;
  }
};

Value createTriangle(OpBuilder &builder, Location loc, Value x) {
  Numbers on{builder, loc, x.getType()};
  return arith::MaximumFOp::create(builder, loc, on.number(0.0), on.subtract(on.number(1.0), x));
}

Value createKeysCubic(OpBuilder &builder, Location loc, Value x) {
  Numbers on{builder, loc, x.getType()};
  Value inner = on.polynomial(x, {1.5, -2.5, 0.0, 1.0});
  Value outer = on.polynomial(x, {-0.5, 2.5, -4.0, 2.0});
  Value value = on.select(on.compare(arith::CmpFPredicate::OGE, x, 1.0), outer, inner);
  return on.select(on.compare(arith::CmpFPredicate::OGE, x, 2.0), on.number(0.0), value);
}

/// sin(pi x) for x >= 0: the series around the nearest integer, whose parity gives the sign. Its
/// first term left out is below 6e-8.
Value createSinPi(OpBuilder &builder, Location loc, Value x) {
  Numbers on{builder, loc, x.getType()};
  Type integer = builder.getI32Type();
  Value nearest = arith::FPToSIOp::create(builder, loc, integer, on.add(x, on.number(0.5)));
  Value rest = on.subtract(x, arith::SIToFPOp::create(builder, loc, x.getType(), nearest));
  Value angle = on.multiply(rest, on.number(std::numbers::pi));
  Value square = on.multiply(angle, angle);
  Value sine = on.multiply(angle, on.polynomial(square, {-1.0 / 39916800, 1.0 / 362880, -1.0 / 5040,
                                                         1.0 / 120, -1.0 / 6, 1.0}));
  Value one = arith::ConstantIntOp::create(builder, loc, integer, 1);
  Value odd = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                    arith::AndIOp::create(builder, loc, nearest, one), one);
  return on.select(odd, on.subtract(on.number(0.0), sine), sine);
}

template <int radius> Value createLanczos(OpBuilder &builder, Location loc, Value x) {
  Numbers on{builder, loc, x.getType()};
  constexpr double pi = std::numbers::pi;
  Value narrow = createSinPi(builder, loc, x);
  Value wide = createSinPi(builder, loc, on.multiply(x, on.number(1.0 / radius)));
  Value above = on.multiply(on.multiply(narrow, wide), on.number(radius / (pi * pi)));
  Value isApart = on.compare(arith::CmpFPredicate::OGT, x, 1e-3);
  Value below = on.select(isApart, on.multiply(x, x), on.number(1.0));
  Value value = on.select(isApart, on.divide(above, below), on.number(1.0));
  return on.select(on.compare(arith::CmpFPredicate::OGT, x, radius), on.number(0.0), value);
}

constexpr Interpolation interpolations[] = {{"bilinear", 1, createTriangle},
                                            {"bicubic", 2, createKeysCubic},
                                            {"lanczos3", 3, createLanczos<3>},
                                            {"lanczos5", 5, createLanczos<5>}};

} // namespace

const Interpolation *findInterpolation(StringRef name) {
  for (const Interpolation &candidate : interpolations)
    if (candidate.name == name)
      return &candidate;
  return nullptr;
}

LogicalResult checkInterpolation(Operation *op, StringRef name, RankedTensorType input) {
  if (name == "nearest")
    return success();
  if (!findInterpolation(name))
    return violates(op, 4) << "interpolation must be nearest, bilinear, bicubic, lanczos3 or "
                              "lanczos5, is '"
                           << name << "'";
  if (!isa<FloatType>(input.getElementType()))
    return violates(op, 5) << "interpolation '" << name << "' needs float elements, input is "
                           << input;
  return success();
}

Value createWeight(OpBuilder &builder, Location loc, const Interpolation &interpolation,
                   Value numerator, Value denominator, Type element) {
  auto toFloat = [&](Value index) -> Value {
    Value integer = arith::IndexCastOp::create(builder, loc, builder.getI32Type(), index);
    return arith::SIToFPOp::create(builder, loc, element, integer);
  };
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value negated = arith::SubIOp::create(builder, loc, zero, numerator);
  Value size = arith::MaxSIOp::create(builder, loc, numerator, negated);
  Value distance = arith::DivFOp::create(builder, loc, toFloat(size), toFloat(denominator));
  return interpolation.createWeight(builder, loc, distance);
}

} // namespace lith::layer
