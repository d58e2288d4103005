// Operations that put operands together, take one apart, or go along an axis step by step.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

namespace {

/// The type that all operands are converted to.
Type commonType(ValueRange operands) {
  Type common = typeOf(operands.front()).getElementType();
  for (Value operand : operands)
    common = promoteTypes(common, typeOf(operand).getElementType());
  return common;
}

/// Operands of one rank joined along an axis; null where they do not fit.
RankedTensorType joinedType(ArrayRef<RankedTensorType> operands, int64_t axis, Type element) {
  Shape shape(operands.front().getShape());
  for (RankedTensorType operand : operands.drop_front()) {
    if (operand.getRank() != int64_t(shape.size()))
      return {};
    for (auto [dim, size] : llvm::enumerate(operand.getShape())) {
      bool isOpen = ShapedType::isDynamic(size) || ShapedType::isDynamic(shape[dim]);
      if (int64_t(dim) == axis)
        shape[dim] = isOpen ? ShapedType::kDynamic : shape[dim] + size;
      else if (size != shape[dim])
        return {};
    }
  }
  return RankedTensorType::get(shape, element);
}

/// Which axis an operation joins along, and the shapes that it joins.
struct Joint {
  std::optional<int64_t> axis;
  SmallVector<RankedTensorType> operands;
};

LogicalResult inferJoined(Operation *op, const Joint &joint, SmallVectorImpl<Type> &types) {
  RankedTensorType type =
      joint.axis && !op->getOperands().empty()
          ? joinedType(joint.operands, *joint.axis, commonType(op->getOperands()))
          : RankedTensorType();
  if (!type)
    return breaks(op, 1) << "operands cannot be joined: " << op->getOperandTypes();
  types.push_back(type);
  return success();
}

LogicalResult lowerJoined(Operation *op, const Joint &joint, OpBuilder &builder,
                          SmallVectorImpl<Value> &results) {
  SmallVector<Value> operands;
  Type element = commonType(op->getOperands());
  for (auto [operand, type] : llvm::zip_equal(op->getOperands(), joint.operands))
    operands.push_back(createReshape(builder, op->getLoc(),
                                     createConversion(builder, op->getLoc(), operand, element),
                                     RankedTensorType::get(type.getShape(), element)));
  results.push_back(tensor::ConcatOp::create(builder, op->getLoc(), typeOf(op->getResult(0)),
                                             *joint.axis, operands));
  return success();
}

bool mixesJoined(Operation *op, const Joint &joint) {
  return joint.axis == 0 && llvm::any_of(op->getOperands(), hasOpenBatch);
}

SmallVector<RankedTensorType> typesOf(ValueRange operands) {
  return llvm::map_to_vector(operands, typeOf);
}
int64_t firstRank(ValueRange operands) {
  return operands.empty() ? 0 : typeOf(operands.front()).getRank();
}

Joint jointOf(OpsConcatenateOp op) {
  return {normalizeAxis(op.getAxis(), firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsAppendOp op) {
  return {normalizeAxis(op.getAxis(), firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsHstackOp op) {
  return {normalizeAxis(firstRank(op.getXs()) > 1, firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsVstackOp op) {
  bool isMatrix = firstRank(op.getXs()) > 1;
  return {isMatrix ? std::optional<int64_t>(0) : std::nullopt, typesOf(op.getXs())};
}
/// Operands with the new axis put in, if they have one shape.
Joint jointOf(OpsStackOp op) {
  Joint joint{normalizeAxis(op.getAxis(), firstRank(op.getXs()) + 1), typesOf(op.getXs())};
  if (!joint.axis || !llvm::all_equal(llvm::map_range(
                         joint.operands, [](RankedTensorType type) { return type.getShape(); })))
    return {};
  for (RankedTensorType &type : joint.operands) {
    Shape shape(type.getShape());
    shape.insert(shape.begin() + *joint.axis, 1);
    type = type.clone(shape);
  }
  return joint;
}

} // namespace

#define LITH_JOINING(Op)                                                                           \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferJoined(*this, jointOf(*this), types);                                              \
  }                                                                                                \
  bool Op::mixesSamples() { return mixesJoined(*this, jointOf(*this)); }                           \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerJoined(*this, jointOf(*this), builder, results);                                   \
  }
LITH_JOINING(OpsConcatenateOp)
LITH_JOINING(OpsAppendOp)
LITH_JOINING(OpsHstackOp)
LITH_JOINING(OpsVstackOp)
LITH_JOINING(OpsStackOp)
#undef LITH_JOINING
void OpsConcatenateOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsAppendOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsStackOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsHstackOp::describeConfig(ConfigSpec &) {}
void OpsVstackOp::describeConfig(ConfigSpec &) {}

//===-- Split, Unstack ------------------------------------------------------------------------===//

namespace {

/// Positions at which parts begin, and the end; empty where x cannot be parted so.
Shape cutsOf(OpsSplitOp op) {
  RankedTensorType x = op.getX().getType();
  std::optional<int64_t> axis = normalizeAxis(op.getAxis(), x.getRank());
  if (!axis || x.isDynamicDim(*axis))
    return {};
  int64_t size = x.getDimSize(*axis);
  ArrayRef<int64_t> given = op.getIndicesOrSections();
  Shape cuts{0};
  if (op.getAtPositions()) {
    for (int64_t position : given) {
      if (position <= cuts.back() || position >= size)
        return {};
      cuts.push_back(position);
    }
  } else {
    if (given.size() != 1 || given.front() < 1 || size % given.front())
      return {};
    for (int64_t part = 1; part < given.front(); ++part)
      cuts.push_back(part * (size / given.front()));
  }
  cuts.push_back(size);
  return cuts;
}

Value partOf(OpBuilder &builder, Location loc, Value x, int64_t axis, int64_t from, int64_t to) {
  return createSlice(builder, loc, x, axis, builder.getIndexAttr(from),
                     builder.getIndexAttr(to - from));
}

} // namespace

void OpsSplitOp::describeConfig(ConfigSpec &spec) {
  spec.integers("indices_or_sections").flagList("at_positions");
  spec.integer("axis");
}
LogicalResult OpsSplitOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  Shape cuts = cutsOf(*this);
  if (cuts.empty())
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " of " << x
                            << " cannot be split by [" << getIndicesOrSections() << "]";
  for (size_t part = 0; part + 1 < cuts.size(); ++part) {
    Shape shape(x.getShape());
    shape[*normalizeAxis(getAxis(), x.getRank())] = cuts[part + 1] - cuts[part];
    types.push_back(x.clone(shape));
  }
  return success();
}
bool OpsSplitOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsSplitOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Shape cuts = cutsOf(*this);
  int64_t axis = *normalizeAxis(getAxis(), getX().getType().getRank());
  for (size_t part = 0; part + 1 < cuts.size(); ++part)
    results.push_back(partOf(builder, getLoc(), getX(), axis, cuts[part], cuts[part + 1]));
  return success();
}

void OpsUnstackOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num").orNull();
  spec.integer("axis");
}
LogicalResult OpsUnstackOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = normalizeAxis(getAxis(), x.getRank());
  if (!axis || x.isDynamicDim(*axis) || (getNum() && int64_t(*getNum()) != x.getDimSize(*axis)))
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " of " << x
                            << " must have a known size" << (getNum() ? ", which is num" : "");
  Shape shape(x.getShape());
  shape.erase(shape.begin() + *axis);
  types.append(x.getDimSize(*axis), x.clone(shape));
  return success();
}
bool OpsUnstackOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsUnstackOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  int64_t axis = *normalizeAxis(getAxis(), getX().getType().getRank());
  for (auto [i, result] : llvm::enumerate(getResults())) {
    Value part = partOf(builder, getLoc(), getX(), axis, int64_t(i), int64_t(i) + 1);
    results.push_back(createReshape(builder, getLoc(), part, typeOf(result)));
  }
  return success();
}

