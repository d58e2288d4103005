// What the operations of keras.ops share.
#include "dialects/layer/Operations.h"

#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Moves.h"

using namespace mlir;

namespace lith::layer {

InFlightDiagnostic breaks(Operation *op, unsigned number) {
  return op->emitOpError() << op->getName().stripDialect() << "_c" << number << ": ";
}

std::optional<SmallVector<int64_t>> sortedAxes(std::optional<ArrayRef<int64_t>> given,
                                               int64_t rank) {
  std::optional<SmallVector<int64_t>> axes = namedAxes(given, rank);
  if (axes)
    llvm::sort(*axes);
  return axes;
}

Type namedType(Operation *op, Type otherwise) {
  auto dtype = op->getAttrOfType<StringAttr>("dtype");
  return dtype ? parseElementType(dtype, op->getContext()) : otherwise;
}

bool hasOpenBatch(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.getRank() > 0 && type.isDynamicDim(0);
}

//===-- Broadcasting -------------------------------------------------------------------------===//

std::optional<SmallVector<int64_t>> broadcastShapes(ArrayRef<ArrayRef<int64_t>> shapes) {
  size_t rank = 0;
  for (ArrayRef<int64_t> shape : shapes)
    rank = std::max(rank, shape.size());
  SmallVector<int64_t> result(rank, 1);
  for (ArrayRef<int64_t> shape : shapes)
    for (size_t dim = 0; dim < shape.size(); ++dim) {
      int64_t &met = result[dim + rank - shape.size()];
      if (met == 1)
        met = shape[dim];
      else if (shape[dim] != 1 && shape[dim] != met)
        return std::nullopt;
    }
  return result;
}

SmallVector<OpFoldResult> broadcastSizes(OpBuilder &builder, Location loc, ValueRange inputs,
                                         ArrayRef<int64_t> shape) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    sizes.push_back(builder.getIndexAttr(size));
    for (Value input : inputs) {
      auto type = cast<RankedTensorType>(input.getType());
      int64_t at = int64_t(dim) + type.getRank() - int64_t(shape.size());
      if (!ShapedType::isDynamic(size) || at < 0 || !type.isDynamicDim(at))
        continue;
      sizes.back() = tensor::getMixedSize(builder, loc, input, at);
      break;
    }
  }
  return sizes;
}

AffineMap broadcastMap(ArrayRef<int64_t> shape, ArrayRef<int64_t> result, MLIRContext *context) {
  SmallVector<AffineExpr> exprs;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    unsigned at = dim + result.size() - shape.size();
    exprs.push_back(size == 1 && result[at] != 1 ? getAffineConstantExpr(0, context)
                                                 : getAffineDimExpr(at, context));
  }
  return AffineMap::get(result.size(), 0, exprs, context);
}

//===-- Shapes -------------------------------------------------------------------------------===//

/// Where `longer` is `shorter` with axes of size 1 put in: which axes of `longer` belong together;
/// none where it is not.
static std::optional<SmallVector<ReassociationIndices>> groupUnits(RankedTensorType shorter,
                                                                   RankedTensorType longer) {
  SmallVector<ReassociationIndices> groups;
  int64_t next = 0;
  ReassociationIndices pending;
  for (int64_t dim = 0; dim < longer.getRank(); ++dim) {
    pending.push_back(dim);
    bool fits = next < shorter.getRank() && shorter.getDimSize(next) == longer.getDimSize(dim);
    if (fits) {
      groups.push_back(pending);
      pending.clear();
      ++next;
    } else if (longer.getDimSize(dim) != 1) {
      return std::nullopt;
    }
  }
  if (next != shorter.getRank())
    return std::nullopt;
  if (!pending.empty() && groups.empty())
    return longer.getNumElements() == 1 && shorter.getRank() == 0 ? std::optional(groups)
                                                                  : std::nullopt;
  if (!pending.empty())
    groups.back().append(pending);
  return groups;
}

Value createReshape(OpBuilder &builder, Location loc, Value input, RankedTensorType type) {
  auto from = cast<RankedTensorType>(input.getType());
  if (from == type)
    return input;
  if (from.getRank() > type.getRank())
    if (auto groups = groupUnits(type, from))
      return tensor::CollapseShapeOp::create(builder, loc, type, input, *groups);
  if (from.getRank() < type.getRank())
    if (auto groups = groupUnits(from, type)) {
      SmallVector<OpFoldResult> sizes;
      for (int64_t size : type.getShape())
        sizes.push_back(builder.getIndexAttr(size));
      for (auto [dim, group] : llvm::enumerate(*groups))
        for (int64_t at : group)
          if (type.isDynamicDim(at))
            sizes[at] = tensor::getMixedSize(builder, loc, input, dim);
      return tensor::ExpandShapeOp::create(builder, loc, type, input, *groups, sizes);
    }
  // Through one row of all elements.
  Value row = input;
  if (from.getRank() > 1) {
    SmallVector<ReassociationIndices> all{llvm::to_vector(llvm::seq<int64_t>(0, from.getRank()))};
    row = tensor::CollapseShapeOp::create(builder, loc, input, all);
  } else if (from.getRank() == 0) {
    row = tensor::ExpandShapeOp::create(builder, loc, from.clone({1}), input,
                                        SmallVector<ReassociationIndices>{});
  }
  if (type.getRank() == 1)
    return row;
  if (type.getRank() == 0)
    return tensor::CollapseShapeOp::create(builder, loc, type, row,
                                           SmallVector<ReassociationIndices>{});
  SmallVector<OpFoldResult> sizes =
      completeSizes(builder, loc, type.getShape(), tensor::getMixedSize(builder, loc, row, 0));
  SmallVector<ReassociationIndices> all{llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()))};
  return tensor::ExpandShapeOp::create(builder, loc, type, row, all, sizes);
}

