// Operations that give elements other shapes, more of them, or edges: views where a view will do,
// else loops whose reading maps say where each element comes from, else gathers.
#include "dialects/layer/ShapeOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"

#include <numeric>

using namespace mlir;
using namespace lith::layer;

namespace {

int64_t product(ArrayRef<int64_t> shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

/// The product of the static extents.
int64_t knownProduct(ArrayRef<int64_t> shape) {
  int64_t known = 1;
  for (int64_t size : shape)
    known *= ShapedType::isDynamic(size) ? 1 : size;
  return known;
}

/// The operation's result: x with the same elements in the result's shape.
LogicalResult reshapeInto(Operation *op, OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(
      createReshape(builder, op->getLoc(), op->getOperand(0), typeOf(op->getResult(0))));
  return success();
}

} // namespace

//===-- Reshape, Ravel ------------------------------------------------------------------------===//

void OpsReshapeOp::describeConfig(ConfigSpec &spec) { spec.integers("newshape"); }
LogicalResult OpsReshapeOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  ArrayRef<int64_t> wanted = getNewshape();
  auto fault = [&] {
    return breaks(*this, 1) << "newshape [" << wanted << "] does not hold the elements of " << x;
  };
  if (x.getNumDynamicDims() > 1)
    return breaks(*this, 1) << "x has more than one dynamic dimension, which newshape [" << wanted
                            << "] cannot tell apart: " << x << "; fix them by --shape or --batch";
  int64_t open = llvm::count(wanted, -1), elements = knownProduct(x.getShape()), known = 1;
  if (open > 1 || llvm::any_of(wanted, [](int64_t n) { return n < 1 && n != -1; }))
    return fault();
  for (int64_t size : wanted)
    if (llvm::MulOverflow(known, size == -1 ? 1 : size, known))
      return fault();
  // A dynamic size may be divided: linalg-find-multiples finds which ones leave no rest.
  bool isStatic = x.hasStaticShape();
  if (isStatic ? (open ? elements % known != 0 : elements != known) : !open)
    return fault();
  Shape shape;
  for (int64_t size : wanted)
    shape.push_back(size != -1 ? size : isStatic ? elements / known : ShapedType::kDynamic);
  types.push_back(x.clone(shape));
  return success();
}
bool OpsReshapeOp::mixesSamples() {
  RankedTensorType x = getX().getType();
  bool keepsBatch = !getNewshape().empty() && getNewshape().front() == -1 &&
                    x.getNumDynamicDims() == 1 &&
                    product(getNewshape().drop_front()) == product(x.getShape().drop_front());
  return hasOpenBatch(getX()) && !keepsBatch;
}
LogicalResult OpsReshapeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return reshapeInto(*this, builder, results);
}

void OpsRavelOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsRavelOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (x.getNumDynamicDims() > 1)
    return breaks(*this, 1) << "x has more than one dynamic dimension: " << x
                            << "; fix them by --shape or --batch";
  types.push_back(x.clone({x.hasStaticShape() ? x.getNumElements() : ShapedType::kDynamic}));
  return success();
}
bool OpsRavelOp::mixesSamples() { return hasOpenBatch(getX()); }
LogicalResult OpsRavelOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return reshapeInto(*this, builder, results);
}

//===-- ExpandDims, Squeeze -------------------------------------------------------------------===//

void OpsExpandDimsOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orBare(); }
LogicalResult OpsExpandDimsOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  int64_t rank = x.getRank() + int64_t(getAxis().size());
  std::optional<Shape> axes = namedAxes(getAxis(), rank);
  if (!axes)
    return breaks(*this, 1) << "axis [" << getAxis() << "] does not name axes of the result of "
                            << x;
  Shape shape;
  ArrayRef<int64_t> rest = x.getShape();
  for (int64_t dim = 0; dim < rank; ++dim) {
    bool isNew = llvm::is_contained(*axes, dim);
    shape.push_back(isNew ? 1 : rest.front());
    rest = isNew ? rest : rest.drop_front();
  }
  types.push_back(x.clone(shape));
  return success();
}
bool OpsExpandDimsOp::mixesSamples() {
  return worksAlongBatch(getX(),
                         namedAxes(getAxis(), getX().getType().getRank() + getAxis().size()));
}
LogicalResult OpsExpandDimsOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return reshapeInto(*this, builder, results);
}

void OpsSqueezeOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orNull().orBare(); }
LogicalResult OpsSqueezeOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<Shape> axes = namedAxes(getAxis(), x.getRank());
  if (axes && !getAxis())
    llvm::erase_if(*axes, [&](int64_t axis) { return x.getDimSize(axis) != 1; });
  if (!axes || llvm::any_of(*axes, [&](int64_t axis) { return x.getDimSize(axis) != 1; }))
    return breaks(*this, 1) << "axis does not name axes of size 1 of " << x;
  Shape shape;
  for (int64_t dim = 0; dim < x.getRank(); ++dim)
    if (!llvm::is_contained(*axes, dim))
      shape.push_back(x.getDimSize(dim));
  types.push_back(x.clone(shape));
  return success();
}
// Without an axis, a batch of one sample would be taken out.
bool OpsSqueezeOp::mixesSamples() { return hasOpenBatch(getX()) && !getAxis(); }
LogicalResult OpsSqueezeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return reshapeInto(*this, builder, results);
}

//===-- BroadcastTo, Tile, Repeat -------------------------------------------------------------===//

void OpsBroadcastToOp::describeConfig(ConfigSpec &spec) { spec.integers("shape"); }
LogicalResult OpsBroadcastToOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  ArrayRef<int64_t> wanted = getShape();
  std::optional<Shape> shape = broadcastShapes({x.getShape(), wanted});
  if (!shape || *shape != wanted || llvm::any_of(wanted, [](int64_t n) { return n < 1; }))
    return breaks(*this, 1) << x << " does not fit into shape [" << wanted << "]";
  types.push_back(x.clone(wanted));
  return success();
}
bool OpsBroadcastToOp::mixesSamples() { return hasOpenBatch(getX()); }
LogicalResult OpsBroadcastToOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  SmallVector<OpFoldResult> sizes;
  for (int64_t size : getShape())
    sizes.push_back(b.getIndexAttr(size));
  results.push_back(createMap(
      b, getLoc(), getX(), broadcastMap(getX().getType().getShape(), getShape(), b.getContext()),
      sizes, elementOf(getX()), [](OpBuilder &, Location, ValueRange e) { return e[0]; }));
  return success();
}

void OpsTileOp::describeConfig(ConfigSpec &spec) { spec.integers("repeats"); }
/// x and the repeats with as many axes: those that are missing stand in front, with size 1.
static std::pair<Shape, Shape> alignTile(OpsTileOp op) {
  Shape shape(op.getX().getType().getShape()), repeats(op.getRepeats());
  while (shape.size() < repeats.size())
    shape.insert(shape.begin(), 1);
  while (repeats.size() < shape.size())
    repeats.insert(repeats.begin(), 1);
  return {shape, repeats};
}
LogicalResult OpsTileOp::inferTypes(SmallVectorImpl<Type> &types) {
  auto [shape, repeats] = alignTile(*this);
  for (auto [size, count] : llvm::zip_equal(shape, repeats)) {
    if (count < 1 || (count > 1 && ShapedType::isDynamic(size)))
      return breaks(*this, 1) << "repeats [" << getRepeats() << "] must be positive, and 1 where "
                              << getX().getType() << " is dynamic";
    size = ShapedType::isDynamic(size) ? size : size * count;
  }
  types.push_back(getX().getType().clone(shape));
  return success();
}
bool OpsTileOp::mixesSamples() {
  return hasOpenBatch(getX()) && int64_t(getRepeats().size()) > getX().getType().getRank();
}
LogicalResult OpsTileOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [shape, repeats] = alignTile(*this);
  Value x = createReshape(b, getLoc(), getX(), getX().getType().clone(shape));
  SmallVector<AffineExpr> exprs = plainIndices(b, shape.size());
  for (auto [dim, count] : llvm::enumerate(repeats))
    if (count > 1)
      exprs[dim] = shape[dim] == 1 ? b.getAffineConstantExpr(0) : exprs[dim] % shape[dim];
  results.push_back(remapped(b, x, typeOf(getResult()).getShape(), exprs));
  return success();
}

