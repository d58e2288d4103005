// Averages with weights, and areas under curves: sums along an axis of elements times numbers.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ReductionOperations.h"

using namespace mlir;
using namespace lith::layer;

/// The shape without one axis, or without all.
static Shape shapeWithout(RankedTensorType type, std::optional<int64_t> axis) {
  Shape shape(axis ? type.getShape() : ArrayRef<int64_t>());
  if (axis)
    shape.erase(shape.begin() + *axis);
  return shape;
}

//===-- Average ------------------------------------------------------------------------------===//

/// The axis that is reduced; none for all, or where the attribute names none.
static std::optional<int64_t> averagedAxis(OpsAverageOp op) {
  return op.getAxis() ? resolveAxis(*op.getAxis(), op.getX().getType().getRank()) : std::nullopt;
}

void OpsAverageOp::describeConfig(ConfigSpec &spec) { spec.integer("axis").orNull(); }
LogicalResult OpsAverageOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = averagedAxis(*this);
  bool fits = (axis || !getAxis()) && getWeights().size() <= 1;
  Type element = x.getElementType();
  for (Value weights : getWeights()) {
    RankedTensorType type = typeOf(weights);
    bool isRow = axis && type.getRank() == 1 && type.getDimSize(0) == x.getDimSize(*axis);
    fits &= isRow || type.getShape() == x.getShape();
    element = promoteTypes(element, type.getElementType());
  }
  if (!fits)
    return breaks(*this, 1) << "axis must be an axis of " << x
                            << ", and weights of its shape or a row along it";
  types.push_back(RankedTensorType::get(shapeWithout(x, axis), toFloatType(element)));
  return success();
}
bool OpsAverageOp::mixesSamples() {
  if (!llvm::any_of(getOperands(), hasOpenBatch))
    return false;
  std::optional<int64_t> axis = averagedAxis(*this);
  // A row of weights as long as the batch is a number for each sample.
  return !axis || *axis == 0 || llvm::any_of(getWeights(), [&](Value weights) {
    return hasOpenBatch(weights) && typeOf(weights).getRank() < getX().getType().getRank();
  });
}
LogicalResult OpsAverageOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Type element = elementOf(getResult());
  Value x = createConversion(b, getLoc(), getX(), element);
  std::optional<int64_t> axis = averagedAxis(*this);
  Shape axes = axis ? Shape{*axis} : *namedAxes(std::nullopt, typeOf(x).getRank());
  if (getWeights().empty()) {
    results.push_back(folds::meanOf(b, x, axes));
    return success();
  }
  Value weights = createConversion(b, getLoc(), getWeights().front(), element);
  if (typeOf(weights).getRank() < typeOf(x).getRank())
    weights =
        createMap(b, getLoc(), weights,
                  AffineMap::get(typeOf(x).getRank(), 0, b.getAffineDimExpr(*axis), b.getContext()),
                  tensor::getMixedSizes(b, getLoc(), x), element,
                  [](OpBuilder &, Location, ValueRange e) { return e[0]; });
  Value sum = folds::fold(b, folds::mapBoth(b, x, weights, folds::mul), axes, 0.0, folds::add);
  Value whole = folds::fold(b, weights, axes, 0.0, folds::add);
  results.push_back(folds::mapBoth(b, sum, whole, [](B &b, Value e, Value w) -> Value {
    return arith::DivFOp::create(b, e, w);
  }));
  return success();
}

//===-- Trapezoid ----------------------------------------------------------------------------===//

void OpsTrapezoidOp::describeConfig(ConfigSpec &spec) {
  spec.tensor("x").orNull();
  spec.floating("dx");
  spec.integer("axis");
}
LogicalResult OpsTrapezoidOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType y = getY().getType();
  std::optional<int64_t> axis = resolveAxis(getAxis(), y.getRank());
  if (!axis || y.isDynamicDim(*axis) || y.getDimSize(*axis) < 2)
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " of " << y
                            << " must have a known size of 2 or more";
  if (std::optional<ElementsAttr> x = getX()) {
    ShapedType row = x->getShapedType();
    bool isDense = isa<DenseElementsAttr>(*x) && row.getElementType().isF64();
    if (!isDense || row.getRank() != 1 || row.getDimSize(0) != y.getDimSize(*axis))
      return breaks(*this, 2) << "x must be a row of " << y.getDimSize(*axis) << " numbers, is "
                              << row;
  }
  if (y.getElementType().isUnsignedInteger())
    return breaks(*this, 3) << "elements are unsigned: " << y;
  types.push_back(RankedTensorType::get(shapeWithout(y, axis), toFloatType(y.getElementType())));
  return success();
}
bool OpsTrapezoidOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsTrapezoidOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value y = createConversion(b, getLoc(), getY(), elementOf(getResult()));
  int64_t rank = typeOf(y).getRank(), axis = *resolveAxis(getAxis(), rank);
  int64_t steps = typeOf(y).getDimSize(axis) - 1;
  auto part = [&](int64_t from) {
    return createSlice(b, getLoc(), y, axis, b.getIndexAttr(from), b.getIndexAttr(steps));
  };
  SmallVector<double> widths(steps, getDx().convertToDouble());
  if (std::optional<ElementsAttr> x = getX()) {
    auto numbers = llvm::to_vector(cast<DenseElementsAttr>(*x).getValues<double>());
    for (int64_t i = 0; i < steps; ++i)
      widths[i] = numbers[i + 1] - numbers[i];
  }
  Value table = createTable(b, getLoc(), RankedTensorType::get({steps}, elementOf(y)), widths);
  AffineMap all = b.getMultiDimIdentityMap(rank),
            row = AffineMap::get(rank, 0, b.getAffineDimExpr(axis), b.getContext());
  Value low = part(0), high = part(1);
  Value areas = createMap(b, getLoc(), {low, high, table}, {all, all, row},
                          tensor::getMixedSizes(b, getLoc(), low), elementOf(y),
                          [](OpBuilder &nested, Location at, ValueRange e) {
                            B inner(at, nested);
                            Value twice = folds::add(inner, e[0], e[1]);
                            return folds::mul(inner, folds::mul(inner, twice, e[2]),
                                              folds::constant(inner, twice, 0.5));
                          });
  results.push_back(folds::fold(b, areas, {axis}, 0.0, folds::add));
  return success();
}
