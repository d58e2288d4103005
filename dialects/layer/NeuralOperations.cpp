// Operations of keras.ops.nn that normalise, attend or encode: what layers with variables compute,
// of tensors.
#include "dialects/layer/NeuralOperations.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/AttentionScores.h"
#include "dialects/layer/Einsum.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Normalize.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/Spatial.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace lith::layer;

namespace {

/// The operands that may be None: those that are there, in order.
Value takeOption(ValueRange &options, bool isThere) {
  if (!isThere)
    return {};
  Value option = options.front();
  options = options.drop_front();
  return option;
}

/// Whether there are as many options as flags say, so that each can be found.
template <typename Op> LogicalResult checkOptions(Op op, size_t count) {
  if (op.getOptions().size() == count)
    return success();
  return op->emitOpError() << "has " << op.getOptions().size() << " options, but flags for "
                           << count;
}

/// Constraint 1 of normalisations: one float type for all operands.
LogicalResult checkTypes(Operation *op) {
  Type element = elementOf(op->getOperand(0));
  auto isOfType = [&](Value value) { return elementOf(value) == element; };
  if (isa<FloatType>(element) && llvm::all_of(op->getOperands(), isOfType))
    return success();
  return breaks(op, 1) << "operands must have one float type, are " << op->getOperandTypes();
}

/// The axes of a normalisation, in order; none where they are wrong.
std::optional<Shape> axesToNormalize(RankedTensorType x, ArrayRef<int64_t> given) {
  std::optional<Shape> axes = sortedAxes(given, x.getRank());
  return axes && !axes->empty() ? axes : std::nullopt;
}

} // namespace

//===-- BatchNorm ----------------------------------------------------------------------------===//

void OpsBatchNormOp::describeConfig(ConfigSpec &spec) {
  spec.integer("axis");
  spec.floating("epsilon");
}
LogicalResult OpsBatchNormOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (failed(checkOptions(*this, size_t(getHasOffset()) + size_t(getHasScale()))) ||
      failed(checkTypes(*this)))
    return failure();
  std::optional<int64_t> axis = resolveAxis(getAxis(), x.getRank());
  if (!axis || x.isDynamicDim(*axis))
    return breaks(*this, 2) << "axis " << int64_t(getAxis()) << " is no axis of known size of "
                            << x;
  for (Type row : llvm::drop_begin(getOperation()->getOperandTypes()))
    if (cast<RankedTensorType>(row).getShape() != ArrayRef<int64_t>{x.getDimSize(*axis)})
      return breaks(*this, 3) << "mean, variance, offset and scale must be rows of "
                              << x.getDimSize(*axis) << ", are "
                              << getOperation()->getOperandTypes();
  types.push_back(x);
  return success();
}
bool OpsBatchNormOp::mixesSamples() {
  return resolveAxis(getAxis(), getX().getType().getRank()) == 0;
}
LogicalResult OpsBatchNormOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  ValueRange options = getOptions();
  Value offset = takeOption(options, getHasOffset()), gamma = takeOption(options, getHasScale());
  auto [scale, shift] = createScaleAndShift(
      builder, getLoc(), {getMean(), getVariance(), gamma, offset}, getEpsilon().convertToDouble());
  results.push_back(applyScaleAndShift(builder, getLoc(), getX(), scale, shift,
                                       *resolveAxis(getAxis(), getX().getType().getRank())));
  return success();
}

//===-- LayerNorm, RMSNorm -------------------------------------------------------------------===//

void OpsLayerNormOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").orBare();
  spec.floating("epsilon").orNull();
  spec.boolean("rms_scaling");
}
LogicalResult OpsLayerNormOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (failed(checkOptions(*this, size_t(getHasGamma()) + size_t(getHasBeta()))) ||
      failed(checkTypes(*this)))
    return failure();
  std::optional<Shape> axes = axesToNormalize(x, getAxis());
  if (!axes || !areKnown(x, *axes))
    return breaks(*this, 2) << "axis [" << getAxis() << "] does not name axes of known size of "
                            << x;
  Shape sizes;
  for (int64_t axis : *axes)
    sizes.push_back(x.getDimSize(axis));
  for (Value option : getOptions())
    if (typeOf(option).getShape() != ArrayRef(sizes))
      return breaks(*this, 3) << "gamma and beta must have shape [" << sizes << "], are "
                              << getOptions().getTypes();
  types.push_back(x);
  return success();
}
bool OpsLayerNormOp::mixesSamples() {
  return llvm::is_contained(*axesToNormalize(getX().getType(), getAxis()), 0);
}
LogicalResult OpsLayerNormOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  ValueRange options = getOptions();
  Value gamma = takeOption(options, getHasGamma()), beta = takeOption(options, getHasBeta());
  results.push_back(normalizeLayer(builder, getLoc(), getX(),
                                   *axesToNormalize(getX().getType(), getAxis()),
                                   getEpsilon().convertToDouble(), gamma, beta, getRmsScaling()));
  return success();
}

void OpsRMSNormOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").orBare();
  spec.floating("epsilon").orNull();
}
LogicalResult OpsRMSNormOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (failed(checkOptions(*this, size_t(getHasScale()))) || failed(checkTypes(*this)))
    return failure();
  std::optional<Shape> axes = axesToNormalize(x, getAxis());
  if (!axes || !areKnown(x, *axes))
    return breaks(*this, 2) << "axis [" << getAxis() << "] does not name axes of known size of "
                            << x;
  for (Value scale : getOptions()) {
    std::optional<Shape> met = broadcastShapes({x.getShape(), typeOf(scale).getShape()});
    if (!met || ArrayRef<int64_t>(*met) != x.getShape())
      return breaks(*this, 3) << "scale " << scale.getType() << " does not fit into " << x;
  }
  types.push_back(x);
  return success();
}
bool OpsRMSNormOp::mixesSamples() {
  return llvm::is_contained(*axesToNormalize(getX().getType(), getAxis()), 0) ||
         detail::mixesElements(*this);
}
LogicalResult OpsRMSNormOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  ValueRange options = getOptions();
  results.push_back(normalizeRootMeanSquare(
      builder, getLoc(), getX(), *axesToNormalize(getX().getType(), getAxis()),
      getEpsilon().convertToDouble(), takeOption(options, getHasScale())));
  return success();
}

//===-- DotProductAttention ------------------------------------------------------------------===//

void OpsDotProductAttentionOp::describeConfig(ConfigSpec &spec) {
  spec.boolean("is_causal");
  spec.floating("attn_logits_soft_cap").orNull();
  spec.kept("flash_attention");
}

LogicalResult OpsDotProductAttentionOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(checkOptions(*this, size_t(getHasBias()) + size_t(getHasMask()))))
    return failure();
  RankedTensorType query = getQuery().getType(), key = getKey().getType(),
                   value = getValue().getType();
  for (RankedTensorType type : {query, key, value})
    if (type.getRank() != 4 || !isa<FloatType>(type.getElementType()) ||
        type.getElementType() != query.getElementType())
      return breaks(*this, 1) << "query, key and value must have rank 4 and one float type, are "
                              << getOperation()->getOperandTypes();
  int64_t heads = query.getDimSize(2), shared = key.getDimSize(2);
  bool isKnown = !ShapedType::isDynamic(heads) && !ShapedType::isDynamic(shared) && shared > 0 &&
                 !query.isDynamicDim(3);
  auto agree = [](RankedTensorType a, RankedTensorType b, int64_t dim) {
    return a.getDimSize(dim) == b.getDimSize(dim);
  };
  if (!isKnown || heads % shared || !agree(query, key, 0) || !agree(key, value, 0) ||
      !agree(key, value, 1) || !agree(key, value, 2) || !agree(query, key, 3))
    return breaks(*this, 2) << "query, key and value do not fit together: "
                            << getOperation()->getOperandTypes();
  Shape scores{query.getDimSize(0), heads, query.getDimSize(1), key.getDimSize(1)};
  ValueRange options = getOptions();
  Value bias = takeOption(options, getHasBias()), mask = takeOption(options, getHasMask());
  for (Value option : {bias, mask}) {
    if (!option)
      continue;
    RankedTensorType type = typeOf(option);
    std::optional<Shape> met = broadcastShapes({scores, type.getShape()});
    bool isOfType = option == bias ? type.getElementType() == query.getElementType()
                                   : type.getElementType().isInteger(1);
    if (type.getRank() != 4 || !met || *met != scores || !isOfType)
      return breaks(*this, 3) << (option == bias ? "bias " : "mask ") << type
                              << " does not fit scores of shape [" << scores << "]";
  }
  if (getAttnLogitsSoftCap())
    return breaks(*this, 4) << "attn_logits_soft_cap is not supported";
  types.push_back(query.clone({scores[0], scores[2], heads, value.getDimSize(3)}));
  return success();
}

