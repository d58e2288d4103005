// Convolutions whose kernels are tensors, and operations that put windows or blocks of an image
// elsewhere: shape rules, and the loops that the layers have.
#include "dialects/layer/Convolve.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/NeuralOperations.h"
#include "dialects/layer/Operations.h"

using namespace mlir;
using namespace lith::layer;

//===-- Convolutions -------------------------------------------------------------------------===//

namespace {

template <typename ConvOp> RankedTensorType firstKernel(ConvOp op) {
  return cast<RankedTensorType>(op->getOperand(1).getType());
}

/// The window of a kernel [window.., a, b], as the op moves it.
template <typename ConvOp> Window getWindow(ConvOp op) {
  RankedTensorType kernel = firstKernel(op);
  unsigned rank = kernel.getRank() - 2;
  return {Shape(kernel.getShape().drop_back(2)), spread(op.getStrides(), rank),
          spread(op.getDilationRate(), rank), getEdges(op.getPadding())};
}

template <typename ConvOp> int64_t getChannels(ConvOp op) {
  RankedTensorType input = op.getInput().getType();
  return input.getDimSize(channelDim(op.getDataFormat(), input.getRank()));
}

void describeConvolution(ConfigSpec &spec) {
  spec.integers("strides").orBare();
  spec.string("padding", {"valid", "same"});
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.integers("dilation_rate").orBare();
}

/// Constraints 1 to 4, but for how kernels and channels fit together.
template <typename ConvOp> LogicalResult checkConvolution(ConvOp op) {
  RankedTensorType input = op.getInput().getType();
  int64_t rank = input.getRank();
  bool isImage = rank >= 3 && rank <= 5 && isa<FloatType>(input.getElementType());
  for (Type kernel : op->getOperandTypes())
    if (auto type = cast<RankedTensorType>(kernel);
        !isImage || type.getRank() != rank || type.getElementType() != input.getElementType())
      return violates(op, 1) << "inputs and kernels must have one rank of 3, 4 or 5 and one float "
                                "type, are "
                             << op->getOperandTypes();
  if (!isPadding(op.getPadding()) || !isDataFormat(op.getDataFormat()))
    return violates(op, 2) << "padding must be valid or same and data_format channels_last or "
                              "channels_first, they are '"
                           << op.getPadding() << "' and '" << op.getDataFormat() << "'";
  Window window = getWindow(op);
  if (!areAtLeast(window.strides, rank - 2, 1) || !areAtLeast(window.dilations, rank - 2, 1))
    return violates(op, 4) << "strides and dilation_rate must have one positive number or "
                           << rank - 2 << ", they are [" << op.getStrides() << "] and ["
                           << op.getDilationRate() << "]";
  auto isKnown = [](Type type) { return cast<RankedTensorType>(type).hasStaticShape(); };
  if (!llvm::all_of(llvm::drop_begin(op->getOperandTypes()), isKnown) ||
      ShapedType::isDynamic(getChannels(op)))
    return violates(op, 3) << "the shapes of kernels and the channels of inputs must be known, "
                              "they are "
                           << op->getOperandTypes();
  return success();
}

template <typename ConvOp> LogicalResult failToFit(ConvOp op) {
  return violates(op, 3) << "kernels do not fit the channels of inputs: " << op->getOperandTypes();
}

/// Constraint 5, and the result with `channels`.
template <typename ConvOp>
LogicalResult inferImage(ConvOp op, int64_t channels,
                         function_ref<int64_t(unsigned, int64_t)> positions,
                         SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  Shape shape(input.getShape());
  shape[channelDim(op.getDataFormat(), input.getRank())] = channels;
  for (unsigned axis = 0; axis + 2 < shape.size(); ++axis) {
    int64_t &size = shape[firstSpatialDim(op.getDataFormat()) + axis];
    size = positions(axis, size);
    if (!ShapedType::isDynamic(size) && size < 1)
      return violates(op, 5) << "the result has no elements along spatial dimension " << axis
                             << ", inputs is " << input;
  }
  types.push_back(input.clone(shape));
  return success();
}

template <typename ConvOp>
LogicalResult inferWindows(ConvOp op, int64_t channels, SmallVectorImpl<Type> &types) {
  Window window = getWindow(op);
  return inferImage(
      op, channels, [&](unsigned axis, int64_t size) { return window.positions(axis, size); },
      types);
}

/// The op's image through `body` in channels_last form.
template <typename ConvOp>
LogicalResult lowerImage(ConvOp op, OpBuilder &builder, SmallVectorImpl<Value> &results,
                         function_ref<Value(Value)> body) {
  Value image = toChannelsLast(builder, op.getLoc(), op.getInput(), op.getDataFormat());
  results.push_back(fromChannelsLast(builder, op.getLoc(), body(image), op.getDataFormat()));
  return success();
}

} // namespace

