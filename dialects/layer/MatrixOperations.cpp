// Operations on matrices and vectors among the axes: diagonals, and the cross product.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

//===-- Diagonals ----------------------------------------------------------------------------===//

namespace {

/// Where a diagonal begins along its two axes, and its length.
struct Diagonal {
  int64_t axes[2], begin[2], length;
};

std::optional<Diagonal> findDiagonal(RankedTensorType x, int64_t offset, int64_t axis1,
                                     int64_t axis2) {
  std::optional<int64_t> first = resolveAxis(axis1, x.getRank()),
                         second = resolveAxis(axis2, x.getRank());
  if (!first || !second || first == second || !areKnown(x, {*first, *second}))
    return std::nullopt;
  // Offsets beyond the matrix are cut off before anything is added to them.
  int64_t rows = x.getDimSize(*first), columns = x.getDimSize(*second);
  offset = std::clamp(offset, -rows, columns);
  Diagonal found{
      {*first, *second}, {std::max<int64_t>(-offset, 0), std::max<int64_t>(offset, 0)}, 0};
  found.length = std::min(rows - found.begin[0], columns - found.begin[1]);
  return found.length > 0 ? std::optional(found) : std::nullopt;
}

template <typename Op> std::optional<Diagonal> diagonalOf(Op op) {
  return findDiagonal(op.getX().getType(), op.getOffset(), op.getAxis1(), op.getAxis2());
}

template <typename Op> LogicalResult breaksDiagonal(Op op) {
  return breaks(op, 1) << "axis1 " << int64_t(op.getAxis1()) << " and axis2 "
                       << int64_t(op.getAxis2())
                       << " must be two axes of known size, and the diagonal not empty, in "
                       << op.getX().getType();
}

/// x without the two axes, and with the diagonal as its last one.
Value takeDiagonal(B &b, Value x, const Diagonal &diagonal) {
  for (auto [axis, begin] : llvm::zip_equal(diagonal.axes, diagonal.begin))
    x = createSlice(b, b.getLoc(), x, axis, b.getIndexAttr(begin), b.getIndexAttr(diagonal.length));
  SmallVector<OpFoldResult> sizes;
  SmallVector<AffineExpr> exprs(typeOf(x).getRank());
  for (int64_t dim = 0; dim < typeOf(x).getRank(); ++dim)
    if (!llvm::is_contained(diagonal.axes, dim)) {
      exprs[dim] = b.getAffineDimExpr(sizes.size());
      sizes.push_back(tensor::getMixedSize(b, b.getLoc(), x, dim));
    }
  for (int64_t axis : diagonal.axes)
    exprs[axis] = b.getAffineDimExpr(sizes.size());
  sizes.push_back(b.getIndexAttr(diagonal.length));
  AffineMap map = AffineMap::get(sizes.size(), 0, exprs, b.getContext());
  return createMap(b, b.getLoc(), x, map, sizes, elementOf(x),
                   [](OpBuilder &, Location, ValueRange e) { return e[0]; });
}

/// The type without the two axes.
Shape shapeBeside(RankedTensorType x, const Diagonal &diagonal) {
  Shape shape;
  for (int64_t dim = 0; dim < x.getRank(); ++dim)
    if (!llvm::is_contained(diagonal.axes, dim))
      shape.push_back(x.getDimSize(dim));
  return shape;
}

/// What sums are made in: bool and narrow integers as int32; null for what has no sums.
Type sumType(Type element) {
  if (element.isUnsignedInteger())
    return {};
  bool isNarrow = isa<IntegerType>(element) && element.getIntOrFloatBitWidth() < 32;
  return isNarrow ? IntegerType::get(element.getContext(), 32) : element;
}

/// The sides of a matrix with `count` elements on its diagonal k; none where it would be too large.
std::optional<int64_t> matrixSide(int64_t count, int64_t k) {
  constexpr int64_t most = int64_t(1) << 24;
  if (k < -most || k > most || count < 1 || count > most)
    return std::nullopt;
  return count + std::abs(k);
}

/// The square matrix with the elements of `row` at [i, i + k] and 0 everywhere else.
Value spreadDiagonal(B &b, Value row, int64_t k) {
  int64_t count = typeOf(row).getDimSize(0), side = *matrixSide(count, k);
  // Read at i less what is above the diagonal, round the end so that every index hits an element.
  AffineExpr line = b.getAffineDimExpr(0);
  AffineExpr place = (line + (count - std::max<int64_t>(-k, 0) % count) % count) % count;
  SmallVector<OpFoldResult> sizes(2, b.getIndexAttr(side));
  return createMap(b, b.getLoc(), row, AffineMap::get(2, 0, place), sizes, elementOf(row),
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     B inner(at, nested);
                     Value expected =
                         arith::AddIOp::create(inner, linalg::IndexOp::create(inner, 0),
                                               arith::ConstantIndexOp::create(inner, k));
                     Value isOn =
                         arith::CmpIOp::create(inner, arith::CmpIPredicate::eq,
                                               linalg::IndexOp::create(inner, 1), expected);
                     return arith::SelectOp::create(inner, isOn, e[0],
                                                    createConstant(inner, at, e[0].getType(), 0.0));
                   });
}