void OpsRepeatOp::describeConfig(ConfigSpec &spec) {
  spec.integers("repeats").orBare();
  spec.integer("axis").orNull();
}
LogicalResult OpsRepeatOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = getAxis() ? resolveAxis(*getAxis(), x.getRank()) : 0;
  bool isKnown = axis && (getAxis() ? !x.isDynamicDim(*axis) : x.hasStaticShape());
  if (!isKnown || getRepeats().size() != 1 || getRepeats().front() < 1)
    return breaks(*this, 1) << "repeats [" << getRepeats()
                            << "] must be one positive number, and the axis have a known size in "
                            << x;
  Shape shape(x.getShape());
  if (getAxis())
    shape[*axis] *= getRepeats().front();
  else
    shape = {x.getNumElements() * getRepeats().front()};
  types.push_back(x.clone(shape));
  return success();
}
bool OpsRepeatOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsRepeatOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType type = typeOf(getResult());
  Value x = getX();
  if (!getAxis())
    x = createReshape(b, getLoc(), x, type.clone({getX().getType().getNumElements()}));
  int64_t axis = getAxis() ? *resolveAxis(*getAxis(), type.getRank()) : 0;
  SmallVector<AffineExpr> exprs = plainIndices(b, type.getRank());
  exprs[axis] = exprs[axis].floorDiv(getRepeats().front());
  results.push_back(remapped(b, x, type.getShape(), exprs));
  return success();
}

//===-- Pad -----------------------------------------------------------------------------------===//

/// before and behind each axis; empty where pad_width has another length.
static Shape edgesOf(OpsPadOp op) {
  Shape edges(op.getPadWidth());
  if (edges.size() == 1)
    edges.push_back(edges[0]);
  int64_t rank = op.getX().getType().getRank();
  if (edges.size() == 2)
    for (int64_t axis = 1; axis < rank; ++axis)
      edges.append({edges[0], edges[1]});
  return int64_t(edges.size()) == 2 * rank ? edges : Shape();
}
void OpsPadOp::describeConfig(ConfigSpec &spec) {
  spec.integers("pad_width").orBare();
  spec.string("mode", {"constant", "edge", "reflect", "symmetric"});
}
LogicalResult OpsPadOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  Shape edges = edgesOf(*this), shape(x.getShape());
  if (edges.empty() || llvm::any_of(edges, [](int64_t n) { return n < 0; }))
    return breaks(*this, 1) << "pad_width [" << getPadWidth()
                            << "] is not one number, one pair, or a pair for each axis of " << x;
  for (auto [axis, size] : llvm::enumerate(shape)) {
    int64_t most = std::max(edges[2 * axis], edges[2 * axis + 1]);
    bool isKnown = !ShapedType::isDynamic(size);
    bool fits = getMode() == "constant" || getMode() == "edge"
                    ? true
                    : most < size + (getMode() == "symmetric");
    if (!llvm::is_contained({"constant", "edge", "reflect", "symmetric"}, getMode()) ||
        (most && getMode() != "constant" && !(isKnown && fits)))
      return breaks(*this, 2) << "mode '" << getMode() << "' cannot pad axis " << axis << " of "
                              << x << " by [" << edges[2 * axis] << ", " << edges[2 * axis + 1]
                              << "]";
    size = isKnown ? size + edges[2 * axis] + edges[2 * axis + 1] : size;
  }
  types.push_back(x.clone(shape));
  return success();
}
bool OpsPadOp::mixesSamples() {
  return hasOpenBatch(getX()) && (edgesOf(*this)[0] || edgesOf(*this)[1]);
}

