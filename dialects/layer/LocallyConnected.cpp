// Locally connected layers. The three forms in which files keep their kernel become one,
// [position.., window.., channel, filter], which depends on weights alone and so is made once
// (LocalKernel.cpp); then they are a contraction, as a convolution is.
#include "dialects/layer/LocallyConnected.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Convolve.h"
#include "dialects/layer/LocalKernel.h"

using namespace mlir;
using namespace lith::layer;

namespace {

template <typename LocalOp> LocalGeometry getGeometry(LocalOp op) {
  ArrayRef<int64_t> shape = op.getInput().getType().getShape();
  LocalGeometry geometry{{},
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
  LocalGeometry geometry = getGeometry(op);
  variables.push_back({"kernel", getKernelShape(geometry, op.getImplementation()), "vars/0"});
  if (!op.getUseBias())
    return;
  SmallVector<int64_t> bias = geometry.list(&LocalAxis::positions);
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
  LocalGeometry geometry = getGeometry(op);
  for (auto [number, axis] : llvm::enumerate(geometry.axes))
    if (axis.positions < 1)
      return violates(op, 7) << "the output has no elements along spatial dimension " << number
                             << ", input is " << input;
  SmallVector<int64_t> shape =
      geometry.order(geometry.list(&LocalAxis::positions), geometry.filters);
  shape.insert(shape.begin(), input.getDimSize(0));
  RankedTensorType type = input.clone(shape);
  if (std::string fault = findActivationFault(op.getActivation(), type); !fault.empty())
    return violates(op, 8) << fault;
  types.push_back(getActivatedType(op.getActivation(), type));
  return success();
}

//===-- Lowering -----------------------------------------------------------------------------===//

/// sum over window.. and channel of input[n, position * stride + window, channel] * kernel.
Value contract(OpBuilder &builder, Location loc, const LocalGeometry &geometry, Value image,
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
Value addPlacedBias(OpBuilder &builder, Location loc, const LocalGeometry &geometry, Value sum,
                    Value bias) {
  unsigned rank = geometry.axes.size();
  auto type = cast<RankedTensorType>(bias.getType());
  AffineMap all = builder.getMultiDimIdentityMap(rank + 2), read = all.dropResult(0);
  if (geometry.isChannelsFirst) {
    SmallVector<int64_t> shape =
        geometry.order(geometry.list(&LocalAxis::positions), geometry.filters);
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
  LocalGeometry geometry = getGeometry(op);
  bool isSplit = op.getImplementation() == 1;
  Value kernel = isSplit ? splitKernel(builder, loc, geometry, op.getKernel())
                         : gatherKernel(builder, loc, geometry, op.getKernel());
  Padding padding;
  for (const LocalAxis &axis : geometry.axes) {
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
