// Sorting without swaps: an element's place is the number of those that stand before it. That
// compares all with all, but each result by itself, so that rows of any number run side by side.
#include "dialects/layer/SortingOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace lith::layer;

using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

//===-- Order --------------------------------------------------------------------------------===//

namespace {

Value isNaN(B &b, Value x) { return arith::CmpFOp::create(b, F::UNO, x, x); }
Value negated(B &b, Value x) {
  return arith::XOrIOp::create(b, x, createConstant(b, b.getLoc(), b.getI1Type(), 1));
}

/// Whether x is less than y, where NaN is larger than all numbers.
Value isLess(B &b, Value x, Value y) {
  if (!isa<FloatType>(x.getType()))
    return arith::CmpIOp::create(b, x.getType().isInteger(1) ? I::ult : I::slt, x, y);
  Value less = arith::CmpFOp::create(b, F::OLT, x, y);
  Value isLast = arith::AndIOp::create(b, isNaN(b, y), negated(b, isNaN(b, x)));
  return arith::OrIOp::create(b, less, isLast);
}

/// Whether x is less than y as XLA's top_k orders floats: by all their bits, so that -0 is below 0
/// and a NaN with a sign below all.
Value isLessByBits(B &b, Value x, Value y) {
  auto type = dyn_cast<FloatType>(x.getType());
  if (!type)
    return isLess(b, x, y);
  Type bits = b.getIntegerType(type.getWidth());
  auto key = [&](Value value) -> Value {
    value = arith::BitcastOp::create(b, bits, value);
    Value last = createConstant(b, b.getLoc(), bits, double(type.getWidth() - 1));
    Value largest = arith::ConstantOp::create(
        b, IntegerAttr::get(bits, APInt::getSignedMaxValue(type.getWidth())));
    Value turned = arith::AndIOp::create(b, arith::ShRSIOp::create(b, value, last), largest);
    return arith::XOrIOp::create(b, value, turned);
  };
  return arith::CmpIOp::create(b, I::slt, key(x), key(y));
}

/// The maps of a reduction over an axis more: every element, and all along its axis.
std::pair<AffineMap, AffineMap> pairMaps(B &b, int64_t rank, int64_t axis) {
  AffineMap all = b.getMultiDimIdentityMap(rank + 1);
  SmallVector<unsigned> other = llvm::to_vector(llvm::seq<unsigned>(0, rank));
  other[axis] = rank;
  return {all.dropResult(rank), all.getSubMap(other)};
}

/// How many elements along the axis stand before each one in order.
Value createRanks(B &b, Value x, int64_t axis, bool isDescending) {
  int64_t rank = typeOf(x).getRank();
  auto [own, other] = pairMaps(b, rank, axis);
  Value init =
      createFilled(b, b.getLoc(), tensor::getMixedSizes(b, b.getLoc(), x), b.getI32Type(), 0);
  return createReduction(
      b, b.getLoc(), {x, x}, init, {own, other, own}, 1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B inner(at, nested);
        // Of a descending order, the larger stands first.
        Value isAhead = isDescending ? isLessByBits(inner, e[0], e[1]) : isLess(inner, e[1], e[0]);
        Value isBehind = isDescending ? isLessByBits(inner, e[1], e[0]) : isLess(inner, e[0], e[1]);
        Value isFirst = arith::CmpIOp::create(inner, I::slt, linalg::IndexOp::create(inner, rank),
                                              linalg::IndexOp::create(inner, axis));
        Value isTie = arith::AndIOp::create(inner, isFirst, negated(inner, isBehind));
        Value isBefore = arith::OrIOp::create(inner, isAhead, isTie);
        Value one = arith::ExtUIOp::create(inner, inner.getI32Type(), isBefore);
        return arith::AddIOp::create(inner, e[2], one);
      });
}

