// Normalization layers: config keys, variables, shape rules and lowering.
#include "dialects/layer/Normalization.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace lith::layer;

//===-- BatchNormalization -------------------------------------------------------------------===//

void BatchNormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis").orBare();
  spec.floating("epsilon");
  spec.boolean("center");
  spec.boolean("scale");
  spec.boolean("renorm");
  spec.keptFor({"gamma", "beta", "moving_mean", "moving_variance"});
  for (StringRef key : {"momentum", "renorm_clipping", "renorm_momentum", "synchronized", "fused",
                        "virtual_batch_size", "adjustment"})
    spec.kept(key);
}

unsigned BatchNormalizationOp::getDimension() {
  int64_t axis = getAxis().front();
  return axis < 0 ? axis + getInput().getType().getRank() : axis;
}

void BatchNormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  int64_t size = getInput().getType().getDimSize(getDimension());
  auto add = [&](StringRef name) {
    variables.push_back({name.str(), {size}, "vars/" + std::to_string(variables.size())});
  };
  if (getScale())
    add("gamma");
  if (getCenter())
    add("beta");
  add("moving_mean");
  add("moving_variance");
  if (getRenorm())
    for (StringRef name : {"moving_stddev", "renorm_mean", "renorm_stddev"})
      add(name);
  for (Variable &variable : variables)
    variable.isTrainable = variable.name == "gamma" || variable.name == "beta";
}

LogicalResult BatchNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  ArrayRef<int64_t> axis = getAxis();
  if (axis.size() != 1 || axis.front() < -input.getRank() || axis.front() >= input.getRank())
    return violates(*this, 2) << "axis must be one dimension of " << input << ", is [" << axis
                              << "]";
  if (input.isDynamicDim(getDimension()))
    return violates(*this, 3) << "the dimension at axis " << axis.front()
                              << " must be known, input is " << input;
  types.push_back(input);
  return success();
}

std::pair<Value, Value> BatchNormalizationOp::createScaleAndShift(OpBuilder &builder) {
  Location loc = getLoc();
  Value variance = findVariable(*this, "moving_variance");
  Value scale = createElementwise(
      builder, loc, variance, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        Type type = e[0].getType();
        Value epsilon = createConstant(b, at, type, getEpsilon().convertToDouble());
        Value one = createConstant(b, at, type, 1.0);
        Value deviation = math::SqrtOp::create(b, arith::AddFOp::create(b, e[0], epsilon));
        return arith::DivFOp::create(b, one, deviation);
      });
  if (Value gamma = findVariable(*this, "gamma"))
    scale = createElementwise(builder, loc, {scale, gamma},
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                return arith::MulFOp::create(nested, at, e[0], e[1]);
                              });
  Value mean = findVariable(*this, "moving_mean"), beta = findVariable(*this, "beta");
  SmallVector<Value> inputs{mean, scale};
  if (beta)
    inputs.push_back(beta);
  Value shift =
      createElementwise(builder, loc, inputs, [](OpBuilder &nested, Location at, ValueRange e) {
        ImplicitLocOpBuilder b(at, nested);
        Value moved = arith::MulFOp::create(b, e[0], e[1]);
        Value start = e.size() > 2 ? e[2] : createConstant(b, at, moved.getType(), 0.0);
        return arith::SubFOp::create(b, start, moved).getResult();
      });
  return {scale, shift};
}

LogicalResult BatchNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  auto [scale, shift] = createScaleAndShift(builder);
  AffineMap all = builder.getMultiDimIdentityMap(getInput().getType().getRank());
  AffineMap along = all.getSubMap({getDimension()});
  results.push_back(createMap(builder, getLoc(), {getInput(), scale, shift}, {all, along, along},
                              tensor::getMixedSizes(builder, getLoc(), getInput()),
                              getInput().getType().getElementType(),
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                Value scaled = arith::MulFOp::create(nested, at, e[0], e[1]);
                                return arith::AddFOp::create(nested, at, scaled, e[2]);
                              }));
  return success();
}
