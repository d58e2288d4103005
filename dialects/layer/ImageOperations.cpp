// Operations of keras.ops.image on colours, edges and windows. Formulas are Keras's, operation by
// operation.
#include "dialects/layer/ImageOperations.h"
#include "dialects/layer/Convolve.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/Spatial.h"

#include <array>
#include <cmath>

using namespace mlir;
using namespace lith::layer;

namespace {

void describeFormat(ConfigSpec &spec) {
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

/// Constraints 1 and 2 of all.
template <typename Op> LogicalResult checkImages(Op op, int64_t most = 4) {
  int64_t rank = op.getInput().getType().getRank();
  if (rank < 4 || rank > most)
    return violates(op, 1) << "images must have rank 4" << (most > 4 ? " or 5" : "") << ", is "
                           << op.getInput().getType();
  if (!isDataFormat(op.getDataFormat()))
    return violates(op, 2) << "data_format must be channels_last or channels_first, is '"
                           << op.getDataFormat() << "'";
  return success();
}

template <typename Op> int64_t getChannels(Op op) {
  RankedTensorType input = op.getInput().getType();
  return input.getDimSize(channelDim(op.getDataFormat(), input.getRank()));
}

} // namespace

//===-- Colours ------------------------------------------------------------------------------===//

namespace {

template <typename Op> LogicalResult inferColors(Op op, SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (failed(checkImages(op)))
    return failure();
  if (!isa<FloatType>(input.getElementType()) || getChannels(op) != 3)
    return violates(op, 3) << "images must have float elements and 3 channels, are " << input;
  types.push_back(input);
  return success();
}

/// How each of three channels of an image is read, at any channel.
SmallVector<AffineMap> mapChannels(OpBuilder &builder, unsigned channel) {
  SmallVector<AffineMap> maps;
  for (int64_t from = 0; from < 3; ++from) {
    SmallVector<AffineExpr> exprs;
    for (unsigned dim = 0; dim < 4; ++dim)
      exprs.push_back(dim == channel ? builder.getAffineConstantExpr(from)
                                     : builder.getAffineDimExpr(dim));
    maps.push_back(AffineMap::get(4, 0, exprs, builder.getContext()));
  }
  return maps;
}

/// Three channels from three: all are computed at each, and the channel's own is taken.
using ColorFunction = std::array<Value, 3> (*)(B &, Value, Value, Value);
template <typename Op> Value lowerColors(Op op, OpBuilder &builder, ColorFunction compute) {
  Value image = op.getInput();
  unsigned channel = channelDim(op.getDataFormat(), 4);
  return createMap(builder, op.getLoc(), {image, image, image}, mapChannels(builder, channel),
                   tensor::getMixedSizes(builder, op.getLoc(), image), elementOf(image),
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     B b(at, nested);
                     std::array<Value, 3> all = compute(b, e[0], e[1], e[2]);
                     Value here = linalg::IndexOp::create(b, channel), result = all[2];
                     for (int64_t k : {1, 0}) {
                       Value number = arith::ConstantIndexOp::create(b, k);
                       Value is = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, here, number);
                       result = arith::SelectOp::create(b, is, all[k], result);
                     }
                     return result;
                   });
}

using P = arith::CmpFPredicate;
Value number(B &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}
Value add(B &b, Value x, Value y) { return arith::AddFOp::create(b, x, y); }
Value sub(B &b, Value x, Value y) { return arith::SubFOp::create(b, x, y); }
Value mul(B &b, Value x, Value y) { return arith::MulFOp::create(b, x, y); }
Value div(B &b, Value x, Value y) { return arith::DivFOp::create(b, x, y); }
Value is(B &b, P predicate, Value x, Value y) { return arith::CmpFOp::create(b, predicate, x, y); }
Value where(B &b, Value condition, Value yes, Value no) {
  return arith::SelectOp::create(b, condition, yes, no);
}
Value absolute(B &b, Value x) { return math::AbsFOp::create(b, x); }

