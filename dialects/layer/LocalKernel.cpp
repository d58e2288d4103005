// What depends on a locally connected layer's sizes and weights alone: its kernel in one form, made
// by the places of weights in the file's.
#include "dialects/layer/LocalKernel.h"
#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;

namespace lith::layer {

int64_t LocalAxis::covered(int64_t count) const {
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i)
    sum += std::min(size, i * stride - low + window) - std::max<int64_t>(0, i * stride - low);
  return sum;
}

int64_t LocalGeometry::product(int64_t LocalAxis::*member) const {
  int64_t result = 1;
  for (const LocalAxis &axis : axes)
    result *= axis.*member;
  return result;
}

SmallVector<int64_t> LocalGeometry::list(int64_t LocalAxis::*member) const {
  return llvm::map_to_vector(axes, [&](const LocalAxis &axis) { return axis.*member; });
}

SmallVector<int64_t> LocalGeometry::order(ArrayRef<int64_t> spatial, int64_t other) const {
  SmallVector<int64_t> all(spatial);
  all.insert(isChannelsFirst ? all.begin() : all.end(), other);
  return all;
}

SmallVector<int64_t> getKernelShape(const LocalGeometry &geometry, int64_t implementation) {
  if (implementation == 1)
    return {geometry.product(&LocalAxis::positions),
            geometry.product(&LocalAxis::window) * geometry.channels, geometry.filters};
  if (implementation == 2) {
    SmallVector<int64_t> shape = geometry.order(geometry.list(&LocalAxis::size), geometry.channels);
    llvm::append_range(shape,
                       geometry.order(geometry.list(&LocalAxis::positions), geometry.filters));
    return shape;
  }
  int64_t weights = geometry.channels * geometry.filters;
  for (const LocalAxis &axis : geometry.axes)
    weights *= axis.covered(axis.positions);
  return {weights};
}

namespace {

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

Place getPlace(Indices at, const LocalAxis &axis, Value position, Value tap) {
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
Value findInRow(Indices at, const LocalGeometry &geometry, ArrayRef<Place> places, Value channel,
                Value filter) {
  // Positions before this one, in row-major order; the elements of this one's window; the rank of
  // the input among them.
  Value before = at.number(0), covered = at.number(1), rank = at.number(0);
  for (auto [number, place] : llvm::enumerate(places)) {
    int64_t rest = 1;
    for (const LocalAxis &axis : ArrayRef(geometry.axes).drop_front(number + 1))
      rest *= axis.covered(axis.positions);
    before = at.add(before, at.multiply(at.multiply(covered, place.before), at.number(rest)));
    covered = at.multiply(covered, place.covered);
    rank = at.add(at.multiply(rank, place.covered), place.rank);
  }
  Value channels = at.number(geometry.channels);
  if (geometry.isChannelsFirst) {
    int64_t all = geometry.channels;
    for (const LocalAxis &axis : geometry.axes)
      all *= axis.covered(axis.positions);
    Value start = at.add(at.multiply(filter, at.number(all)), at.multiply(before, channels));
    return at.add(start, at.add(at.multiply(channel, covered), rank));
  }
  Value start = at.multiply(channels, at.add(at.multiply(before, at.number(geometry.filters)),
                                             at.multiply(filter, covered)));
  return at.add(start, at.add(at.multiply(rank, channels), channel));
}

} // namespace

Value gatherKernel(OpBuilder &builder, Location loc, const LocalGeometry &geometry, Value kernel) {
  unsigned rank = geometry.axes.size();
  auto type = cast<RankedTensorType>(kernel.getType());
  SmallVector<OpFoldResult> sizes;
  for (int64_t LocalAxis::*member : {&LocalAxis::positions, &LocalAxis::window})
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

Value splitKernel(OpBuilder &builder, Location loc, const LocalGeometry &geometry, Value kernel) {
  int64_t rank = geometry.axes.size();
  SmallVector<int64_t> shape = geometry.list(&LocalAxis::positions);
  llvm::append_range(shape, geometry.order(geometry.list(&LocalAxis::window), geometry.channels));
  shape.push_back(geometry.filters);
  ReassociationIndices positions = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  ReassociationIndices window = llvm::to_vector(llvm::seq<int64_t>(rank, 2 * rank + 1));
  return tensor::ExpandShapeOp::create(
      builder, loc, cast<RankedTensorType>(kernel.getType()).clone(shape), kernel,
      SmallVector<ReassociationIndices>{positions, window, {2 * rank + 1}});
}

} // namespace lith::layer
