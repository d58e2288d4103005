// Sorting without swaps: an element's place is the number of those that stand before it. That
// compares all with all, but each result by itself, so that rows of any number run side by side.
#include "dialects/layer/SortingOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Elements.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/SortingOrder.h"

#include <limits>

using namespace mlir;
using namespace lith::layer;
using elements::isNaN;
using elements::negateBool;
using order::createRanks;
using order::isLess;

using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

//===-- Order --------------------------------------------------------------------------------===//

namespace {

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

} // namespace

Value lith::layer::order::isLess(B &b, Value x, Value y) {
  Value less = elements::isLess(b, x, y);
  if (!isa<FloatType>(x.getType()))
    return less;
  Value isLast = arith::AndIOp::create(b, isNaN(b, y), negateBool(b, isNaN(b, x)));
  return arith::OrIOp::create(b, less, isLast);
}

Value lith::layer::order::createRanks(B &b, Value x, int64_t axis, bool isDescending) {
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
        Value isTie = arith::AndIOp::create(inner, isFirst, negateBool(inner, isBehind));
        Value isBefore = arith::OrIOp::create(inner, isAhead, isTie);
        Value one = arith::ExtUIOp::create(inner, inner.getI32Type(), isBefore);
        return arith::AddIOp::create(inner, e[2], one);
      });
}

namespace {

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
  std::optional<int64_t> axis = resolveAxis(op.getAxis(), x.getRank());
  return axis && !x.isDynamicDim(*axis) ? axis : std::nullopt;
}

template <typename Op>
LogicalResult inferSorted(Op op, Type element, SmallVectorImpl<Type> &types) {
  RankedTensorType x = op.getX().getType();
  if (!sortedAxis(op) || !toSignedType(x.getElementType()))
    return breaks(op, 1) << "axis " << int64_t(op.getAxis()) << " of " << x
                         << " must have a known size, and elements not be uint64";
  Shape shape(x.getShape());
  if (op.getEverything())
    shape = {x.getNumElements()};
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

/// x with a sign, or all its elements in a row.
template <typename Op> Value sortedInput(Op op, B &b) {
  Value x = toSigned(b, op.getLoc(), op.getX());
  return createReshape(b, op.getLoc(), x, typeOf(op.getResult()).clone(elementOf(x)));
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
  results.push_back(
      createConversion(b, getLoc(), takeInOrder(b, x, order, axis), elementOf(getX())));
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
      !toSignedType(x.getElementType()))
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
  Value x = toSigned(b, getLoc(), getX());
  Value order = createOrder(b, x, axis, getK(), true);
  results.push_back(
      createConversion(b, getLoc(), takeInOrder(b, x, order, axis), elementOf(getX())));
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