std::array<Value, 3> toHueSaturationValue(B &b, Value r, Value g, Value blue) {
  Value zero = number(b, r, 0), one = number(b, r, 1);
  // The distance from 1 to the next number.
  double epsilon = std::ldexp(1.0, 1 - int(cast<FloatType>(r.getType()).getFPMantissaWidth()));
  auto clean = [&](Value x) {
    return where(b, is(b, P::OLT, absolute(b, x), number(b, x, epsilon)), zero, x);
  };
  r = clean(r);
  g = clean(g);
  blue = clean(blue);
  Value value = arith::MaximumFOp::create(b, arith::MaximumFOp::create(b, r, g), blue);
  Value least = arith::MinimumFOp::create(b, arith::MinimumFOp::create(b, r, g), blue);
  Value range = sub(b, value, least);
  Value hasValue = is(b, P::OGT, value, zero), hasRange = is(b, P::OGT, range, zero);
  Value saturation = where(b, hasValue, div(b, range, where(b, hasValue, value, one)), zero);
  Value norm = div(b, one, mul(b, number(b, r, 6), where(b, hasRange, range, one)));
  auto place = [&](Value from, Value to, double start) {
    return add(b, mul(b, norm, sub(b, from, to)), number(b, r, start));
  };
  Value hue = where(b, is(b, P::OEQ, value, g), place(blue, r, 2.0 / 6.0), place(r, g, 4.0 / 6.0));
  hue = where(b, is(b, P::OEQ, value, r), mul(b, norm, sub(b, g, blue)), hue);
  Value turn = where(b, is(b, P::OLT, hue, zero), one, zero);
  return {add(b, where(b, hasRange, hue, zero), turn), saturation, value};
}

/// x within [0, 1].
Value within(B &b, Value x) {
  Value low = arith::MaximumFOp::create(b, x, number(b, x, 0));
  return arith::MinimumFOp::create(b, low, number(b, x, 1));
}

std::array<Value, 3> toRedGreenBlue(B &b, Value hue, Value saturation, Value value) {
  Value one = number(b, hue, 1), two = number(b, hue, 2);
  Value turn = mul(b, sub(b, hue, math::FloorOp::create(b, hue)), number(b, hue, 6));
  auto away = [&](double from) { return absolute(b, sub(b, turn, number(b, hue, from))); };
  std::array<Value, 3> shares{within(b, sub(b, away(3), one)), within(b, sub(b, two, away(2))),
                              within(b, sub(b, two, away(4)))};
  Value grey = sub(b, one, saturation);
  for (Value &share : shares)
    share = mul(b, value, add(b, grey, mul(b, saturation, share)));
  return shares;
}

} // namespace

void OpsRGBToHSVOp::describeConfig(ConfigSpec &spec) { describeFormat(spec); }
LogicalResult OpsRGBToHSVOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferColors(*this, types);
}
LogicalResult OpsRGBToHSVOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return results.push_back(lowerColors(*this, builder, toHueSaturationValue)), success();
}
void OpsHSVToRGBOp::describeConfig(ConfigSpec &spec) { describeFormat(spec); }
LogicalResult OpsHSVToRGBOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferColors(*this, types);
}
LogicalResult OpsHSVToRGBOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return results.push_back(lowerColors(*this, builder, toRedGreenBlue)), success();
}

void OpsRGBToGrayscaleOp::describeConfig(ConfigSpec &spec) { describeFormat(spec); }
LogicalResult OpsRGBToGrayscaleOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (failed(checkImages(*this)))
    return failure();
  int64_t channels = getChannels(*this);
  if (!isa<FloatType>(input.getElementType()) || (channels != 3 && channels != 1))
    return violates(*this, 3) << "images must have float elements and 3 channels or one, are "
                              << input;
  Shape shape(input.getShape());
  shape[channelDim(getDataFormat(), 4)] = 1;
  types.push_back(input.clone(shape));
  return success();
}
LogicalResult OpsRGBToGrayscaleOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  if (getChannels(*this) == 1)
    return results.push_back(getInput()), success();
  unsigned channel = channelDim(getDataFormat(), 4);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, getLoc(), getInput());
  sizes[channel] = builder.getIndexAttr(1);
  Value image = getInput();
  results.push_back(createMap(builder, getLoc(), {image, image, image},
                              mapChannels(builder, channel), sizes, elementOf(image),
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                B b(at, nested);
                                Value sum = mul(b, e[0], number(b, e[0], 0.2989));
                                sum = add(b, sum, mul(b, e[1], number(b, e[1], 0.5870)));
                                return add(b, sum, mul(b, e[2], number(b, e[2], 0.1140)));
                              }));
  return success();
}

