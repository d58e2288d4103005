// The convolutions as linalg.generic: parallel iterators (batch, spatial.., channels), then the
// reductions (window.., input channel). A transposed convolution is one small convolution for each
// phase of its strides: outputs that are a stride apart see the same taps.
#include "dialects/layer/Convolve.h"
#include "dialects/layer/Activations.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"

#include <numeric>

using namespace mlir;

namespace lith::layer {
namespace {

/// Hands out the iterators of a generic in their order.
struct Iterators {
  OpBuilder &builder;
  unsigned count = 0;

  AffineExpr next() { return builder.getAffineDimExpr(count++); }
  SmallVector<AffineExpr> next(unsigned number) {
    SmallVector<AffineExpr> exprs;
    for (unsigned i = 0; i < number; ++i)
      exprs.push_back(next());
    return exprs;
  }
  AffineMap map(ArrayRef<AffineExpr> exprs) const {
    return AffineMap::get(count, 0, exprs, builder.getContext());
  }
};

using Exprs = SmallVector<AffineExpr>;

Exprs concat(std::initializer_list<ArrayRef<AffineExpr>> parts) {
  Exprs all;
  for (ArrayRef<AffineExpr> part : parts)
    all.append(part.begin(), part.end());
  return all;
}

/// Where the window reads: position * stride + tap * dilation on each axis.
Exprs readIndices(const Window &window, ArrayRef<AffineExpr> positions, ArrayRef<AffineExpr> taps) {
  Exprs indices;
  for (unsigned i = 0; i < window.rank(); ++i)
    indices.push_back(positions[i] * window.strides[i] + taps[i] * window.dilations[i]);
  return indices;
}

/// Sizes of the result: batch, positions, channels.
SmallVector<OpFoldResult> resultSizes(OpBuilder &builder, Location loc, Value input,
                                      ArrayRef<OpFoldResult> positions,
                                      ArrayRef<int64_t> channels) {
  SmallVector<OpFoldResult> sizes{tensor::getMixedSize(builder, loc, input, 0)};
  sizes.append(positions.begin(), positions.end());
  for (int64_t channel : channels)
    sizes.push_back(builder.getIndexAttr(channel));
  return sizes;
}

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// The convolution of an input that is padded already, at `positions`.
Value convolvePadded(OpBuilder &builder, Location loc, Value input, Value kernel,
                     const Window &window, ArrayRef<OpFoldResult> positions) {
  Iterators it{builder};
  AffineExpr batch = it.next();
  Exprs at = it.next(window.rank());
  AffineExpr filter = it.next();
  Exprs taps = it.next(window.rank());
  AffineExpr channel = it.next();
  return createContraction(builder, loc, input, kernel,
                           resultSizes(builder, loc, input, positions, shapeOf(kernel).back()),
                           {it.map(concat({batch, readIndices(window, at, taps), channel})),
                            it.map(concat({taps, channel, filter})),
                            it.map(concat({batch, at, filter}))},
                           window.rank() + 1);
}

/// The same with channels and filters in groups that do not see each other.
Value convolveGroups(OpBuilder &builder, Location loc, Value input, Value kernel,
                     const Window &window, int64_t groups, ArrayRef<OpFoldResult> positions) {
  unsigned rank = window.rank();
  int64_t channels = shapeOf(kernel)[rank], filters = shapeOf(kernel)[rank + 1] / groups;
  input = splitDimension(builder, loc, input, rank + 1, channels);
  kernel = splitDimension(builder, loc, kernel, rank + 1, filters);
  Iterators it{builder};
  AffineExpr batch = it.next();
  Exprs at = it.next(rank);
  AffineExpr group = it.next(), filter = it.next();
  Exprs taps = it.next(rank);
  AffineExpr channel = it.next();
  Value result = createContraction(
      builder, loc, input, kernel, resultSizes(builder, loc, input, positions, {groups, filters}),
      {it.map(concat({batch, readIndices(window, at, taps), group, channel})),
       it.map(concat({taps, channel, group, filter})), it.map(concat({batch, at, group, filter}))},
      rank + 1);
  return joinDimensions(builder, loc, result, rank + 1);
}

} // namespace

Value convolve(OpBuilder &builder, Location loc, Value input, Value kernel, const Window &window,
               int64_t groups) {
  SmallVector<OpFoldResult> sizes = getSpatialSizes(builder, loc, input);
  SmallVector<OpFoldResult> positions = computePositions(builder, loc, window, sizes);
  input = padImage(builder, loc, input, computePadding(builder, loc, window, sizes), 0.0);
  if (groups == 1)
    return convolvePadded(builder, loc, input, kernel, window, positions);
  return convolveGroups(builder, loc, input, kernel, window, groups, positions);
}

Value convolveDepthwise(OpBuilder &builder, Location loc, Value input, Value kernel,
                        const Window &window) {
  unsigned rank = window.rank();
  SmallVector<OpFoldResult> sizes = getSpatialSizes(builder, loc, input);
  SmallVector<OpFoldResult> positions = computePositions(builder, loc, window, sizes);
  input = padImage(builder, loc, input, computePadding(builder, loc, window, sizes), 0.0);
  Iterators it{builder};
  AffineExpr batch = it.next();
  Exprs at = it.next(rank);
  AffineExpr channel = it.next();
  if (shapeOf(kernel).back() == 1) {
    // Without an innermost dimension of one element, channels make vectors, and bias and activation
    // fit behind the sum.
    kernel = joinDimensions(builder, loc, kernel, rank);
    Exprs taps = it.next(rank);
    return createContraction(builder, loc, input, kernel,
                             resultSizes(builder, loc, input, positions, shapeOf(kernel).back()),
                             {it.map(concat({batch, readIndices(window, at, taps), channel})),
                              it.map(concat({taps, channel})),
                              it.map(concat({batch, at, channel}))},
                             rank);
  }
  AffineExpr multiplier = it.next();
  Exprs taps = it.next(rank);
  Value result =
      createContraction(builder, loc, input, kernel,
                        resultSizes(builder, loc, input, positions, shapeOf(kernel).take_back(2)),
                        {it.map(concat({batch, readIndices(window, at, taps), channel})),
                         it.map(concat({taps, channel, multiplier})),
                         it.map(concat({batch, at, channel, multiplier}))},
                        rank);
  return joinDimensions(builder, loc, result, rank + 1);
}

//===-- Transposed ---------------------------------------------------------------------------===//

TransposedAxis getTransposedAxis(const Window &window, unsigned axis, int64_t outputPadding) {
  int64_t span = window.extent(axis), stride = window.strides[axis];
  bool isOpen = outputPadding < 0;
  // How much of what the first tap writes is kept before the first output, and after the last.
  int64_t low = span - 1, high = span - 1;
  if (window.edges == Edges::Same) {
    int64_t total = isOpen ? stride + span - 2 : span + span % 2 - 2 + outputPadding;
    low = std::min(llvm::divideCeil(total, 2), static_cast<uint64_t>(span - 1));
    high = total - low;
  } else {
    high += isOpen ? std::max(span, stride) - span : outputPadding;
  }
  return {span - 1 - low, 2 - span + low + high};
}

namespace {

/// One phase along one axis: outputs phase, phase + stride, ..; output number q reads the inputs
/// q + first, q + first + step, .. through the taps lastTap, lastTap - tapStep, ..
struct Phase {
  int64_t phase, taps, lastTap, tapStep, first, step;
  /// There are input + more such outputs.
  int64_t more;
};

Phase getPhase(const Window &window, unsigned axis, const TransposedAxis &place, int64_t phase) {
  int64_t stride = window.strides[axis], dilation = window.dilations[axis];
  int64_t common = std::gcd(stride, dilation);
  Phase result{phase, 0, 0, stride / common, 0, dilation / common, 0};
  for (int64_t tap = 0; tap < window.size[axis]; ++tap) {
    int64_t reach = phase + place.offset - tap * dilation;
    if (reach % stride != 0)
      continue;
    ++result.taps;
    result.lastTap = tap;
    result.first = reach / stride;
  }
  result.more = llvm::divideCeilSigned(place.tail - phase, stride) - 1;
  return result;
}

/// The kernel of the convolution that computes one phase, as [window.., channel, filter].
Value createPhaseKernel(OpBuilder &builder, Location loc, Value kernel, ArrayRef<Phase> phases) {
  unsigned rank = phases.size();
  ArrayRef<int64_t> shape = shapeOf(kernel);
  Iterators it{builder};
  Exprs taps = it.next(rank), source;
  AffineExpr channel = it.next(), filter = it.next();
  SmallVector<OpFoldResult> sizes;
  for (auto [phase, tap] : llvm::zip(phases, taps)) {
    // Read index lastTap - tap * tapStep.
    source.push_back(tap * -phase.tapStep + phase.lastTap);
    sizes.push_back(builder.getIndexAttr(phase.taps));
  }
  sizes.push_back(builder.getIndexAttr(shape[rank + 1]));
  sizes.push_back(builder.getIndexAttr(shape[rank]));
  return createMap(builder, loc, kernel, it.map(concat({source, filter, channel})), sizes,
                   getElementTypeOrSelf(kernel.getType()),
                   [](OpBuilder &, Location, ValueRange e) { return e[0]; });
}

/// The image with as many elements added, or taken away where negative, around each axis.
Value padOrCrop(OpBuilder &builder, Location loc, Value image, ArrayRef<int64_t> low,
                ArrayRef<int64_t> high) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, image);
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  Padding padding;
  bool crops = false;
  AffineExpr size = builder.getAffineSymbolExpr(0);
  for (auto [axis, before, after] : llvm::enumerate(low, high)) {
    int64_t cropLow = std::max<int64_t>(-before, 0), cropHigh = std::max<int64_t>(-after, 0);
    offsets[axis + 1] = builder.getIndexAttr(cropLow);
    sizes[axis + 1] = affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(0, 1, size - (cropLow + cropHigh)), sizes[axis + 1]);
    crops |= cropLow + cropHigh > 0;
    padding.low.push_back(builder.getIndexAttr(std::max<int64_t>(before, 0)));
    padding.high.push_back(builder.getIndexAttr(std::max<int64_t>(after, 0)));
  }
  if (crops)
    image = tensor::ExtractSliceOp::create(builder, loc, image, offsets, sizes, strides);
  return padImage(builder, loc, image, padding, 0.0);
}

