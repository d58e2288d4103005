// Preprocessing layers: config keys, variables, shape rules and lowering. Numbers that the config
// gives become small tables beside the weights.
#include "dialects/layer/Preprocessing.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/SmallSet.h"

#include <cmath>

using namespace mlir;
using namespace lith::layer;

namespace {

/// Keras's backend.epsilon().
constexpr double kerasEpsilon = 1e-7;

/// The result's type: that of a float input, else the one in which the layer computes.
RankedTensorType floatType(Operation *op, RankedTensorType input) {
  if (isa<FloatType>(input.getElementType()))
    return input;
  return input.clone(getComputeType(op));
}

/// An integer or float element as a float of `type`.
Value toFloat(OpBuilder &builder, Location loc, Value element, Type type, bool isUnsigned) {
  if (element.getType() == type)
    return element;
  if (isUnsigned)
    return arith::UIToFPOp::create(builder, loc, type, element);
  return arith::SIToFPOp::create(builder, loc, type, element);
}

/// Whether an array of `shape`, aligned at the end as in NumPy, broadcasts to `target`.
bool broadcastsTo(ArrayRef<int64_t> shape, ArrayRef<int64_t> target) {
  if (shape.size() > target.size())
    return false;
  return llvm::all_of_zip(shape, target.take_back(shape.size()),
                          [](int64_t from, int64_t to) { return from == 1 || from == to; });
}

/// What goes with each element of the input: an element of a tensor that `map` reads, or, where
/// there is none, one number.
struct Operand {
  Value tensor;
  AffineMap map;
  double number = 0.0;
};

/// `numbers` as a tensor without dimensions of size 1, read along the last of `dims`; one alone
/// stays a number.
Operand createNumbers(OpBuilder &builder, Location loc, ElementsAttr numbers,
                      ArrayRef<int64_t> dims, unsigned rank, Type element) {
  ArrayRef<int64_t> shape = numbers.getShapedType().getShape();
  SmallVector<int64_t> kept;
  SmallVector<AffineExpr> read;
  for (auto [size, dim] : llvm::zip(shape, dims.take_back(shape.size()))) {
    if (size == 1)
      continue;
    kept.push_back(size);
    read.push_back(builder.getAffineDimExpr(dim));
  }
  SmallVector<double> values;
  for (APFloat number : numbers.getValues<APFloat>())
    values.push_back(number.convertToDouble());
  if (values.size() == 1)
    return {Value(), AffineMap(), values.front()};
  return {createTable(builder, loc, RankedTensorType::get(kept, element), values),
          AffineMap::get(rank, 0, read, builder.getContext())};
}

/// body(input element as `element`, a, b) over the shape of the input.
Value combine(OpBuilder &builder, Location loc, Value input, Type element, const Operand &a,
              const Operand &b, ElementBody body) {
  auto type = cast<RankedTensorType>(input.getType());
  Type given = type.getElementType();
  bool isUnsigned = given.isUnsignedInteger() || given.isInteger(1);
  // arith knows integers without a sign only.
  if (given.isUnsignedInteger())
    input = tensor::BitcastOp::create(
        builder, loc, type.clone(builder.getIntegerType(given.getIntOrFloatBitWidth())), input);
  SmallVector<Value> inputs{input};
  SmallVector<AffineMap> maps{builder.getMultiDimIdentityMap(type.getRank())};
  for (const Operand *operand : {&a, &b}) {
    if (!operand->tensor)
      continue;
    inputs.push_back(operand->tensor);
    maps.push_back(operand->map);
  }
  return createMap(builder, loc, inputs, maps, tensor::getMixedSizes(builder, loc, input), element,
                   [&](OpBuilder &nested, Location at, ValueRange e) {
                     SmallVector<Value> elements{toFloat(nested, at, e[0], element, isUnsigned)};
                     unsigned read = 1;
                     for (const Operand *operand : {&a, &b})
                       elements.push_back(
                           operand->tensor ? e[read++]
                                           : createConstant(nested, at, element, operand->number));
                     return body(nested, at, elements);
                   });
}

} // namespace

//===-- Rescaling ----------------------------------------------------------------------------===//

void RescalingOp::describeConfig(ConfigSpec &spec) {
  spec.tensor("scale");
  spec.tensor("offset");
}

LogicalResult RescalingOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  for (ElementsAttr numbers : {getScale(), getOffset().value_or(getScale())})
    if (!numbers.getElementType().isF64() ||
        !broadcastsTo(numbers.getShapedType().getShape(), input.getShape()))
      return violates(*this, 1) << "scale and offset must be numbers that broadcast to " << input
                                << ", one of them is " << numbers.getShapedType();
  types.push_back(floatType(*this, input));
  return success();
}

