// Convolution layers: config keys, variables, shape rules and lowering. Everything is written for
// any number of spatial dimensions; an op says only its own.
#include "dialects/layer/Convolution.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Convolve.h"

using namespace mlir;
using namespace lith::layer;

//===-- What all convolutions share ----------------------------------------------------------===//

namespace {

template <typename ConvOp> Window getWindow(ConvOp op) {
  return {llvm::to_vector(op.getKernelSize()), llvm::to_vector(op.getStrides()),
          llvm::to_vector(op.getDilationRate()), getEdges(op.getPadding())};
}

template <typename ConvOp> int64_t getChannels(ConvOp op) {
  RankedTensorType input = op.getInput().getType();
  return input.getDimSize(channelDim(op.getDataFormat(), input.getRank()));
}

/// Whether a convolution may look back only; sequences alone have a direction.
template <typename ConvOp>
constexpr bool mayBeCausal = llvm::is_one_of<ConvOp, Conv1DOp, SeparableConv1DOp>::value;

template <typename ConvOp> void describeConvolution(ConfigSpec &spec, unsigned rank) {
  spec.integers("kernel_size", rank);
  spec.integers("strides", rank);
  spec.string("padding");
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.integers("dilation_rate", rank);
  spec.activation("activation");
  spec.boolean("use_bias");
  spec.keptFor({"bias", "activity"});
}

/// [window.., a, b]: the shape of a kernel.
SmallVector<int64_t> kernelShape(ArrayRef<int64_t> window, int64_t a, int64_t b) {
  SmallVector<int64_t> shape(window);
  shape.append({a, b});
  return shape;
}

/// Constraints 1 to 4, which all convolutions have.
template <typename ConvOp> LogicalResult checkConvolution(ConvOp op, unsigned rank) {
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() != rank + 2 || !isa<FloatType>(input.getElementType()))
    return violates(op, 1) << "input must have rank " << rank + 2 << " and float elements, is "
                           << input;
  bool isKnown = isPadding(op.getPadding()) || (mayBeCausal<ConvOp> && op.getPadding() == "causal");
  if (!isDataFormat(op.getDataFormat()) || !isKnown)
    return violates(op, 4) << "padding must be valid" << (mayBeCausal<ConvOp> ? ", causal" : "")
                           << " or same and data_format channels_last or channels_first, they are '"
                           << op.getPadding() << "' and '" << op.getDataFormat() << "'";
  if (ShapedType::isDynamic(getChannels(op)))
    return violates(op, 2) << "the channels of input must be known, input is " << input;
  if (!areAtLeast(op.getKernelSize(), rank, 1) || !areAtLeast(op.getStrides(), rank, 1) ||
      !areAtLeast(op.getDilationRate(), rank, 1))
    return violates(op, 3) << "kernel_size, strides and dilation_rate must have " << rank
                           << " positive numbers each, they are [" << op.getKernelSize() << "], ["
                           << op.getStrides() << "] and [" << op.getDilationRate() << "]";
  return success();
}

/// Constraint 5, which Keras has where both are arguments of one convolution.
template <typename ConvOp> LogicalResult checkStridesAndDilation(ConvOp op) {
  auto isAboveOne = [](int64_t n) { return n > 1; };
  if (llvm::any_of(op.getStrides(), isAboveOne) && llvm::any_of(op.getDilationRate(), isAboveOne))
    return violates(op, 5) << "strides and dilation_rate cannot both be above 1, they are ["
                           << op.getStrides() << "] and [" << op.getDilationRate() << "]";
  return success();
}

/// Appends the type of a result with `channels`, whose spatial sizes `positions(axis, input size)`
/// gives; constraints 8 and 9.
template <typename ConvOp>
LogicalResult inferImage(ConvOp op, int64_t channels,
                         function_ref<int64_t(unsigned, int64_t)> positions,
                         SmallVectorImpl<Type> &types) {
  RankedTensorType input = op.getInput().getType();
  SmallVector<int64_t> shape(input.getShape());
  shape[channelDim(op.getDataFormat(), input.getRank())] = channels;
  for (unsigned axis = 0, first = firstSpatialDim(op.getDataFormat()); axis + 2 < shape.size();
       ++axis) {
    int64_t &size = shape[first + axis];
    size = positions(axis, size);
    if (!ShapedType::isDynamic(size) && size < 1)
      return violates(op, 8) << "the output has no elements along spatial dimension " << axis
                             << ", input is " << input;
  }
  RankedTensorType type = input.clone(shape);
  if (std::string fault = findActivationFault(op.getActivation(), type); !fault.empty())
    return violates(op, 9) << fault;
  types.push_back(getActivatedType(op.getActivation(), type));
  return success();
}