/// Where the element at `at` of the padded axis comes from.
static Value mirrored(B &b, Value at, int64_t before, int64_t size, StringRef mode) {
  auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(b, n); };
  Value from = arith::SubIOp::create(b, at, number(before));
  int64_t turn = mode == "symmetric" ? 1 : 0; // the edge counts twice
  if (mode != "edge") {
    Value low = arith::SubIOp::create(b, number(-turn), from);
    from = arith::MaxSIOp::create(b, from, low);
    Value high = arith::SubIOp::create(b, number(2 * size - 2 + turn), from);
    from = arith::MinSIOp::create(b, from, high);
  }
  from = arith::MaxSIOp::create(b, from, number(0));
  return arith::MinSIOp::create(b, from, number(size - 1));
}
LogicalResult OpsPadOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Shape edges = edgesOf(*this);
  Value x = getX();
  int64_t rank = typeOf(x).getRank();
  if (getMode() == "constant") {
    SmallVector<OpFoldResult> low, high;
    for (int64_t axis = 0; axis < rank; ++axis) {
      low.push_back(b.getIndexAttr(edges[2 * axis]));
      high.push_back(b.getIndexAttr(edges[2 * axis + 1]));
    }
    double value = getConstantValues() ? getConstantValues()->convertToDouble() : 0.0;
    results.push_back(createPadded(b, getLoc(), x, low, high, value));
    return success();
  }
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  results.push_back(createMap(b, getLoc(), {}, {}, sizesOf(b, x, shape), elementOf(x),
                              [&](OpBuilder &nested, Location at, ValueRange) -> Value {
                                B inner(at, nested);
                                SmallVector<Value> from;
                                for (int64_t axis = 0; axis < rank; ++axis) {
                                  Value index = linalg::IndexOp::create(inner, axis);
                                  bool isPadded = edges[2 * axis] || edges[2 * axis + 1];
                                  from.push_back(isPadded ? mirrored(inner, index, edges[2 * axis],
                                                                     typeOf(x).getDimSize(axis),
                                                                     getMode())
                                                          : index);
                                }
                                return tensor::ExtractOp::create(inner, x, from);
                              }));
  return success();
}

//===-- Tril, Triu ----------------------------------------------------------------------------===//

static LogicalResult inferTriangle(Operation *op, SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  if (x.getRank() < 2)
    return breaks(op, 1) << "x must have rank 2 or more, is " << x;
  types.push_back(x);
  return success();
}
static Value keepWhere(Operation *op, OpBuilder &builder, arith::CmpIPredicate predicate,
                       int64_t k) {
  Value x = op->getOperand(0);
  int64_t rank = typeOf(x).getRank();
  return createElementwise(
      builder, op->getLoc(), x, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        Value row = linalg::IndexOp::create(b, rank - 2);
        Value column = linalg::IndexOp::create(b, rank - 1);
        Value diagonal = arith::SubIOp::create(b, column, row);
        Value isKept =
            arith::CmpIOp::create(b, predicate, diagonal, arith::ConstantIndexOp::create(b, k));
        return arith::SelectOp::create(b, isKept, e[0], createConstant(b, at, e[0].getType(), 0));
      });
}
// Rows that are samples are told apart by their number.
static bool isMatrixOfBatch(Value x) { return hasOpenBatch(x) && typeOf(x).getRank() == 2; }

void OpsTrilOp::describeConfig(ConfigSpec &spec) { spec.integer("k"); }
LogicalResult OpsTrilOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferTriangle(*this, types);
}
bool OpsTrilOp::mixesSamples() { return isMatrixOfBatch(getX()); }
LogicalResult OpsTrilOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(keepWhere(*this, builder, arith::CmpIPredicate::sle, getK()));
  return success();
}
void OpsTriuOp::describeConfig(ConfigSpec &spec) { spec.integer("k"); }
LogicalResult OpsTriuOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferTriangle(*this, types);
}
bool OpsTriuOp::mixesSamples() { return isMatrixOfBatch(getX()); }
LogicalResult OpsTriuOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(keepWhere(*this, builder, arith::CmpIPredicate::sge, getK()));
  return success();
}
