// Normalization layers: config keys, variables, shape rules and lowering.
#include "dialects/layer/Normalization.h"
#include "dialects/layer/Children.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Normalize.h"
#include "dialects/layer/Operations.h"
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
  types.push_back(input.clone(getComputeType(*this)));
  return success();
}

std::pair<Value, Value> BatchNormalizationOp::createScaleAndShift(OpBuilder &builder) {
  BatchStatistics statistics{findVariable(*this, "moving_mean"),
                             findVariable(*this, "moving_variance"), findVariable(*this, "gamma"),
                             findVariable(*this, "beta")};
  return layer::createScaleAndShift(builder, getLoc(), statistics, getEpsilon().convertToDouble());
}

LogicalResult BatchNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  auto [scale, shift] = createScaleAndShift(builder);
  results.push_back(
      applyScaleAndShift(builder, getLoc(), getInput(), scale, shift, getDimension()));
  return success();
}

//===-- Axes ---------------------------------------------------------------------------------===//

namespace {

/// The dimensions that `axes` mean, in the order in which they are written; empty where one of them
/// is none or stands twice.
SmallVector<int64_t> resolveAxes(ArrayRef<int64_t> axes, RankedTensorType input) {
  SmallVector<int64_t> dims;
  for (int64_t axis : axes) {
    std::optional<int64_t> dim = resolveAxis(axis, input.getRank());
    if (!dim || llvm::is_contained(dims, *dim))
      return {};
    dims.push_back(*dim);
  }
  return dims;
}

SmallVector<int64_t> sizesAt(RankedTensorType input, ArrayRef<int64_t> dims) {
  return llvm::map_to_vector(dims, [&](int64_t dim) { return input.getDimSize(dim); });
}

} // namespace

//===-- LayerNormalization -------------------------------------------------------------------===//

void LayerNormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis");
  spec.floating("epsilon");
  spec.boolean("center");
  spec.boolean("scale");
  spec.boolean("rms_scaling");
  spec.keptFor({"gamma", "beta"});
}

void LayerNormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> shape = sizesAt(input, resolveAxes(getAxis(), input));
  auto add = [&](StringRef name) {
    variables.push_back({name.str(), shape, "vars/" + std::to_string(variables.size())});
  };
  if (getScale() || getRmsScaling())
    add("gamma");
  if (getCenter() && !getRmsScaling())
    add("beta");
}

LogicalResult LayerNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  SmallVector<int64_t> dims = resolveAxes(getAxis(), input);
  if (dims.empty() || !llvm::is_sorted(getAxis()) || !llvm::is_sorted(dims))
    return violates(*this, 2) << "axis must hold different dimensions of " << input
                              << " in order, is [" << getAxis() << "]";
  if (llvm::any_of(dims, [&](int64_t dim) { return input.isDynamicDim(dim); }))
    return violates(*this, 3) << "the dimensions in axis must be known, input is " << input;
  types.push_back(input.clone(getComputeType(*this)));
  return success();
}

bool LayerNormalizationOp::mixesSamples() {
  return llvm::is_contained(resolveAxes(getAxis(), getInput().getType()), 0);
}

LogicalResult LayerNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  SmallVector<int64_t> dims = resolveAxes(getAxis(), getInput().getType());
  Value gamma = findVariable(*this, "gamma"), beta = findVariable(*this, "beta");
  results.push_back(normalizeLayer(builder, getLoc(), getInput(), dims,
                                   getEpsilon().convertToDouble(), gamma, beta, getRmsScaling()));
  return success();
}

//===-- GroupNormalization -------------------------------------------------------------------===//

void GroupNormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.integer("groups");
  spec.integer("axis");
  spec.floating("epsilon");
  spec.boolean("center");
  spec.boolean("scale");
  spec.keptFor({"gamma", "beta"});
}

void GroupNormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  RankedTensorType input = getInput().getType();
  int64_t channels = input.getDimSize(*resolveAxis(getAxis(), input.getRank()));
  if (getScale())
    variables.push_back({"gamma", {channels}, "vars/0"});
  if (getCenter())
    variables.push_back({"beta", {channels}, "vars/" + std::to_string(variables.size())});
}

