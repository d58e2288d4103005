// Operations that put the elements along axes into another order, or axes themselves.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

//===-- Transpose, Swapaxes, Moveaxis ---------------------------------------------------------===//

static LogicalResult inferPermuted(Operation *op, const std::optional<Shape> &permutation,
                                   SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  if (!permutation || int64_t(permutation->size()) != x.getRank())
    return breaks(op, 1) << "axes do not name the axes of " << x << ", each once";
  Shape shape;
  for (int64_t dim : *permutation)
    shape.push_back(x.getDimSize(dim));
  types.push_back(x.clone(shape));
  return success();
}
static bool movesBatch(Operation *op, const std::optional<Shape> &permutation) {
  return hasOpenBatch(op->getOperand(0)) && permutation && permutation->front() != 0;
}
static LogicalResult lowerPermuted(Operation *op, const std::optional<Shape> &permutation,
                                   OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value x = op->getOperand(0);
  bool isPlain = llvm::equal(*permutation, llvm::seq<int64_t>(0, permutation->size()));
  results.push_back(isPlain ? x : createTranspose(builder, op->getLoc(), x, *permutation));
  return success();
}

static std::optional<Shape> permutationOf(OpsTransposeOp op) {
  int64_t rank = op.getX().getType().getRank();
  std::optional<Shape> axes = namedAxes(op.getAxes(), rank);
  if (axes && !op.getAxes())
    std::reverse(axes->begin(), axes->end());
  return axes;
}
static std::optional<Shape> permutationOf(OpsSwapaxesOp op) {
  int64_t rank = op.getX().getType().getRank();
  std::optional<int64_t> first = resolveAxis(op.getAxis1(), rank),
                         second = resolveAxis(op.getAxis2(), rank);
  if (!first || !second)
    return std::nullopt;
  Shape axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(axes[*first], axes[*second]);
  return axes;
}
static std::optional<Shape> permutationOf(OpsMoveaxisOp op) {
  int64_t rank = op.getX().getType().getRank();
  std::optional<Shape> from = namedAxes(op.getSource(), rank),
                       to = namedAxes(op.getDestination(), rank);
  if (!from || !to || from->size() != to->size())
    return std::nullopt;
  Shape axes(rank, -1);
  for (auto [source, destination] : llvm::zip_equal(*from, *to))
    axes[destination] = source;
  int64_t next = 0;
  for (int64_t &axis : axes)
    if (axis < 0) {
      while (llvm::is_contained(*from, next))
        ++next;
      axis = next++;
    }
  return axes;
}

#define LITH_PERMUTATION(Op)                                                                       \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferPermuted(*this, permutationOf(*this), types);                                      \
  }                                                                                                \
  bool Op::mixesSamples() { return movesBatch(*this, permutationOf(*this)); }                      \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerPermuted(*this, permutationOf(*this), builder, results);                           \
  }
LITH_PERMUTATION(OpsTransposeOp)
LITH_PERMUTATION(OpsSwapaxesOp)
LITH_PERMUTATION(OpsMoveaxisOp)
#undef LITH_PERMUTATION

void OpsTransposeOp::describeConfig(ConfigSpec &spec) { spec.integers("axes").orNull(); }
void OpsSwapaxesOp::describeConfig(ConfigSpec &spec) {
  spec.integer("axis1");
  spec.integer("axis2");
}
void OpsMoveaxisOp::describeConfig(ConfigSpec &spec) {
  spec.integers("source");
  spec.integers("destination");
}

//===-- Flip, Roll ----------------------------------------------------------------------------===//

static LogicalResult inferFlipped(Operation *op, const std::optional<Shape> &axes,
                                  SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  if (!axes || !areKnown(x, *axes))
    return breaks(op, 1) << "axes must be axes of known size of " << x;
  types.push_back(x);
  return success();
}
static LogicalResult lowerFlipped(Operation *op, ArrayRef<int64_t> axes, OpBuilder &builder,
                                  SmallVectorImpl<Value> &results) {
  B b(op->getLoc(), builder);
  Value x = op->getOperand(0);
  SmallVector<AffineExpr> exprs = plainIndices(b, typeOf(x).getRank());
  for (int64_t axis : axes)
    exprs[axis] = typeOf(x).getDimSize(axis) - 1 - exprs[axis];
  results.push_back(remapped(b, x, typeOf(x).getShape(), exprs));
  return success();
}
static std::optional<Shape> flippedAxes(OpsFlipOp op) {
  return namedAxes(op.getAxis(), op.getX().getType().getRank());
}
static std::optional<Shape> flippedAxes(OpsFliplrOp op) {
  return namedAxes(ArrayRef<int64_t>{1}, op.getX().getType().getRank());
}
static std::optional<Shape> flippedAxes(OpsFlipudOp op) {
  return namedAxes(ArrayRef<int64_t>{0}, op.getX().getType().getRank());
}
#define LITH_FLIP(Op)                                                                              \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferFlipped(*this, flippedAxes(*this), types);                                         \
  }                                                                                                \
  bool Op::mixesSamples() { return false; } /* a batch is dynamic, and refused */                  \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return lowerFlipped(*this, *flippedAxes(*this), builder, results);                             \
  }