template <typename Op>
LogicalResult inferSpread(Op op, int64_t count, SmallVectorImpl<Type> &types) {
  std::optional<int64_t> side = matrixSide(count, op.getK());
  if (!side)
    return breaks(op, 1) << "a matrix with " << count << " elements on its diagonal "
                         << int64_t(op.getK()) << " cannot be made";
  types.push_back(op.getX().getType().clone({*side, *side}));
  return success();
}

} // namespace

void OpsDiagonalOp::describeConfig(ConfigSpec &spec) {
  spec.integer("offset");
  spec.integer("axis1");
  spec.integer("axis2");
}
LogicalResult OpsDiagonalOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Diagonal> diagonal = diagonalOf(*this);
  if (!diagonal)
    return breaksDiagonal(*this);
  Shape shape = shapeBeside(getX().getType(), *diagonal);
  shape.push_back(diagonal->length);
  types.push_back(getX().getType().clone(shape));
  return success();
}
bool OpsDiagonalOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsDiagonalOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  results.push_back(takeDiagonal(b, getX(), *diagonalOf(*this)));
  return success();
}

void OpsTraceOp::describeConfig(ConfigSpec &spec) { OpsDiagonalOp::describeConfig(spec); }
LogicalResult OpsTraceOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Diagonal> diagonal = diagonalOf(*this);
  Type element = sumType(getX().getType().getElementType());
  if (!diagonal || !element)
    return breaksDiagonal(*this);
  types.push_back(RankedTensorType::get(shapeBeside(getX().getType(), *diagonal), element));
  return success();
}
bool OpsTraceOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsTraceOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value diagonal = createConversion(b, getLoc(), takeDiagonal(b, getX(), *diagonalOf(*this)),
                                    elementOf(getResult()));
  results.push_back(folds::fold(b, diagonal, {typeOf(diagonal).getRank() - 1}, 0.0, folds::add));
  return success();
}

void OpsDiagOp::describeConfig(ConfigSpec &spec) { spec.integer("k"); }
LogicalResult OpsDiagOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (x.getRank() == 1 && x.hasStaticShape())
    return inferSpread(*this, x.getDimSize(0), types);
  std::optional<Diagonal> diagonal;
  if (x.getRank() == 2)
    diagonal = findDiagonal(x, getK(), 0, 1);
  if (!diagonal)
    return breaks(*this, 1) << "x must have rank 1 or 2 and a known shape, and a diagonal "
                            << int64_t(getK()) << ", is " << x;
  types.push_back(x.clone({diagonal->length}));
  return success();
}
bool OpsDiagOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsDiagOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType x = getX().getType();
  results.push_back(x.getRank() == 1 ? spreadDiagonal(b, getX(), getK())
                                     : takeDiagonal(b, getX(), *findDiagonal(x, getK(), 0, 1)));
  return success();
}

void OpsDiagflatOp::describeConfig(ConfigSpec &spec) { spec.integer("k"); }
LogicalResult OpsDiagflatOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (!x.hasStaticShape())
    return breaks(*this, 1) << "the shape of x must be known, is " << x;
  return inferSpread(*this, x.getNumElements(), types);
}
bool OpsDiagflatOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsDiagflatOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType x = getX().getType();
  Value row = createReshape(b, getLoc(), getX(), x.clone({x.getNumElements()}));
  results.push_back(spreadDiagonal(b, row, getK()));
  return success();
}

//===-- Cross --------------------------------------------------------------------------------===//