LogicalResult GroupNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  std::optional<int64_t> dim = resolveAxis(getAxis(), input.getRank());
  if (!dim || *dim == 0 || input.isDynamicDim(*dim))
    return violates(*this, 2) << "axis must be a dimension of known size behind the batch, is "
                              << getAxis() << ", input is " << input;
  int64_t groups = getGroups(), channels = input.getDimSize(*dim);
  if (groups != -1 && (groups < 1 || channels % groups != 0))
    return violates(*this, 3) << "groups must be -1 or divide the " << channels << " channels, is "
                              << groups;
  types.push_back(input.clone(getComputeType(*this)));
  return success();
}

LogicalResult GroupNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  RankedTensorType input = getInput().getType();
  int64_t dim = *resolveAxis(getAxis(), input.getRank()), channels = input.getDimSize(dim);
  int64_t groups = getGroups(), size = groups == -1 ? 1 : channels / groups;
  // The group stands at `dim`, the channel within it behind that.
  Value grouped = splitDimension(builder, loc, getInput(), dim, size);
  SmallVector<int64_t> axes;
  for (int64_t axis = 1; axis <= input.getRank(); ++axis)
    if (axis != dim)
      axes.push_back(axis);
  auto split = [&](Value variable) {
    return variable ? splitDimension(builder, loc, variable, 0, size) : variable;
  };
  Moments moments = createMoments(builder, loc, grouped, axes, getEpsilon().convertToDouble());
  Value result =
      applyMoments(builder, loc, grouped, moments, axes, split(findVariable(*this, "gamma")),
                   split(findVariable(*this, "beta")), {dim, dim + 1});
  results.push_back(joinDimensions(builder, loc, result, dim));
  return success();
}

//===-- RMSNormalization ---------------------------------------------------------------------===//

void RMSNormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axis");
  spec.floating("epsilon");
}

void RMSNormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> axis(getAxis());
  llvm::sort(axis);
  variables.push_back({"scale", sizesAt(input, resolveAxes(axis, input)), "vars/0"});
}

LogicalResult RMSNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  SmallVector<int64_t> axis(getAxis());
  llvm::sort(axis);
  SmallVector<int64_t> dims = resolveAxes(axis, input), shape = sizesAt(input, dims);
  if (dims.empty())
    return violates(*this, 2) << "axis must hold different dimensions of " << input << ", is ["
                              << getAxis() << "]";
  auto fits = [](int64_t from, int64_t to) { return from == 1 || from == to; };
  if (llvm::is_contained(shape, ShapedType::kDynamic) ||
      !llvm::all_of_zip(shape, input.getShape().take_back(shape.size()), fits))
    return violates(*this, 3) << "scale, of the sizes at axis [" << shape
                              << "], must broadcast to the last dimensions of " << input;
  types.push_back(input);
  return success();
}

bool RMSNormalizationOp::mixesSamples() {
  return llvm::is_contained(resolveAxes(getAxis(), getInput().getType()), 0);
}

LogicalResult RMSNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(normalizeRootMeanSquare(builder, getLoc(), getInput(),
                                            resolveAxes(getAxis(), getInput().getType()),
                                            getEpsilon().convertToDouble(), getScale()));
  return success();
}

//===-- LayerScale ---------------------------------------------------------------------------===//

StringRef LayerScaleOp::getKerasModule() { return "keras.src.applications.convnext"; }

void LayerScaleOp::describeConfig(ConfigSpec &spec) {
  spec.floating("init_values");
  spec.integer("projection_dim");
}

void LayerScaleOp::getVariables(SmallVectorImpl<Variable> &variables) {
  variables.push_back({"gamma", {static_cast<int64_t>(getProjectionDim())}, "vars/0"});
}