//===-- Diff, Cumsum, Cumprod -----------------------------------------------------------------===//

namespace {

bool isNumber(Type type) { return !type.isInteger(1) && !type.isUnsignedInteger(); }

/// The body of an element, or of a step of a scan.
template <typename FloatOp, typename IntegerOp>
Value combine(OpBuilder &builder, Location loc, ValueRange x) {
  return isa<FloatType>(x[0].getType()) ? Value(FloatOp::create(builder, loc, x[0], x[1]))
                                        : Value(IntegerOp::create(builder, loc, x[0], x[1]));
}

/// The axis of a scan; none where it has none of known size.
std::optional<int64_t> scannedAxis(RankedTensorType x, std::optional<int64_t> given) {
  if (!given)
    return x.hasStaticShape() ? std::optional<int64_t>(0) : std::nullopt;
  std::optional<int64_t> axis = normalizeAxis(*given, x.getRank());
  return axis && !x.isDynamicDim(*axis) ? axis : std::nullopt;
}

template <typename Op> LogicalResult inferScan(Op op, SmallVectorImpl<Type> &types) {
  RankedTensorType x = op.getX().getType();
  Type element = x.getElementType();
  bool isSame = !op.getDtype() || parseElementType(*op.getDtype(), op.getContext()) == element;
  if (!scannedAxis(x, op.getAxis()) || !isNumber(element) || !isSame)
    return breaks(op, 1) << "axis must be one of known size of " << x
                         << ", its elements numbers, and dtype theirs";
  types.push_back(op.getAxis() ? x : x.clone({x.getNumElements()}));
  return success();
}

template <typename Op>
Value lowerScan(Op op, OpBuilder &builder, double neutral, ElementBody combine) {
  Value x = createReshape(builder, op.getLoc(), op.getX(), typeOf(op.getResult()));
  int64_t axis = *scannedAxis(op.getX().getType(), op.getAxis());
  return createScan(builder, op.getLoc(), x, axis, neutral, combine);
}

} // namespace

