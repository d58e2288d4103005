// Casts, and tensors made in the shape of others.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

//===-- Casts ---------------------------------------------------------------------------------===//

static LogicalResult inferNamed(Operation *op, SmallVectorImpl<Type> &types) {
  RankedTensorType x = typeOf(op->getOperand(0));
  Type element = namedType(op, x.getElementType());
  if (!element)
    return breaks(op, 1) << "dtype " << op->getAttr("dtype") << " cannot be made of " << x;
  types.push_back(RankedTensorType::get(x.getShape(), element));
  return success();
}
static Value lowerCast(Operation *op, OpBuilder &builder) {
  return createConversion(builder, op->getLoc(), op->getOperand(0),
                          typeOf(op->getResult(0)).getElementType());
}
/// The largest or least value that both types have, as one of `from`.
static Attribute limitOf(Type from, Type to, bool isLargest) {
  auto endOf = [&](IntegerType type) {
    if (type.isUnsigned() || type.getWidth() == 1)
      return isLargest ? APInt::getMaxValue(type.getWidth()).zext(64) : APInt(64, 0);
    return isLargest ? APInt::getSignedMaxValue(type.getWidth()).sext(64)
                     : APInt::getSignedMinValue(type.getWidth()).sext(64);
  };
  auto floats = dyn_cast<FloatType>(from);
  if (!floats) {
    APInt end = endOf(cast<IntegerType>(from));
    if (auto integer = dyn_cast<IntegerType>(to))
      end = isLargest ? llvm::APIntOps::smin(end, endOf(integer))
                      : llvm::APIntOps::smax(end, endOf(integer));
    return IntegerAttr::get(from, end.trunc(from.getIntOrFloatBitWidth()));
  }
  APFloat own = APFloat::getLargest(floats.getFloatSemantics(), /*Negative=*/!isLargest), end = own;
  if (auto narrow = dyn_cast<FloatType>(to)) {
    bool isLossy;
    end = APFloat::getLargest(narrow.getFloatSemantics(), !isLargest);
    end.convert(own.getSemantics(), APFloat::rmTowardZero, &isLossy);
  } else {
    end.convertFromAPInt(endOf(cast<IntegerType>(to)), /*IsSigned=*/true, APFloat::rmTowardZero);
  }
  // What `from` does not reach is an infinity here, and no limit.
  bool isWithin = isLargest ? end < own : end > own;
  return FloatAttr::get(from, isWithin ? end : own);
}
/// x within what dtype has, and then as dtype.
static Value lowerSaturated(Operation *op, OpBuilder &builder) {
  Value x = op->getOperand(0);
  Type from = elementOf(x), to = elementOf(op->getResult(0));
  // Nothing is computed in halves, and no code has integers without a sign.
  if (isa<FloatType>(from) && from.getIntOrFloatBitWidth() < 32)
    x = createConversion(builder, op->getLoc(), x, builder.getF32Type());
  if (hasUnsignedElements(from))
    x = createConversion(builder, op->getLoc(), x, builder.getI64Type());
  from = elementOf(x);
  Value kept = createElementwise(
      builder, op->getLoc(), x, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        auto limit = [&](bool isLargest) -> Value {
          return arith::ConstantOp::create(b, cast<TypedAttr>(limitOf(from, to, isLargest)));
        };
        if (isa<FloatType>(from))
          return arith::MinimumFOp::create(b, arith::MaximumFOp::create(b, e[0], limit(false)),
                                           limit(true));
        return arith::MinSIOp::create(b, arith::MaxSIOp::create(b, e[0], limit(false)),
                                      limit(true));
      });
  return createConversion(builder, op->getLoc(), kept, to);
}
static Value lowerFilled(Operation *op, OpBuilder &builder, double value) {
  Type element = elementOf(op->getResult(0));
  Value filled = createFilled(builder, op->getLoc(),
                              tensor::getMixedSizes(builder, op->getLoc(), op->getOperand(0)),
                              signlessType(element), value);
  return fromSignless(builder, op->getLoc(), filled, element);
}

#define LITH_NAMED(Op, describe, value)                                                            \
  void Op::describeConfig(ConfigSpec &spec) { describe; }                                          \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) { return inferNamed(*this, types); }  \
  bool Op::mixesSamples() { return false; }                                                        \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return results.push_back(value), success();                                                    \
  }
static void describeConversion(ConfigSpec &spec) {
  spec.dtype("dtype").orNull();
  // Other forms of tensors than dense ones do not come into a model.
  spec.kept("sparse");
  spec.kept("ragged");
}
LITH_NAMED(OpsCastOp, spec.dtype("dtype"), lowerCast(*this, builder))
LITH_NAMED(OpsSaturateCastOp, spec.dtype("dtype"), lowerSaturated(*this, builder))
LITH_NAMED(OpsConvertToTensorOp, describeConversion(spec), lowerCast(*this, builder))
LITH_NAMED(OpsArrayOp, spec.dtype("dtype").orNull(), lowerCast(*this, builder))
LITH_NAMED(OpsZerosLikeOp, spec.dtype("dtype").orNull(), lowerFilled(*this, builder, 0))
LITH_NAMED(OpsOnesLikeOp, spec.dtype("dtype").orNull(), lowerFilled(*this, builder, 1))
LITH_NAMED(OpsEmptyLikeOp, spec.dtype("dtype").orNull(), lowerFilled(*this, builder, 0))
#undef LITH_NAMED

void OpsFullLikeOp::describeConfig(ConfigSpec &spec) { spec.dtype("dtype").orNull(); }
LogicalResult OpsFullLikeOp::inferTypes(SmallVectorImpl<Type> &types) {
  ArrayRef<int64_t> shape = getX().getType().getShape();
  std::optional<Shape> met = broadcastShapes({shape, getFillValue().getType().getShape()});
  if (!met || ArrayRef<int64_t>(*met) != shape)
    return breaks(*this, 1) << "fill_value " << getFillValue().getType() << " does not fit into "
                            << getX().getType();
  return inferNamed(*this, types);
}
bool OpsFullLikeOp::mixesSamples() { return detail::mixesElements(*this); }
LogicalResult OpsFullLikeOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  RankedTensorType type = typeOf(getResult()), given = getFillValue().getType();
  Type element = type.getElementType();
  Value filled = createMap(builder, getLoc(), toSignless(builder, getLoc(), getFillValue()),
                           broadcastMap(given.getShape(), type.getShape(), getContext()),
                           tensor::getMixedSizes(builder, getLoc(), getX()), signlessType(element),
                           [&](OpBuilder &nested, Location at, ValueRange e) {
                             return convertElement(nested, at, e[0], element,
                                                   given.getElementType().isUnsignedInteger());
                           });
  results.push_back(fromSignless(builder, getLoc(), filled, element));
  return success();
}
