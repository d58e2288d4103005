// Locally connected layers. The three forms in which files keep their kernel become one,
// [position.., window.., channel, filter], which depends on weights alone and so is made once; then
// they are a contraction, as a convolution is.
#include "dialects/layer/LocallyConnected.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Convolve.h"

#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace lith::layer;

namespace {

/// One spatial axis: `positions` windows of `window` elements, `stride` apart, the first of which
/// begins `low` before an input of `size`.
struct Axis {
  int64_t size, window, stride, low, positions;

  /// How many elements the last window needs beyond the input.
  int64_t high() const {
    return std::max<int64_t>(0, (positions - 1) * stride - low + window - size);
  }
  /// How many elements of the input the first `count` windows cover, each by itself.
  int64_t covered(int64_t count) const {
    int64_t sum = 0;
    for (int64_t i = 0; i < count; ++i)
      sum += std::min(size, i * stride - low + window) - std::max<int64_t>(0, i * stride - low);
    return sum;
  }
};

/// The layer's sizes, whatever its data format.
struct Geometry {
  SmallVector<Axis> axes;
  int64_t channels, filters;
  bool isChannelsFirst;

  int64_t product(int64_t Axis::*member) const {
    int64_t result = 1;
    for (const Axis &axis : axes)
      result *= axis.*member;
    return result;
  }
  SmallVector<int64_t> list(int64_t Axis::*member) const {
    return llvm::map_to_vector(axes, [&](const Axis &axis) { return axis.*member; });
  }
};

template <typename LocalOp> Geometry getGeometry(LocalOp op) {
  ArrayRef<int64_t> shape = op.getInput().getType().getShape();
  Geometry geometry{{},
                    shape[channelDim(op.getDataFormat(), shape.size())],
                    static_cast<int64_t>(op.getFilters()),
                    isChannelsFirst(op.getDataFormat())};
  Window window{llvm::to_vector(op.getKernelSize()), llvm::to_vector(op.getStrides()),
                SmallVector<int64_t>(op.getKernelSize().size(), 1), getEdges(op.getPadding())};
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t size = shape[firstSpatialDim(op.getDataFormat()) + i];
    int64_t low = window.edges == Edges::Same ? window.size[i] / 2 : 0;
    geometry.axes.push_back(
        {size, window.size[i], window.strides[i], low, window.positions(i, size)});
  }
  return geometry;
}

/// `spatial` and `other` in the order of the data format.
SmallVector<int64_t> order(const Geometry &geometry, ArrayRef<int64_t> spatial, int64_t other) {
  SmallVector<int64_t> all(spatial);
  all.insert(geometry.isChannelsFirst ? all.begin() : all.end(), other);
  return all;
}

SmallVector<int64_t> getKernelShape(const Geometry &geometry, int64_t implementation) {
  if (implementation == 1)
    return {geometry.product(&Axis::positions), geometry.product(&Axis::window) * geometry.channels,
            geometry.filters};
  if (implementation == 2) {
    SmallVector<int64_t> shape = order(geometry, geometry.list(&Axis::size), geometry.channels);
    llvm::append_range(shape, order(geometry, geometry.list(&Axis::positions), geometry.filters));
    return shape;
  }
  int64_t weights = geometry.channels * geometry.filters;
  for (const Axis &axis : geometry.axes)
    weights *= axis.covered(axis.positions);
  return {weights};
}

//===-- Config and types ---------------------------------------------------------------------===//

void describeLocallyConnected(ConfigSpec &spec, unsigned rank) {
  spec.integer("filters");
  spec.integers("kernel_size", rank);
  spec.integers("strides", rank);
  spec.string("padding", {"valid", "same"});
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.activation("activation");
  spec.boolean("use_bias");
  spec.integer("implementation");
  spec.keptFor({"kernel", "bias", "activity"});
}

template <typename LocalOp>
void getLocalVariables(LocalOp op, SmallVectorImpl<Variable> &variables) {
  Geometry geometry = getGeometry(op);
  variables.push_back({"kernel", getKernelShape(geometry, op.getImplementation()), "vars/0"});
  if (!op.getUseBias())
    return;
  SmallVector<int64_t> bias = geometry.list(&Axis::positions);
  bias.push_back(geometry.filters);
  variables.push_back({"bias", bias, "vars/1"});
}

