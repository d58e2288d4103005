// Reductions: folds, and what stands before and behind them.
#include "dialects/layer/ReductionOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace lith::layer;
using namespace lith::layer::folds;
using elements::isNaN;
using elements::isZero;
using elements::where;

using B = ImplicitLocOpBuilder;
using Axes = ArrayRef<int64_t>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// How many elements are not NaN.
Value countNumbers(B &b, Value x, Axes axes) {
  Value ones = map(b, x, [](B &b, Value e) {
    return where(b, isNaN(b, e), constant(b, e, 0.0), constant(b, e, 1.0));
  });
  return fold(b, ones, axes, 0.0, add);
}

/// f(a fold of x, how many elements it is of that are not NaN), and NaN where there are none.
Value foldNumbers(B &b, Value x, Value folded, Axes axes,
                  llvm::function_ref<Value(B &, Value, Value)> f) {
  return mapBoth(b, folded, countNumbers(b, x, axes), [&](B &b, Value e, Value count) {
    return where(b, isZero(b, count), constant(b, e, std::numeric_limits<double>::quiet_NaN()),
                 f(b, e, count));
  });
}

Value extremeNumber(B &b, Value x, Axes axes, double neutral, Value (*extreme)(B &, Value, Axes)) {
  if (!isa<FloatType>(elementOf(x)))
    return extreme(b, x, axes);
  return foldNumbers(b, x, extreme(b, withoutNaN(b, x, neutral), axes), axes,
                     [](B &, Value e, Value) { return e; });
}

Value meanOfNumbers(B &b, Value x, Axes axes) {
  return foldNumbers(b, x, fold(b, withoutNaN(b, x, 0.0), axes, 0.0, add), axes, elements::div);
}

Value varianceOfNumbers(B &b, Value x, Axes axes) {
  Value squares =
      mapWith(b, x, meanOfNumbers(b, x, axes), axes, elementOf(x), [](B &b, Value e, Value mean) {
        Value distance = sub(b, e, mean);
        return where(b, isNaN(b, e), constant(b, e, 0.0), mul(b, distance, distance));
      });
  return foldNumbers(b, x, fold(b, squares, axes, 0.0, add), axes, elements::div);
}

Value rootOf(B &b, Value x) {
  return map(b, x, [](B &b, Value e) -> Value { return math::SqrtOp::create(b, e); });
}

/// Where the first element stands that is `extreme` (the largest or least of its row) or NaN: the
/// smallest such position. Two reductions with one result each.
Value positionOf(B &b, Value x, Value extreme, int64_t axis) {
  Type index = b.getI32Type();
  Value positions = mapWith(b, x, extreme, {axis}, index, [&](B &b, Value e, Value best) -> Value {
    Value hit =
        isFloat(e)
            ? Value(arith::OrIOp::create(
                  b, arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, e, best), isNaN(b, e)))
            : Value(arith::CmpIOp::create(b, arith::CmpIPredicate::eq, e, best));
    Value at = arith::IndexCastOp::create(b, index, linalg::IndexOp::create(b, axis));
    return arith::SelectOp::create(b, hit, at, constant(b, at, INT32_MAX));
  });
  return fold(b, positions, {axis}, INT32_MAX, smaller);
}

/// All axes become one, for an argmax over everything.
Value flattened(B &b, Value x) {
  auto type = cast<RankedTensorType>(x.getType());
  return createReshape(b, b.getLoc(), x, type.clone({type.getNumElements()}));
}

Value argumentOf(B &b, Value x, Axes axes, Value (*extreme)(B &, Value, Axes)) {
  if (axes.size() != 1) {
    x = flattened(b, x);
    return positionOf(b, x, extreme(b, x, {0}), 0);
  }
  return positionOf(b, x, extreme(b, x, axes), axes.front());
}

} // namespace

//===-- Sums and products --------------------------------------------------------------------===//

void OpsSumOp::describeMore(ConfigSpec &) {}
Value OpsSumOp::reduce(B &b, Value x, Axes axes) { return fold(b, x, axes, 0.0, add); }
void OpsNansumOp::describeMore(ConfigSpec &) {}
Value OpsNansumOp::reduce(B &b, Value x, Axes axes) {
  return fold(b, withoutNaN(b, x, 0.0), axes, 0.0, add);
}
void OpsProdOp::describeMore(ConfigSpec &spec) { spec.dtype("dtype").orNull(); }
Value OpsProdOp::reduce(B &b, Value x, Axes axes) { return fold(b, x, axes, 1.0, mul); }
void OpsNanprodOp::describeMore(ConfigSpec &) {}
Value OpsNanprodOp::reduce(B &b, Value x, Axes axes) {
  return fold(b, withoutNaN(b, x, 1.0), axes, 1.0, mul);
}

