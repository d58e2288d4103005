// What reductions and normalisations are made of.
#include "dialects/layer/Folds.h"

#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <cmath>
#include <limits>

using namespace mlir;

namespace lith::layer::folds {

using B = ImplicitLocOpBuilder;
using Axes = ArrayRef<int64_t>;

static constexpr double infinity = std::numeric_limits<double>::infinity();

Type elementOf(Value tensor) { return getElementTypeOrSelf(tensor.getType()); }
bool isFloat(Value value) { return isa<FloatType>(value.getType()); }
Value constant(B &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}
Value add(B &b, Value x, Value y) {
  return isFloat(x) ? Value(arith::AddFOp::create(b, x, y)) : Value(arith::AddIOp::create(b, x, y));
}
Value mul(B &b, Value x, Value y) {
  return isFloat(x) ? Value(arith::MulFOp::create(b, x, y)) : Value(arith::MulIOp::create(b, x, y));
}
Value sub(B &b, Value x, Value y) {
  return isFloat(x) ? Value(arith::SubFOp::create(b, x, y)) : Value(arith::SubIOp::create(b, x, y));
}
Value larger(B &b, Value x, Value y) {
  if (isFloat(x))
    return arith::MaximumFOp::create(b, x, y);
  return x.getType().isInteger(1) ? Value(arith::OrIOp::create(b, x, y))
                                  : Value(arith::MaxSIOp::create(b, x, y));
}
Value smaller(B &b, Value x, Value y) {
  if (isFloat(x))
    return arith::MinimumFOp::create(b, x, y);
  return x.getType().isInteger(1) ? Value(arith::AndIOp::create(b, x, y))
                                  : Value(arith::MinSIOp::create(b, x, y));
}

Value fold(B &b, Value x, Axes axes, double start, Combine combine) {
  return createAxisReduction(b, b.getLoc(), x, axes, start,
                             [&](OpBuilder &nested, Location at, ValueRange e) {
                               B inner(at, nested);
                               return combine(inner, e[0], e[1]);
                             });
}

double leastNumber(Type type) {
  if (isa<FloatType>(type))
    return -infinity;
  return type.isInteger(1) ? 0.0 : -std::ldexp(1.0, int(type.getIntOrFloatBitWidth()) - 1);
}

Value foldMax(B &b, Value x, Axes axes) {
  return fold(b, x, axes, leastNumber(elementOf(x)), larger);
}

/// The least x. No double is the largest int64, so that integers are folded as -1 - x.
Value foldMin(B &b, Value x, Axes axes) {
  Type type = elementOf(x);
  if (isa<FloatType>(type))
    return fold(b, x, axes, infinity, smaller);
  if (type.isInteger(1))
    return fold(b, x, axes, 1.0, smaller);
  auto turn = [](B &b, Value e) { return sub(b, constant(b, e, -1), e); };
  return map(b, foldMax(b, map(b, x, turn), axes), turn);
}

/// f of every element; the type may change.
Value mapTo(B &b, Value x, Type type, llvm::function_ref<Value(B &, Value)> f) {
  unsigned rank = cast<RankedTensorType>(x.getType()).getRank();
  return createMap(b, b.getLoc(), x, b.getMultiDimIdentityMap(rank),
                   tensor::getMixedSizes(b, b.getLoc(), x), type,
                   [&](OpBuilder &nested, Location at, ValueRange e) {
                     B inner(at, nested);
                     return f(inner, e[0]);
                   });
}
Value map(B &b, Value x, llvm::function_ref<Value(B &, Value)> f) {
  return mapTo(b, x, elementOf(x), f);
}

/// f(element of x, what `reduced`, x without `axes`, has for it).
Value mapWith(B &b, Value x, Value reduced, Axes axes, Type type,
              llvm::function_ref<Value(B &, Value, Value)> f) {
  AffineMap all = b.getMultiDimIdentityMap(cast<RankedTensorType>(x.getType()).getRank());
  return createMap(b, b.getLoc(), {x, reduced}, {all, all.dropResults(axes)},
                   tensor::getMixedSizes(b, b.getLoc(), x), type,
                   [&](OpBuilder &nested, Location at, ValueRange e) {
                     B inner(at, nested);
                     return f(inner, e[0], e[1]);
                   });
}

/// The elements behind each result, as a number of `type`; dynamic sizes are captured as indices.
static Value countAlong(B &b, ArrayRef<OpFoldResult> sizes, Axes axes, Type type) {
  double known = 1;
  Value count;
  for (int64_t axis : axes) {
    if (std::optional<int64_t> size = getConstantIntValue(sizes[axis])) {
      known *= double(*size);
      continue;
    }
    Value integer = arith::IndexCastOp::create(b, b.getI32Type(), cast<Value>(sizes[axis]));
    Value real = arith::SIToFPOp::create(b, type, integer);
    count = count ? mul(b, count, real) : real;
  }
  Value fixed = createConstant(b, b.getLoc(), type, known);
  return count ? mul(b, count, fixed) : fixed;
}

Value meanOf(B &b, Value x, Axes axes) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, b.getLoc(), x);
  return map(b, fold(b, x, axes, 0.0, add), [&](B &b, Value e) -> Value {
    return arith::DivFOp::create(b, e, countAlong(b, sizes, axes, e.getType()));
  });
}

Value varianceOf(B &b, Value x, Axes axes) {
  Value deviation =
      mapWith(b, x, meanOf(b, x, axes), axes, elementOf(x), [](B &b, Value e, Value mean) {
        Value difference = sub(b, e, mean);
        return mul(b, difference, difference);
      });
  return meanOf(b, deviation, axes);
}

Value mapBoth(B &b, Value x, Value y, llvm::function_ref<Value(B &, Value, Value)> f) {
  return createElementwise(b, b.getLoc(), {x, y},
                           [&](OpBuilder &nested, Location at, ValueRange e) {
                             B inner(at, nested);
                             return f(inner, e[0], e[1]);
                           });
}

Value withoutNaN(B &b, Value x, double value) {
  if (!isa<FloatType>(elementOf(x)))
    return x;
  return map(b, x, [&](B &b, Value e) -> Value {
    Value isNaN = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, e, e);
    return arith::SelectOp::create(b, isNaN, constant(b, e, value), e);
  });
}

} // namespace lith::layer::folds