template <typename ConvOp>
LogicalResult inferWindow(ConvOp op, int64_t channels, SmallVectorImpl<Type> &types) {
  Window window = getWindow(op);
  return inferImage(
      op, channels, [&](unsigned axis, int64_t size) { return window.positions(axis, size); },
      types);
}

/// Bias, activation and the way back to the layer's data format.
template <typename ConvOp> Value finish(OpBuilder &builder, ConvOp op, Value sum) {
  Location loc = op.getLoc();
  if (op.getUseBias())
    sum = addBias(builder, loc, sum, op.getBias());
  return activateImage(builder, loc, sum, op.getActivation(), op.getDataFormat());
}

template <typename ConvOp> Value start(OpBuilder &builder, ConvOp op) {
  return toChannelsLast(builder, op.getLoc(), op.getInput(), op.getDataFormat());
}

/// What all convolutions say as linear layers.
template <typename ConvOp> LinearLayer describeLinearLayer(ConvOp op) {
  LinearLayer layer;
  layer.hasActivation = op.getActivation() != "linear";
  layer.hasBias = op.getUseBias();
  layer.inputDim = layer.outputDim =
      channelDim(op.getDataFormat(), op.getInput().getType().getRank());
  return layer;
}

/// Whether no window reads padding.
template <typename ConvOp> bool staysInside(ConvOp op) {
  return op.getPadding() == "valid" ||
         llvm::all_of(op.getKernelSize(), [](int64_t size) { return size == 1; });
}

//===-- Conv ---------------------------------------------------------------------------------===//

template <typename ConvOp> void describeConv(ConfigSpec &spec, unsigned rank) {
  spec.integer("filters");
  spec.integer("groups");
  describeConvolution<ConvOp>(spec, rank);
  spec.keptFor({"kernel"});
  spec.keptForLora();
}

template <typename ConvOp> void getConvVariables(ConvOp op, SmallVectorImpl<Variable> &variables) {
  variables.push_back(
      {"kernel", kernelShape(op.getKernelSize(), getChannels(op) / op.getGroups(), op.getFilters()),
       "vars/0"});
  if (op.getUseBias())
    variables.push_back({"bias", {static_cast<int64_t>(op.getFilters())}, "vars/1"});
}

template <typename ConvOp>
LogicalResult inferConv(ConvOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(op, rank)) || failed(checkStridesAndDilation(op)))
    return failure();
  int64_t filters = op.getFilters(), groups = op.getGroups();
  if (groups < 1 || getChannels(op) % groups != 0)
    return violates(op, 7) << "groups must be positive and divide the " << getChannels(op)
                           << " channels of input, is " << groups;
  if (filters < 1 || filters % groups != 0)
    return violates(op, 6) << "filters must be positive and a multiple of groups, they are "
                           << filters << " and " << groups;
  return inferWindow(op, filters, types);
}

template <typename ConvOp>
LogicalResult lowerConv(ConvOp op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value sum = convolve(builder, op.getLoc(), start(builder, op), op.getKernel(), getWindow(op),
                       op.getGroups());
  results.push_back(finish(builder, op, sum));
  return success();
}

template <typename ConvOp> LinearLayer describeConvLinear(ConvOp op) {
  LinearLayer layer = describeLinearLayer(op);
  Value kernel = op.getKernel();
  int64_t channels = op.getKernel().getType().getShape().end()[-2];
  AffineExpr filter = dimFromEnd(kernel, 1), channel = dimFromEnd(kernel, 2);
  layer.outputChannel = filter;
  if (staysInside(op))
    layer.inputChannel = filter.floorDiv(op.getFilters() / op.getGroups()) * channels + channel;
  return layer;
}

//===-- DepthwiseConv ------------------------------------------------------------------------===//

template <typename ConvOp> void describeDepthwiseConv(ConfigSpec &spec, unsigned rank) {
  spec.integer("depth_multiplier");
  describeConvolution<ConvOp>(spec, rank);
  spec.keptFor({"depthwise"});
  spec.dropped("groups"); // Keras 2 writes it for all convolutions; here it has no meaning
}