#define LITH_SCAN(Op, neutral, FloatOp, IntegerOp)                                                 \
  void Op::describeConfig(ConfigSpec &spec) {                                                      \
    spec.integer("axis").orNull();                                                                 \
    spec.dtype("dtype").orNull();                                                                  \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) { return inferScan(*this, types); }   \
  bool Op::mixesSamples() { return false; } /* a batch is dynamic, and refused */                  \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    results.push_back(lowerScan(*this, builder, neutral, combine<FloatOp, IntegerOp>));            \
    return success();                                                                              \
  }
LITH_SCAN(OpsCumsumOp, 0.0, arith::AddFOp, arith::AddIOp)
LITH_SCAN(OpsCumprodOp, 1.0, arith::MulFOp, arith::MulIOp)
#undef LITH_SCAN

void OpsDiffOp::describeConfig(ConfigSpec &spec) {
  spec.integer("n");
  spec.integer("axis");
}
LogicalResult OpsDiffOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = scannedAxis(x, getAxis());
  int64_t times = getN();
  if (!axis || times < 0 || times >= x.getDimSize(*axis) || !isNumber(x.getElementType()))
    return breaks(*this, 1) << "axis " << int64_t(getAxis()) << " of " << x
                            << " must be of known size above n = " << times
                            << ", and the elements numbers";
  Shape shape(x.getShape());
  shape[*axis] -= times;
  types.push_back(x.clone(shape));
  return success();
}
bool OpsDiffOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsDiffOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value x = getX();
  int64_t axis = *scannedAxis(getX().getType(), getAxis());
  for (int64_t step = 0, times = getN(); step < times; ++step) {
    int64_t size = typeOf(x).getDimSize(axis);
    Value upper = partOf(builder, getLoc(), x, axis, 1, size),
          lower = partOf(builder, getLoc(), x, axis, 0, size - 1);
    x = createElementwise(builder, getLoc(), {upper, lower}, combine<arith::SubFOp, arith::SubIOp>);
  }
  results.push_back(x);
  return success();
}