/// Constraints 1 to 6.
template <typename LocalOp> LogicalResult checkLocal(LocalOp op, unsigned rank) {
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() != rank + 2 || !isa<FloatType>(input.getElementType()))
    return violates(op, 1) << "input must have rank " << rank + 2 << " and float elements, is "
                           << input;
  if (ShapedType::isDynamicShape(input.getShape().drop_front()))
    return violates(op, 2) << "all sizes but the batch must be known, input is " << input;
  if (!areAtLeast(op.getKernelSize(), rank, 1) || !areAtLeast(op.getStrides(), rank, 1))
    return violates(op, 3) << "kernel_size and strides must have " << rank
                           << " positive numbers each, they are [" << op.getKernelSize()
                           << "] and [" << op.getStrides() << "]";
  if (!isDataFormat(op.getDataFormat()) || !isPadding(op.getPadding()))
    return violates(op, 4) << "padding must be valid or same and data_format channels_last or "
                              "channels_first, they are '"
                           << op.getPadding() << "' and '" << op.getDataFormat() << "'";
  int64_t implementation = op.getImplementation();
  if (implementation < 1 || implementation > 3 ||
      (implementation == 1 && op.getPadding() != "valid"))
    return violates(op, 5) << "implementation must be 1, 2 or 3, and 1 only with padding valid; "
                              "they are "
                           << implementation << " and '" << op.getPadding() << "'";
  if (static_cast<int64_t>(op.getFilters()) < 1)
    return violates(op, 6) << "filters must be positive, is "
                           << static_cast<int64_t>(op.getFilters());
  return success();
}

template <typename LocalOp>
LogicalResult inferLocal(LocalOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  if (failed(checkLocal(op, rank)))
    return failure();
  RankedTensorType input = op.getInput().getType();
  Geometry geometry = getGeometry(op);
  for (auto [number, axis] : llvm::enumerate(geometry.axes))
    if (axis.positions < 1)
      return violates(op, 7) << "the output has no elements along spatial dimension " << number
                             << ", input is " << input;
  SmallVector<int64_t> shape = order(geometry, geometry.list(&Axis::positions), geometry.filters);
  shape.insert(shape.begin(), input.getDimSize(0));
  RankedTensorType type = input.clone(shape);
  if (std::string fault = findActivationFault(op.getActivation(), type); !fault.empty())
    return violates(op, 8) << fault;
  types.push_back(getActivatedType(op.getActivation(), type));
  return success();
}

//===-- The kernel in one form
//-----------------------------------------------------------------===//

/// Index arithmetic.
struct Indices {
  OpBuilder &builder;
  Location loc;

  Value number(int64_t n) { return arith::ConstantIndexOp::create(builder, loc, n); }
  Value add(Value a, Value b) { return arith::AddIOp::create(builder, loc, a, b); }
  Value subtract(Value a, Value b) { return arith::SubIOp::create(builder, loc, a, b); }
  Value multiply(Value a, Value b) { return arith::MulIOp::create(builder, loc, a, b); }
  Value atMost(Value a, int64_t n) { return arith::MinSIOp::create(builder, loc, a, number(n)); }
  Value notNegative(Value a) { return arith::MaxSIOp::create(builder, loc, a, number(0)); }
  /// 0 + 1 + .. + (n - 1)
  Value triangle(Value n) {
    Value twice = multiply(n, subtract(n, number(1)));
    return arith::DivSIOp::create(builder, loc, twice, number(2));
  }
};

/// What the windows at one position of an axis are, as values.
struct Place {
  Value position, tap, input;
  Value covered; // how many elements of the input the window covers
  Value before;  // how many the windows before it cover, each by itself
  Value rank;    // how many of the window's own stand before `input`
};

Place getPlace(Indices at, const Axis &axis, Value position, Value tap) {
  Place place{position, tap, {}, {}, {}, {}};
  Value begin = at.subtract(at.multiply(position, at.number(axis.stride)), at.number(axis.low));
  Value first = at.notNegative(begin);
  Value end = at.atMost(at.add(begin, at.number(axis.window)), axis.size);
  place.input = at.add(begin, tap);
  place.covered = at.subtract(end, first);
  place.rank = at.subtract(place.input, first);
  // Whole windows, less what the first ones lack in front and the last ones behind. What window i
  // lacks in front is low - i * stride, for i below `frontal`; behind it is past + i * stride, from
  // `rear` on.
  int64_t frontal = llvm::divideCeil(axis.low, axis.stride);
  int64_t past = axis.window - axis.low - axis.size;
  int64_t rear = past > 0 ? 0 : llvm::divideCeil(-past, axis.stride);
  Value inFront = at.atMost(position, frontal);
  Value behind = at.notNegative(at.subtract(position, at.number(rear)));
  Value stride = at.number(axis.stride);
  Value lackInFront = at.subtract(at.multiply(inFront, at.number(axis.low)),
                                  at.multiply(stride, at.triangle(inFront)));
  Value lackBehind = at.add(at.multiply(behind, at.number(past + rear * axis.stride)),
                            at.multiply(stride, at.triangle(behind)));
  Value whole = at.multiply(position, at.number(axis.window));
  place.before = at.subtract(at.subtract(whole, lackInFront), lackBehind);
  return place;
}