//===-- Means --------------------------------------------------------------------------------===//

void OpsMeanOp::describeMore(ConfigSpec &) {}
Value OpsMeanOp::reduce(B &b, Value x, Axes axes) { return meanOf(b, x, axes); }
void OpsVarOp::describeMore(ConfigSpec &) {}
Value OpsVarOp::reduce(B &b, Value x, Axes axes) { return varianceOf(b, x, axes); }
void OpsStdOp::describeMore(ConfigSpec &) {}
Value OpsStdOp::reduce(B &b, Value x, Axes axes) { return rootOf(b, varianceOf(b, x, axes)); }
void OpsNanmeanOp::describeMore(ConfigSpec &) {}
Value OpsNanmeanOp::reduce(B &b, Value x, Axes axes) { return meanOfNumbers(b, x, axes); }
void OpsNanvarOp::describeMore(ConfigSpec &) {}
Value OpsNanvarOp::reduce(B &b, Value x, Axes axes) { return varianceOfNumbers(b, x, axes); }
void OpsNanstdOp::describeMore(ConfigSpec &) {}
Value OpsNanstdOp::reduce(B &b, Value x, Axes axes) {
  return rootOf(b, varianceOfNumbers(b, x, axes));
}

void OpsMomentsOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axes");
  spec.boolean("keepdims");
  spec.boolean("synchronized");
}
LogicalResult OpsMomentsOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getX().getType();
  std::optional<SmallVector<int64_t>> axes = sortedAxes(getAxes(), input.getRank());
  if (!axes)
    return breaks(*this, 1) << "axes [" << getAxes() << "] do not name axes of " << input;
  if (!isa<FloatType>(input.getElementType()))
    return breaks(*this, 2) << "elements must be floating-point, are " << input.getElementType();
  SmallVector<int64_t> shape;
  for (auto [dim, size] : llvm::enumerate(input.getShape()))
    if (!llvm::is_contained(*axes, dim))
      shape.push_back(size);
    else if (getKeepdims())
      shape.push_back(1);
  types.append(2, input.clone(shape));
  return success();
}
bool OpsMomentsOp::mixesSamples() {
  return hasOpenBatch(getX()) &&
         llvm::is_contained(*sortedAxes(getAxes(), getX().getType().getRank()), 0);
}
LogicalResult OpsMomentsOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  SmallVector<int64_t> axes = *sortedAxes(getAxes(), getX().getType().getRank());
  for (Value value : {meanOf(b, getX(), axes), varianceOf(b, getX(), axes)})
    results.push_back(createReshape(builder, getLoc(), value, getMean().getType()));
  return success();
}

//===-- Extremes -----------------------------------------------------------------------------===//

/// `initial` takes part as one more element.
static Value withInitial(B &b, Value result, std::optional<APFloat> initial, Combine combine) {
  if (!initial)
    return result;
  return map(b, result, [&](B &b, Value e) {
    return combine(b, e, constant(b, e, initial->convertToDouble()));
  });
}

void OpsMaxOp::describeMore(ConfigSpec &spec) { spec.floating("initial").orNull(); }
Value OpsMaxOp::reduce(B &b, Value x, Axes axes) {
  return withInitial(b, foldMax(b, x, axes), getInitial(), larger);
}
void OpsMinOp::describeMore(ConfigSpec &spec) { spec.floating("initial").orNull(); }
Value OpsMinOp::reduce(B &b, Value x, Axes axes) {
  return withInitial(b, foldMin(b, x, axes), getInitial(), smaller);
}
void OpsAmaxOp::describeMore(ConfigSpec &) {}
Value OpsAmaxOp::reduce(B &b, Value x, Axes axes) { return foldMax(b, x, axes); }
void OpsAminOp::describeMore(ConfigSpec &) {}
Value OpsAminOp::reduce(B &b, Value x, Axes axes) { return foldMin(b, x, axes); }
void OpsPtpOp::describeMore(ConfigSpec &) {}
Value OpsPtpOp::reduce(B &b, Value x, Axes axes) {
  return mapBoth(b, foldMax(b, x, axes), foldMin(b, x, axes), sub);
}
void OpsNanmaxOp::describeMore(ConfigSpec &) {}
Value OpsNanmaxOp::reduce(B &b, Value x, Axes axes) {
  return extremeNumber(b, x, axes, -infinity, foldMax);
}
void OpsNanminOp::describeMore(ConfigSpec &) {}
Value OpsNanminOp::reduce(B &b, Value x, Axes axes) {
  return extremeNumber(b, x, axes, infinity, foldMin);
}

