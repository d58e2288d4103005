// Medians and quantiles: elements of which a known number of others stand before.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/SortingOperations.h"
#include "dialects/layer/SortingOrder.h"

#include <cmath>

using namespace mlir;
using namespace lith::layer;
using elements::isNaN;
using order::createRanks;

using I = arith::CmpIPredicate;

namespace {

/// The numbers of q.
SmallVector<double> numbersOf(ElementsAttr q) {
  auto numbers = cast<DenseElementsAttr>(q).getValues<double>();
  return SmallVector<double>(numbers.begin(), numbers.end());
}

/// Constraints 1 and 2, and the shape without the axes.
LogicalResult inferReduced(Operation *op, Shape &shape, Type &element) {
  RankedTensorType x = typeOf(op->getOperand(0));
  std::optional<Shape> axes = lith::layer::detail::reducedAxes(op);
  if (!axes || !areKnown(x, *axes))
    return breaks(op, 1) << "axis " << op->getAttr("axis")
                         << " does not name axes of known size of " << x;
  element = toFloatType(x.getElementType());
  if (element.isF64() || x.getElementType().isInteger(1))
    return breaks(op, 2) << "elements of " << x
                         << " are not of a type that it takes; use keras.ops.cast first";
  auto keepdims = op->getAttrOfType<BoolAttr>("keepdims");
  for (int64_t dim = 0; dim < x.getRank(); ++dim)
    if (!llvm::is_contained(*axes, dim))
      shape.push_back(x.getDimSize(dim));
    else if (keepdims && keepdims.getValue())
      shape.push_back(1);
  return success();
}

/// x as floats with the axes of the op as its last one.
Value toRows(Operation *op, B &b) {
  Value x = op->getOperand(0);
  x = createConversion(b, b.getLoc(), x, toFloatType(elementOf(x)));
  Shape axes = *lith::layer::detail::reducedAxes(op), order, shape;
  int64_t count = 1;
  for (int64_t dim = 0; dim < typeOf(x).getRank(); ++dim)
    if (!llvm::is_contained(axes, dim)) {
      order.push_back(dim);
      shape.push_back(typeOf(x).getDimSize(dim));
    }
  for (int64_t axis : axes) {
    order.push_back(axis);
    count *= typeOf(x).getDimSize(axis);
  }
  shape.push_back(count);
  if (!llvm::is_sorted(order))
    x = createTranspose(b, b.getLoc(), x, order);
  return createReshape(b, b.getLoc(), x, typeOf(x).clone(shape));
}

/// The element of each row before which `place` others stand.
Value pickRank(B &b, Value rows, Value ranks, int64_t place) {
  int64_t rank = typeOf(rows).getRank();
  AffineMap all = b.getMultiDimIdentityMap(rank);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, b.getLoc(), rows);
  Value init = createFilled(b, b.getLoc(), ArrayRef(sizes).drop_back(), elementOf(rows), 0.0);
  return createReduction(b, b.getLoc(), {rows, ranks}, init, {all, all, all.dropResult(rank - 1)},
                         1, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           Value number = createConstant(nested, at, e[1].getType(), double(place));
                           Value isHere = arith::CmpIOp::create(nested, at, I::eq, e[1], number);
                           return arith::SelectOp::create(nested, at, isHere, e[0], e[2]);
                         });
}

/// low * lowWeight + high * highWeight, or NaN where the largest is.
Value blend(B &b, Value low, Value high, Value largest, double lowWeight, double highWeight) {
  return createElementwise(b, b.getLoc(), {low, high, largest},
                           [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                             B inner(at, nested);
                             auto part = [&](Value x, double weight) -> Value {
                               return folds::mul(inner, x, folds::constant(inner, x, weight));
                             };
                             Value sum = lowWeight == 1 ? e[0]
                                         : highWeight == 1
                                             ? e[1]
                                             : folds::add(inner, part(e[0], lowWeight),
                                                          part(e[1], highWeight));
                             return arith::SelectOp::create(inner, isNaN(inner, e[2]), e[2], sum);
                           });
}