void OpsConvOp::describeConfig(ConfigSpec &spec) { describeConvolution(spec); }
LogicalResult OpsConvOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(*this)))
    return failure();
  ArrayRef<int64_t> kernel = firstKernel(*this).getShape();
  int64_t channels = getChannels(*this), filters = kernel.back(), own = kernel.end()[-2];
  if (own < 1 || channels % own || filters % (channels / own))
    return failToFit(*this);
  return inferWindows(*this, filters, types);
}
LogicalResult OpsConvOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  int64_t groups = getChannels(*this) / firstKernel(*this).getShape().end()[-2];
  return lowerImage(*this, builder, results, [&](Value image) {
    return convolve(builder, getLoc(), image, getKernel(), getWindow(*this), groups);
  });
}

void OpsDepthwiseConvOp::describeConfig(ConfigSpec &spec) { describeConvolution(spec); }
LogicalResult OpsDepthwiseConvOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(*this)))
    return failure();
  ArrayRef<int64_t> kernel = firstKernel(*this).getShape();
  if (kernel.end()[-2] != getChannels(*this))
    return failToFit(*this);
  return inferWindows(*this, kernel.back() * kernel.end()[-2], types);
}
LogicalResult OpsDepthwiseConvOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return lowerImage(*this, builder, results, [&](Value image) {
    return convolveDepthwise(builder, getLoc(), image, getKernel(), getWindow(*this));
  });
}

void OpsSeparableConvOp::describeConfig(ConfigSpec &spec) { describeConvolution(spec); }
LogicalResult OpsSeparableConvOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(*this)))
    return failure();
  ArrayRef<int64_t> depthwise = getDepthwiseKernel().getType().getShape(),
                    pointwise = getPointwiseKernel().getType().getShape();
  bool isPoint = llvm::all_of(pointwise.drop_back(2), [](int64_t size) { return size == 1; });
  if (!isPoint || depthwise.end()[-2] != getChannels(*this) ||
      pointwise.end()[-2] != depthwise.back() * depthwise.end()[-2])
    return failToFit(*this);
  return inferWindows(*this, pointwise.back(), types);
}
LogicalResult OpsSeparableConvOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Window window = getWindow(*this), point;
  point.size = point.strides = point.dilations = Shape(window.rank(), 1);
  return lowerImage(*this, builder, results, [&](Value image) {
    image = convolveDepthwise(builder, getLoc(), image, getDepthwiseKernel(), window);
    return convolve(builder, getLoc(), image, getPointwiseKernel(), point);
  });
}

static SmallVector<TransposedAxis> getTransposedAxes(OpsConvTransposeOp op) {
  Window window = getWindow(op);
  std::optional<ArrayRef<int64_t>> given = op.getOutputPadding();
  Shape padding = given ? spread(*given, window.rank()) : Shape(window.rank(), -1);
  SmallVector<TransposedAxis> axes;
  for (unsigned axis = 0; axis < window.rank(); ++axis)
    axes.push_back(getTransposedAxis(window, axis, padding[axis]));
  return axes;
}
void OpsConvTransposeOp::describeConfig(ConfigSpec &spec) {
  describeConvolution(spec);
  spec.integers("output_padding").orNull().orBare();
}
LogicalResult OpsConvTransposeOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(*this)))
    return failure();
  Window window = getWindow(*this);
  if (std::optional<ArrayRef<int64_t>> given = getOutputPadding()) {
    Shape padding = spread(*given, window.rank());
    if (!areAtLeast(padding, window.rank(), 0) ||
        !llvm::all_of_zip(padding, window.strides, std::less<int64_t>()))
      return violates(*this, 4) << "output_padding must have one number or " << window.rank()
                                << ", not negative and below the strides, is [" << *given
                                << "] for strides [" << getStrides() << "]";
  }
  ArrayRef<int64_t> kernel = firstKernel(*this).getShape();
  if (kernel.back() != getChannels(*this))
    return failToFit(*this);
  SmallVector<TransposedAxis> axes = getTransposedAxes(*this);
  return inferImage(
      *this, kernel.end()[-2],
      [&](unsigned axis, int64_t size) {
        return ShapedType::isDynamic(size) ? size
                                           : (size - 1) * window.strides[axis] + axes[axis].tail;
      },
      types);
}
LogicalResult OpsConvTransposeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return lowerImage(*this, builder, results, [&](Value image) {
    return convolveTransposed(builder, getLoc(), image, getKernel(), getWindow(*this),
                              getTransposedAxes(*this));
  });
}

