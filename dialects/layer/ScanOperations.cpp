// Operations that go along an axis step by step.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

namespace {

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
  std::optional<int64_t> axis = resolveAxis(*given, x.getRank());
  return axis && !x.isDynamicDim(*axis) ? axis : std::nullopt;
}

template <typename Op> LogicalResult inferScan(Op op, SmallVectorImpl<Type> &types) {
  RankedTensorType x = op.getX().getType();
  Type element = x.getElementType();
  bool isSame = !op.getDtype() || parseElementType(*op.getDtype(), op.getContext()) == element;
  if (!scannedAxis(x, op.getAxis()) || !isComputable(element) || !isSame)
    return breaks(op, 1) << "axis must be one of known size of " << x
                         << ", its elements numbers, and dtype theirs";
  types.push_back(op.getAxis() ? x : x.clone({x.getNumElements()}));
  return success();
}

template <typename Op>
Value lowerScan(Op op, OpBuilder &builder, bool dropsNaN, double neutral, ElementBody combine) {
  Value x = toSigned(builder, op.getLoc(), op.getX());
  x = createReshape(builder, op.getLoc(), x, typeOf(op.getResult()).clone(elementOf(x)));
  if (dropsNaN) {
    B b(op.getLoc(), builder);
    x = folds::withoutNaN(b, x, neutral);
  }
  int64_t axis = *scannedAxis(op.getX().getType(), op.getAxis());
  x = createScan(builder, op.getLoc(), x, axis, neutral, combine);
  return createConversion(builder, op.getLoc(), x, elementOf(op.getResult()));
}

} // namespace

#define LITH_SCAN(Op, dropsNaN, neutral, FloatOp, IntegerOp)                                       \
  void Op::describeConfig(ConfigSpec &spec) {                                                      \
    spec.integer("axis").orNull();                                                                 \
    spec.dtype("dtype").orNull();                                                                  \
  }                                                                                                \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) { return inferScan(*this, types); }   \
  bool Op::mixesSamples() { return false; } /* a batch is dynamic, and refused */                  \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    results.push_back(lowerScan(*this, builder, dropsNaN, neutral, combine<FloatOp, IntegerOp>));  \
    return success();                                                                              \
  }
LITH_SCAN(OpsCumsumOp, false, 0.0, arith::AddFOp, arith::AddIOp)
LITH_SCAN(OpsNancumsumOp, true, 0.0, arith::AddFOp, arith::AddIOp)
LITH_SCAN(OpsCumprodOp, false, 1.0, arith::MulFOp, arith::MulIOp)
LITH_SCAN(OpsNancumprodOp, true, 1.0, arith::MulFOp, arith::MulIOp)
#undef LITH_SCAN

void OpsDiffOp::describeConfig(ConfigSpec &spec) {
  spec.integer("n");
  spec.integer("axis");
}
LogicalResult OpsDiffOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  std::optional<int64_t> axis = scannedAxis(x, getAxis());
  int64_t times = getN();
  if (!axis || times < 0 || times >= x.getDimSize(*axis) || !isComputable(x.getElementType()))
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
  Value x = toSigned(builder, getLoc(), getX());
  int64_t axis = *scannedAxis(getX().getType(), getAxis());
  for (int64_t step = 0, times = getN(); step < times; ++step) {
    int64_t size = typeOf(x).getDimSize(axis);
    OpFoldResult count = builder.getIndexAttr(size - 1);
    Value upper = createSlice(builder, getLoc(), x, axis, builder.getIndexAttr(1), count),
          lower = createSlice(builder, getLoc(), x, axis, builder.getIndexAttr(0), count);
    x = createElementwise(builder, getLoc(), {upper, lower}, combine<arith::SubFOp, arith::SubIOp>);
  }
  results.push_back(createConversion(builder, getLoc(), x, elementOf(getResult())));
  return success();
}
