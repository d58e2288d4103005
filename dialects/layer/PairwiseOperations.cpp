// All products, distances and pairs of the elements of operands.
#include "dialects/layer/PairwiseOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace lith::layer;

/// The type that two operands meet in; null where it is not of numbers.
static Type meetingType(Value lhs, Value rhs) {
  Type element = promoteTypes(elementOf(lhs), elementOf(rhs));
  return isNumber(element) ? element : Type();
}

//===-- Kron ---------------------------------------------------------------------------------===//

void OpsKronOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsKronOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  bool fits = lhs.getRank() == rhs.getRank() && rhs.hasStaticShape();
  Shape shape;
  for (int64_t dim = 0; fits && dim < lhs.getRank(); ++dim) {
    bool isOpen = lhs.isDynamicDim(dim);
    int64_t size = lhs.getDimSize(dim), other = rhs.getDimSize(dim);
    fits = (!isOpen || other == 1) && (isOpen || !llvm::MulOverflow(size, other, size)) &&
           (isOpen || size <= INT32_MAX);
    shape.push_back(size);
  }
  if (!fits)
    return breaks(*this, 1) << lhs << " and " << rhs
                            << " must have one rank, and known sizes where x2 has more than 1";
  Type element = meetingType(getLhs(), getRhs());
  if (!element)
    return breaks(*this, 2) << "elements must be numbers, are those of " << getOperandTypes();
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}
bool OpsKronOp::mixesSamples() { return false; } // a batch of x1 meets one number
LogicalResult OpsKronOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Type element = elementOf(getResult());
  Value lhs = createConversion(b, getLoc(), getLhs(), element),
        rhs = createConversion(b, getLoc(), getRhs(), element);
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  SmallVector<AffineExpr> first = plainIndices(b, shape.size()), second = first;
  for (auto [dim, size] : llvm::enumerate(getRhs().getType().getShape())) {
    first[dim] = size == 1 ? first[dim] : first[dim].floorDiv(size);
    second[dim] = size == 1 ? b.getAffineConstantExpr(0) : second[dim] % size;
  }
  AffineMap maps[] = {AffineMap::get(shape.size(), 0, first, b.getContext()),
                      AffineMap::get(shape.size(), 0, second, b.getContext())};
  results.push_back(createMap(b, getLoc(), {lhs, rhs}, maps, sizesOf(b, lhs, shape), element,
                              [](OpBuilder &nested, Location at, ValueRange e) {
                                B inner(at, nested);
                                return folds::mul(inner, e[0], e[1]);
                              }));
  return success();
}

//===-- CDist --------------------------------------------------------------------------------===//

/// The axes in front of the rows, and then the rows of x and of y; none where they do not fit.
static std::optional<Shape> distanceShape(OpsCDistOp op) {
  ArrayRef<int64_t> x = op.getLhs().getType().getShape(), y = op.getRhs().getType().getShape();
  if (x.size() < 2 || y.size() < 2 || x.back() != y.back() || ShapedType::isDynamic(x.back()))
    return std::nullopt;
  std::optional<Shape> shape = broadcastShapes({x.drop_back(2), y.drop_back(2)});
  if (shape)
    shape->append({x[x.size() - 2], y[y.size() - 2]});
  return shape;
}

/// How loops over the distances and the numbers of a row read an operand, whose row is loop `row`.
static AffineMap rowMap(B &b, ArrayRef<int64_t> operand, ArrayRef<int64_t> shape, int64_t row) {
  int64_t front = operand.size() - 2, rank = shape.size();
  AffineMap leading = broadcastMap(operand.take_front(front), shape.drop_back(2), b.getContext());
  SmallVector<AffineExpr> exprs(leading.getResults());
  exprs.append({b.getAffineDimExpr(row), b.getAffineDimExpr(rank)});
  return AffineMap::get(rank + 1, 0, exprs, b.getContext());
}

void OpsCDistOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsCDistOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Shape> shape = distanceShape(*this);
  if (!shape)
    return breaks(*this, 1) << getLhs().getType() << " and " << getRhs().getType()
                            << " must have rows of one known size, and fit together in front";
  Type element = meetingType(getLhs(), getRhs());
  if (!element)
    return breaks(*this, 2) << "elements must be numbers, are those of " << getOperandTypes();
  types.push_back(RankedTensorType::get(*shape, toFloatType(element)));
  return success();
}
// The batch may be the rows of x, or in front of both.
bool OpsCDistOp::mixesSamples() {
  int64_t rank = typeOf(getResult()).getRank();
  auto meetsAll = [&](Value operand) {
    RankedTensorType type = typeOf(operand);
    return type.getRank() < rank ? !hasOpenBatch(operand)
                                 : type.isDynamicDim(0) || type.getDimSize(0) == 1;
  };
  if (!hasOpenBatch(getLhs()) && !hasOpenBatch(getRhs()))
    return false;
  return rank == 2 ? hasOpenBatch(getRhs()) : !meetsAll(getLhs()) || !meetsAll(getRhs());
}
LogicalResult OpsCDistOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType type = typeOf(getResult());
  Value x = createConversion(b, getLoc(), getLhs(), type.getElementType()),
        y = createConversion(b, getLoc(), getRhs(), type.getElementType());
  ArrayRef<int64_t> shape = type.getShape();
  int64_t rank = shape.size();
  SmallVector<AffineMap> maps{rowMap(b, typeOf(x).getShape(), shape, rank - 2),
                              rowMap(b, typeOf(y).getShape(), shape, rank - 1),
                              AffineMap::get(rank + 1, 0, plainIndices(b, rank), b.getContext())};
  SmallVector<OpFoldResult> sizes = loopSizes(b, shape, {x, y}, {maps[0], maps[1]});
  Value zeros = createFilled(b, getLoc(), sizes, type.getElementType(), 0.0);
  Value squares =
      createReduction(b, getLoc(), {x, y}, zeros, maps, 1,
                      [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                        B inner(at, nested);
                        Value distance = folds::sub(inner, e[0], e[1]);
                        return folds::add(inner, e[2], folds::mul(inner, distance, distance));
                      });
  results.push_back(
      folds::map(b, squares, [](B &b, Value e) -> Value { return math::SqrtOp::create(b, e); }));
  return success();
}

//===-- Meshgrid -----------------------------------------------------------------------------===//

/// The axis of the grid that operand k goes along.
static int64_t gridAxis(OpsMeshgridOp op, int64_t k) {
  return op.getIndexing() == "xy" && k < 2 ? 1 - k : k;
}

void OpsMeshgridOp::describeConfig(ConfigSpec &spec) { spec.string("indexing", {"xy", "ij"}); }
LogicalResult OpsMeshgridOp::inferTypes(SmallVectorImpl<Type> &types) {
  auto isKnown = [](Value x) { return typeOf(x).hasStaticShape(); };
  if (getXs().empty() || !llvm::all_of(getXs(), isKnown))
    return breaks(*this, 1) << "the shapes must be known, are " << getOperandTypes();
  bool isGrid = getIndexing() == "ij" || (getIndexing() == "xy" && getXs().size() > 1);
  if (!isGrid)
    return breaks(*this, 2) << "indexing must be \"xy\", of two or more, or \"ij\", is \""
                            << getIndexing() << "\"";
  Shape shape(getXs().size());
  for (auto [k, x] : llvm::enumerate(getXs()))
    shape[gridAxis(*this, k)] = typeOf(x).getNumElements();
  for (Value x : getXs())
    types.push_back(typeOf(x).clone(shape));
  return success();
}
bool OpsMeshgridOp::mixesSamples() { return false; } // a batch is dynamic, and refused
LogicalResult OpsMeshgridOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  for (auto [k, x] : llvm::enumerate(getXs())) {
    ArrayRef<int64_t> shape = typeOf(getResult(k)).getShape();
    Value row = createReshape(b, getLoc(), x, typeOf(x).clone({typeOf(x).getNumElements()}));
    results.push_back(remapped(b, row, shape, b.getAffineDimExpr(gridAxis(*this, k))));
  }
  return success();
}
