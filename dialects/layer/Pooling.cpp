// Pooling layers, and the operations that pool: config keys, shape rules and lowering, for any
// number of spatial dimensions.
#include "dialects/layer/Pooling.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/NeuralOperations.h"
#include "dialects/layer/Spatial.h"

#include <numeric>

using namespace mlir;
using namespace lith::layer;

namespace {

Value maximum(OpBuilder &builder, Location loc, Value element, Value largest) {
  ImplicitLocOpBuilder b(loc, builder);
  return folds::larger(b, element, largest);
}
Value add(OpBuilder &builder, Location loc, Value element, Value sum) {
  return arith::AddFOp::create(builder, loc, sum, element);
}

using Combine = Value (*)(OpBuilder &, Location, Value element, Value accumulated);

/// An index as a float of `type`.
Value toFloat(OpBuilder &builder, Location loc, Value index, Type type) {
  Value integer = arith::IndexCastOp::create(builder, loc, builder.getI32Type(), index);
  return arith::SIToFPOp::create(builder, loc, type, integer);
}

/// The operations of keras.ops serve all numbers of spatial dimensions; those of an input of
/// another rank are 0.
template <typename PoolingOp>
constexpr bool isOperation = llvm::is_one_of<PoolingOp, OpsMaxPoolOp, OpsAveragePoolOp,
                                             OpsAdaptiveMaxPoolOp, OpsAdaptiveAveragePoolOp>::value;

/// Maxima are of integers, too.
template <typename PoolingOp>
constexpr bool isMaximum =
    llvm::is_one_of<PoolingOp, OpsMaxPoolOp, OpsAdaptiveMaxPoolOp, MaxPooling1DOp, MaxPooling2DOp,
                    MaxPooling3DOp, GlobalMaxPooling1DOp, GlobalMaxPooling2DOp,
                    GlobalMaxPooling3DOp, AdaptiveMaxPooling1DOp, AdaptiveMaxPooling2DOp,
                    AdaptiveMaxPooling3DOp>::value;

template <typename PoolingOp> unsigned getSpatialRank(PoolingOp op) {
  int64_t rank = op.getInput().getType().getRank();
  return rank < 3 || rank > 5 ? 0 : rank - 2;
}

/// One number for each axis.
template <typename PoolingOp>
SmallVector<int64_t> getNumbers(PoolingOp op, ArrayRef<int64_t> numbers) {
  if constexpr (isOperation<PoolingOp>)
    return spread(numbers, getSpatialRank(op));
  return SmallVector<int64_t>(numbers);
}

/// What all pooling layers ask of their input.
template <typename PoolingOp> LogicalResult checkInput(PoolingOp op, unsigned rank) {
  RankedTensorType input = op.getInput().getType();
  Type element = input.getElementType();
  bool isElement = isMaximum<PoolingOp> ? isComputable(element) : isa<FloatType>(element);
  if (rank > 0 && input.getRank() == rank + 2 && isElement)
    return success();
  StringRef elements = isMaximum<PoolingOp> ? "numbers as elements" : "float elements";
  if constexpr (isOperation<PoolingOp>)
    return violates(op, 1) << "inputs must have rank 3, 4 or 5 and " << elements << ", is "
                           << input;
  return violates(op, 1) << "input must have rank " << rank + 2 << " and " << elements << ", is "
                         << input;
}

/// The rule of those that have no padding.
template <typename PoolingOp> LogicalResult checkDataFormat(PoolingOp op) {
  if (isDataFormat(op.getDataFormat()))
    return success();
  return violates(op, 2) << "data_format must be channels_last or channels_first, is '"
                         << op.getDataFormat() << "'";
}

//===-- Windows ------------------------------------------------------------------------------===//

template <typename PoolingOp> Window getWindow(PoolingOp op) {
  SmallVector<int64_t> size = getNumbers(op, op.getPoolSize()), ones(size.size(), 1);
  SmallVector<int64_t> strides = op.getStrides() ? getNumbers(op, *op.getStrides()) : size;
  return {size, strides, ones, getEdges(op.getPadding())};
}

void describeWindowPooling(ConfigSpec &spec, unsigned rank) {
  spec.integers("pool_size", rank);
  spec.integers("strides", rank).orNull();
  spec.string("padding", {"valid", "same"});
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

template <typename PoolingOp>
LogicalResult inferWindowPooling(PoolingOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (failed(checkInput(op, rank)))
    return failure();
  if (!isDataFormat(op.getDataFormat()) || !isPadding(op.getPadding()))
    return violates(op, 2) << "padding must be valid or same and data_format channels_last or "
                              "channels_first, they are '"
                           << op.getPadding() << "' and '" << op.getDataFormat() << "'";
  Window window = getWindow(op);
  if (!areAtLeast(window.size, rank, 1) || !areAtLeast(window.strides, rank, 1))
    return violates(op, 3) << "pool_size and strides must have " << rank
                           << " positive numbers each, they are [" << window.size << "] and ["
                           << window.strides << "]";
  SmallVector<int64_t> shape(input.getShape());
  for (unsigned axis = 0; axis < rank; ++axis) {
    int64_t &size = shape[firstSpatialDim(op.getDataFormat()) + axis];
    size = window.positions(axis, size);
    if (!ShapedType::isDynamic(size) && size < 1)
      return violates(op, 4) << "the output has no elements along spatial dimension " << axis
                             << ", input is " << input;
  }
  types.push_back(input.clone(shape));
  return success();
}

/// Combines the elements under the window at each position. The iterators are batch, positions,
/// channel, and then the window's, whose extents come from an operand that nobody reads.
Value combineWindows(OpBuilder &builder, Location loc, Value image, const Window &window,
                     ArrayRef<OpFoldResult> sizes, double start, Combine combine) {
  unsigned rank = window.rank(), loops = 2 * rank + 2;
  Type element = getElementTypeOrSelf(image.getType());
  SmallVector<OpFoldResult> resultSizes = tensor::getMixedSizes(builder, loc, image);
  llvm::copy(computePositions(builder, loc, window, sizes), resultSizes.begin() + 1);
  Value padded = padImage(builder, loc, image, computePadding(builder, loc, window, sizes), start);

  auto dim = [&](unsigned i) { return builder.getAffineDimExpr(i); };
  SmallVector<AffineExpr> read{dim(0)}, taps, write;
  for (unsigned i = 0; i < rank; ++i) {
    taps.push_back(dim(rank + 2 + i));
    read.push_back(dim(1 + i) * window.strides[i] + taps.back());
  }
  read.push_back(dim(rank + 1));
  for (unsigned i = 0; i < rank + 2; ++i)
    write.push_back(dim(i));
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(loops, 0, exprs, builder.getContext());
  };
  Value extents = tensor::EmptyOp::create(builder, loc, window.size, element);
  return createReduction(
      builder, loc, {padded, extents}, createFilled(builder, loc, resultSizes, element, start),
      {map(read), map(taps), map(write)}, rank, [&](OpBuilder &nested, Location at, ValueRange e) {
        return combine(nested, at, e[0], e[2]);
      });
}

/// How many elements of the image the window covers at the position of the enclosing generic.
Value countCovered(OpBuilder &builder, Location loc, const Window &window,
                   ArrayRef<OpFoldResult> sizes, ArrayRef<OpFoldResult> lows) {
  Value count;
  auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(builder, loc, n); };
  auto value = [&](OpFoldResult n) { return getValueOrCreateConstantIndexOp(builder, loc, n); };
  for (unsigned i = 0; i < window.rank(); ++i) {
    Value position = linalg::IndexOp::create(builder, loc, i + 1);
    Value first = arith::MulIOp::create(builder, loc, position, number(window.strides[i]));
    first = arith::SubIOp::create(builder, loc, first, value(lows[i]));
    Value end = arith::AddIOp::create(builder, loc, first, number(window.size[i]));
    end = arith::MinSIOp::create(builder, loc, end, value(sizes[i]));
    first = arith::MaxSIOp::create(builder, loc, first, number(0));
    Value covered = arith::SubIOp::create(builder, loc, end, first);
    count = count ? arith::MulIOp::create(builder, loc, count, covered).getResult() : covered;
  }
  return count;
}