template <typename ConvOp>
void getDepthwiseConvVariables(ConvOp op, SmallVectorImpl<Variable> &variables) {
  int64_t channels = getChannels(op), multiplier = op.getDepthMultiplier();
  variables.push_back({"kernel", kernelShape(op.getKernelSize(), channels, multiplier), "vars/0"});
  if (op.getUseBias())
    variables.push_back({"bias", {channels * multiplier}, "vars/1"});
}

template <typename ConvOp>
LogicalResult inferDepthwiseConv(ConvOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(op, rank)))
    return failure();
  int64_t multiplier = op.getDepthMultiplier();
  if (multiplier < 1)
    return violates(op, 6) << "depth_multiplier must be positive, is " << multiplier;
  return inferWindow(op, getChannels(op) * multiplier, types);
}

template <typename ConvOp>
LogicalResult lowerDepthwiseConv(ConvOp op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value sum =
      convolveDepthwise(builder, op.getLoc(), start(builder, op), op.getKernel(), getWindow(op));
  results.push_back(finish(builder, op, sum));
  return success();
}

template <typename ConvOp> LinearLayer describeDepthwiseConvLinear(ConvOp op) {
  LinearLayer layer = describeLinearLayer(op);
  AffineExpr multiplier = dimFromEnd(op.getKernel(), 1), channel = dimFromEnd(op.getKernel(), 2);
  layer.outputChannel = channel * op.getDepthMultiplier() + multiplier;
  layer.outputDims = 2;
  if (staysInside(op))
    layer.inputChannel = channel;
  return layer;
}

//===-- SeparableConv ------------------------------------------------------------------------===//

template <typename ConvOp> void describeSeparableConv(ConfigSpec &spec, unsigned rank) {
  spec.integer("filters");
  spec.integer("depth_multiplier");
  describeConvolution<ConvOp>(spec, rank);
  spec.keptFor({"depthwise", "pointwise", "kernel"});
  spec.dropped("groups"); // as above
}

template <typename ConvOp>
void getSeparableConvVariables(ConvOp op, SmallVectorImpl<Variable> &variables) {
  int64_t channels = getChannels(op), multiplier = op.getDepthMultiplier();
  int64_t filters = op.getFilters();
  SmallVector<int64_t> point(op.getKernelSize().size(), 1);
  variables.push_back(
      {"depthwise_kernel", kernelShape(op.getKernelSize(), channels, multiplier), "vars/0"});
  variables.push_back(
      {"pointwise_kernel", kernelShape(point, channels * multiplier, filters), "vars/1"});
  if (op.getUseBias())
    variables.push_back({"bias", {filters}, "vars/2"});
}

template <typename ConvOp>
LogicalResult inferSeparableConv(ConvOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(op, rank)))
    return failure();
  int64_t filters = op.getFilters(), multiplier = op.getDepthMultiplier();
  if (filters < 1 || multiplier < 1)
    return violates(op, 6) << "filters and depth_multiplier must be positive, they are " << filters
                           << " and " << multiplier;
  return inferWindow(op, filters, types);
}

template <typename ConvOp>
LogicalResult lowerSeparableConv(ConvOp op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Window window = getWindow(op), point;
  point.size = point.strides = point.dilations = SmallVector<int64_t>(window.rank(), 1);
  Value depthwise =
      convolveDepthwise(builder, op.getLoc(), start(builder, op), op.getDepthwiseKernel(), window);
  Value sum = convolve(builder, op.getLoc(), depthwise, op.getPointwiseKernel(), point);
  results.push_back(finish(builder, op, sum));
  return success();
}

template <typename ConvOp> LinearLayer describeSeparableConvLinear(ConvOp op) {
  LinearLayer layer = describeLinearLayer(op);
  layer.outputKernel = 2;
  layer.outputChannel = dimFromEnd(op.getPointwiseKernel(), 1);
  layer.outputDims = 2;
  if (staysInside(op))
    layer.inputChannel = dimFromEnd(op.getDepthwiseKernel(), 2);
  return layer;
}

//===-- ConvTranspose ------------------------------------------------------------------------===//