namespace {

/// The axes of the vectors, and the shape that all other axes fit into.
struct Vectors {
  int64_t axes[2], resultAxis;
  Shape beside;
};

std::optional<Vectors> findVectors(OpsCrossOp op) {
  Vectors found;
  int64_t given[] = {int64_t(op.getAxis().value_or(op.getAxisa())),
                     int64_t(op.getAxis().value_or(op.getAxisb()))};
  Shape shapes[2];
  for (auto [operand, axis, shape, own] :
       llvm::zip_equal(op->getOperands(), given, shapes, found.axes)) {
    RankedTensorType type = typeOf(operand);
    std::optional<int64_t> resolved = resolveAxis(axis, type.getRank());
    if (!resolved || type.getDimSize(*resolved) != 3)
      return std::nullopt;
    own = *resolved;
    llvm::append_range(shape, type.getShape());
    shape.erase(shape.begin() + own);
  }
  std::optional<Shape> beside = broadcastShapes({shapes[0], shapes[1]});
  if (!beside)
    return std::nullopt;
  found.beside = *beside;
  std::optional<int64_t> axis =
      resolveAxis(op.getAxis().value_or(op.getAxisc()), int64_t(beside->size()) + 1);
  if (!axis)
    return std::nullopt;
  found.resultAxis = *axis;
  return found;
}

/// How loops over the result read an operand, at its element `step` further along the vector.
AffineMap vectorMap(B &b, RankedTensorType operand, int64_t axis, const Vectors &vectors,
                    int64_t step) {
  SmallVector<AffineExpr> exprs;
  int64_t next = int64_t(vectors.beside.size()) - (operand.getRank() - 1);
  for (auto [dim, size] : llvm::enumerate(operand.getShape())) {
    if (int64_t(dim) == axis) {
      exprs.push_back((b.getAffineDimExpr(vectors.resultAxis) + step) % 3);
      continue;
    }
    bool isStretched = size == 1 && vectors.beside[next] != 1;
    exprs.push_back(isStretched ? b.getAffineConstantExpr(0)
                                : b.getAffineDimExpr(next + (next >= vectors.resultAxis)));
    ++next;
  }
  return AffineMap::get(vectors.beside.size() + 1, 0, exprs, b.getContext());
}

} // namespace

void OpsCrossOp::describeConfig(ConfigSpec &spec) {
  spec.integer("axisa");
  spec.integer("axisb");
  spec.integer("axisc");
  spec.integer("axis").orNull();
}
LogicalResult OpsCrossOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Vectors> vectors = findVectors(*this);
  if (!vectors)
    return breaks(*this, 1) << "the axes of " << getLhs().getType() << " and " << getRhs().getType()
                            << " must have size 3, and the others fit together";
  Type element = promoteTypes(elementOf(getLhs()), elementOf(getRhs()));
  if (!isNumber(element))
    return breaks(*this, 2) << "elements must be numbers, are those of " << getOperandTypes();
  Shape shape(vectors->beside);
  shape.insert(shape.begin() + vectors->resultAxis, 3);
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}
// A batch has to be the first axis of both, or of one that meets one vector for all samples.
bool OpsCrossOp::mixesSamples() {
  Vectors vectors = *findVectors(*this);
  if (!hasOpenBatch(getLhs()) && !hasOpenBatch(getRhs()))
    return false;
  return vectors.resultAxis == 0 || llvm::any_of(getOperands(), [&](Value operand) {
           RankedTensorType type = typeOf(operand);
           bool isWhole = type.getRank() == int64_t(vectors.beside.size()) + 1;
           return isWhole ? !type.isDynamicDim(0) && type.getDimSize(0) != 1
                          : hasOpenBatch(operand);
         });
}
LogicalResult OpsCrossOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Vectors vectors = *findVectors(*this);
  Type element = elementOf(getResult());
  Value lhs = createConversion(b, getLoc(), getLhs(), element),
        rhs = createConversion(b, getLoc(), getRhs(), element);
  AffineMap maps[] = {vectorMap(b, typeOf(lhs), vectors.axes[0], vectors, 1),
                      vectorMap(b, typeOf(rhs), vectors.axes[1], vectors, 2),
                      vectorMap(b, typeOf(lhs), vectors.axes[0], vectors, 2),
                      vectorMap(b, typeOf(rhs), vectors.axes[1], vectors, 1)};
  SmallVector<OpFoldResult> sizes =
      loopSizes(b, typeOf(getResult()).getShape(), {lhs, rhs}, {maps[0], maps[1]});
  results.push_back(createMap(b, getLoc(), {lhs, rhs, lhs, rhs}, maps, sizes, element,
                              [](OpBuilder &nested, Location at, ValueRange e) {
                                B inner(at, nested);
                                return folds::sub(inner, folds::mul(inner, e[0], e[1]),
                                                  folds::mul(inner, e[2], e[3]));
                              }));
  return success();
}