/// The outputs of one phase of each axis.
Value convolvePhase(OpBuilder &builder, Location loc, Value input, Value kernel,
                    ArrayRef<Phase> phases) {
  SmallVector<OpFoldResult> positions = getSpatialSizes(builder, loc, input);
  AffineExpr size = builder.getAffineSymbolExpr(0);
  SmallVector<int64_t> low, high;
  Window window;
  for (auto [axis, phase] : llvm::enumerate(phases)) {
    int64_t last = phase.first + (phase.taps - 1) * phase.step;
    low.push_back(-phase.first);
    high.push_back(phase.more + last);
    positions[axis] = affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(0, 1, size + phase.more), positions[axis]);
    window.size.push_back(phase.taps);
    window.strides.push_back(1);
    window.dilations.push_back(phase.step);
  }
  Value padded = padOrCrop(builder, loc, input, low, high);
  Value taps = createPhaseKernel(builder, loc, kernel, phases);
  return convolvePadded(builder, loc, padded, taps, window, positions);
}

/// Every choice of one phase from each axis.
SmallVector<SmallVector<Phase>> combine(ArrayRef<SmallVector<Phase>> axes) {
  SmallVector<SmallVector<Phase>> all{{}};
  for (const SmallVector<Phase> &axis : axes) {
    SmallVector<SmallVector<Phase>> longer;
    for (const SmallVector<Phase> &begun : all)
      for (const Phase &phase : axis) {
        longer.push_back(begun);
        longer.back().push_back(phase);
      }
    all = std::move(longer);
  }
  return all;
}

} // namespace