/// Divides sums by how many elements of the image each window covered.
Value divideByCovered(OpBuilder &builder, Location loc, Value sums, const Window &window,
                      ArrayRef<OpFoldResult> sizes) {
  Type element = getElementTypeOrSelf(sums.getType());
  Padding padding = computePadding(builder, loc, window, sizes);
  auto isZero = [](OpFoldResult n) { return isConstantIntValue(n, 0); };
  bool isPadded = !llvm::all_of(padding.low, isZero) || !llvm::all_of(padding.high, isZero);
  return createElementwise(
      builder, loc, sums, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value divisor;
        if (isPadded)
          divisor =
              toFloat(nested, at, countCovered(nested, at, window, sizes, padding.low), element);
        else
          divisor = createConstant(nested, at, element,
                                   std::accumulate(window.size.begin(), window.size.end(), 1.0,
                                                   std::multiplies<double>()));
        return arith::DivFOp::create(nested, at, e[0], divisor);
      });
}

template <typename PoolingOp>
Value lowerWindowPooling(PoolingOp op, OpBuilder &builder, bool isAverage) {
  Location loc = op.getLoc();
  Window window = getWindow(op);
  Value image =
      toChannelsLast(builder, loc, toSigned(builder, loc, op.getInput()), op.getDataFormat());
  SmallVector<OpFoldResult> sizes = getSpatialSizes(builder, loc, image);
  double start = isAverage ? 0.0 : folds::leastNumber(getElementTypeOrSelf(image.getType()));
  Value result =
      combineWindows(builder, loc, image, window, sizes, start, isAverage ? add : maximum);
  if (isAverage)
    result = divideByCovered(builder, loc, result, window, sizes);
  return fromChannelsLast(builder, loc, result, op.getDataFormat());
}

