// Core layers: config keys, shape rules and lowering.
#include "dialects/layer/Core.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Lowering.h"

using namespace mlir;
using namespace lith::layer;

//===-- Dense --------------------------------------------------------------------------------===//

void DenseOp::describeConfig(ConfigSpec &spec) {
  spec.integer("units");
  spec.activation("activation");
  spec.boolean("use_bias");
  spec.keptFor({"kernel", "bias", "activity"});
}

void DenseOp::getVariables(SmallVectorImpl<Variable> &variables) {
  int64_t features = getInput().getType().getShape().back();
  int64_t units = getUnits();
  variables.push_back({"kernel", {features, units}, "vars/0"});
  if (getUseBias())
    variables.push_back({"bias", {units}, "vars/1"});
}

LogicalResult DenseOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() < 2 || !isa<FloatType>(input.getElementType()))
    return emitOpError("dense_c1: input must have rank 2 or more and floating-point elements, is ")
           << input;
  if (input.isDynamicDim(input.getRank() - 1))
    return emitOpError("dense_c2: the last dimension of input must be known, is ") << input;
  if (getUnits() < 1)
    return emitOpError("dense_c3: units must be positive, is ") << getUnits();
  SmallVector<int64_t> shape(input.getShape());
  shape.back() = getUnits();
  std::string fault = findActivationFault(getActivation(), input.clone(shape));
  if (!fault.empty())
    return emitOpError("dense_c4: ") << fault;
  types.push_back(getActivatedType(getActivation(), input.clone(shape)));
  return success();
}

LogicalResult DenseOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  int64_t rank = getInput().getType().getRank();
  // Iterators: the leading dimensions of the input, the unit, the input feature.
  SmallVector<AffineExpr> dims(rank + 1);
  bindDimsList<AffineExpr>(builder.getContext(), dims);
  SmallVector<AffineExpr> lead(dims.begin(), dims.begin() + rank - 1);
  AffineExpr unit = dims[rank - 1], feature = dims[rank];
  auto with = [&](AffineExpr last) {
    SmallVector<AffineExpr> exprs(lead);
    exprs.push_back(last);
    return AffineMap::get(rank + 1, 0, exprs, builder.getContext());
  };
  AffineMap weights = AffineMap::get(rank + 1, 0, {feature, unit}, builder.getContext());

  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, getInput());
  sizes.back() = builder.getIndexAttr(getUnits());
  Value sum = createContraction(builder, loc, getInput(), getKernel(), sizes,
                                {with(feature), weights, with(unit)}, /*reductions=*/1);
  if (getUseBias())
    sum = addBias(builder, loc, sum, getBias());
  results.push_back(applyActivation(builder, loc, getActivation(), sum));
  return success();
}

std::optional<LinearLayer> DenseOp::describeLinear() {
  LinearLayer layer;
  layer.hasActivation = getActivation() != "linear";
  layer.hasBias = getUseBias();
  layer.inputDim = layer.outputDim = getInput().getType().getRank() - 1;
  layer.outputChannel = dimFromEnd(getKernel(), 1);
  layer.inputChannel = dimFromEnd(getKernel(), 2);
  return layer;
}

//===-- Activation ---------------------------------------------------------------------------===//

void ActivationOp::describeConfig(ConfigSpec &spec) { spec.activation("activation"); }

LogicalResult ActivationOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (!isActivation(getActivation()))
    return emitOpError("activation_c1: '") << getActivation() << "' is not an activation of Keras";
  std::string fault = findActivationFault(getActivation(), getInput().getType());
  if (!fault.empty())
    return emitOpError("activation_c2: ") << fault << ", has " << getInput().getType();
  types.push_back(getActivatedType(getActivation(), getInput().getType()));
  return success();
}

StringRef ActivationOp::getAsActivation() { return getActivation(); }

LogicalResult ActivationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(applyActivation(builder, getLoc(), getActivation(), getInput()));
  return success();
}

//===-- Identity -----------------------------------------------------------------------------===//

void IdentityOp::describeConfig(ConfigSpec &spec) {}

LogicalResult IdentityOp::inferTypes(SmallVectorImpl<Type> &types) {
  types.push_back(getInput().getType());
  return success();
}

bool IdentityOp::isIdentityAtInference() { return true; }

LogicalResult IdentityOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(getInput());
  return success();
}