/// Where the first `count` elements along the axis stand, in order.
Value createOrder(B &b, Value x, int64_t axis, int64_t count, bool isDescending) {
  int64_t rank = typeOf(x).getRank();
  Value ranks = createRanks(b, x, axis, isDescending);
  auto [own, other] = pairMaps(b, rank, axis);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, b.getLoc(), x);
  sizes[axis] = b.getIndexAttr(count);
  Value init = createFilled(b, b.getLoc(), sizes, b.getI32Type(), 0);
  return createReduction(b, b.getLoc(), ranks, init, {other, own}, 1,
                         [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           B inner(at, nested);
                           auto index = [&](int64_t dim) -> Value {
                             return arith::IndexCastOp::create(inner, inner.getI32Type(),
                                                               linalg::IndexOp::create(inner, dim));
                           };
                           Value isHere = arith::CmpIOp::create(inner, I::eq, e[0], index(axis));
                           return arith::SelectOp::create(inner, isHere, index(rank), e[1]);
                         });
}

/// x at the positions that `order` gives along the axis.
Value takeInOrder(B &b, Value x, Value order, int64_t axis) {
  int64_t rank = typeOf(x).getRank(), size = typeOf(x).getDimSize(axis);
  return createMap(b, b.getLoc(), order, b.getMultiDimIdentityMap(rank),
                   tensor::getMixedSizes(b, b.getLoc(), order), elementOf(x),
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     B inner(at, nested);
                     SmallVector<Value> from;
                     for (int64_t dim = 0; dim < rank; ++dim)
                       from.push_back(linalg::IndexOp::create(inner, dim));
                     Value place = arith::IndexCastOp::create(inner, inner.getIndexType(), e[0]);
                     Value last = arith::ConstantIndexOp::create(inner, size - 1);
                     Value first = arith::ConstantIndexOp::create(inner, 0);
                     place = arith::MinSIOp::create(inner, place, last);
                     from[axis] = arith::MaxSIOp::create(inner, place, first);
                     return tensor::ExtractOp::create(inner, x, from);
                   });
}

} // namespace

//===-- Sort, Argsort ------------------------------------------------------------------------===//

namespace {

/// The axis that is sorted; none where it has no known size.
template <typename Op> std::optional<int64_t> sortedAxis(Op op) {
  RankedTensorType x = op.getX().getType();
  if (op.getEverything())
    return x.hasStaticShape() ? std::optional<int64_t>(0) : std::nullopt;
  std::optional<int64_t> axis = normalizeAxis(op.getAxis(), x.getRank());
  return axis && !x.isDynamicDim(*axis) ? axis : std::nullopt;
}

template <typename Op>
LogicalResult inferSorted(Op op, Type element, SmallVectorImpl<Type> &types) {
  RankedTensorType x = op.getX().getType();
  if (!sortedAxis(op) || x.getElementType().isUnsignedInteger())
    return breaks(op, 1) << "axis " << int64_t(op.getAxis()) << " of " << x
                         << " must have a known size, and elements a sign";
  Shape shape(x.getShape());
  if (op.getEverything())
    shape = {x.getNumElements()};
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

/// x, or all its elements in a row.
template <typename Op> Value sortedInput(Op op, B &b) {
  return createReshape(b, op.getLoc(), op.getX(),
                       typeOf(op.getResult()).clone(elementOf(op.getX())));
}

} // namespace

void OpsSortOp::describeConfig(ConfigSpec &spec) { spec.integer("axis").flagNull("everything"); }
LogicalResult OpsSortOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferSorted(*this, elementOf(getX()), types);
}
bool OpsSortOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsSortOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value x = sortedInput(*this, b);
  int64_t axis = *sortedAxis(*this);
  Value order = createOrder(b, x, axis, typeOf(x).getDimSize(axis), false);
  results.push_back(takeInOrder(b, x, order, axis));
  return success();
}

void OpsArgsortOp::describeConfig(ConfigSpec &spec) { spec.integer("axis").flagNull("everything"); }
LogicalResult OpsArgsortOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferSorted(*this, IntegerType::get(getContext(), 32), types);
}
bool OpsArgsortOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsArgsortOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value x = sortedInput(*this, b);
  int64_t axis = *sortedAxis(*this);
  results.push_back(createOrder(b, x, axis, typeOf(x).getDimSize(axis), false));
  return success();
}

//===-- TopK, InTopK -------------------------------------------------------------------------===//

