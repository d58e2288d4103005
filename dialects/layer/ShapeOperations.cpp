// Operations that move elements: views where a view will do, else loops whose reading maps say
// where each element comes from, else gathers.
#include "dialects/layer/ShapeOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

#include <limits>
#include <numeric>

using namespace mlir;
using namespace lith::layer;

using B = ImplicitLocOpBuilder;
using Shape = SmallVector<int64_t>;

namespace {

RankedTensorType typeOf(Value value) { return cast<RankedTensorType>(value.getType()); }
Type elementOf(Value value) { return typeOf(value).getElementType(); }

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

/// The axes of an attribute, counted from the front, each once; all axes where it is absent.
std::optional<Shape> namedAxes(std::optional<ArrayRef<int64_t>> given, int64_t rank) {
  if (!given)
    return llvm::to_vector(llvm::seq<int64_t>(0, rank));
  Shape axes;
  for (int64_t axis : *given) {
    std::optional<int64_t> at = normalizeAxis(axis, rank);
    if (!at || llvm::is_contained(axes, *at))
      return std::nullopt;
    axes.push_back(*at);
  }
  return axes;
}

bool areKnown(RankedTensorType type, ArrayRef<int64_t> axes) {
  return llvm::none_of(axes, [&](int64_t axis) { return type.isDynamicDim(axis); });
}

/// Whether samples meet because axis 0 is among those that an operation works along.
bool worksAlongBatch(Value x, const std::optional<Shape> &axes) {
  return hasOpenBatch(x) && axes && llvm::is_contained(*axes, 0);
}

/// The sizes of a result of x's rank, whose dynamic ones are x's.
SmallVector<OpFoldResult> sizesOf(B &b, Value x, ArrayRef<int64_t> shape) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(shape))
    sizes.push_back(ShapedType::isDynamic(size) ? tensor::getMixedSize(b, b.getLoc(), x, dim)
                                                : OpFoldResult(b.getIndexAttr(size)));
  return sizes;
}

/// result[d] = x[exprs(d)] over `shape`.
Value remapped(B &b, Value x, ArrayRef<int64_t> shape, ArrayRef<AffineExpr> exprs) {
  return createMap(b, b.getLoc(), x, AffineMap::get(shape.size(), 0, exprs, b.getContext()),
                   sizesOf(b, x, shape), elementOf(x),
                   [](OpBuilder &, Location, ValueRange e) { return e[0]; });
}

SmallVector<AffineExpr> plainIndices(B &b, int64_t rank) {
  SmallVector<AffineExpr> exprs;
  for (int64_t dim = 0; dim < rank; ++dim)
    exprs.push_back(b.getAffineDimExpr(dim));
  return exprs;
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
  int64_t open = llvm::count(wanted, -1), elements = knownProduct(x.getShape()), known = 1;
  if (open > 1 || llvm::any_of(wanted, [](int64_t n) { return n < 1 && n != -1; }))
    return fault();
  for (int64_t size : wanted)
    known *= size == -1 ? 1 : size;
  bool isStatic = x.hasStaticShape();
  if (isStatic ? (open ? elements % known != 0 : elements != known)
               : (!open || x.getNumDynamicDims() > 1 || elements % known != 0))
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
    return breaks(*this, 1) << "x has more than one dynamic dimension: " << x;
  types.push_back(x.clone({x.hasStaticShape() ? x.getNumElements() : ShapedType::kDynamic}));
  return success();
}
bool OpsRavelOp::mixesSamples() { return hasOpenBatch(getX()); }
LogicalResult OpsRavelOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  return reshapeInto(*this, builder, results);
}

//===-- ExpandDims, Squeeze -------------------------------------------------------------------===//

void OpsExpandDimsOp::describeConfig(ConfigSpec &spec) { spec.integers("axis"); }
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

void OpsSqueezeOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orNull(); }
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
  std::optional<int64_t> first = normalizeAxis(op.getAxis1(), rank),
                         second = normalizeAxis(op.getAxis2(), rank);
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
  spec.integers("repeats");
  spec.integer("axis").orNull();
}
LogicalResult OpsRepeatOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = getAxis() ? normalizeAxis(*getAxis(), x.getRank()) : 0;
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
  int64_t axis = getAxis() ? *normalizeAxis(*getAxis(), type.getRank()) : 0;
  SmallVector<AffineExpr> exprs = plainIndices(b, type.getRank());
  exprs[axis] = exprs[axis].floorDiv(getRepeats().front());
  results.push_back(remapped(b, x, type.getShape(), exprs));
  return success();
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
void OpsFlipOp::describeConfig(ConfigSpec &spec) { spec.integers("axis").orNull(); }
void OpsFliplrOp::describeConfig(ConfigSpec &) {}
void OpsFlipudOp::describeConfig(ConfigSpec &) {}

