// Gathers, choices and one_hot.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

#include <limits>

using namespace mlir;
using namespace lith::layer;

namespace {

/// The axis that is picked along; none where it is none of known size.
template <typename Op> std::optional<int64_t> pickedAxis(Op op) {
  RankedTensorType x = op.getX().getType();
  if (!op.getAxis())
    return x.hasStaticShape() ? std::optional<int64_t>(0) : std::nullopt;
  std::optional<int64_t> axis = resolveAxis(*op.getAxis(), x.getRank());
  return axis && !x.isDynamicDim(*axis) ? axis : std::nullopt;
}

/// x itself, or its elements in one row where there is no axis.
template <typename Op> RankedTensorType pickedType(Op op) {
  RankedTensorType x = op.getX().getType();
  return op.getAxis() ? x : x.clone({x.getNumElements()});
}

} // namespace

/// What an index that hits nothing picks.
static Value missing(B &b, Type type) {
  if (isa<FloatType>(type))
    return createConstant(b, b.getLoc(), type, std::numeric_limits<double>::quiet_NaN());
  if (type.isInteger(1))
    return createConstant(b, b.getLoc(), type, 1);
  return arith::ConstantOp::create(
      b, IntegerAttr::get(type, APInt::getSignedMinValue(type.getIntOrFloatBitWidth())));
}

Value lith::layer::createPick(B &b, Value x, SmallVector<Value> at, int64_t axis, Value index) {
  int64_t size = typeOf(x).getDimSize(axis);
  auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(b, n); };
  // Clamped before anything is added, so that no index is too wide for what follows.
  Type wide = index.getType();
  if (wide.getIntOrFloatBitWidth() < 32)
    index = arith::ExtSIOp::create(b, b.getI32Type(), index);
  auto bound = [&](int64_t n) -> Value {
    return createConstant(b, b.getLoc(), index.getType(), double(n));
  };
  index =
      arith::MinSIOp::create(b, arith::MaxSIOp::create(b, index, bound(-size - 1)), bound(size));
  Value place = arith::IndexCastOp::create(b, b.getIndexType(), index);
  Value isBack = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, place, number(0));
  place = arith::SelectOp::create(b, isBack, arith::AddIOp::create(b, place, number(size)), place);
  Value isInside = arith::AndIOp::create(
      b, arith::CmpIOp::create(b, arith::CmpIPredicate::sge, place, number(0)),
      arith::CmpIOp::create(b, arith::CmpIPredicate::slt, place, number(size)));
  place = arith::MaxSIOp::create(b, arith::MinSIOp::create(b, place, number(size - 1)), number(0));
  at[axis] = place;
  Value element = tensor::ExtractOp::create(b, x, at);
  return arith::SelectOp::create(b, isInside, element, missing(b, element.getType()));
}

//===-- Take ----------------------------------------------------------------------------------===//

void OpsTakeOp::describeConfig(ConfigSpec &spec) { spec.integer("axis").orNull(); }
LogicalResult OpsTakeOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<int64_t> axis = pickedAxis(*this);
  if (!axis)
    return breaks(*this, 1) << "axis is no axis of known size of " << getX().getType();
  if (!areIndices(getIndices()))
    return breaks(*this, 2) << "indices must be integers, are " << getIndices().getType();
  RankedTensorType x = pickedType(*this);
  Shape shape(x.getShape().take_front(*axis));
  llvm::append_range(shape, getIndices().getType().getShape());
  llvm::append_range(shape, x.getShape().drop_front(*axis + 1));
  types.push_back(x.clone(shape));
  return success();
}
// x's batch stays in front unless it is picked from (which is refused); that of the indices only
// where they stand in front.
bool OpsTakeOp::mixesSamples() {
  return hasOpenBatch(getIndices()) && (pickedAxis(*this) != 0 || hasOpenBatch(getX()));
}
LogicalResult OpsTakeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  int64_t axis = *pickedAxis(*this), count = getIndices().getType().getRank();
  Value x = createReshape(b, getLoc(), getX(), pickedType(*this));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, getLoc(), x),
                            places = tensor::getMixedSizes(b, getLoc(), getIndices());
  sizes.erase(sizes.begin() + axis);
  sizes.insert(sizes.begin() + axis, places.begin(), places.end());
  AffineMap map = b.getMultiDimIdentityMap(sizes.size()).getSliceMap(axis, count);
  results.push_back(
      createMap(b, getLoc(), getIndices(), map, sizes, typeOf(x).getElementType(),
                [&](OpBuilder &nested, Location at, ValueRange e) {
                  B inner(at, nested);
                  SmallVector<Value> from;
                  for (int64_t dim = 0; dim < typeOf(x).getRank(); ++dim)
                    from.push_back(dim == axis ? Value()
                                               : Value(linalg::IndexOp::create(
                                                     inner, dim < axis ? dim : dim + count - 1)));
                  return createPick(inner, x, from, axis, e[0]);
                }));
  return success();
}