//===-- Edges --------------------------------------------------------------------------------===//

namespace {

/// What is put around an axis or taken off, and the size that is left.
struct EdgesOfAxis {
  int64_t before, after, size;
};

/// The edges of one axis of `size` elements; `sign` is 1 where they are added, -1 where taken off.
/// None where what is given says nothing.
std::optional<EdgesOfAxis> solveEdges(std::optional<uint64_t> before, std::optional<uint64_t> after,
                                      std::optional<uint64_t> target, int64_t size, int64_t sign) {
  if (int(before.has_value()) + int(after.has_value()) + int(target.has_value()) != 2)
    return std::nullopt;
  if (!target) {
    int64_t edges = int64_t(*before) + int64_t(*after);
    bool isOpen = ShapedType::isDynamic(size);
    return EdgesOfAxis{int64_t(*before), int64_t(*after), isOpen ? size : size + sign * edges};
  }
  if (ShapedType::isDynamic(size))
    return std::nullopt;
  int64_t both = sign * (int64_t(*target) - size);
  int64_t first = before ? int64_t(*before) : both - int64_t(*after);
  return EdgesOfAxis{first, both - first, int64_t(*target)};
}

struct ImageEdges {
  std::optional<EdgesOfAxis> height, width;
};
ImageEdges edgesOf(OpsPadImagesOp op) {
  unsigned first = firstSpatialDim(op.getDataFormat());
  RankedTensorType input = op.getInput().getType();
  return {solveEdges(op.getTopPadding(), op.getBottomPadding(), op.getTargetHeight(),
                     input.getDimSize(first), 1),
          solveEdges(op.getLeftPadding(), op.getRightPadding(), op.getTargetWidth(),
                     input.getDimSize(first + 1), 1)};
}
ImageEdges edgesOf(OpsCropImagesOp op) {
  unsigned first = firstSpatialDim(op.getDataFormat());
  RankedTensorType input = op.getInput().getType();
  return {solveEdges(op.getTopCropping(), op.getBottomCropping(), op.getTargetHeight(),
                     input.getDimSize(first), -1),
          solveEdges(op.getLeftCropping(), op.getRightCropping(), op.getTargetWidth(),
                     input.getDimSize(first + 1), -1)};
}

template <typename Op> LogicalResult inferEdges(Op op, SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  if (failed(checkImages(op)))
    return failure();
  ImageEdges edges = edgesOf(op);
  if (!edges.height || !edges.width)
    return violates(op, 3) << "two of the edges and the target must be given for each axis, and a "
                              "target only where the size is known, images are "
                           << input;
  Shape shape(input.getShape());
  unsigned dim = firstSpatialDim(op.getDataFormat());
  for (const EdgesOfAxis &axis : {*edges.height, *edges.width}) {
    if (axis.before < 0 || axis.after < 0 || (axis.size < 1 && !ShapedType::isDynamic(axis.size)))
      return violates(op, 4) << "edges must not be negative and something must be left, they are "
                             << axis.before << " and " << axis.after << " for dimension " << dim
                             << " of " << input;
    shape[dim++] = axis.size;
  }
  types.push_back(input.clone(shape));
  return success();
}

void describeEdges(ConfigSpec &spec, StringRef what) {
  for (StringRef side : {"top", "left", "bottom", "right"})
    spec.integer((side + "_" + what).str()).orNull();
  spec.integer("target_height").orNull();
  spec.integer("target_width").orNull();
  describeFormat(spec);
}

} // namespace

void OpsPadImagesOp::describeConfig(ConfigSpec &spec) { describeEdges(spec, "padding"); }
LogicalResult OpsPadImagesOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferEdges(*this, types);
}
LogicalResult OpsPadImagesOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  ImageEdges edges = edgesOf(*this);
  SmallVector<OpFoldResult> low(4, builder.getIndexAttr(0)), high(low);
  unsigned dim = firstSpatialDim(getDataFormat());
  for (const EdgesOfAxis &axis : {*edges.height, *edges.width}) {
    low[dim] = builder.getIndexAttr(axis.before);
    high[dim++] = builder.getIndexAttr(axis.after);
  }
  results.push_back(createPadded(builder, getLoc(), getInput(), low, high, 0.0));
  return success();
}

