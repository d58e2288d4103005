// Merging layers: Keras's broadcasting, and lowering.
#include "dialects/layer/Merging.h"
#include "dialects/layer/Einsum.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

namespace {

int64_t getRank(Value value) { return cast<RankedTensorType>(value.getType()).getRank(); }

/// How inputs meet: which of their axes stand at each axis of the result.
struct Broadcast {
  /// One entry an input: its axis at each axis of the result, none where the input is stretched.
  SmallVector<SmallVector<std::optional<int64_t>>> axes;
  SmallVector<int64_t> shape;
};

/// The size of an axis where `lhs` and `rhs` meet; none if they cannot. A dynamic size gives way to
/// any but 1.
std::optional<int64_t> meet(int64_t lhs, int64_t rhs) {
  if (lhs == 1 || lhs == rhs)
    return rhs;
  if (rhs == 1)
    return lhs;
  if (ShapedType::isDynamic(lhs))
    return rhs;
  if (ShapedType::isDynamic(rhs))
    return lhs;
  return std::nullopt;
}

/// Keras's rule: the batch stands in front, all other axes are aligned at the end.
FailureOr<Broadcast> broadcast(ValueRange inputs) {
  int64_t rank = 0;
  for (Value input : inputs)
    rank = std::max(rank, getRank(input));
  Broadcast result;
  result.shape.assign(rank, 1);
  for (Value input : inputs) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(input.getType()).getShape();
    int64_t missing = rank - static_cast<int64_t>(shape.size());
    auto &axes = result.axes.emplace_back(rank);
    for (int64_t axis = 0; axis < static_cast<int64_t>(shape.size()); ++axis) {
      int64_t at = axis == 0 ? 0 : axis + missing;
      axes[at] = axis;
      std::optional<int64_t> size = meet(result.shape[at], shape[axis]);
      if (!size)
        return failure();
      result.shape[at] = *size;
    }
  }
  return result;
}

/// Constraints c1 to c3 of the merges, by the name of the op.
LogicalResult inferMerge(Operation *op, SmallVectorImpl<Type> &types) {
  StringRef name = op->getName().stripDialect();
  if (op->getNumOperands() == 0)
    return op->emitOpError() << name << "_c1: needs at least one input";
  Type element = getElementTypeOrSelf(op->getOperand(0).getType());
  if (element.isInteger(1) || !llvm::all_of(op->getOperandTypes(), [&](Type type) {
        return getElementTypeOrSelf(type) == element;
      }))
    return op->emitOpError() << name << "_c2: inputs must be numbers of one type, are "
                             << op->getOperandTypes();
  FailureOr<Broadcast> result = broadcast(op->getOperands());
  if (failed(result))
    return op->emitOpError() << name
                             << "_c3: inputs do not fit together: " << op->getOperandTypes();
  types.push_back(RankedTensorType::get(result->shape, element));
  return success();
}

/// The sizes of the result; a dynamic one is that of the first input that is dynamic there.
SmallVector<OpFoldResult> getSizes(OpBuilder &builder, Location loc, ValueRange inputs,
                                   const Broadcast &result) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(result.shape)) {
    sizes.push_back(builder.getIndexAttr(size));
    for (auto [input, axes] : llvm::zip(inputs, result.axes)) {
      auto type = cast<RankedTensorType>(input.getType());
      if (!ShapedType::isDynamic(size) || !axes[dim] || !type.isDynamicDim(*axes[dim]))
        continue;
      sizes.back() = tensor::getMixedSize(builder, loc, input, *axes[dim]);
      break;
    }
  }
  return sizes;
}

/// result = finish(fold of `combine` over the inputs' elements), in their order.
Value lowerMerge(Operation *op, OpBuilder &builder,
                 llvm::function_ref<Value(OpBuilder &, Location, Value, Value)> combine,
                 llvm::function_ref<Value(OpBuilder &, Location, Value)> finish = nullptr) {
  Location loc = op->getLoc();
  ValueRange inputs = op->getOperands();
  Broadcast result = *broadcast(inputs);
  unsigned rank = result.shape.size();
  SmallVector<AffineMap> maps;
  for (auto [input, axes] : llvm::zip(inputs, result.axes)) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(input.getType()).getShape();
    SmallVector<AffineExpr> exprs;
    for (unsigned dim = 0; dim < rank; ++dim) {
      bool isStretched = axes[dim] && shape[*axes[dim]] == 1 && result.shape[dim] != 1;
      if (axes[dim])
        exprs.push_back(isStretched ? builder.getAffineConstantExpr(0)
                                    : builder.getAffineDimExpr(dim));
    }
    maps.push_back(AffineMap::get(rank, 0, exprs, builder.getContext()));
  }
  return createMap(builder, loc, inputs, maps, getSizes(builder, loc, inputs, result),
                   getElementTypeOrSelf(inputs.front().getType()),
                   [&](OpBuilder &nested, Location at, ValueRange elements) {
                     Value value = elements.front();
                     for (Value element : elements.drop_front())
                       value = combine(nested, at, value, element);
                     return finish ? finish(nested, at, value) : value;
                   });
}