void OpsTopKOp::describeConfig(ConfigSpec &spec) {
  spec.integer("k");
  spec.boolean("sorted");
}
LogicalResult OpsTopKOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  int64_t k = getK(), rank = x.getRank();
  if (rank < 1 || x.isDynamicDim(rank - 1) || k < 1 || k > x.getDimSize(rank - 1) ||
      x.getElementType().isUnsignedInteger())
    return breaks(*this, 1) << "k = " << k << " must be positive and within the rows of " << x;
  Shape shape(x.getShape());
  shape.back() = k;
  types.push_back(x.clone(shape));
  types.push_back(RankedTensorType::get(shape, IntegerType::get(getContext(), 32)));
  return success();
}
bool OpsTopKOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsTopKOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  int64_t axis = getX().getType().getRank() - 1;
  Value order = createOrder(b, getX(), axis, getK(), true);
  results.push_back(takeInOrder(b, getX(), order, axis));
  results.push_back(order);
  return success();
}

void OpsInTopKOp::describeConfig(ConfigSpec &spec) { spec.integer("k"); }
LogicalResult OpsInTopKOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType targets = getTargets().getType(), predictions = getPredictions().getType();
  int64_t rank = predictions.getRank();
  bool fits = rank > 0 && predictions.getShape().drop_back() == targets.getShape() &&
              !predictions.isDynamicDim(rank - 1);
  if (!fits || !targets.getElementType().isSignlessInteger() ||
      !isa<FloatType>(predictions.getElementType()))
    return breaks(*this, 1) << "targets must be integers and predictions floats with one axis "
                               "more, of known size, are "
                            << targets << " and " << predictions;
  types.push_back(targets.clone(IntegerType::get(getContext(), 1)));
  return success();
}
bool OpsInTopKOp::mixesSamples() { return false; } // sample by sample
LogicalResult OpsInTopKOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value predictions = getPredictions();
  int64_t axis = typeOf(predictions).getRank() - 1;
  AffineMap all = b.getMultiDimIdentityMap(axis);
  Value own =
      createMap(b, getLoc(), getTargets(), all, tensor::getMixedSizes(b, getLoc(), getTargets()),
                elementOf(predictions), [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                  B inner(at, nested);
                  SmallVector<Value> from;
                  for (int64_t dim = 0; dim < axis; ++dim)
                    from.push_back(linalg::IndexOp::create(inner, dim));
                  from.push_back({});
                  Value picked = createPick(inner, predictions, from, axis, e[0]);
                  Value least = createConstant(inner, at, picked.getType(),
                                               -std::numeric_limits<double>::infinity());
                  return arith::SelectOp::create(inner, isNaN(inner, picked), least, picked);
                });
  Value above = folds::mapWith(b, predictions, own, {axis}, b.getI32Type(),
                               [](B &b, Value e, Value mine) -> Value {
                                 Value isAbove = arith::CmpFOp::create(b, F::OGT, e, mine);
                                 return arith::ExtUIOp::create(b, b.getI32Type(), isAbove);
                               });
  int64_t k = getK();
  results.push_back(folds::mapTo(b, folds::fold(b, above, {axis}, 0.0, folds::add), b.getI1Type(),
                                 [&](B &b, Value count) -> Value {
                                   return arith::CmpIOp::create(
                                       b, I::slt, count, folds::constant(b, count, double(k)));
                                 }));
  return success();
}

//===-- Median, Quantile, Percentile ---------------------------------------------------------===//

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
  if (element.isF64() || x.getElementType().isUnsignedInteger() || x.getElementType().isInteger(1))
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

//===-- SearchSorted, Digitize, IsIn ---------------------------------------------------------===//

namespace {

/// Folds body(element of x, element of the row, accumulated) over the row, for each element.
Value foldRow(B &b, Value x, Value row, Type result, ElementBody body) {
  int64_t rank = typeOf(x).getRank();
  AffineMap all = b.getMultiDimIdentityMap(rank + 1), own = all.dropResult(rank);
  Value init = createFilled(b, b.getLoc(), tensor::getMixedSizes(b, b.getLoc(), x), result, 0);
  return createReduction(b, b.getLoc(), {x, row}, init, {own, all.getSubMap({unsigned(rank)}), own},
                         1, body);
}

/// Constraint 1 of searches: a row of known size that can be compared.
LogicalResult checkRow(Operation *op, Value x, Value row) {
  RankedTensorType type = typeOf(row);
  bool isUnsigned = type.getElementType().isUnsignedInteger() || elementOf(x).isUnsignedInteger();
  if (type.getRank() != 1 || !type.hasStaticShape() || type.getDimSize(0) == 0 || isUnsigned)
    return breaks(op, 1) << "the sequence must have rank 1 and a known size, is " << type;
  return success();
}

Value countInto(B &b, Value condition, Value sum) {
  return arith::AddIOp::create(b, sum, arith::ExtUIOp::create(b, sum.getType(), condition));
}

std::pair<Value, Value> convertBoth(B &b, Value x, Value y) {
  Type common = promoteTypes(elementOf(x), elementOf(y));
  return {createConversion(b, b.getLoc(), x, common), createConversion(b, b.getLoc(), y, common)};
}

} // namespace