void OpsCropImagesOp::describeConfig(ConfigSpec &spec) { describeEdges(spec, "cropping"); }
LogicalResult OpsCropImagesOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferEdges(*this, types);
}
LogicalResult OpsCropImagesOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  ImageEdges edges = edgesOf(*this);
  unsigned dim = firstSpatialDim(getDataFormat());
  Value image = getInput();
  AffineExpr size = builder.getAffineSymbolExpr(0);
  for (const EdgesOfAxis &axis : {*edges.height, *edges.width}) {
    OpFoldResult left = affine::makeComposedFoldedAffineApply(
        builder, getLoc(), AffineMap::get(0, 1, size - (axis.before + axis.after)),
        tensor::getMixedSize(builder, getLoc(), image, dim));
    image = createSlice(builder, getLoc(), image, dim++, builder.getIndexAttr(axis.before), left);
  }
  results.push_back(image);
  return success();
}

//===-- ExtractPatches -----------------------------------------------------------------------===//

static Window getWindow(OpsExtractPatchesOp op) {
  unsigned rank = op.getSize().size() == 1 ? 2 : op.getSize().size();
  Shape size = spread(op.getSize(), rank);
  return {size, op.getStrides() ? spread(*op.getStrides(), rank) : size,
          spread(op.getDilationRate(), rank), getEdges(op.getPadding())};
}
void OpsExtractPatchesOp::describeConfig(ConfigSpec &spec) {
  spec.integers("size").orBare();
  spec.integers("strides").orNull().orBare();
  spec.integers("dilation_rate").orBare();
  spec.string("padding", {"valid", "same"});
  describeFormat(spec);
}
LogicalResult OpsExtractPatchesOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (failed(checkImages(*this, 5)))
    return failure();
  if (ShapedType::isDynamicShape(input.getShape().drop_front()))
    return violates(*this, 3) << "the sizes of images must be known but for the batch, they are "
                              << input;
  Window window = getWindow(*this);
  unsigned rank = input.getRank() - 2;
  if (!areAtLeast(window.size, rank, 1) || !areAtLeast(window.strides, rank, 1) ||
      !areAtLeast(window.dilations, rank, 1) || !isPadding(getPadding()))
    return violates(*this, 4) << "size, strides and dilation_rate must have positive numbers for "
                              << rank << " axes, and padding be valid or same, they are ["
                              << window.size << "], [" << window.strides << "], ["
                              << window.dilations << "] and '" << getPadding() << "'";
  Shape shape(input.getShape());
  int64_t &channels = shape[channelDim(getDataFormat(), input.getRank())];
  for (unsigned axis = 0; axis < rank; ++axis) {
    int64_t &size = shape[firstSpatialDim(getDataFormat()) + axis];
    size = window.positions(axis, size);
    channels *= window.size[axis];
    if (size < 1)
      return violates(*this, 5) << "no window fits along spatial dimension " << axis << " of "
                                << input;
  }
  types.push_back(input.clone(shape));
  return success();
}
LogicalResult OpsExtractPatchesOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Window window = getWindow(*this);
  Value image = toChannelsLast(b, getLoc(), getInput(), getDataFormat());
  SmallVector<OpFoldResult> sizes = getSpatialSizes(b, getLoc(), image);
  Shape shape{typeOf(image).getDimSize(0)};
  for (unsigned axis = 0; axis < window.rank(); ++axis)
    shape.push_back(window.positions(axis, typeOf(image).getDimSize(axis + 1)));
  int64_t channels = typeOf(image).getShape().back(), inner = channels;
  for (int64_t size : window.size)
    channels *= size;
  shape.push_back(channels);
  image = padImage(b, getLoc(), image, computePadding(b, getLoc(), window, sizes), 0.0);
  // The last dimension counts taps, then channels.
  SmallVector<AffineExpr> at = plainIndices(b, shape.size());
  AffineExpr last = at.back();
  at.back() = last % inner;
  for (unsigned axis = window.rank(); axis-- > 0;) {
    AffineExpr tap = last.floorDiv(inner) % window.size[axis];
    inner *= window.size[axis];
    at[axis + 1] = at[axis + 1] * window.strides[axis] + tap * window.dilations[axis];
  }
  results.push_back(fromChannelsLast(b, getLoc(), remapped(b, image, shape, at), getDataFormat()));
  return success();
}