/// Combines two numbers with the op for their type.
template <typename FloatOp, typename IntegerOp>
Value combine(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  if (isa<FloatType>(lhs.getType()))
    return FloatOp::create(builder, loc, lhs, rhs);
  return IntegerOp::create(builder, loc, lhs, rhs);
}

} // namespace

//===-- Add, Multiply, Maximum, Minimum ------------------------------------------------------===//

void AddOp::describeConfig(ConfigSpec &spec) {}
LogicalResult AddOp::inferTypes(SmallVectorImpl<Type> &types) { return inferMerge(*this, types); }
LogicalResult AddOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::AddFOp, arith::AddIOp>));
  return success();
}

void MultiplyOp::describeConfig(ConfigSpec &spec) {}
LogicalResult MultiplyOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferMerge(*this, types);
}
LogicalResult MultiplyOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::MulFOp, arith::MulIOp>));
  return success();
}

void MaximumOp::describeConfig(ConfigSpec &spec) {}
LogicalResult MaximumOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferMerge(*this, types);
}
LogicalResult MaximumOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::MaximumFOp, arith::MaxSIOp>));
  return success();
}

void MinimumOp::describeConfig(ConfigSpec &spec) {}
LogicalResult MinimumOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferMerge(*this, types);
}
LogicalResult MinimumOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::MinimumFOp, arith::MinSIOp>));
  return success();
}

//===-- Subtract -----------------------------------------------------------------------------===//

void SubtractOp::describeConfig(ConfigSpec &spec) {}

LogicalResult SubtractOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getNumOperands() != 0 && getNumOperands() != 2)
    return emitOpError("subtract_c4: needs two inputs, has ") << getNumOperands();
  return inferMerge(*this, types);
}

LogicalResult SubtractOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::SubFOp, arith::SubIOp>));
  return success();
}

//===-- CustomScaleLayer ---------------------------------------------------------------------===//

StringRef CustomScaleLayerOp::getKerasModule() {
  return "keras.src.applications.inception_resnet_v2";
}

void CustomScaleLayerOp::describeConfig(ConfigSpec &spec) { spec.floating("scale"); }

LogicalResult CustomScaleLayerOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(inferMerge(*this, types)))
    return failure();
  if (getNumOperands() != 2 || !isa<FloatType>(getElementTypeOrSelf(types.back())))
    return emitOpError("custom_scale_layer_c4: needs two inputs with floating-point elements, has ")
           << getOperandTypes();
  return success();
}

LogicalResult CustomScaleLayerOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  double factor = getScale().convertToDouble();
  results.push_back(lowerMerge(*this, builder,
                               [&](OpBuilder &nested, Location at, Value lhs, Value rhs) -> Value {
                                 Value scale = createConstant(nested, at, rhs.getType(), factor);
                                 Value scaled = arith::MulFOp::create(nested, at, rhs, scale);
                                 return arith::AddFOp::create(nested, at, lhs, scaled);
                               }));
  return success();
}

//===-- Average ------------------------------------------------------------------------------===//

void AverageOp::describeConfig(ConfigSpec &spec) {}

LogicalResult AverageOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (failed(inferMerge(*this, types)))
    return failure();
  if (!isa<FloatType>(getElementTypeOrSelf(types.back())))
    return emitOpError("average_c4: inputs must have floating-point elements");
  return success();
}

LogicalResult AverageOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(lowerMerge(*this, builder, combine<arith::AddFOp, arith::AddIOp>,
                               [&](OpBuilder &nested, Location at, Value sum) -> Value {
                                 Value count =
                                     createConstant(nested, at, sum.getType(), getNumOperands());
                                 return arith::DivFOp::create(nested, at, sum, count);
                               }));
  return success();
}

//===-- Dot ----------------------------------------------------------------------------------===//

void DotOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axes").orBare();
  spec.boolean("normalize");
}

/// The axes that are summed along, one an input and counted from the front; none where they are not
/// axes.
static std::optional<std::array<int64_t, 2>> getSummedAxes(DotOp op) {
  ArrayRef<int64_t> axes = op.getAxes();
  if (axes.empty() || axes.size() > 2)
    return std::nullopt;
  std::array<int64_t, 2> summed;
  for (unsigned i = 0; i < 2; ++i) {
    std::optional<int64_t> axis = resolveAxis(axes[i % axes.size()], getRank(op.getInputs()[i]));
    if (!axis || *axis == 0)
      return std::nullopt;
    summed[i] = *axis;
  }
  return summed;
}