//===-- DepthToSpace, SpaceToDepth -----------------------------------------------------------===//

static void describeBlocks(ConfigSpec &spec) {
  spec.integer("block_size");
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
}

/// Constraints 1 and 2 of both.
template <typename Op> static LogicalResult checkBlocks(Op op) {
  if (op.getX().getType().getRank() != 4)
    return breaks(op, 1) << "x must have rank 4, is " << op.getX().getType();
  if (int64_t(op.getBlockSize()) < 1 || !isDataFormat(op.getDataFormat()))
    return breaks(op, 2) << "block_size must be positive and data_format channels_last or "
                            "channels_first, they are "
                         << int64_t(op.getBlockSize()) << " and '" << op.getDataFormat() << "'";
  return success();
}

/// size * to / from, or a negative number where it is no whole one; dynamic for a dynamic size.
static int64_t scaleSize(int64_t size, int64_t to, int64_t from) {
  if (ShapedType::isDynamic(size))
    return from == 1 ? size : -1;
  return size * to % from ? -1 : size * to / from;
}

template <typename Op>
static LogicalResult inferBlocks(Op op, bool toSpace, SmallVectorImpl<Type> &types) {
  if (failed(checkBlocks(op)))
    return failure();
  RankedTensorType x = op.getX().getType();
  int64_t block = op.getBlockSize(), area = block * block;
  unsigned first = firstSpatialDim(op.getDataFormat()), channel = channelDim(op.getDataFormat(), 4);
  Shape shape(x.getShape());
  shape[channel] =
      toSpace ? scaleSize(shape[channel], 1, area) : scaleSize(shape[channel], area, 1);
  for (unsigned dim : {first, first + 1})
    shape[dim] = toSpace ? scaleSize(shape[dim], block, 1) : scaleSize(shape[dim], 1, block);
  if (llvm::any_of(shape, [](int64_t n) { return n < 1 && !ShapedType::isDynamic(n); }))
    return breaks(op, 3) << "blocks of " << block << " do not divide " << x;
  types.push_back(x.clone(shape));
  return success();
}

void OpsDepthToSpaceOp::describeConfig(ConfigSpec &spec) { describeBlocks(spec); }
LogicalResult OpsDepthToSpaceOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferBlocks(*this, /*toSpace=*/true, types);
}
LogicalResult OpsDepthToSpaceOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  int64_t block = getBlockSize();
  bool isFirst = isChannelsFirst(getDataFormat());
  int64_t channels = typeOf(getResult()).getDimSize(channelDim(getDataFormat(), 4));
  // [.., block, block, channels] or [.., channels, block, block, ..].
  Value x = isFirst ? splitDimension(builder, loc, getX(), 1, block)
                    : splitDimension(builder, loc, getX(), 3, channels);
  x = splitDimension(builder, loc, x, isFirst ? 1 : 3, block);
  x = createTranspose(builder, loc, x, isFirst ? Shape{0, 1, 4, 2, 5, 3} : Shape{0, 1, 3, 2, 4, 5});
  unsigned first = firstSpatialDim(getDataFormat());
  x = joinDimensions(builder, loc, x, first);
  results.push_back(joinDimensions(builder, loc, x, first + 1));
  return success();
}

void OpsSpaceToDepthOp::describeConfig(ConfigSpec &spec) { describeBlocks(spec); }
LogicalResult OpsSpaceToDepthOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferBlocks(*this, /*toSpace=*/false, types);
}
LogicalResult OpsSpaceToDepthOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  int64_t block = getBlockSize();
  bool isFirst = isChannelsFirst(getDataFormat());
  unsigned first = firstSpatialDim(getDataFormat());
  Value x = splitDimension(builder, loc, getX(), first + 1, block);
  x = splitDimension(builder, loc, x, first, block);
  x = createTranspose(builder, loc, x, isFirst ? Shape{0, 1, 3, 5, 2, 4} : Shape{0, 1, 3, 2, 4, 5});
  unsigned channel = isFirst ? 1 : 3;
  x = joinDimensions(builder, loc, x, channel);
  results.push_back(joinDimensions(builder, loc, x, channel));
  return success();
}