void OpsRollOp::describeConfig(ConfigSpec &spec) {
  spec.integers("shift");
  spec.integers("axis").orNull();
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

//===-- Pad -----------------------------------------------------------------------------------===//

/// before and behind each axis; empty where pad_width has another length.
static Shape edgesOf(OpsPadOp op) {
  Shape edges(op.getPadWidth());
  int64_t rank = op.getX().getType().getRank();
  if (edges.size() == 2)
    for (int64_t axis = 1; axis < rank; ++axis)
      edges.append({edges[0], edges[1]});
  return int64_t(edges.size()) == 2 * rank ? edges : Shape();
}
void OpsPadOp::describeConfig(ConfigSpec &spec) {
  spec.integers("pad_width");
  spec.string("mode", {"constant", "edge", "reflect", "symmetric"});
}
LogicalResult OpsPadOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  Shape edges = edgesOf(*this), shape(x.getShape());
  if (edges.empty() || llvm::any_of(edges, [](int64_t n) { return n < 0; }))
    return breaks(*this, 1) << "pad_width [" << getPadWidth()
                            << "] is not one pair, or one for each axis of " << x;
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

//===-- GetItem -------------------------------------------------------------------------------===//

namespace {

/// What stands at one place of x[...].
struct Item {
  enum class Kind { Slice, Index, New, Ellipsis };
  Kind kind = Kind::Slice;
  std::optional<int64_t> start, stop, step; // an index is its start
};

/// Reads Python's spelling of the parts of x[...]; none where it is another.
std::optional<SmallVector<Item>> readItems(StringRef key) {
  SmallVector<Item> items;
  if (!key.consume_front("[") || !key.consume_back("]"))
    return std::nullopt;
  SmallVector<StringRef> parts;
  key.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    part = part.trim();
    Item item;
    if (part == "None") {
      item.kind = Item::Kind::New;
    } else if (part == "...") {
      item.kind = Item::Kind::Ellipsis;
    } else {
      SmallVector<StringRef> numbers;
      part.split(numbers, ':');
      if (numbers.size() > 3)
        return std::nullopt;
      item.kind = numbers.size() == 1 ? Item::Kind::Index : Item::Kind::Slice;
      for (auto [text, out] : llvm::zip(numbers, std::array{&item.start, &item.stop, &item.step})) {
        int64_t number = 0;
        if (text.empty())
          continue;
        if (text.getAsInteger(10, number))
          return std::nullopt;
        *out = number;
      }
      if ((item.kind == Item::Kind::Index && !item.start) || item.step == 0)
        return std::nullopt;
    }
    items.push_back(item);
  }
  return items;
}

/// What is taken of one axis of x: `count` elements from `start` on, `step` apart.
struct Taken {
  int64_t axis, start = 0, count = ShapedType::kDynamic, step = 1;
  bool isAll = true, isIndex = false, fromEnd = false; // a last element of a dynamic axis
};

/// A key against a type: what is taken of each axis, and the result's axes, where -1 is a new one.
struct Slicing {
  SmallVector<Taken> taken;
  Shape axes, shape;
  unsigned violated = 0; // the number of a constraint
};

Taken takeSlice(const Item &item, int64_t axis, int64_t size) {
  Taken taken{axis};
  taken.step = item.step.value_or(1);
  bool isBack = taken.step < 0;
  auto place = [&](std::optional<int64_t> at, int64_t otherwise) {
    if (!at)
      return otherwise;
    int64_t from = *at < 0 ? *at + size : *at;
    return std::clamp<int64_t>(from, isBack ? -1 : 0, isBack ? size - 1 : size);
  };
  taken.start = place(item.start, isBack ? size - 1 : 0);
  int64_t stop = place(item.stop, isBack ? -1 : size);
  int64_t length = isBack ? taken.start - stop : stop - taken.start;
  int64_t stride = isBack ? -taken.step : taken.step;
  taken.count = length <= 0 ? 0 : (length + stride - 1) / stride;
  taken.isAll = taken.start == 0 && taken.count == size && taken.step == 1;
  return taken;
}

Slicing applyItems(ArrayRef<Item> items, RankedTensorType x) {
  Slicing result;
  int64_t used = llvm::count_if(items, [](const Item &item) {
    return item.kind == Item::Kind::Slice || item.kind == Item::Kind::Index;
  });
  int64_t ellipses =
      llvm::count_if(items, [](const Item &item) { return item.kind == Item::Kind::Ellipsis; });
  if (ellipses > 1 || used > x.getRank()) {
    result.violated = 1;
    return result;
  }
  SmallVector<Item> all(items);
  if (!ellipses)
    all.push_back({Item::Kind::Ellipsis, {}, {}, {}});
  int64_t axis = 0;
  auto take = [&](const Item &item) {
    int64_t size = x.getDimSize(axis);
    Taken taken{axis};
    if (item.kind == Item::Kind::Index) {
      bool isOpen = ShapedType::isDynamic(size);
      if (isOpen && *item.start != 0 && *item.start != -1)
        result.violated = 3;
      if (!isOpen && (*item.start < -size || *item.start >= size))
        result.violated = 2;
      taken.isAll = false;
      taken.isIndex = true;
      taken.count = 1;
      taken.fromEnd = isOpen && *item.start < 0;
      taken.start =
          *item.start < 0 && !isOpen ? *item.start + size : std::max<int64_t>(*item.start, 0);
    } else if (ShapedType::isDynamic(size)) {
      bool isAll = item.start.value_or(0) == 0 && !item.stop && item.step.value_or(1) == 1;
      if (!isAll)
        result.violated = 3;
    } else {
      taken = takeSlice(item, axis, size);
      if (taken.count == 0)
        result.violated = 4;
    }
    if (!taken.isIndex) {
      result.axes.push_back(axis);
      result.shape.push_back(taken.count);
    }
    result.taken.push_back(taken);
    ++axis;
  };
  for (const Item &item : all) {
    if (item.kind == Item::Kind::New) {
      result.axes.push_back(-1);
      result.shape.push_back(1);
    } else if (item.kind == Item::Kind::Ellipsis) {
      for (int64_t rest = x.getRank() - used; rest > 0; --rest)
        take(Item());
    } else {
      take(item);
    }
  }
  return result;
}

} // namespace

void OpsGetItemOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsGetItemOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<SmallVector<Item>> items = readItems(getKey());
  if (!items)
    return breaks(*this, 1) << "key '" << getKey() << "' is no list of slices and integers";
  Slicing slicing = applyItems(*items, getX().getType());
  static constexpr StringRef faults[] = {
      "has more entries than there are axes, or several '...'", "is outside of",
      "takes neither all nor the first or last element of a dynamic axis of", "takes nothing of"};
  if (slicing.violated)
    return breaks(*this, slicing.violated)
           << "key '" << getKey() << "' " << faults[slicing.violated - 1] << " "
           << getX().getType();
  types.push_back(getX().getType().clone(slicing.shape));
  return success();
}
bool OpsGetItemOp::mixesSamples() {
  Slicing slicing = applyItems(*readItems(getKey()), getX().getType());
  return hasOpenBatch(getX()) && (slicing.axes.empty() || slicing.axes.front() != 0);
}
LogicalResult OpsGetItemOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value x = getX();
  for (const Taken &taken : applyItems(*readItems(getKey()), getX().getType()).taken) {
    if (taken.isAll)
      continue;
    OpFoldResult offset = b.getIndexAttr(taken.start);
    if (taken.fromEnd)
      offset = affine::makeComposedFoldedAffineApply(
          b, getLoc(), AffineMap::get(0, 1, b.getAffineSymbolExpr(0) - 1),
          tensor::getMixedSize(b, getLoc(), x, taken.axis));
    if (taken.step > 0) {
      x = createSlice(b, b.getLoc(), x, taken.axis, offset, b.getIndexAttr(taken.count),
                      taken.step);
      continue;
    }
    Shape shape(typeOf(x).getShape());
    shape[taken.axis] = taken.count;
    SmallVector<AffineExpr> exprs = plainIndices(b, shape.size());
    exprs[taken.axis] = taken.start + exprs[taken.axis] * taken.step;
    x = remapped(b, x, shape, exprs);
  }
  results.push_back(createReshape(b, getLoc(), x, typeOf(getResult())));
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
