// Writing elements at places that indices name: a reduction over all that is written, in which each
// element of the result takes what hits it. Parts at constant places are slices.
#include "dialects/layer/ScatterOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace lith::layer;

using I = arith::CmpIPredicate;

//===-- Slice, SliceUpdate -------------------------------------------------------------------===//

/// Whether sizes.size() elements from `start` on are a part of x, and all of a dynamic axis.
static bool isPart(RankedTensorType x, ArrayRef<int64_t> start, ArrayRef<int64_t> sizes) {
  if (int64_t(start.size()) != x.getRank() || start.size() != sizes.size())
    return false;
  for (auto [whole, from, size] : llvm::zip_equal(x.getShape(), start, sizes)) {
    bool isAll = from == 0 && size == whole;
    if (ShapedType::isDynamic(whole) || ShapedType::isDynamic(size)
            ? !isAll
            : from < 0 || size < 1 || from > whole - size)
      return false;
  }
  return true;
}

/// The sizes of the part, -1 being what is left.
static Shape partSizes(OpsSliceOp op) {
  Shape sizes(op.getShape());
  ArrayRef<int64_t> shape = op.getX().getType().getShape(), start = op.getStartIndices();
  for (auto [dim, size] : llvm::enumerate(sizes))
    if (size == -1 && dim < shape.size() && dim < start.size() && start[dim] >= 0)
      size = ShapedType::isDynamic(shape[dim]) ? shape[dim] : shape[dim] - start[dim];
  return sizes;
}

void OpsSliceOp::describeConfig(ConfigSpec &spec) { spec.integers("shape"); }
LogicalResult OpsSliceOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (!isPart(x, getStartIndices(), partSizes(*this)))
    return breaks(*this, 1) << "[" << getShape() << "] elements from [" << getStartIndices()
                            << "] on are no part of " << x;
  types.push_back(x.clone(partSizes(*this)));
  return success();
}
bool OpsSliceOp::mixesSamples() { return false; } // of a batch all is taken
LogicalResult OpsSliceOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value part = getX();
  for (auto [axis, start, size] : llvm::enumerate(getStartIndices(), partSizes(*this)))
    if (size != typeOf(part).getDimSize(axis))
      part = createSlice(builder, getLoc(), part, axis, builder.getIndexAttr(start),
                         builder.getIndexAttr(size));
  results.push_back(part);
  return success();
}

void OpsSliceUpdateOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsSliceUpdateOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (!isPart(x, getStartIndices(), getUpdates().getType().getShape()))
    return breaks(*this, 1) << getUpdates().getType() << " from [" << getStartIndices()
                            << "] on is no part of " << x;
  types.push_back(x);
  return success();
}
bool OpsSliceUpdateOp::mixesSamples() { return false; } // a batch is written whole
LogicalResult OpsSliceUpdateOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value updates = createConversion(builder, getLoc(), getUpdates(), elementOf(getX()));
  SmallVector<OpFoldResult> starts, steps(getStartIndices().size(), builder.getIndexAttr(1));
  for (int64_t start : getStartIndices())
    starts.push_back(builder.getIndexAttr(start));
  results.push_back(tensor::InsertSliceOp::create(builder, getLoc(), updates, getX(), starts,
                                                  tensor::getMixedSizes(builder, getLoc(), updates),
                                                  steps));
  return success();
}

//===-- Scattering ---------------------------------------------------------------------------===//