LogicalResult OpsDotProductAttentionOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Type element = elementOf(getQuery());
  int64_t sharedBy = getQuery().getType().getDimSize(2) / getKey().getType().getDimSize(2);
  // Heads that share a key are a dimension of their own where products are made.
  bool isShared = sharedBy > 1;
  std::string heads = isShared ? "nr" : "n";
  auto split = [&](Value value, unsigned dim) {
    return isShared ? splitDimension(builder, loc, value, dim, sharedBy) : value;
  };
  auto join = [&](Value value, unsigned dim) {
    return isShared ? joinDimensions(builder, loc, value, dim) : value;
  };
  Value scores = createEinsum(builder, loc, split(getQuery(), 2), "bt" + heads + "h", getKey(),
                              "bsnh", "b" + heads + "ts");
  double factor = getScale() ? getScale()->convertToDouble()
                             : 1.0 / std::sqrt(double(getQuery().getType().getDimSize(3)));
  scores = createElementwise(
      builder, loc, scores, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        return arith::MulFOp::create(nested, at, e[0], createConstant(nested, at, element, factor));
      });
  scores = join(scores, 1);
  auto lowest = [&](OpBuilder &nested, Location at) {
    return createConstant(nested, at, element, -0.7 * std::numeric_limits<float>::max());
  };
  auto meet = [&](Value other, ElementBody body) {
    ArrayRef<int64_t> shape = typeOf(scores).getShape();
    AffineMap map = broadcastMap(typeOf(other).getShape(), shape, builder.getContext());
    return createMap(builder, loc, {scores, other}, {builder.getMultiDimIdentityMap(4), map},
                     tensor::getMixedSizes(builder, loc, scores), element, body);
  };
  ValueRange options = getOptions();
  if (Value bias = takeOption(options, getHasBias()))
    scores = meet(bias, [](OpBuilder &nested, Location at, ValueRange e) -> Value {
      return arith::AddFOp::create(nested, at, e[0], e[1]);
    });
  if (Value mask = takeOption(options, getHasMask()))
    scores = meet(mask, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
      return arith::SelectOp::create(nested, at, e[1], e[0], lowest(nested, at));
    });
  scores =
      mapHidden(builder, loc, scores, HiddenScores{getIsCausal(), 0},
                [&](OpBuilder &nested, Location at, Value score, Value isSeen) -> Value {
                  return arith::SelectOp::create(nested, at, isSeen, score, lowest(nested, at));
                });
  Value weights = split(createSoftmax(builder, loc, scores, 3), 1);
  Value context = createEinsum(builder, loc, weights, "b" + heads + "ts", getValue(), "bsnv",
                               "b" + heads + "tv");
  results.push_back(createTranspose(builder, loc, join(context, 1), {0, 2, 1, 3}));
  return success();
}

//===-- MultiHot -----------------------------------------------------------------------------===//

void OpsMultiHotOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_classes");
  spec.integer("axis");
  spec.dtype("dtype").orNull();
  spec.boolean("sparse");
}
LogicalResult OpsMultiHotOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() < 1 || !input.getElementType().isSignlessInteger())
    return breaks(*this, 1) << "inputs must be integers of rank 1 or more, are " << input;
  Type element = namedType(*this, Float32Type::get(getContext()));
  if (int64_t(getNumClasses()) < 1 || !element || element.isUnsignedInteger() || getSparse() ||
      resolveAxis(getAxis(), input.getRank() + 1) != input.getRank())
    return breaks(*this, 2) << "num_classes must be positive, axis " << int64_t(getAxis())
                            << " the last, and sparse false";
  Shape shape(input.getShape());
  shape.erase(shape.begin() + (shape.size() > 1));
  shape.push_back(getNumClasses());
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}
bool OpsMultiHotOp::mixesSamples() {
  return hasOpenBatch(getInput()) && getInput().getType().getRank() == 1;
}
LogicalResult OpsMultiHotOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  int64_t rank = getInput().getType().getRank();
  Value hot = createOneHot(b, getInput(), getNumClasses(), rank, elementOf(getResult()));
  results.push_back(folds::foldMax(b, hot, {rank > 1 ? 1 : 0}));
  return success();
}

//===-- Sparsemax ----------------------------------------------------------------------------===//

void OpsSparsemaxOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
LogicalResult OpsSparsemaxOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (!resolveAxis(getAxis(), x.getRank()))
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " is no axis of " << x;
  if (!isa<FloatType>(x.getElementType()))
    return breaks(*this, 2) << "elements must be floating-point, are those of " << x;
  types.push_back(x);
  return success();
}
bool OpsSparsemaxOp::mixesSamples() {
  return hasOpenBatch(getX()) && resolveAxis(getAxis(), getX().getType().getRank()) == 0;
}
LogicalResult OpsSparsemaxOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  int64_t rank = getX().getType().getRank(), axis = *resolveAxis(getAxis(), rank);
  // The activation works along the last dimension.
  Shape turned = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(turned[axis], turned[rank - 1]);
  bool isLast = axis == rank - 1;
  Value x = isLast ? Value(getX()) : createTranspose(builder, getLoc(), getX(), turned);
  x = applyActivation(builder, getLoc(), "sparsemax", x);
  results.push_back(isLast ? x : createTranspose(builder, getLoc(), x, turned));
  return success();
}