//===-- Whole images -------------------------------------------------------------------------===//

void describeGlobalPooling(ConfigSpec &spec, unsigned /*rank*/) {
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.boolean("keepdims");
}

template <typename PoolingOp>
LogicalResult inferGlobalPooling(PoolingOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (failed(checkInput(op, rank)) || failed(checkDataFormat(op)))
    return failure();
  int64_t channels = input.getDimSize(channelDim(op.getDataFormat(), rank + 2));
  SmallVector<int64_t> shape{input.getDimSize(0), channels};
  if (op.getKeepdims())
    shape.insert(shape.begin() + firstSpatialDim(op.getDataFormat()), rank, 1);
  types.push_back(input.clone(shape));
  return success();
}

/// [n, channel] -> the same with spatial dimensions of size 1.
Value restoreDimensions(OpBuilder &builder, Location loc, Value value, RankedTensorType type,
                        unsigned firstSpatial) {
  unsigned rank = type.getRank() - 2;
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, value);
  sizes.insert(sizes.begin() + firstSpatial, rank, builder.getIndexAttr(1));
  ReassociationIndices batch{0}, rest;
  for (unsigned i = 1; i < rank + 2; ++i)
    rest.push_back(i);
  return tensor::ExpandShapeOp::create(builder, loc, type, value,
                                       SmallVector<ReassociationIndices>{batch, rest}, sizes);
}

template <typename PoolingOp>
Value lowerGlobalPooling(PoolingOp op, OpBuilder &builder, bool isAverage) {
  Location loc = op.getLoc();
  Value input = toSigned(builder, loc, op.getInput());
  Type element = getElementTypeOrSelf(input.getType());
  unsigned rank = op.getInput().getType().getRank() - 2,
           first = firstSpatialDim(op.getDataFormat());
  SmallVector<int64_t> axes;
  for (unsigned i = 0; i < rank; ++i)
    axes.push_back(first + i);
  Combine combine = isAverage ? add : maximum;
  Value result =
      createAxisReduction(builder, loc, input, axes, isAverage ? 0.0 : folds::leastNumber(element),
                          [&](OpBuilder &nested, Location at, ValueRange e) {
                            return combine(nested, at, e[0], e[1]);
                          });
  if (isAverage) {
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
    ArrayRef<OpFoldResult> spatial = ArrayRef(sizes).slice(first, rank);
    result = createElementwise(builder, loc, result,
                               [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                 Value count = createElementCount(nested, at, spatial, element);
                                 return arith::DivFOp::create(nested, at, e[0], count);
                               });
  }
  if (!op.getKeepdims())
    return result;
  return restoreDimensions(builder, loc, result, op.getOutput().getType().clone(element), first);
}

//===-- So many windows ----------------------------------------------------------------------===//