LITH_FLIP(OpsFlipOp)
LITH_FLIP(OpsFliplrOp)
LITH_FLIP(OpsFlipudOp)
#undef LITH_FLIP
void OpsFlipOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orNull().orBare(); }
void OpsFliplrOp::describeConfig(ConfigSpec &) {}
void OpsFlipudOp::describeConfig(ConfigSpec &) {}

void OpsRot90Op::describeConfig(ConfigSpec &spec) {
  spec.integer("k");
  spec.integers("axes");
}
/// The two axes of the plane; none where there are no such.
static std::optional<Shape> turnedAxes(OpsRot90Op op) {
  RankedTensorType type = op.getArray().getType();
  std::optional<Shape> axes = namedAxes(op.getAxes(), type.getRank());
  return axes && axes->size() == 2 && areKnown(type, *axes) ? axes : std::nullopt;
}
LogicalResult OpsRot90Op::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType type = getArray().getType();
  std::optional<Shape> axes = turnedAxes(*this);
  if (!axes)
    return breaks(*this, 1) << "axes [" << getAxes() << "] must be two axes of known size of "
                            << type;
  Shape shape(type.getShape());
  if (getK() % 2)
    std::swap(shape[(*axes)[0]], shape[(*axes)[1]]);
  types.push_back(type.clone(shape));
  return success();
}
bool OpsRot90Op::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsRot90Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType type = getArray().getType();
  Shape axes = *turnedAxes(*this);
  int64_t first = axes[0], second = axes[1], quarters = (int64_t(getK()) % 4 + 4) % 4;
  SmallVector<AffineExpr> exprs = plainIndices(b, type.getRank());
  if (quarters % 2)
    std::swap(exprs[first], exprs[second]);
  if (quarters >= 2)
    exprs[first] = type.getDimSize(first) - 1 - exprs[first];
  if (quarters == 1 || quarters == 2)
    exprs[second] = type.getDimSize(second) - 1 - exprs[second];
  results.push_back(remapped(b, getArray(), typeOf(getResult()).getShape(), exprs));
  return success();
}

void OpsRollOp::describeConfig(ConfigSpec &spec) {
  spec.integers("shift").orBare();
  spec.integers("axis").orNull().orBare();
}
LogicalResult OpsRollOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<Shape> axes = namedAxes(getAxis(), x.getRank());
  size_t shifts = getAxis() ? getAxis()->size() : 1;
  if (!axes || !areKnown(x, *axes) || (getShift().size() != shifts && getShift().size() != 1))
    return breaks(*this, 1) << "shift [" << getShift()
                            << "] must be one number or one for each axis, and the axes have known "
                               "sizes in "
                            << x;
  types.push_back(x);
  return success();
}
bool OpsRollOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsRollOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType type = getX().getType();
  Value x = getX();
  Shape axes = getAxis() ? *namedAxes(getAxis(), type.getRank()) : Shape{0};
  if (!getAxis())
    x = createReshape(b, getLoc(), x, type.clone({type.getNumElements()}));
  SmallVector<AffineExpr> exprs = plainIndices(b, typeOf(x).getRank());
  for (auto [i, axis] : llvm::enumerate(axes)) {
    int64_t size = typeOf(x).getDimSize(axis);
    int64_t shift = getShift()[getShift().size() == 1 ? 0 : i] % size;
    exprs[axis] = (exprs[axis] + (size - shift) % size) % size;
  }
  Value rolled = remapped(b, x, typeOf(x).getShape(), exprs);
  results.push_back(createReshape(b, getLoc(), rolled, type));
  return success();
}