namespace {

/// Whether indices [n, k] name places along the first k axes of `shape`, and updates [n, ..] have
/// the rest of it.
bool areUpdates(ArrayRef<int64_t> shape, Value indices, Value updates) {
  RankedTensorType places = typeOf(indices), written = typeOf(updates);
  if (places.getRank() != 2 || written.getRank() < 1 || !areIndices(indices) ||
      places.isDynamicDim(1) || places.getDimSize(0) != written.getDimSize(0))
    return false;
  int64_t depth = places.getDimSize(1);
  return depth >= 1 && depth <= int64_t(shape.size()) &&
         !ShapedType::isDynamicShape(shape.take_front(depth)) &&
         shape.drop_front(depth) == written.getShape().drop_front();
}

/// `base` with each of `updates`, in order, combined with what is where its indices say; put in its
/// place without `combine`. With `wraps` negative indices count from the end.
Value createScatter(B &b, Value base, Value indices, Value updates, folds::Combine combine,
                    bool wraps) {
  int64_t rank = typeOf(base).getRank(), depth = typeOf(indices).getDimSize(1);
  AffineExpr step = b.getAffineDimExpr(rank);
  SmallVector<AffineExpr> rest{step};
  for (int64_t dim = depth; dim < rank; ++dim)
    rest.push_back(b.getAffineDimExpr(dim));
  auto mapOf = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(rank + 1, 0, exprs, b.getContext());
  };
  // An operand for each column of the indices.
  SmallVector<Value> inputs{updates};
  SmallVector<AffineMap> maps{mapOf(rest)};
  for (int64_t dim = 0; dim < depth; ++dim) {
    inputs.push_back(indices);
    maps.push_back(mapOf({step, b.getAffineConstantExpr(dim)}));
  }
  maps.push_back(mapOf(plainIndices(b, rank)));
  return createReduction(
      b, b.getLoc(), inputs, base, maps, 1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B inner(at, nested);
        Value isHit;
        for (int64_t dim = 0; dim < depth; ++dim) {
          // In 64 bits, where no sum wraps and no narrow index is too narrow for the size.
          Value index = convertElement(inner, at, e[1 + dim], inner.getI64Type());
          Value size =
              createConstant(inner, at, index.getType(), double(typeOf(base).getDimSize(dim)));
          Value isBack = arith::CmpIOp::create(inner, I::slt, index,
                                               createConstant(inner, at, index.getType(), 0));
          if (wraps)
            index = arith::SelectOp::create(inner, isBack,
                                            arith::AddIOp::create(inner, index, size), index);
          Value here = arith::IndexCastOp::create(inner, inner.getI64Type(),
                                                  linalg::IndexOp::create(inner, dim));
          Value same = arith::CmpIOp::create(inner, I::eq, index, here);
          isHit = isHit ? Value(arith::AndIOp::create(inner, isHit, same)) : same;
        }
        Value before = e.back(), written = combine ? combine(inner, before, e[0]) : e[0];
        return arith::SelectOp::create(inner, isHit, written, before);
      });
}

/// Whether the name is one of a way to combine, and that way.
std::optional<folds::Combine> findCombine(std::optional<StringRef> reduction) {
  if (!reduction)
    return nullptr;
  std::pair<StringRef, folds::Combine> ways[] = {
      {"add", folds::add}, {"mul", folds::mul}, {"max", folds::larger}, {"min", folds::smaller}};
  for (auto [name, way] : ways)
    if (name == *reduction)
      return way;
  return std::nullopt;
}

} // namespace

void OpsScatterOp::describeConfig(ConfigSpec &spec) { spec.integers("shape"); }
LogicalResult OpsScatterOp::inferTypes(SmallVectorImpl<Type> &types) {
  bool isShape = !getShape().empty() && llvm::all_of(getShape(), [](int64_t n) { return n > 0; });
  if (!isShape || !areUpdates(getShape(), getIndices(), getValues()))
    return breaks(*this, 1) << "indices " << getIndices().getType() << " and values "
                            << getValues().getType() << " do not fit shape [" << getShape() << "]";
  if (!isNumber(elementOf(getValues())))
    return breaks(*this, 2) << "elements must be numbers, are those of " << getValues().getType();
  types.push_back(getValues().getType().clone(getShape()));
  return success();
}
bool OpsScatterOp::mixesSamples() {
  return hasOpenBatch(getIndices()) || hasOpenBatch(getValues());
}
LogicalResult OpsScatterOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  SmallVector<OpFoldResult> sizes;
  for (int64_t size : getShape())
    sizes.push_back(b.getIndexAttr(size));
  Value zeros = createFilled(b, getLoc(), sizes, elementOf(getResult()), 0.0);
  results.push_back(createScatter(b, zeros, getIndices(), getValues(), folds::add, /*wraps=*/true));
  return success();
}