void describeAdaptivePooling(ConfigSpec &spec, unsigned rank) {
  spec.integers("output_size", rank);
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

template <typename PoolingOp>
LogicalResult inferAdaptivePooling(PoolingOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (failed(checkInput(op, rank)) || failed(checkDataFormat(op)))
    return failure();
  SmallVector<int64_t> counts = getNumbers(op, op.getOutputSize());
  if (!areAtLeast(counts, rank, 1))
    return violates(op, 3) << "output_size must have " << rank << " positive numbers, is ["
                           << op.getOutputSize() << "]";
  SmallVector<int64_t> shape(input.getShape());
  llvm::copy(counts, shape.begin() + firstSpatialDim(op.getDataFormat()));
  types.push_back(input.clone(shape));
  return success();
}

/// Where window `position` of `count` over an axis of `size` elements begins, and how many it has.
std::pair<Value, Value> findAdaptiveWindow(OpBuilder &builder, Location loc, Value position,
                                           Value size, int64_t count) {
  auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(builder, loc, n); };
  Value scaled = arith::MulIOp::create(builder, loc, position, size);
  Value begin = arith::DivUIOp::create(builder, loc, scaled, number(count));
  Value next = arith::AddIOp::create(builder, loc, scaled, size);
  next = arith::AddIOp::create(builder, loc, next, number(count - 1));
  Value end = arith::DivUIOp::create(builder, loc, next, number(count));
  return {begin, arith::SubIOp::create(builder, loc, end, begin)};
}

/// The mean or maximum along dimension `dim` of windows whose places depend on the position. All
/// reductions go over as many taps as the longest window may have; taps behind a window's end read
/// its last element and count for nothing.
Value poolAdaptively(OpBuilder &builder, Location loc, Value input, unsigned dim, int64_t count,
                     bool isAverage) {
  Type element = getElementTypeOrSelf(input.getType());
  unsigned rank = cast<RankedTensorType>(input.getType()).getRank();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  OpFoldResult size = sizes[dim];
  std::optional<int64_t> known = getConstantIntValue(size);
  // An even division has windows of one size; else one more than the quotient rounded up.
  AffineExpr longest = builder.getAffineSymbolExpr(0).ceilDiv(count) + 1;
  OpFoldResult taps = known && *known % count == 0
                          ? OpFoldResult(builder.getIndexAttr(*known / count))
                          : affine::makeComposedFoldedAffineApply(
                                builder, loc, AffineMap::get(0, 1, longest), size);
  sizes[dim] = builder.getIndexAttr(count);
  Value extent = tensor::EmptyOp::create(builder, loc, {taps}, element);
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  double start = isAverage ? 0.0 : folds::leastNumber(element);
  Value result = createReduction(
      builder, loc, extent, createFilled(builder, loc, sizes, element, start),
      {all.getSubMap({rank}), all.dropResult(rank)}, 1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value whole = getValueOrCreateConstantIndexOp(nested, at, size);
        SmallVector<Value> place;
        for (unsigned i = 0; i < rank; ++i)
          place.push_back(linalg::IndexOp::create(nested, at, i));
        auto [begin, length] = findAdaptiveWindow(nested, at, place[dim], whole, count);
        Value tap = linalg::IndexOp::create(nested, at, rank);
        Value one = arith::ConstantIndexOp::create(nested, at, 1);
        Value last = arith::SubIOp::create(nested, at, length, one);
        place[dim] =
            arith::AddIOp::create(nested, at, begin, arith::MinSIOp::create(nested, at, tap, last));
        Value read = tensor::ExtractOp::create(nested, at, input, place);
        if (!isAverage)
          return maximum(nested, at, read, e[1]);
        Value isInside = arith::CmpIOp::create(nested, at, arith::CmpIPredicate::slt, tap, length);
        Value zero = createConstant(nested, at, element, 0.0);
        return add(nested, at, arith::SelectOp::create(nested, at, isInside, read, zero), e[1]);
      });
  if (!isAverage)
    return result;
  return createElementwise(
      builder, loc, result, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value whole = getValueOrCreateConstantIndexOp(nested, at, size);
        Value position = linalg::IndexOp::create(nested, at, dim);
        Value length = findAdaptiveWindow(nested, at, position, whole, count).second;
        return arith::DivFOp::create(nested, at, e[0], toFloat(nested, at, length, element));
      });
}

