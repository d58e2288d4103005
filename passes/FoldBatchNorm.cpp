// Folds batch normalisation into the convolution or dense layer before or behind it. What becomes
// of kernel and bias is written as arithmetic on the variables, which is hoisted into @prepare.
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Normalization.h"
#include "dialects/layer/Spatial.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_FOLDBATCHNORM
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith::layer;

namespace {

unsigned variablesEnd(Operation *op, const LinearLayer &layer) {
  return op->getNumOperands() - (layer.hasBias ? 1 : 0);
}

std::optional<LinearLayer> findLinear(Operation *op) {
  auto layer = dyn_cast<LayerOpInterface>(op);
  return layer ? layer.describeLinear() : std::nullopt;
}

//===-- Arithmetic on variables --------------------------------------------------------------===//

Value multiply(OpBuilder &builder, Location loc, ValueRange e) {
  return arith::MulFOp::create(builder, loc, e[0], e[1]);
}
Value add(OpBuilder &builder, Location loc, ValueRange e) {
  return arith::AddFOp::create(builder, loc, e[0], e[1]);
}

/// kernel[..] * scale[channel(..)]
Value scaleKernel(OpBuilder &builder, Location loc, Value kernel, AffineExpr channel, Value scale) {
  unsigned rank = cast<RankedTensorType>(kernel.getType()).getRank();
  return createMap(builder, loc, {kernel, scale},
                   {builder.getMultiDimIdentityMap(rank), AffineMap::get(rank, 0, channel)},
                   tensor::getMixedSizes(builder, loc, kernel), getElementTypeOrSelf(kernel),
                   multiply);
}

/// What a shift of the input adds to each output of its kernel: the sum of kernel[..] *
/// shift[channel(..)] over all but the last `outputDims` dimensions of the kernel, as a vector.
Value sumShift(OpBuilder &builder, Location loc, Value kernel, AffineExpr channel, Value shift,
               unsigned outputDims) {
  auto type = cast<RankedTensorType>(kernel.getType());
  unsigned rank = type.getRank(), reduced = rank - outputDims;
  // Iterators: the outputs first, then what is summed.
  SmallVector<AffineExpr> place(rank), outputs;
  for (unsigned i = 0; i < rank; ++i)
    place[i] = builder.getAffineDimExpr(i < reduced ? i + outputDims : i - reduced);
  for (unsigned i = 0; i < outputDims; ++i)
    outputs.push_back(builder.getAffineDimExpr(i));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, kernel);
  Value sums = createContraction(builder, loc, kernel, shift, ArrayRef(sizes).take_back(outputDims),
                                 {AffineMap::get(rank, 0, place, builder.getContext()),
                                  AffineMap::get(rank, 0, channel.replaceDims(place)),
                                  AffineMap::get(rank, 0, outputs, builder.getContext())},
                                 reduced);
  return outputDims == 1 ? sums : joinDimensions(builder, loc, sums, 0);
}

/// The same through both kernels of a separable convolution: what it adds to each filter.
Value sumThroughPoint(OpBuilder &builder, Location loc, Value sums, Value pointwise) {
  unsigned rank = cast<RankedTensorType>(pointwise.getType()).getRank();
  return sumShift(builder, loc, pointwise, builder.getAffineDimExpr(rank - 2), sums, 1);
}

/// The layer with other kernels and a bias, in place of `replaced`.
void replaceLayer(OpBuilder &builder, Operation *layer, ArrayRef<Value> operands,
                  Operation *replaced) {
  OperationState state(layer->getLoc(), layer->getName());
  state.addOperands(operands);
  state.addTypes(layer->getResultTypes());
  state.addAttributes(layer->getAttrs());
  state.attributes.set("use_bias", builder.getBoolAttr(true));
  Operation *folded = builder.create(state);
  replaced->replaceAllUsesWith(folded);
}

//===-- The two sides ------------------------------------------------------------------------===//

/// layer -> norm: kernel * scale, bias * scale + shift.
bool foldIntoProducer(BatchNormalizationOp norm) {
  Operation *producer = norm.getInput().getDefiningOp();
  std::optional<LinearLayer> layer = producer ? findLinear(producer) : std::nullopt;
  if (!layer || !producer->hasOneUse() || layer->hasActivation ||
      layer->outputDim != norm.getDimension())
    return false;
  OpBuilder builder(norm);
  Location loc = norm.getLoc();
  auto [scale, shift] = norm.createScaleAndShift(builder);
  SmallVector<Value> operands(producer->getOperands().take_front(variablesEnd(producer, *layer)));
  Value &kernel = operands[layer->outputKernel];
  kernel = scaleKernel(builder, loc, kernel, layer->outputChannel, scale);
  if (layer->hasBias) {
    Value bias = producer->getOperands().back();
    shift = createElementwise(
        builder, loc, {createElementwise(builder, loc, {bias, scale}, multiply), shift}, add);
  }
  operands.push_back(shift);
  replaceLayer(builder, producer, operands, norm);
  norm.erase();
  producer->erase();
  return true;
}

/// norm -> layer: kernel * scale, bias + what the shift adds up to.
bool foldIntoUser(BatchNormalizationOp norm) {
  if (!norm->hasOneUse())
    return false;
  Operation *user = *norm->user_begin();
  std::optional<LinearLayer> layer = findLinear(user);
  if (!layer || user->getOperand(0) != norm.getOutput() || !layer->inputChannel ||
      layer->inputDim != norm.getDimension())
    return false;
  OpBuilder builder(user);
  Location loc = norm.getLoc();
  auto [scale, shift] = norm.createScaleAndShift(builder);
  SmallVector<Value> operands(user->getOperands().take_front(variablesEnd(user, *layer)));
  Value &kernel = operands[layer->inputKernel];
  Value added = sumShift(builder, loc, kernel, layer->inputChannel, shift, layer->outputDims);
  if (layer->outputKernel != layer->inputKernel)
    added = sumThroughPoint(builder, loc, added, operands[layer->outputKernel]);
  kernel = scaleKernel(builder, loc, kernel, layer->inputChannel, scale);
  if (layer->hasBias)
    added = createElementwise(builder, loc, {user->getOperands().back(), added}, add);
  operands.front() = norm.getInput();
  operands.push_back(added);
  replaceLayer(builder, user, operands, user);
  user->erase();
  norm.erase();
  return true;
}

/// Whether what the norm reads is what it computes in. In half types it is not: the layer beside it
/// rounds its result, and a kernel that was multiplied would be rounded, too.
bool computesInOneType(BatchNormalizationOp norm) {
  Type element = getElementTypeOrSelf(norm.getOutput().getType());
  return !isHalf(element) && llvm::all_of(norm->getOperandTypes(), [&](Type type) {
    return getElementTypeOrSelf(type) == element;
  });
}

struct FoldBatchNorm : lith::passes::impl::FoldBatchNormBase<FoldBatchNorm> {
  void runOnOperation() override {
    SmallVector<BatchNormalizationOp> norms;
    getOperation().walk([&](BatchNormalizationOp norm) { norms.push_back(norm); });
    for (BatchNormalizationOp norm : norms)
      if (computesInOneType(norm) && (foldIntoProducer(norm) || foldIntoUser(norm)))
        ++numFolded;
  }
};

} // namespace