void OpsScatterUpdateOp::describeConfig(ConfigSpec &spec) {
  spec.string("reduction", {"add", "max", "min", "mul"}).orNull();
}
LogicalResult OpsScatterUpdateOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (!findCombine(getReduction()) ||
      !areUpdates(getX().getType().getShape(), getIndices(), getUpdates()))
    return breaks(*this, 1) << "indices " << getIndices().getType() << " and updates "
                            << getUpdates().getType() << " do not fit " << getX().getType();
  if (!isNumber(elementOf(getX())) || !isNumber(elementOf(getUpdates())))
    return breaks(*this, 2) << "elements must be numbers, are those of " << getX().getType()
                            << " and " << getUpdates().getType();
  types.push_back(getX().getType());
  return success();
}
bool OpsScatterUpdateOp::mixesSamples() { return llvm::any_of(getOperands(), hasOpenBatch); }
LogicalResult OpsScatterUpdateOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value updates = createConversion(b, getLoc(), getUpdates(), elementOf(getX()));
  results.push_back(createScatter(b, getX(), getIndices(), updates, *findCombine(getReduction()),
                                  /*wraps=*/true));
  return success();
}

//===-- Segments -----------------------------------------------------------------------------===//

namespace {

template <typename Op> LogicalResult inferSegments(Op op, SmallVectorImpl<Type> &types) {
  RankedTensorType data = op.getData().getType(), ids = op.getSegmentIds().getType();
  if (data.getRank() < 1 || ids.getRank() != 1 || !areIndices(op.getSegmentIds()) ||
      ids.getDimSize(0) != data.getDimSize(0) || op.getNumSegments() < 1 ||
      int64_t(op.getNumSegments()) > INT32_MAX)
    return breaks(op, 1) << "segment_ids " << ids << " must be as many integers as " << data
                         << " has elements, and num_segments positive";
  if (!isNumber(data.getElementType()))
    return breaks(op, 2) << "elements must be numbers, are those of " << data;
  Shape shape(data.getShape());
  shape.front() = op.getNumSegments();
  types.push_back(data.clone(shape));
  return success();
}

template <typename Op>
void lowerSegments(Op op, OpBuilder &builder, double none, folds::Combine combine,
                   SmallVectorImpl<Value> &results) {
  B b(op.getLoc(), builder);
  Shape shape(op.getSegmentIds().getType().getShape());
  shape.push_back(1);
  Value indices =
      createReshape(b, op.getLoc(), op.getSegmentIds(), op.getSegmentIds().getType().clone(shape));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, op.getLoc(), op.getData());
  sizes.front() = b.getIndexAttr(op.getNumSegments());
  Value base =
      createMap(b, op.getLoc(), {}, {}, sizes, elementOf(op.getResult()),
                [&](OpBuilder &nested, Location at, ValueRange) -> Value {
                  auto integer = dyn_cast<IntegerType>(elementOf(op.getResult()));
                  if (!integer || !std::isinf(none))
                    return createConstant(nested, at, elementOf(op.getResult()), none);
                  // Integers have ends, and no infinities.
                  APInt end = none < 0 ? APInt::getSignedMinValue(integer.getWidth())
                                       : APInt::getSignedMaxValue(integer.getWidth());
                  return arith::ConstantOp::create(nested, at, IntegerAttr::get(integer, end));
                });
  results.push_back(createScatter(b, base, indices, op.getData(), combine, /*wraps=*/false));
}

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

#define LITH_SEGMENT(Op, none, combine)                                                            \
  void Op::describeConfig(ConfigSpec &spec) {                                                      \
    spec.integer("num_segments");                                                                  \
    spec.boolean("sorted");                                                                        \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferSegments(*this, types);                                                            \
  }                                                                                                \
  bool Op::mixesSamples() { return llvm::any_of(getOperands(), hasOpenBatch); }                    \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerSegments(*this, builder, none, combine, results), success();                       \
  }
LITH_SEGMENT(OpsSegmentSumOp, 0.0, folds::add)
LITH_SEGMENT(OpsSegmentProdOp, 1.0, folds::mul)
LITH_SEGMENT(OpsSegmentMaxOp, -infinity, folds::larger)
LITH_SEGMENT(OpsSegmentMinOp, infinity, folds::smaller)
#undef LITH_SEGMENT