void OpsSearchSortedOp::describeConfig(ConfigSpec &spec) { spec.string("side", {"left", "right"}); }
LogicalResult OpsSearchSortedOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkRow(*this, getValues(), getSequence())))
    return failure();
  if (getSide() != "left" && getSide() != "right")
    return breaks(*this, 2) << "side must be left or right, is '" << getSide() << "'";
  types.push_back(getValues().getType().clone(IntegerType::get(getContext(), 32)));
  return success();
}
bool OpsSearchSortedOp::mixesSamples() { return false; }
LogicalResult OpsSearchSortedOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [values, row] = convertBoth(b, getValues(), getSequence());
  bool isRight = getSide() == "right";
  results.push_back(
      foldRow(b, values, row, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        Value isPast =
            isRight ? negated(inner, isLess(inner, e[0], e[1])) : isLess(inner, e[1], e[0]);
        return countInto(inner, isPast, e[2]);
      }));
  return success();
}

void OpsDigitizeOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsDigitizeOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkRow(*this, getX(), getBins())))
    return failure();
  types.push_back(getX().getType().clone(IntegerType::get(getContext(), 32)));
  return success();
}
bool OpsDigitizeOp::mixesSamples() { return false; }
LogicalResult OpsDigitizeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [x, bins] = convertBoth(b, getX(), getBins());
  int64_t last = typeOf(bins).getDimSize(0) - 1;
  results.push_back(
      foldRow(b, x, bins, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        auto bin = [&](int64_t place) -> Value {
          return tensor::ExtractOp::create(inner, bins,
                                           Value(arith::ConstantIndexOp::create(inner, place)));
        };
        Value isAbove = isLess(inner, e[0], e[1]), falls = isLess(inner, bin(last), bin(0));
        Value isCounted = arith::CmpIOp::create(inner, I::eq, isAbove, falls);
        return countInto(inner, isCounted, e[2]);
      }));
  return success();
}

void OpsIsInOp::describeConfig(ConfigSpec &spec) {
  spec.boolean("assume_unique");
  spec.boolean("invert");
}
LogicalResult OpsIsInOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType(), others = getOthers().getType();
  if (!others.hasStaticShape() || x.getElementType().isUnsignedInteger() ||
      others.getElementType().isUnsignedInteger())
    return breaks(*this, 1) << "the shape of x2 must be known, and no element unsigned, they are "
                            << x << " and " << others;
  types.push_back(x.clone(IntegerType::get(getContext(), 1)));
  return success();
}
bool OpsIsInOp::mixesSamples() { return false; }
LogicalResult OpsIsInOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [x, others] = convertBoth(b, getX(), getOthers());
  others =
      createReshape(b, getLoc(), others, typeOf(others).clone({typeOf(others).getNumElements()}));
  bool isInverted = getInvert();
  Value counts =
      foldRow(b, x, others, b.getI32Type(), [&](OpBuilder &nested, Location at, ValueRange e) {
        B inner(at, nested);
        Value isSame = isa<FloatType>(e[0].getType())
                           ? Value(arith::CmpFOp::create(inner, F::OEQ, e[0], e[1]))
                           : Value(arith::CmpIOp::create(inner, I::eq, e[0], e[1]));
        return countInto(inner, isSame, e[2]);
      });
  results.push_back(folds::mapTo(b, counts, b.getI1Type(), [&](B &b, Value count) -> Value {
    return arith::CmpIOp::create(b, isInverted ? I::eq : I::ne, count,
                                 folds::constant(b, count, 0));
  }));
  return success();
}
