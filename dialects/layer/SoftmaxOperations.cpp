// Operations that take elements together with others of their axes: softmax, lengths made one,
// gates.
#include "dialects/layer/Activations.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/SumOperations.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace lith::layer;

namespace {

/// The axes of a normalisation, sorted; none where they are wrong.
std::optional<Shape> normalizedAxes(RankedTensorType x, ArrayRef<int64_t> given, bool everything) {
  std::optional<Shape> axes =
      sortedAxes(everything ? std::nullopt : std::optional(given), x.getRank());
  return axes && axes->empty() && !everything ? std::nullopt : axes;
}

LogicalResult inferNormalized(Operation *op, const std::optional<Shape> &axes,
                              SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  if (!axes)
    return breaks(op, 1) << "axis " << op->getAttr("axis") << " does not name axes of " << x;
  if (!isa<FloatType>(x.getElementType()))
    return breaks(op, 2) << "elements must be floating-point, are those of " << x;
  types.push_back(x);
  return success();
}

} // namespace

#define LITH_NORMALIZING(Op, everything)                                                           \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferNormalized(*this, normalizedAxes(getX().getType(), getAxis(), everything), types); \
  }                                                                                                \
  bool Op::mixesSamples() {                                                                        \
    return worksAlongBatch(getX(), normalizedAxes(getX().getType(), getAxis(), everything));       \
  }
LITH_NORMALIZING(OpsSoftmaxOp, getEverything())
LITH_NORMALIZING(OpsLogSoftmaxOp, getEverything())
LITH_NORMALIZING(OpsNormalizeOp, false)
#undef LITH_NORMALIZING

void OpsSoftmaxOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").flagNull("everything").orBare();
}
LogicalResult OpsSoftmaxOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(createSoftmax(builder, getLoc(), getX(),
                                  *normalizedAxes(getX().getType(), getAxis(), getEverything())));
  return success();
}

void OpsLogSoftmaxOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").flagNull("everything").orBare();
}
LogicalResult OpsLogSoftmaxOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Shape axes = *normalizedAxes(getX().getType(), getAxis(), getEverything());
  Type type = typeOf(getX()).getElementType();
  Value shifted =
      folds::mapWith(b, getX(), folds::foldMax(b, getX(), axes), axes, type, folds::sub);
  Value powers =
      folds::map(b, shifted, [](B &b, Value e) -> Value { return math::ExpOp::create(b, e); });
  Value sum = folds::fold(b, powers, axes, 0.0, folds::add);
  results.push_back(folds::mapWith(b, shifted, sum, axes, type, [](B &b, Value e, Value s) {
    return folds::sub(b, e, math::LogOp::create(b, s));
  }));
  return success();
}

void OpsNormalizeOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").orBare();
  spec.integer("order");
  spec.floating("epsilon").orNull();
}
LogicalResult OpsNormalizeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Shape axes = *normalizedAxes(getX().getType(), getAxis(), false);
  Type type = typeOf(getX()).getElementType();
  double epsilon = getEpsilon().convertToDouble();
  int64_t order = getOrder();
  Value powers = folds::map(b, getX(), [&](B &b, Value e) -> Value {
    Value magnitude = order == 2 ? e : Value(math::AbsFOp::create(b, e)), power = magnitude;
    for (int64_t i = 1; i < order; ++i)
      power = folds::mul(b, power, magnitude);
    return power;
  });
  Value sum = folds::fold(b, powers, axes, 0.0, folds::add);
  results.push_back(
      folds::mapWith(b, getX(), sum, axes, type, [&](B &b, Value e, Value s) -> Value {
        if (order == 2) {
          Value inverse = math::RsqrtOp::create(b, s);
          Value bound = folds::constant(b, s, 1 / epsilon);
          return folds::mul(b, e, arith::MinimumFOp::create(b, inverse, bound));
        }
        Value norm = s;
        if (order > 2)
          norm = math::PowFOp::create(b, s, folds::constant(b, s, 1.0 / double(order)));
        norm = arith::MaximumFOp::create(b, norm, folds::constant(b, s, epsilon));
        return arith::DivFOp::create(b, e, norm);
      }));
  return success();
}

void OpsGluOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
LogicalResult OpsGluOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = resolveAxis(getAxis(), x.getRank());
  if (!axis || x.isDynamicDim(*axis) || x.getDimSize(*axis) % 2)
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " of " << x
                            << " must have an even size";
  if (!isa<FloatType>(x.getElementType()))
    return breaks(*this, 2) << "elements must be floating-point, are those of " << x;
  Shape shape(x.getShape());
  shape[*axis] /= 2;
  types.push_back(x.clone(shape));
  return success();
}
bool OpsGluOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsGluOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  RankedTensorType type = typeOf(getResult());
  int64_t axis = *resolveAxis(getAxis(), type.getRank());
  OpFoldResult half = builder.getIndexAttr(type.getDimSize(axis));
  Value first = createSlice(builder, getLoc(), getX(), axis, builder.getIndexAttr(0), half);
  Value gate = createSlice(builder, getLoc(), getX(), axis, half, half);
  gate = applyActivation(builder, getLoc(), "sigmoid", gate);
  results.push_back(createElementwise(builder, getLoc(), {first, gate},
                                      [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                        return arith::MulFOp::create(nested, at, e[0], e[1]);
                                      }));
  return success();
}
