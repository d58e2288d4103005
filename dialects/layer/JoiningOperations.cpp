// Operations that put operands together, or take one apart.
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
  return {resolveAxis(op.getAxis(), firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsAppendOp op) {
  return {resolveAxis(op.getAxis(), firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsHstackOp op) {
  return {resolveAxis(firstRank(op.getXs()) > 1, firstRank(op.getXs())), typesOf(op.getXs())};
}
Joint jointOf(OpsVstackOp op) {
  bool isMatrix = firstRank(op.getXs()) > 1;
  return {isMatrix ? std::optional<int64_t>(0) : std::nullopt, typesOf(op.getXs())};
}
/// Operands with axes of size 1 put in until they have three.
Joint jointOf(OpsDstackOp op) {
  Joint joint{2, typesOf(op.getXs())};
  for (RankedTensorType &type : joint.operands) {
    Shape shape(type.getShape());
    if (shape.size() < 2 && !type.hasStaticShape())
      return {};
    if (shape.size() < 2)
      shape.insert(shape.begin(), 1);
    while (shape.size() < 3)
      shape.push_back(1);
    type = type.clone(shape);
  }
  return joint;
}
/// Operands with the new axis put in, if they have one shape.
Joint jointOf(OpsStackOp op) {
  Joint joint{resolveAxis(op.getAxis(), firstRank(op.getXs()) + 1), typesOf(op.getXs())};
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
LITH_JOINING(OpsDstackOp)
LITH_JOINING(OpsStackOp)
#undef LITH_JOINING
void OpsConcatenateOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsAppendOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsStackOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
void OpsHstackOp::describeConfig(ConfigSpec &) {}
void OpsVstackOp::describeConfig(ConfigSpec &) {}
void OpsDstackOp::describeConfig(ConfigSpec &) {}

//===-- Split, Unstack ------------------------------------------------------------------------===//

namespace {

/// The axis that is cut, and where parts begin and the last one ends; no positions where x cannot
/// be parted so.
struct Cuts {
  int64_t axis = 0;
  Shape positions;
};

/// Equal parts, or the positions between them. An axis of unknown size is not cut.
Cuts cutEqually(RankedTensorType x, std::optional<int64_t> axis, ArrayRef<int64_t> given,
                bool atPositions) {
  if (!axis || x.isDynamicDim(*axis))
    return {};
  int64_t size = x.getDimSize(*axis);
  Cuts cuts{*axis, {0}};
  if (atPositions) {
    for (int64_t position : given) {
      if (position <= cuts.positions.back() || position >= size)
        return {};
      cuts.positions.push_back(position);
    }
  } else {
    if (given.size() != 1 || given.front() < 1 || size % given.front())
      return {};
    for (int64_t part = 1; part < given.front(); ++part)
      cuts.positions.push_back(part * (size / given.front()));
  }
  cuts.positions.push_back(size);
  return cuts;
}

std::optional<int64_t> axisFrom(RankedTensorType x, int64_t axis, int64_t leastRank) {
  return x.getRank() < leastRank ? std::nullopt : std::optional(axis);
}

Cuts cutsOf(OpsSplitOp op) {
  RankedTensorType x = op.getX().getType();
  return cutEqually(x, resolveAxis(op.getAxis(), x.getRank()), op.getIndicesOrSections(),
                    op.getAtPositions());
}
Cuts cutsOf(OpsHsplitOp op) {
  RankedTensorType x = op.getX().getType();
  return cutEqually(x, axisFrom(x, x.getRank() > 1, 1), op.getIndicesOrSections(),
                    op.getAtPositions());
}
Cuts cutsOf(OpsVsplitOp op) {
  RankedTensorType x = op.getX().getType();
  return cutEqually(x, axisFrom(x, 0, 2), op.getIndicesOrSections(), op.getAtPositions());
}
Cuts cutsOf(OpsDsplitOp op) {
  RankedTensorType x = op.getX().getType();
  return cutEqually(x, axisFrom(x, 2, 3), op.getIndicesOrSections(), op.getAtPositions());
}
Cuts cutsOf(OpsArraySplitOp op) {
  RankedTensorType x = op.getX().getType();
  std::optional<int64_t> axis = resolveAxis(op.getAxis(), x.getRank());
  int64_t parts = op.getIndicesOrSections();
  if (!axis || x.isDynamicDim(*axis) || parts < 1 || parts > x.getDimSize(*axis))
    return {};
  Cuts cuts{*axis, {0}};
  for (int64_t part = 0, size = x.getDimSize(*axis); part < parts; ++part)
    cuts.positions.push_back(cuts.positions.back() + size / parts + (part < size % parts));
  return cuts;
}

LogicalResult inferParts(Operation *op, const Cuts &cuts, SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  if (cuts.positions.empty())
    return breaks(op, 1) << x << " cannot be split by " << op->getAttr("indices_or_sections")
                         << " along that axis";
  for (size_t part = 0; part + 1 < cuts.positions.size(); ++part) {
    Shape shape(x.getShape());
    shape[cuts.axis] = cuts.positions[part + 1] - cuts.positions[part];
    types.push_back(x.clone(shape));
  }
  return success();
}

Value partOf(OpBuilder &builder, Location loc, Value x, int64_t axis, int64_t from, int64_t to) {
  return createSlice(builder, loc, x, axis, builder.getIndexAttr(from),
                     builder.getIndexAttr(to - from));
}

} // namespace

static LogicalResult lowerParts(Operation *op, const Cuts &cuts, OpBuilder &builder,
                                SmallVectorImpl<Value> &results) {
  for (size_t part = 0; part + 1 < cuts.positions.size(); ++part)
    results.push_back(partOf(builder, op->getLoc(), op->getOperand(0), cuts.axis,
                             cuts.positions[part], cuts.positions[part + 1]));
  return success();
}

#define LITH_SPLIT(Op)                                                                             \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferParts(*this, cutsOf(*this), types);                                                \
  }                                                                                                \
  bool Op::mixesSamples() { return false; } /* a batch is dynamic, and refused */                  \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerParts(*this, cutsOf(*this), builder, results);                                     \
  }
LITH_SPLIT(OpsSplitOp)
LITH_SPLIT(OpsHsplitOp)
LITH_SPLIT(OpsVsplitOp)
LITH_SPLIT(OpsDsplitOp)
LITH_SPLIT(OpsArraySplitOp)
#undef LITH_SPLIT
static void describeParts(ConfigSpec &spec) {
  spec.integers("indices_or_sections").flagList("at_positions");
}
void OpsSplitOp::describeConfig(ConfigSpec &spec) {
  describeParts(spec);
  spec.integer("axis");
}
void OpsHsplitOp::describeConfig(ConfigSpec &spec) { describeParts(spec); }
void OpsVsplitOp::describeConfig(ConfigSpec &spec) { describeParts(spec); }
void OpsDsplitOp::describeConfig(ConfigSpec &spec) { describeParts(spec); }
void OpsArraySplitOp::describeConfig(ConfigSpec &spec) {
  spec.integer("indices_or_sections");
  spec.integer("axis");
}

void OpsUnstackOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num").orNull();
  spec.integer("axis");
}
LogicalResult OpsUnstackOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = resolveAxis(getAxis(), x.getRank());
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
  int64_t axis = *resolveAxis(getAxis(), getX().getType().getRank());
  for (auto [i, result] : llvm::enumerate(getResults())) {
    Value part = partOf(builder, getLoc(), getX(), axis, int64_t(i), int64_t(i) + 1);
    results.push_back(createReshape(builder, getLoc(), part, typeOf(result)));
  }
  return success();
}