void OpsTakeAlongAxisOp::describeConfig(ConfigSpec &spec) { spec.integer("axis"); }
LogicalResult OpsTakeAlongAxisOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType(), indices = getIndices().getType();
  std::optional<int64_t> axis = getAxis() ? pickedAxis(*this) : std::nullopt;
  std::optional<Shape> shape;
  if (axis && x.getRank() == indices.getRank()) {
    Shape rest(x.getShape()), places(indices.getShape());
    rest[*axis] = 1;
    shape = broadcastShapes({rest, places});
  }
  if (!shape)
    return breaks(*this, 1) << "axis must be one of known size, and " << x << " and " << indices
                            << " fit together along all others";
  if (!areIndices(getIndices()))
    return breaks(*this, 2) << "indices must be integers, are " << indices;
  types.push_back(x.clone(*shape));
  return success();
}
bool OpsTakeAlongAxisOp::mixesSamples() {
  bool isOpen = hasOpenBatch(getX()) || hasOpenBatch(getIndices());
  auto meets = [](Value value) {
    return typeOf(value).isDynamicDim(0) || typeOf(value).getDimSize(0) == 1;
  };
  return isOpen && (pickedAxis(*this) == 0 || !meets(getX()) || !meets(getIndices()));
}
LogicalResult OpsTakeAlongAxisOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  int64_t axis = *pickedAxis(*this);
  Value x = getX();
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  SmallVector<OpFoldResult> sizes = broadcastSizes(b, getLoc(), {x, getIndices()}, shape);
  AffineMap map = broadcastMap(getIndices().getType().getShape(), shape, b.getContext());
  results.push_back(createMap(b, getLoc(), getIndices(), map, sizes, typeOf(x).getElementType(),
                              [&](OpBuilder &nested, Location at, ValueRange e) {
                                B inner(at, nested);
                                SmallVector<Value> from;
                                for (int64_t dim = 0; dim < typeOf(x).getRank(); ++dim)
                                  from.push_back(
                                      typeOf(x).getDimSize(dim) == 1
                                          ? Value(arith::ConstantIndexOp::create(inner, 0))
                                          : Value(linalg::IndexOp::create(inner, dim)));
                                return createPick(inner, x, from, axis, e[0]);
                              }));
  return success();
}

//===-- Select --------------------------------------------------------------------------------===//

/// The shape in which all operands meet; none where they do not.
static std::optional<Shape> selectShape(OpsSelectOp op) {
  SmallVector<ArrayRef<int64_t>> shapes;
  for (Value operand : op.getOperands())
    shapes.push_back(typeOf(operand).getShape());
  // Small numbers, whatever the attributes say.
  size_t given = op.getConditions(), rest = shapes.size() - given;
  bool fits = given >= 1 && given < shapes.size() && op.getChoices() == given &&
              (rest == given || rest == given + 1);
  return fits ? broadcastShapes(shapes) : std::nullopt;
}

void OpsSelectOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsSelectOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Shape> shape = selectShape(*this);
  if (!shape)
    return breaks(*this, 1) << "conditions and choices do not fit together: " << getOperandTypes();
  size_t conditions = getConditions();
  Type element = elementOf(getOperand(conditions));
  for (Value choice : getOperands().drop_front(conditions))
    element = promoteTypes(element, elementOf(choice));
  if (element.isUnsignedInteger())
    return breaks(*this, 2) << "elements are unsigned: " << getOperandTypes();
  types.push_back(RankedTensorType::get(*shape, element));
  return success();
}
bool OpsSelectOp::mixesSamples() { return detail::mixesElements(*this); }
LogicalResult OpsSelectOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  RankedTensorType type = typeOf(getResult());
  size_t conditions = getConditions();
  SmallVector<AffineMap> maps;
  for (Value operand : getOperands())
    maps.push_back(broadcastMap(typeOf(operand).getShape(), type.getShape(), b.getContext()));
  results.push_back(createMap(
      b, getLoc(), getOperands(), maps, broadcastSizes(b, getLoc(), getOperands(), type.getShape()),
      type.getElementType(), [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B inner(at, nested);
        auto converted = [&](Value value) {
          return convertElement(inner, at, value, type.getElementType());
        };
        Value chosen = e.size() % 2 ? converted(e.back())
                                    : createConstant(inner, at, type.getElementType(), 0);
        for (size_t k = conditions; k-- > 0;) {
          Value holds = convertElement(inner, at, e[k], inner.getI1Type());
          chosen = arith::SelectOp::create(inner, holds, converted(e[conditions + k]), chosen);
        }
        return chosen;
      }));
  return success();
}

//===-- OneHot --------------------------------------------------------------------------------===//

void OpsOneHotOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_classes");
  spec.integer("axis");
  spec.dtype("dtype").orNull();
  spec.boolean("sparse");
}
LogicalResult OpsOneHotOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = resolveAxis(getAxis(), x.getRank() + 1);
  Type element = namedType(*this, Float32Type::get(getContext()));
  if (!axis || getNumClasses() < 1 || !element || element.isUnsignedInteger() || getSparse())
    return breaks(*this, 1) << "num_classes must be positive, axis " << int64_t(getAxis())
                            << " an axis of the result, and sparse false";
  Shape shape(x.getShape());
  shape.insert(shape.begin() + *axis, getNumClasses());
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}
bool OpsOneHotOp::mixesSamples() {
  return hasOpenBatch(getX()) && resolveAxis(getAxis(), getX().getType().getRank() + 1) == 0;
}
Value lith::layer::createOneHot(B &b, Value x, int64_t classes, int64_t axis, Type element) {
  Location loc = b.getLoc();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, x);
  sizes.insert(sizes.begin() + axis, b.getIndexAttr(classes));
  AffineMap map = b.getMultiDimIdentityMap(sizes.size()).dropResult(axis);
  return createMap(
      b, loc, x, map, sizes, element, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B inner(at, nested);
        Value number = arith::IndexCastOp::create(inner, inner.getI32Type(),
                                                  linalg::IndexOp::create(inner, axis));
        Type common = promoteTypes(e[0].getType(), inner.getI32Type());
        Value value = convertElement(inner, at, e[0], common);
        Value here = convertElement(inner, at, number, common);
        Value hit =
            isa<FloatType>(common)
                ? Value(arith::CmpFOp::create(inner, arith::CmpFPredicate::OEQ, value, here))
                : Value(arith::CmpIOp::create(inner, arith::CmpIPredicate::eq, value, here));
        return convertElement(inner, at, hit, element);
      });
}
LogicalResult OpsOneHotOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  int64_t axis = *resolveAxis(getAxis(), getX().getType().getRank() + 1);
  results.push_back(createOneHot(b, getX(), getNumClasses(), axis, elementOf(getResult())));
  return success();
}