/// The place in the row of implementation 3 of the weight between `places`, a channel and a filter.
Value findInRow(Indices at, const Geometry &geometry, ArrayRef<Place> places, Value channel,
                Value filter) {
  // Positions before this one, in row-major order; the elements of this one's window; the rank of
  // the input among them.
  Value before = at.number(0), covered = at.number(1), rank = at.number(0);
  for (auto [number, place] : llvm::enumerate(places)) {
    int64_t rest = 1;
    for (const Axis &axis : ArrayRef(geometry.axes).drop_front(number + 1))
      rest *= axis.covered(axis.positions);
    before = at.add(before, at.multiply(at.multiply(covered, place.before), at.number(rest)));
    covered = at.multiply(covered, place.covered);
    rank = at.add(at.multiply(rank, place.covered), place.rank);
  }
  Value channels = at.number(geometry.channels);
  if (geometry.isChannelsFirst) {
    int64_t all = geometry.channels;
    for (const Axis &axis : geometry.axes)
      all *= axis.covered(axis.positions);
    Value start = at.add(at.multiply(filter, at.number(all)), at.multiply(before, channels));
    return at.add(start, at.add(at.multiply(channel, covered), rank));
  }
  Value start = at.multiply(channels, at.add(at.multiply(before, at.number(geometry.filters)),
                                             at.multiply(filter, covered)));
  return at.add(start, at.add(at.multiply(rank, channels), channel));
}

/// Implementations 2 and 3 as [position.., window.., channel, filter], zero outside of the input.
Value gatherKernel(OpBuilder &builder, Location loc, const Geometry &geometry, Value kernel) {
  unsigned rank = geometry.axes.size();
  auto type = cast<RankedTensorType>(kernel.getType());
  SmallVector<OpFoldResult> sizes;
  for (int64_t Axis::*member : {&Axis::positions, &Axis::window})
    for (int64_t size : geometry.list(member))
      sizes.push_back(builder.getIndexAttr(size));
  sizes.push_back(builder.getIndexAttr(geometry.channels));
  sizes.push_back(builder.getIndexAttr(geometry.filters));
  return createMap(
      builder, loc, {}, {}, sizes, type.getElementType(),
      [&](OpBuilder &nested, Location here, ValueRange) -> Value {
        Indices at{nested, here};
        auto index = [&](unsigned dim) -> Value {
          return linalg::IndexOp::create(nested, here, dim);
        };
        SmallVector<Place> places;
        SmallVector<Value> inputs, positions;
        Value isInside;
        for (auto [number, axis] : llvm::enumerate(geometry.axes)) {
          Place place = getPlace(at, axis, index(number), index(rank + number));
          Value clamped = at.atMost(at.notNegative(place.input), axis.size - 1);
          Value stays =
              arith::CmpIOp::create(nested, here, arith::CmpIPredicate::eq, clamped, place.input);
          isInside =
              isInside ? arith::AndIOp::create(nested, here, isInside, stays).getResult() : stays;
          inputs.push_back(clamped);
          positions.push_back(place.position);
          places.push_back(place);
        }
        Value channel = index(2 * rank), filter = index(2 * rank + 1);
        SmallVector<Value> where;
        if (type.getRank() == 1) {
          Value place = findInRow(at, geometry, places, channel, filter);
          where.push_back(at.atMost(at.notNegative(place), type.getDimSize(0) - 1));
        } else {
          bool isFirst = geometry.isChannelsFirst;
          inputs.insert(isFirst ? inputs.begin() : inputs.end(), channel);
          positions.insert(isFirst ? positions.begin() : positions.end(), filter);
          llvm::append_range(where, inputs);
          llvm::append_range(where, positions);
        }
        Value weight = tensor::ExtractOp::create(nested, here, kernel, where);
        return arith::SelectOp::create(nested, here, isInside, weight,
                                       createConstant(nested, here, type.getElementType(), 0.0));
      });
}

/// Implementation 1 with its joined dimensions split: [position.., window.., channel, filter], or
/// [position.., channel, window.., filter] for channels_first.
Value splitKernel(OpBuilder &builder, Location loc, const Geometry &geometry, Value kernel) {
  int64_t rank = geometry.axes.size();
  SmallVector<int64_t> shape = geometry.list(&Axis::positions);
  llvm::append_range(shape, order(geometry, geometry.list(&Axis::window), geometry.channels));
  shape.push_back(geometry.filters);
  ReassociationIndices positions = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  ReassociationIndices window = llvm::to_vector(llvm::seq<int64_t>(rank, 2 * rank + 1));
  return tensor::ExpandShapeOp::create(
      builder, loc, cast<RankedTensorType>(kernel.getType()).clone(shape), kernel,
      SmallVector<ReassociationIndices>{positions, window, {2 * rank + 1}});
}

//===-- Lowering -----------------------------------------------------------------------------===//