LogicalResult DotOp::inferTypes(SmallVectorImpl<Type> &types) {
  Type element = getInputs().empty() ? Type() : getElementTypeOrSelf(getInputs()[0].getType());
  if (getInputs().size() != 2 || !isa<FloatType>(element) ||
      !llvm::all_of(getInputs(), [&](Value input) {
        return getRank(input) >= 2 && getElementTypeOrSelf(input.getType()) == element;
      }))
    return violates(*this, 1) << "there must be two inputs of rank 2 or more with one float type, "
                              << "inputs are " << getInputs().getTypes();
  std::optional<std::array<int64_t, 2>> axes = getSummedAxes(*this);
  if (!axes)
    return violates(*this, 2) << "axes must hold an axis of each input behind the batch, is ["
                              << getAxes() << "], inputs are " << getInputs().getTypes();
  SmallVector<int64_t> shape{1};
  for (auto [input, axis] : llvm::zip(getInputs(), *axes))
    for (auto [dim, size] : llvm::enumerate(cast<ShapedType>(input.getType()).getShape()))
      if (dim > 0 && static_cast<int64_t>(dim) != axis)
        shape.push_back(size);
  auto sizeAt = [&](unsigned input, int64_t dim) {
    return cast<ShapedType>(getInputs()[input].getType()).getDimSize(dim);
  };
  for (auto [first, second] : {std::pair<int64_t, int64_t>{0, 0}, {(*axes)[0], (*axes)[1]}}) {
    int64_t one = sizeAt(0, first), other = sizeAt(1, second);
    if (!ShapedType::isDynamic(one) && !ShapedType::isDynamic(other) && one != other)
      return violates(*this, 3) << "axis " << first << " of the first input is " << one << ", axis "
                                << second << " of the second " << other;
    if (first == 0)
      shape[0] = ShapedType::isDynamic(one) ? other : one;
  }
  if (shape.size() == 1)
    shape.push_back(1);
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

LogicalResult DotOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  std::array<int64_t, 2> axes = *getSummedAxes(*this);
  std::array<std::string, 2> labels;
  std::string result = "b";
  SmallVector<Value> inputs(getInputs());
  char next = 'A';
  for (unsigned i = 0; i < 2; ++i) {
    for (int64_t dim = 0; dim < getRank(inputs[i]); ++dim) {
      labels[i] += dim == 0 ? 'b' : dim == axes[i] ? 'k' : next++;
      if (dim > 0 && dim != axes[i])
        result += labels[i].back();
    }
    if (getNormalize())
      inputs[i] = createUnitLength(builder, getLoc(), inputs[i], axes[i], 1e7);
  }
  Value dot = createEinsum(builder, getLoc(), inputs[0], labels[0], inputs[1], labels[1], result);
  if (result.size() == 1) {
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, getLoc(), dot);
    sizes.push_back(builder.getIndexAttr(1));
    dot = tensor::ExpandShapeOp::create(builder, getLoc(), getOutput().getType(), dot,
                                        SmallVector<ReassociationIndices>{{0, 1}}, sizes);
  }
  results.push_back(dot);
  return success();
}

//===-- Concatenate --------------------------------------------------------------------------===//

void ConcatenateOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }

/// The axis, counted from the front.
static int64_t getJoinedAxis(ConcatenateOp op) {
  int64_t axis = op.getAxis();
  return axis < 0 && !op.getInputs().empty() ? axis + getRank(op.getInputs().front()) : axis;
}

LogicalResult ConcatenateOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getInputs().empty())
    return emitOpError("concatenate_c1: needs at least one input");
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  for (Value input : getInputs())
    if (getRank(input) != first.getRank() ||
        getElementTypeOrSelf(input.getType()) != first.getElementType())
      return emitOpError("concatenate_c2: inputs must have one rank and one element type, are ")
             << getInputs().getTypes();
  int64_t joined = getJoinedAxis(*this);
  if (joined < 0 || joined >= first.getRank())
    return emitOpError("concatenate_c3: axis ") << getAxis() << " is not an axis of " << first;
  SmallVector<int64_t> shape(first.getShape());
  for (Value input : getInputs().drop_front()) {
    ArrayRef<int64_t> other = cast<RankedTensorType>(input.getType()).getShape();
    for (int64_t dim = 0; dim < first.getRank(); ++dim) {
      bool isDynamic = ShapedType::isDynamic(shape[dim]) || ShapedType::isDynamic(other[dim]);
      if (dim == joined)
        shape[dim] = isDynamic ? ShapedType::kDynamic : shape[dim] + other[dim];
      else if (ShapedType::isDynamic(shape[dim]))
        shape[dim] = other[dim];
      else if (!isDynamic && shape[dim] != other[dim])
        return emitOpError("concatenate_c4: inputs differ in axis ")
               << dim << ": " << getInputs().getTypes();
    }
  }
  types.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}

bool ConcatenateOp::mixesSamples() { return getJoinedAxis(*this) == 0; }

LogicalResult ConcatenateOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(tensor::ConcatOp::create(builder, getLoc(), getOutput().getType(),
                                             getJoinedAxis(*this), getInputs()));
  return success();
}