/// One quantile of each row.
Value quantileOf(B &b, Value rows, Value ranks, Value largest, float q, StringRef method) {
  float last = float(typeOf(rows).getShape().back() - 1), place = q * last;
  float low = std::floor(place), high = std::ceil(place);
  double highWeight = double(place - low), lowWeight = 1 - highWeight;
  if (method == "lower")
    highWeight = 0;
  else if (method == "higher")
    highWeight = 1;
  else if (method == "nearest")
    highWeight = highWeight <= 0.5 ? 0 : 1;
  else if (method == "midpoint")
    highWeight = 0.5;
  lowWeight = method == "linear" ? lowWeight : 1 - highWeight;
  auto pick = [&](float at) {
    return pickRank(b, rows, ranks, int64_t(std::clamp(at, 0.0f, last)));
  };
  Value lower = pick(low);
  return blend(b, lower, low == high ? lower : pick(high), largest, lowWeight, highWeight);
}

/// The results of q, one behind the other along a new first axis where q is a list.
Value lowerQuantiles(Operation *op, OpBuilder &builder, ArrayRef<double> q, bool isList,
                     double scale, StringRef method) {
  B b(op->getLoc(), builder);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  Value rows = toRows(op, b), ranks = createRanks(b, rows, typeOf(rows).getRank() - 1, false);
  Value largest = folds::foldMax(b, rows, {typeOf(rows).getRank() - 1});
  RankedTensorType part = type;
  if (isList) {
    Shape shape(type.getShape());
    shape.front() = 1;
    part = type.clone(shape);
  }
  SmallVector<Value> parts;
  for (double number : q)
    parts.push_back(createReshape(
        b, b.getLoc(), quantileOf(b, rows, ranks, largest, float(number) / float(scale), method),
        part));
  if (parts.size() == 1)
    return parts.front();
  return tensor::ConcatOp::create(b, type, 0, parts);
}

template <typename Op>
LogicalResult inferQuantiles(Op op, double most, SmallVectorImpl<Type> &types) {
  Shape shape;
  Type element;
  if (failed(inferReduced(op, shape, element)))
    return failure();
  auto isInside = [&](double number) { return number >= 0 && number <= most; };
  bool isMethod =
      llvm::is_contained({"linear", "lower", "higher", "nearest", "midpoint"}, op.getMethod());
  ShapedType list = op.getQ().getShapedType();
  bool isDense = isa<DenseElementsAttr>(op.getQ()) && list.getElementType().isF64();
  if (!isDense || list.getRank() > 1 || list.getNumElements() == 0 ||
      !llvm::all_of(numbersOf(op.getQ()), isInside) || !isMethod)
    return breaks(op, 3) << "q must be numbers from 0 to " << most
                         << ", and method one of Keras's, is '" << op.getMethod() << "'";
  if (list.getRank() == 1)
    shape.insert(shape.begin(), list.getNumElements());
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

/// The batch moves behind the axis of a list.
template <typename Op> bool mixesQuantiles(Op op) {
  return hasOpenBatch(op.getX()) && op.getQ().getShapedType().getRank() == 1;
}

} // namespace

void OpsMedianOp::describeConfig(ConfigSpec &spec) { detail::describeReduction(spec); }
LogicalResult OpsMedianOp::inferTypes(SmallVectorImpl<Type> &types) {
  Shape shape;
  Type element;
  if (failed(inferReduced(*this, shape, element)))
    return failure();
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}
bool OpsMedianOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsMedianOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerQuantiles(*this, builder, 0.5, /*isList=*/false, 1, "midpoint"));
  return success();
}

// Keras's own quantile of symbolic tensors is linear, whatever its method.
void OpsQuantileOp::describeConfig(ConfigSpec &spec) {
  detail::describeReduction(spec);
  spec.string("method", {"linear"});
}
LogicalResult OpsQuantileOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferQuantiles(*this, 1, types);
}
bool OpsQuantileOp::mixesSamples() { return mixesQuantiles(*this); }
LogicalResult OpsQuantileOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerQuantiles(*this, builder, numbersOf(getQ()),
                                   getQ().getShapedType().getRank() == 1, 1, getMethod()));
  return success();
}

void OpsPercentileOp::describeConfig(ConfigSpec &spec) {
  detail::describeReduction(spec);
  spec.string("method", {"linear", "lower", "higher", "nearest", "midpoint"});
}
LogicalResult OpsPercentileOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferQuantiles(*this, 100, types);
}
bool OpsPercentileOp::mixesSamples() { return mixesQuantiles(*this); }
LogicalResult OpsPercentileOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerQuantiles(*this, builder, numbersOf(getQ()),
                                   getQ().getShapedType().getRank() == 1, 100, getMethod()));
  return success();
}