//===-- Element by element -------------------------------------------------------------------===//

namespace detail {
namespace {

/// What an operation computes in and what it gives; null where it does not take its operands.
struct ElementTypes {
  Type operand, result;
};

ElementTypes findElementTypes(Operation *op, ElementRule rule) {
  Type common;
  for (Value operand : op->getOperands()) {
    Type type = getElementTypeOrSelf(operand.getType());
    if (rule == ElementRule::Where && operand == op->getOperand(0))
      continue;
    common = common ? promoteTypes(common, type) : type;
  }
  if (!common) // where(x, x, x)
    common = getElementTypeOrSelf(op->getOperand(0).getType());
  Type boolean = IntegerType::get(op->getContext(), 1), real = toFloatType(common);
  bool isBool = common.isInteger(1), isFloat = isa<FloatType>(common);
  // Integers without a sign are computed in more bits with one, of which the last are kept.
  Type computed = toSignedType(common);
  ElementTypes same = computed ? ElementTypes{computed, common} : ElementTypes{};
  switch (rule) {
  case ElementRule::Same:
    return isBool ? ElementTypes{} : same;
  case ElementRule::Exact:
    return isBool || common.isF64() ? ElementTypes{} : same;
  case ElementRule::Any:
  case ElementRule::Where:
    return same;
  case ElementRule::Wide:
    common = IntegerType::get(op->getContext(), 32);
    return isBool ? ElementTypes{common, common} : same;
  case ElementRule::Float:
    return {real, real};
  case ElementRule::Integer:
    return isFloat ? ElementTypes{} : same;
  case ElementRule::Whole:
    return isFloat || isBool ? ElementTypes{} : same;
  case ElementRule::Compare:
    return computed ? ElementTypes{computed, boolean} : ElementTypes{};
  case ElementRule::Logic:
    return {boolean, boolean};
  case ElementRule::Test:
    return {real, boolean};
  }
  llvm_unreachable("every rule has types");
}

ArrayRef<int64_t> getShape(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

} // namespace

LogicalResult inferElements(Operation *op, ElementRule rule, SmallVectorImpl<Type> &types) {
  auto shapes = llvm::map_to_vector(op->getOperands(), getShape);
  std::optional<SmallVector<int64_t>> shape = broadcastShapes(shapes);
  if (!shape)
    return breaks(op, 1) << "operands do not fit together: " << op->getOperandTypes();
  ElementTypes elements = findElementTypes(op, rule);
  if (!elements.result)
    return breaks(op, 2) << "elements of " << op->getOperandTypes()
                         << " are not of a type that it takes; use keras.ops.cast first";
  types.push_back(RankedTensorType::get(*shape, elements.result));
  return success();
}

Value lowerElements(Operation *op, ElementRule rule, OpBuilder &builder, ElementFunction compute) {
  Location loc = op->getLoc();
  ElementTypes elements = findElementTypes(op, rule);
  SmallVector<int64_t> shape = *broadcastShapes(llvm::map_to_vector(op->getOperands(), getShape));
  SmallVector<Value> operands;
  SmallVector<AffineMap> maps;
  for (Value operand : op->getOperands()) {
    operands.push_back(toSignless(builder, loc, operand));
    maps.push_back(broadcastMap(getShape(operand), shape, builder.getContext()));
  }
  Value result = createMap(
      builder, loc, operands, maps, broadcastSizes(builder, loc, operands, shape),
      signlessType(elements.result), [&](OpBuilder &nested, Location at, ValueRange values) {
        SmallVector<Value> converted;
        for (auto [i, value] : llvm::enumerate(values)) {
          bool isCondition = rule == ElementRule::Where && i == 0;
          Type type = isCondition ? nested.getI1Type() : elements.operand;
          bool isUnsigned = getElementTypeOrSelf(op->getOperand(i).getType()).isUnsignedInteger();
          converted.push_back(convertElement(nested, at, value, type, isUnsigned));
        }
        ImplicitLocOpBuilder b(at, nested);
        return convertElement(nested, at, compute(b, converted), signlessType(elements.result));
      });
  return fromSignless(builder, loc, result, elements.result);
}

bool mixesElements(Operation *op) {
  size_t rank = 0;
  bool isOpen = false;
  for (Value operand : op->getOperands()) {
    rank = std::max(rank, getShape(operand).size());
    isOpen |= hasOpenBatch(operand);
  }
  // A batch that meets anything but the batch of the others, or one value for all samples.
  return isOpen && llvm::any_of(op->getOperands(), [&](Value operand) {
           ArrayRef<int64_t> shape = getShape(operand);
           return shape.size() == rank ? shape[0] != 1 && !ShapedType::isDynamic(shape[0])
                                       : hasOpenBatch(operand);
         });
}

//===-- Reductions ---------------------------------------------------------------------------===//

std::optional<SmallVector<int64_t>> reducedAxes(Operation *op) {
  int64_t rank = cast<RankedTensorType>(op->getOperand(0).getType()).getRank();
  auto given = op->getAttrOfType<DenseI64ArrayAttr>("axis");
  return sortedAxes(given ? std::optional(given.asArrayRef()) : std::nullopt, rank);
}

/// The type that the elements are reduced in, and that of the result; null where there is none.
static ElementTypes findReductionTypes(Operation *op, ReductionRule rule) {
  Type type = getElementTypeOrSelf(op->getOperand(0).getType());
  MLIRContext *context = op->getContext();
  Type int32 = IntegerType::get(context, 32), boolean = IntegerType::get(context, 1);
  bool isUnsigned = type.isUnsignedInteger();
  Type computed = toSignedType(type);
  if (!computed && rule != ReductionRule::Float && rule != ReductionRule::Bool)
    return {};
  switch (rule) {
  case ReductionRule::Same:
    if (isa<IntegerType>(type) && type.getIntOrFloatBitWidth() < 32)
      type = isUnsigned ? Type(IntegerType::get(context, 32, IntegerType::Unsigned)) : int32;
    return {toSignedType(type), type};
  case ReductionRule::Keep:
    return {computed, type};
  case ReductionRule::Float:
    return {toFloatType(type), toFloatType(type)};
  case ReductionRule::Bool:
    return {boolean, boolean};
  case ReductionRule::Index:
  case ReductionRule::Count:
    return {computed, int32};
  }
  llvm_unreachable("every rule has types");
}

static bool keepsDimensions(Operation *op) {
  auto keepdims = op->getAttrOfType<BoolAttr>("keepdims");
  return keepdims && keepdims.getValue();
}

LogicalResult inferReduction(Operation *op, ReductionRule rule, SmallVectorImpl<Type> &types) {
  auto input = cast<RankedTensorType>(op->getOperand(0).getType());
  std::optional<SmallVector<int64_t>> axes = reducedAxes(op);
  if (!axes)
    return breaks(op, 1) << "axis " << op->getAttr("axis") << " does not name axes of " << input;
  ElementTypes elements = findReductionTypes(op, rule);
  if (!elements.result)
    return breaks(op, 2) << "elements of " << input
                         << " are not of a type that it takes; use keras.ops.cast first";
  // A position is along one axis, or among all elements.
  bool isAlong =
      axes->size() == 1 || (axes->size() == size_t(input.getRank()) && !op->getAttr("axis"));
  if (rule == ReductionRule::Index && !isAlong)
    return breaks(op, 1) << "axis must be one axis or none, is " << op->getAttr("axis");
  if (rule == ReductionRule::Index && axes->size() != 1 && !input.hasStaticShape())
    return breaks(op, 1) << "without an axis every dimension must be known, x is " << input;
  if (auto dtype = op->getAttrOfType<StringAttr>("dtype");
      dtype && parseElementType(dtype, op->getContext()) != elements.result)
    return breaks(op, 2) << "dtype must be that of the result, " << elements.result << ", is "
                         << dtype;
  // Over two axes an order means a norm of matrices, which may be a singular value.
  auto order = op->getAttrOfType<FloatAttr>("ord");
  if (order && axes->size() != 1)
    return breaks(op, 1) << "ord over several axes is not supported; use sum, max and sqrt";
  SmallVector<int64_t> shape;
  for (auto [dim, size] : llvm::enumerate(input.getShape()))
    if (!llvm::is_contained(*axes, dim))
      shape.push_back(size);
    else if (keepsDimensions(op))
      shape.push_back(1);
  types.push_back(RankedTensorType::get(shape, elements.result));
  return success();
}

Value lowerReduction(Operation *op, ReductionRule rule, OpBuilder &builder,
                     ReductionFunction reduce) {
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  ElementTypes elements = findReductionTypes(op, rule);
  Value input = createConversion(builder, op->getLoc(), op->getOperand(0), elements.operand);
  SmallVector<int64_t> axes = *reducedAxes(op);
  Value result = createConversion(builder, op->getLoc(), reduce(b, input, axes), elements.result);
  return createReshape(builder, op->getLoc(), result,
                       cast<RankedTensorType>(op->getResult(0).getType()));
}

bool mixesReduction(Operation *op) {
  return hasOpenBatch(op->getOperand(0)) && llvm::is_contained(*reducedAxes(op), 0);
}

} // namespace detail
} // namespace lith::layer