template <typename PoolingOp>
Value lowerAdaptivePooling(PoolingOp op, OpBuilder &builder, bool isAverage) {
  Value result = toSigned(builder, op.getLoc(), op.getInput());
  for (auto [axis, count] : llvm::enumerate(getNumbers(op, op.getOutputSize()))) {
    unsigned dim = firstSpatialDim(op.getDataFormat()) + axis;
    if (op.getInput().getType().getDimSize(dim) != count)
      result = poolAdaptively(builder, op.getLoc(), result, dim, count, isAverage);
  }
  return result;
}

} // namespace

//===-- Operations ---------------------------------------------------------------------------===//

#define LITH_POOL_OPERATION(Op, Kind, isAverage)                                                   \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return infer##Kind##Pooling(*this, getSpatialRank(*this), types);                              \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    Value result = lower##Kind##Pooling(*this, builder, isAverage);                                \
    results.push_back(                                                                             \
        createConversion(builder, getLoc(), result, getElementTypeOrSelf((*this)->getResult(0)))); \
    return success();                                                                              \
  }
LITH_POOL_OPERATION(OpsMaxPoolOp, Window, false)
LITH_POOL_OPERATION(OpsAveragePoolOp, Window, true)
LITH_POOL_OPERATION(OpsAdaptiveMaxPoolOp, Adaptive, false)
LITH_POOL_OPERATION(OpsAdaptiveAveragePoolOp, Adaptive, true)
#undef LITH_POOL_OPERATION

static void describeFormat(ConfigSpec &spec) {
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}
static void describeWindows(ConfigSpec &spec) {
  spec.integers("pool_size").orBare();
  spec.integers("strides").orNull().orBare();
  spec.string("padding", {"valid", "same"});
  describeFormat(spec);
}
static void describeCounts(ConfigSpec &spec) {
  spec.integers("output_size").orBare();
  describeFormat(spec);
}
void OpsMaxPoolOp::describeConfig(ConfigSpec &spec) { describeWindows(spec); }
void OpsAveragePoolOp::describeConfig(ConfigSpec &spec) { describeWindows(spec); }
void OpsAdaptiveMaxPoolOp::describeConfig(ConfigSpec &spec) { describeCounts(spec); }
void OpsAdaptiveAveragePoolOp::describeConfig(ConfigSpec &spec) { describeCounts(spec); }

//===-- The layers ---------------------------------------------------------------------------===//

// Every rank of a pooling answers the interface with the functions above: Window, Global, Adaptive.
#define LITH_POOLING(Op, Kind, rank, isAverage)                                                    \
  void Op::describeConfig(ConfigSpec &spec) { describe##Kind##Pooling(spec, rank); }               \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return infer##Kind##Pooling(*this, rank, types);                                               \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    Value result = lower##Kind##Pooling(*this, builder, isAverage);                                \
    results.push_back(                                                                             \
        createConversion(builder, getLoc(), result, getElementTypeOrSelf((*this)->getResult(0)))); \
    return success();                                                                              \
  }

LITH_POOLING(MaxPooling1DOp, Window, 1, false)
LITH_POOLING(MaxPooling2DOp, Window, 2, false)
LITH_POOLING(MaxPooling3DOp, Window, 3, false)
LITH_POOLING(AveragePooling1DOp, Window, 1, true)
LITH_POOLING(AveragePooling2DOp, Window, 2, true)
LITH_POOLING(AveragePooling3DOp, Window, 3, true)
LITH_POOLING(GlobalMaxPooling1DOp, Global, 1, false)
LITH_POOLING(GlobalMaxPooling2DOp, Global, 2, false)
LITH_POOLING(GlobalMaxPooling3DOp, Global, 3, false)
LITH_POOLING(GlobalAveragePooling1DOp, Global, 1, true)
LITH_POOLING(GlobalAveragePooling2DOp, Global, 2, true)
LITH_POOLING(GlobalAveragePooling3DOp, Global, 3, true)
LITH_POOLING(AdaptiveMaxPooling1DOp, Adaptive, 1, false)
LITH_POOLING(AdaptiveMaxPooling2DOp, Adaptive, 2, false)
LITH_POOLING(AdaptiveMaxPooling3DOp, Adaptive, 3, false)
LITH_POOLING(AdaptiveAveragePooling1DOp, Adaptive, 1, true)
LITH_POOLING(AdaptiveAveragePooling2DOp, Adaptive, 2, true)
LITH_POOLING(AdaptiveAveragePooling3DOp, Adaptive, 3, true)