template <typename ConvOp> void describeConvTranspose(ConfigSpec &spec, unsigned rank) {
  spec.integer("filters");
  spec.integers("output_padding", rank).orNull();
  describeConvolution<ConvOp>(spec, rank);
  spec.keptFor({"kernel"});
  spec.dropped("groups"); // as above
}

template <typename ConvOp>
void getConvTransposeVariables(ConvOp op, SmallVectorImpl<Variable> &variables) {
  int64_t filters = op.getFilters();
  variables.push_back(
      {"kernel", kernelShape(op.getKernelSize(), filters, getChannels(op)), "vars/0"});
  if (op.getUseBias())
    variables.push_back({"bias", {filters}, "vars/1"});
}

template <typename ConvOp> SmallVector<TransposedAxis> getTransposedAxes(ConvOp op) {
  Window window = getWindow(op);
  SmallVector<TransposedAxis> axes;
  for (unsigned axis = 0; axis < window.rank(); ++axis)
    axes.push_back(getTransposedAxis(window, axis,
                                     op.getOutputPadding() ? (*op.getOutputPadding())[axis] : -1));
  return axes;
}

template <typename ConvOp>
LogicalResult inferConvTranspose(ConvOp op, unsigned rank, SmallVectorImpl<Type> &types) {
  if (failed(checkConvolution(op, rank)) || failed(checkStridesAndDilation(op)))
    return failure();
  int64_t filters = op.getFilters();
  if (filters < 1)
    return violates(op, 6) << "filters must be positive, is " << filters;
  if (std::optional<ArrayRef<int64_t>> padding = op.getOutputPadding())
    if (!areAtLeast(*padding, rank, 0) ||
        !llvm::all_of_zip(*padding, op.getStrides(), std::less<int64_t>()))
      return violates(op, 7) << "output_padding must have " << rank
                             << " numbers, not negative and below the strides, is [" << *padding
                             << "] for strides [" << op.getStrides() << "]";
  SmallVector<TransposedAxis> axes = getTransposedAxes(op);
  return inferImage(
      op, filters,
      [&](unsigned axis, int64_t size) {
        return ShapedType::isDynamic(size) ? size
                                           : (size - 1) * op.getStrides()[axis] + axes[axis].tail;
      },
      types);
}

template <typename ConvOp>
LogicalResult lowerConvTranspose(ConvOp op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value sum = convolveTransposed(builder, op.getLoc(), start(builder, op), op.getKernel(),
                                 getWindow(op), getTransposedAxes(op));
  results.push_back(finish(builder, op, sum));
  return success();
}

template <typename ConvOp> LinearLayer describeConvTransposeLinear(ConvOp op) {
  LinearLayer layer = describeLinearLayer(op);
  layer.outputChannel = dimFromEnd(op.getKernel(), 2);
  return layer;
}

} // namespace

//===-- The ops ------------------------------------------------------------------------------===//

// Every rank of a convolution answers the interface with the functions of its kind above.
#define LITH_CONVOLUTION(Op, Kind, rank)                                                           \
  void Op::describeConfig(ConfigSpec &spec) { describe##Kind<Op>(spec, rank); }                    \
  void Op::getVariables(SmallVectorImpl<Variable> &variables) {                                    \
    get##Kind##Variables(*this, variables);                                                        \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return infer##Kind(*this, rank, types);                                                        \
  }                                                                                                \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lower##Kind(*this, builder, results);                                                   \
  }                                                                                                \
  std::optional<LinearLayer> Op::describeLinear() { return describe##Kind##Linear(*this); }

LITH_CONVOLUTION(Conv1DOp, Conv, 1)
LITH_CONVOLUTION(Conv2DOp, Conv, 2)
LITH_CONVOLUTION(Conv3DOp, Conv, 3)
LITH_CONVOLUTION(DepthwiseConv1DOp, DepthwiseConv, 1)
LITH_CONVOLUTION(DepthwiseConv2DOp, DepthwiseConv, 2)
LITH_CONVOLUTION(SeparableConv1DOp, SeparableConv, 1)
LITH_CONVOLUTION(SeparableConv2DOp, SeparableConv, 2)
LITH_CONVOLUTION(Conv1DTransposeOp, ConvTranspose, 1)
LITH_CONVOLUTION(Conv2DTransposeOp, ConvTranspose, 2)
LITH_CONVOLUTION(Conv3DTransposeOp, ConvTranspose, 3)