LogicalResult RescalingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  unsigned rank = getInput().getType().getRank();
  Type element = getOutput().getType().getElementType();
  auto dims = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  ElementsAttr none = DenseElementsAttr::get(RankedTensorType::get({}, builder.getF64Type()), 0.0);
  results.push_back(
      combine(builder, getLoc(), getInput(), element,
              createNumbers(builder, getLoc(), getScale(), dims, rank, element),
              createNumbers(builder, getLoc(), getOffset().value_or(none), dims, rank, element),
              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                Value scaled = arith::MulFOp::create(nested, at, e[0], e[1]);
                return arith::AddFOp::create(nested, at, scaled, e[2]);
              }));
  return success();
}

//===-- Normalization ------------------------------------------------------------------------===//

void NormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis"); // none is written as an empty list
  spec.tensor("mean").orNull();
  spec.tensor("variance").orNull();
  spec.boolean("invert");
}

SmallVector<int64_t> NormalizationOp::getDimensions() {
  SmallVector<int64_t> dims;
  for (int64_t axis : getAxis())
    dims.push_back(axis < 0 ? axis + getInput().getType().getRank() : axis);
  llvm::sort(dims);
  return dims;
}

void NormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  if (getMean())
    return;
  SmallVector<int64_t> shape;
  for (int64_t dim : getDimensions())
    shape.push_back(getInput().getType().getDimSize(dim));
  variables.push_back({"mean", shape, "vars/0"});
  variables.push_back({"variance", shape, "vars/1"});
  variables.push_back({"count", {}, "vars/2", /*isState=*/false, "int32"});
  for (Variable &variable : variables)
    variable.isTrainable = false;
}

LogicalResult NormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> dims = getDimensions(), sizes;
  llvm::SmallSet<int64_t, 4> seen;
  for (int64_t dim : dims) {
    if (dim < 0 || dim >= input.getRank() || !seen.insert(dim).second)
      return violates(*this, 1) << "axis must hold different dimensions of " << input << ", is ["
                                << getAxis() << "]";
    if (input.isDynamicDim(dim))
      return violates(*this, 2) << "the dimensions in axis must be known, input is " << input;
    sizes.push_back(input.getDimSize(dim));
  }
  std::optional<ElementsAttr> mean = getMean(), variance = getVariance();
  if (mean.has_value() != variance.has_value() ||
      (mean && mean->getShapedType() != variance->getShapedType()))
    return violates(*this, 3) << "mean and variance must come together and in one shape";
  if (mean &&
      (!mean->getElementType().isF64() || !broadcastsTo(mean->getShapedType().getShape(), sizes)))
    return violates(*this, 4) << "mean and variance must be numbers that broadcast to [" << sizes
                              << "], the sizes at axis, they are " << mean->getShapedType();
  types.push_back(floatType(*this, input));
  return success();
}

namespace {

/// max(sqrt(variance), epsilon)
Value createDeviation(OpBuilder &builder, Location loc, Value variance) {
  return createElementwise(builder, loc, variance,
                           [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                             ImplicitLocOpBuilder b(at, nested);
                             Value root = math::SqrtOp::create(b, e[0]);
                             return arith::MaximumFOp::create(
                                 b, root, createConstant(b, at, root.getType(), kerasEpsilon));
                           });
}

} // namespace

LogicalResult NormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  unsigned rank = getInput().getType().getRank();
  SmallVector<int64_t> dims = getDimensions();
  Operand mean, deviation;
  Type element = getOutput().getType().getElementType();
  if (getMean()) {
    mean = createNumbers(builder, loc, *getMean(), dims, rank, element);
    deviation = createNumbers(builder, loc, *getVariance(), dims, rank, element);
  } else {
    SmallVector<unsigned> positions(dims.begin(), dims.end());
    AffineMap along = builder.getMultiDimIdentityMap(rank).getSubMap(positions);
    mean = {findVariable(*this, "mean"), along};
    deviation = {findVariable(*this, "variance"), along};
  }
  if (deviation.tensor)
    deviation.tensor = createDeviation(builder, loc, deviation.tensor);
  else
    deviation.number = std::max(std::sqrt(deviation.number), kerasEpsilon);
  bool invert = getInvert();
  results.push_back(
      combine(builder, loc, getInput(), element, mean, deviation,
              [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                ImplicitLocOpBuilder b(at, nested);
                if (invert)
                  return arith::AddFOp::create(b, e[1], arith::MulFOp::create(b, e[0], e[2]));
                return arith::DivFOp::create(b, arith::SubFOp::create(b, e[0], e[1]), e[2]);
              }));
  return success();
}