void OpsArgmaxOp::describeMore(ConfigSpec &) {}
Value OpsArgmaxOp::reduce(B &b, Value x, Axes axes) { return argumentOf(b, x, axes, foldMax); }
void OpsArgminOp::describeMore(ConfigSpec &) {}
Value OpsArgminOp::reduce(B &b, Value x, Axes axes) { return argumentOf(b, x, axes, foldMin); }

/// The position of an extreme, NaN being the other one; -1 where there is nothing else.
static Value argumentOfNumbers(B &b, Value x, Axes axes, double neutral,
                               Value (*extreme)(B &, Value, Axes)) {
  if (!isa<FloatType>(elementOf(x)))
    return argumentOf(b, x, axes, extreme);
  Value position = argumentOf(b, withoutNaN(b, x, neutral), axes, extreme);
  return mapBoth(b, position, countNumbers(b, x, axes), [](B &b, Value at, Value count) {
    return where(b, isZero(b, count), constant(b, at, -1), at);
  });
}

void OpsNanargmaxOp::describeMore(ConfigSpec &) {}
Value OpsNanargmaxOp::reduce(B &b, Value x, Axes axes) {
  return argumentOfNumbers(b, x, axes, -infinity, foldMax);
}
void OpsNanargminOp::describeMore(ConfigSpec &) {}
Value OpsNanargminOp::reduce(B &b, Value x, Axes axes) {
  return argumentOfNumbers(b, x, axes, infinity, foldMin);
}

//===-- Logic --------------------------------------------------------------------------------===//

void OpsAllOp::describeMore(ConfigSpec &) {}
Value OpsAllOp::reduce(B &b, Value x, Axes axes) { return fold(b, x, axes, 1.0, smaller); }
void OpsAnyOp::describeMore(ConfigSpec &) {}
Value OpsAnyOp::reduce(B &b, Value x, Axes axes) { return fold(b, x, axes, 0.0, larger); }
void OpsCountNonzeroOp::describeMore(ConfigSpec &) {}
Value OpsCountNonzeroOp::reduce(B &b, Value x, Axes axes) {
  Type count = b.getI32Type();
  Value ones = mapTo(b, x, count, [&](B &b, Value e) {
    Value isSet = convertElement(b, b.getLoc(), e, b.getI1Type());
    return convertElement(b, b.getLoc(), isSet, count);
  });
  return fold(b, ones, axes, 0.0, add);
}

//===-- Exponentials and norms ---------------------------------------------------------------===//

// max + log sum exp(x - max), with 0 for a max that is infinite or NaN.
void OpsLogsumexpOp::describeMore(ConfigSpec &) {}
Value OpsLogsumexpOp::reduce(B &b, Value x, Axes axes) {
  Value most = map(b, foldMax(b, x, axes), [](B &b, Value e) -> Value {
    Value isFinite = arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, math::AbsFOp::create(b, e),
                                           constant(b, e, infinity));
    return arith::SelectOp::create(b, isFinite, e, constant(b, e, 0.0));
  });
  Value powers = mapWith(b, x, most, axes, elementOf(x), [](B &b, Value e, Value m) -> Value {
    return math::ExpOp::create(b, sub(b, e, m));
  });
  Value sum = fold(b, powers, axes, 0.0, add);
  return mapBoth(b, sum, most, [](B &b, Value sum, Value most) {
    return add(b, math::LogOp::create(b, sum), most);
  });
}

void OpsNormOp::describeMore(ConfigSpec &spec) { spec.floating("ord").orNull(); }
Value OpsNormOp::reduce(B &b, Value x, Axes axes) {
  double order = getOrd() ? getOrd()->convertToDouble() : 2.0;
  auto magnitude = [](B &b, Value e) -> Value { return math::AbsFOp::create(b, e); };
  if (std::isinf(order))
    return order > 0 ? foldMax(b, map(b, x, magnitude), axes)
                     : foldMin(b, map(b, x, magnitude), axes);
  if (order == 0) {
    Value ones = map(b, x, [](B &b, Value e) {
      Value isSet = convertElement(b, b.getLoc(), e, b.getI1Type());
      return convertElement(b, b.getLoc(), isSet, e.getType());
    });
    return fold(b, ones, axes, 0.0, add);
  }
  if (order == 1)
    return fold(b, map(b, x, magnitude), axes, 0.0, add);
  if (order == 2)
    return rootOf(b,
                  fold(b, map(b, x, [](B &b, Value e) { return mul(b, e, e); }), axes, 0.0, add));
  Value powers = map(b, x, [&](B &b, Value e) -> Value {
    return math::PowFOp::create(b, math::AbsFOp::create(b, e), constant(b, e, order));
  });
  return map(b, fold(b, powers, axes, 0.0, add), [&](B &b, Value e) -> Value {
    return math::PowFOp::create(b, e, constant(b, e, 1 / order));
  });
}