LogicalResult LayerScaleOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  int64_t channels = getProjectionDim();
  if (input.getRank() == 0 || channels < 1 ||
      (channels != 1 && input.getShape().back() != channels))
    return violates(*this, 2) << "projection_dim must be 1 or the size of the last dimension of "
                              << input << ", is " << channels;
  types.push_back(input);
  return success();
}

LogicalResult LayerScaleOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  int64_t rank = getInput().getType().getRank();
  AffineExpr channel = getProjectionDim() == 1 ? builder.getAffineConstantExpr(0)
                                               : builder.getAffineDimExpr(rank - 1);
  results.push_back(createMap(
      builder, getLoc(), {getInput(), getGamma()},
      {builder.getMultiDimIdentityMap(rank), AffineMap::get(rank, 0, channel)},
      tensor::getMixedSizes(builder, getLoc(), getInput()), getInput().getType().getElementType(),
      [](OpBuilder &nested, Location at, ValueRange e) -> Value {
        return arith::MulFOp::create(nested, at, e[0], e[1]);
      }));
  return success();
}

//===-- UnitNormalization --------------------------------------------------------------------===//

void UnitNormalizationOp::describeConfig(ConfigSpec &spec) { spec.integers("axis"); }

LogicalResult UnitNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have float elements, is " << input;
  if (resolveAxes(getAxis(), input).empty())
    return violates(*this, 2) << "axis must hold different dimensions of " << input << ", is ["
                              << getAxis() << "]";
  types.push_back(input);
  return success();
}

bool UnitNormalizationOp::mixesSamples() {
  return llvm::is_contained(resolveAxes(getAxis(), getInput().getType()), 0);
}

LogicalResult UnitNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(createUnitLength(builder, getLoc(), getInput(),
                                     resolveAxes(getAxis(), getInput().getType()), 1e12));
  return success();
}

//===-- SpectralNormalization ----------------------------------------------------------------===//

void SpectralNormalizationOp::describeConfig(ConfigSpec &spec) {
  spec.child("layer", "layer");
  spec.integer("power_iterations");
  spec.boolean("casts_result").onlyInKeras2().inKeras2("false");
}

/// The variable of the layer in `region` that training normalises; nothing if it has none.
static std::optional<Variable> findKernel(Region &region) {
  // An activation that is a layer stands behind the layer that has it.
  auto layers = region.getOps<LayerOpInterface>();
  SmallVector<Variable> variables;
  if (!layers.empty())
    (*layers.begin()).getVariables(variables);
  for (Variable &variable : variables)
    if (variable.name == "kernel" || variable.name == "embeddings")
      return std::move(variable);
  return std::nullopt;
}

void SpectralNormalizationOp::getVariables(SmallVectorImpl<Variable> &variables) {
  Variable kernel = *findKernel(getLayer());
  Variable vector{"vector_u", {1, kernel.shape.back()}, "vars/1"};
  vector.isTrainable = false;
  kernel.name = "kernel";
  kernel.sameAs = "layer/" + kernel.path;
  kernel.path = "vars/0";
  variables.push_back(std::move(kernel));
  variables.push_back(std::move(vector));
}

LogicalResult SpectralNormalizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<Variable> kernel = findKernel(getLayer());
  ValueRange results = getYielded(getLayer());
  if (!kernel || kernel->shape.empty() || results.size() != 1)
    return violates(*this, 1) << "its layer must have a kernel or embeddings, and one result";
  if (getPowerIterations() < 1)
    return violates(*this, 2) << "power_iterations must be positive, is " << getPowerIterations();
  auto type = cast<RankedTensorType>(results.front().getType());
  types.push_back(getCastsResult() ? type.clone(getInput().getType().getElementType()) : type);
  return success();
}

bool SpectralNormalizationOp::isChildAtInference() {
  return getYielded(getLayer()).front().getType() == getOutput().getType();
}

LogicalResult SpectralNormalizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value result = inlineChild(builder, getLayer(), getInput()).front();
  results.push_back(
      createConversion(builder, getLoc(), result, getOutput().getType().getElementType()));
  return success();
}