//===-- GaussianBlur, SobelEdges -------------------------------------------------------------===//

/// Constraints 1 to 3 of both.
template <typename Op> static LogicalResult checkFiltered(Op op) {
  if (failed(checkImages(op)))
    return failure();
  if (!isa<FloatType>(elementOf(op.getInput())) || ShapedType::isDynamic(getChannels(op)))
    return violates(op, 3) << "images must have float elements and known channels, are "
                           << op.getInput().getType();
  return success();
}

/// Each channel by itself with the kernels [y, x, multiplier], which stay as large as the image.
template <typename Op>
static Value filterChannels(Op op, OpBuilder &builder, Value image, ArrayRef<int64_t> shape,
                            ArrayRef<double> kernels) {
  Location loc = op.getLoc();
  Type element = elementOf(image);
  Value table = createTable(builder, loc, RankedTensorType::get(shape, element), kernels);
  AffineMap all = builder.getMultiDimIdentityMap(4);
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(builder.getContext(), {shape[0], shape[1], getChannels(op), shape[2]});
  Value kernel = createMap(builder, loc, table, all.getSubMap({0, 1, 3}), sizes, element,
                           [](OpBuilder &, Location, ValueRange e) { return e[0]; });
  Window window{{shape[0], shape[1]}, {1, 1}, {1, 1}, Edges::Same};
  return convolveDepthwise(builder, loc, image, kernel, window);
}

/// exp(-(x / sigma)^2 / 2) around the middle, of sum 1.
static SmallVector<double> createBell(int64_t size, double sigma) {
  SmallVector<double> numbers;
  double sum = 0;
  for (int64_t i = 0; i < size; ++i) {
    double x = (double(i) - double(size - 1) / 2) / sigma;
    numbers.push_back(std::exp(-0.5 * x * x));
    sum += numbers.back();
  }
  for (double &number : numbers)
    number /= sum;
  return numbers;
}

void OpsGaussianBlurOp::describeConfig(ConfigSpec &spec) {
  spec.integers("kernel_size", 2);
  spec.floats("sigma");
  describeFormat(spec);
}
LogicalResult OpsGaussianBlurOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkFiltered(*this)))
    return failure();
  auto isPositive = [](double sigma) { return sigma > 0 && std::isfinite(sigma); };
  if (!areAtLeast(getKernelSize(), 2, 1) || getSigma().size() != 2 ||
      !llvm::all_of(getSigma(), isPositive))
    return violates(*this, 4)
           << "kernel_size and sigma must have two positive numbers, kernel_size is ["
           << getKernelSize() << "]";
  types.push_back(getInput().getType());
  return success();
}
LogicalResult OpsGaussianBlurOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value image = toChannelsLast(builder, getLoc(), getInput(), getDataFormat());
  int64_t width = getKernelSize()[0], height = getKernelSize()[1];
  SmallVector<double> rows = createBell(height, getSigma()[1]),
                      columns = createBell(width, getSigma()[0]), kernel;
  for (double y : rows)
    for (double x : columns)
      kernel.push_back(y * x);
  image = filterChannels(*this, builder, image, {height, width, 1}, kernel);
  results.push_back(fromChannelsLast(builder, getLoc(), image, getDataFormat()));
  return success();
}

void OpsSobelEdgesOp::describeConfig(ConfigSpec &spec) { describeFormat(spec); }
LogicalResult OpsSobelEdgesOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkFiltered(*this)))
    return failure();
  Shape shape(getInput().getType().getShape());
  shape.push_back(2);
  types.push_back(getInput().getType().clone(shape));
  return success();
}
LogicalResult OpsSobelEdgesOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value image = toChannelsLast(builder, getLoc(), getInput(), getDataFormat());
  SmallVector<double> kernels;
  for (int y : {-1, 0, 1})
    for (int x : {-1, 0, 1}) {
      kernels.push_back(y * (2 - x * x));
      kernels.push_back(x * (2 - y * y));
    }
  image = filterChannels(*this, builder, image, {3, 3, 2}, kernels);
  image = splitDimension(builder, getLoc(), image, 3, 2);
  if (isChannelsFirst(getDataFormat()))
    image = createTranspose(builder, getLoc(), image, {0, 3, 1, 2, 4});
  results.push_back(image);
  return success();
}