Value convolveTransposed(OpBuilder &builder, Location loc, Value input, Value kernel,
                         const Window &window, ArrayRef<TransposedAxis> axes) {
  SmallVector<OpFoldResult> positions = getSpatialSizes(builder, loc, input);
  ArrayRef<int64_t> inputShape = shapeOf(input).drop_front();
  SmallVector<SmallVector<Phase>> phases(window.rank());
  AffineExpr size = builder.getAffineSymbolExpr(0);
  for (unsigned i = 0; i < window.rank(); ++i) {
    for (int64_t phase = 0; phase < window.strides[i]; ++phase) {
      Phase candidate = getPhase(window, i, axes[i], phase);
      // A phase without taps leaves zeros; a small input may leave one without outputs.
      bool isEmpty = !ShapedType::isDynamic(inputShape[i]) && inputShape[i] + candidate.more <= 0;
      if (candidate.taps > 0 && !isEmpty)
        phases[i].push_back(candidate);
    }
    AffineExpr outputs = (size - 1) * window.strides[i] + axes[i].tail;
    positions[i] = affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(0, 1, outputs), positions[i]);
  }
  SmallVector<SmallVector<Phase>> choices = combine(phases);
  bool areAllThere = llvm::all_of_zip(
      phases, window.strides, [](ArrayRef<Phase> axis, size_t n) { return axis.size() == n; });
  if (areAllThere && choices.size() == 1)
    return convolvePhase(builder, loc, input, kernel, choices.front());

  Type element = getElementTypeOrSelf(input.getType());
  SmallVector<OpFoldResult> sizes =
      resultSizes(builder, loc, input, positions, shapeOf(kernel)[window.rank()]);
  Value result = areAllThere ? tensor::EmptyOp::create(builder, loc, sizes, element).getResult()
                             : createFilled(builder, loc, sizes, element, 0.0);
  for (ArrayRef<Phase> choice : choices) {
    Value part = convolvePhase(builder, loc, input, kernel, choice);
    SmallVector<OpFoldResult> partSizes = tensor::getMixedSizes(builder, loc, part);
    SmallVector<OpFoldResult> offsets(partSizes.size(), builder.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(partSizes.size(), builder.getIndexAttr(1));
    for (auto [axis, phase] : llvm::enumerate(choice)) {
      offsets[axis + 1] = builder.getIndexAttr(phase.phase);
      strides[axis + 1] = builder.getIndexAttr(window.strides[axis]);
    }
    result = tensor::InsertSliceOp::create(builder, loc, part, result, offsets, partSizes, strides);
  }
  return result;
}

Value activateImage(OpBuilder &builder, Location loc, Value image, StringRef activation,
                    StringRef dataFormat) {
  bool worksAlongRows = detail::findRowFunction(activation);
  if (!worksAlongRows)
    image = applyActivation(builder, loc, activation, image);
  image = fromChannelsLast(builder, loc, image, dataFormat);
  return worksAlongRows ? applyActivation(builder, loc, activation, image) : image;
}

} // namespace lith::layer