/// sum over window.. and channel of input[n, position * stride + window, channel] * kernel.
Value contract(OpBuilder &builder, Location loc, const Geometry &geometry, Value image,
               Value kernel, bool isSplit) {
  unsigned rank = geometry.axes.size(), loops = 2 * rank + 3;
  auto dim = [&](unsigned i) { return builder.getAffineDimExpr(i); };
  // Iterators: batch, positions, filter, window, channel.
  SmallVector<AffineExpr> read{dim(0)}, weights, window, write{dim(0)};
  SmallVector<OpFoldResult> sizes{tensor::getMixedSize(builder, loc, image, 0)};
  for (auto [i, axis] : llvm::enumerate(geometry.axes)) {
    read.push_back(dim(1 + i) * axis.stride + dim(rank + 2 + i));
    weights.push_back(dim(1 + i));
    window.push_back(dim(rank + 2 + i));
    write.push_back(dim(1 + i));
    sizes.push_back(builder.getIndexAttr(axis.positions));
  }
  AffineExpr filter = dim(rank + 1), channel = dim(loops - 1);
  read.push_back(channel);
  window.insert(isSplit && geometry.isChannelsFirst ? window.begin() : window.end(), channel);
  llvm::append_range(weights, window);
  weights.push_back(filter);
  write.push_back(filter);
  sizes.push_back(builder.getIndexAttr(geometry.filters));
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(loops, 0, exprs, builder.getContext());
  };
  return createContraction(builder, loc, image, kernel, sizes,
                           {map(read), map(weights), map(write)}, rank + 1);
}

/// sum[n, position.., f] + bias[position.., f]. With channels_first Keras takes the elements of the
/// bias in the order in which they lie as [f, position..]: a reshape, where one expects a
/// transpose.
Value addPlacedBias(OpBuilder &builder, Location loc, const Geometry &geometry, Value sum,
                    Value bias) {
  unsigned rank = geometry.axes.size();
  auto type = cast<RankedTensorType>(bias.getType());
  AffineMap all = builder.getMultiDimIdentityMap(rank + 2), read = all.dropResult(0);
  if (geometry.isChannelsFirst) {
    SmallVector<int64_t> shape = order(geometry, geometry.list(&Axis::positions), geometry.filters);
    SmallVector<ReassociationIndices> whole{
        llvm::to_vector(llvm::seq<int64_t>(0, static_cast<int64_t>(rank) + 1))};
    Value row = tensor::CollapseShapeOp::create(builder, loc, bias, whole);
    bias = tensor::ExpandShapeOp::create(builder, loc, type.clone(shape), row, whole);
    SmallVector<AffineExpr> dims{all.getResult(rank + 1)};
    llvm::append_range(dims, all.getResults().slice(1, rank));
    read = AffineMap::get(rank + 2, 0, dims, builder.getContext());
  }
  return createMap(builder, loc, {sum, bias}, {all, read}, tensor::getMixedSizes(builder, loc, sum),
                   type.getElementType(),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::AddFOp::create(nested, at, e[0], e[1]);
                   });
}

template <typename LocalOp>
LogicalResult lowerLocal(LocalOp op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = op.getLoc();
  Geometry geometry = getGeometry(op);
  bool isSplit = op.getImplementation() == 1;
  Value kernel = isSplit ? splitKernel(builder, loc, geometry, op.getKernel())
                         : gatherKernel(builder, loc, geometry, op.getKernel());
  Padding padding;
  for (const Axis &axis : geometry.axes) {
    padding.low.push_back(builder.getIndexAttr(axis.low));
    padding.high.push_back(builder.getIndexAttr(axis.high()));
  }
  Value image = toChannelsLast(builder, loc, op.getInput(), op.getDataFormat());
  image = padImage(builder, loc, image, padding, 0.0);
  Value sum = contract(builder, loc, geometry, image, kernel, isSplit);
  if (op.getUseBias())
    sum = addPlacedBias(builder, loc, geometry, sum, op.getBias());
  results.push_back(activateImage(builder, loc, sum, op.getActivation(), op.getDataFormat()));
  return success();
}

} // namespace

//===-- The ops ------------------------------------------------------------------------------===//

#define LITH_LOCALLY_CONNECTED(Op, rank)                                                           \
  void Op::describeConfig(ConfigSpec &spec) { describeLocallyConnected(spec, rank); }              \
  void Op::getVariables(SmallVectorImpl<Variable> &variables) {                                    \
    getLocalVariables(*this, variables);                                                           \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferLocal(*this, rank, types);                                                         \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerLocal(*this, builder, results);                                                    \
  }

LITH_LOCALLY_CONNECTED(LocallyConnected1DOp, 1)
LITH_LOCALLY_CONNECTED(LocallyConnected2DOp, 2)
