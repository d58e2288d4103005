// Categories and bins: config keys, shape rules and lowering. All layers end in one encoding;
// integers are looked up in IntegerLookup.cpp, and hashed in Hashing.cpp.
#include "dialects/layer/Categorical.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Encoding.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

//===-- CategoryEncoding ---------------------------------------------------------------------===//

void CategoryEncodingOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_tokens").alias("max_tokens");
  spec.string("output_mode");
  spec.boolean("sparse");
}

void CategoryEncodingOp::describeCall(CallSpec &spec) {
  spec.operand("inputs");
  spec.operand("count_weights").byKeyword().orNull();
}

static Encoding getEncoding(CategoryEncodingOp op) {
  StringRef mode = op.getOutputMode();
  return {mode == "binary" ? "multi_hot" : mode, static_cast<int64_t>(op.getNumTokens())};
}

LogicalResult CategoryEncodingOp::inferTypes(SmallVectorImpl<Type> &types) {
  Encoding encoding = getEncoding(*this);
  if (encoding.depth < 1)
    return violates(*this, 1) << "num_tokens must be positive, is " << encoding.depth;
  if (!isEncoding(encoding.mode) || getSparse())
    return violates(*this, 2) << "output_mode must be \"one_hot\", \"multi_hot\" or \"count\", and "
                                 "not sparse, is \""
                              << getOutputMode() << "\"";
  if (getInputs().empty() || getInputs().size() > 2)
    return violates(*this, 4) << "takes categories and perhaps count_weights, has "
                              << getInputs().size() << " inputs";
  auto input = cast<RankedTensorType>(getInputs()[0].getType());
  if (!encoding.takes(input))
    return violates(*this, 3)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  if (getInputs().size() > 1) {
    auto weights = cast<RankedTensorType>(getInputs()[1].getType());
    if (encoding.mode != "count" || !isa<FloatType>(weights.getElementType()) ||
        failed(verifyCompatibleShape(weights.getShape(), input.getShape())))
      return violates(*this, 4) << "count_weights must be floats in the shape of " << input
                                << " for output_mode \"count\", are " << weights << " for \""
                                << getOutputMode() << "\"";
  }
  // In Keras, that of variables, of which there are none.
  types.push_back(encoding.getType(input, getPolicy(*this).variable));
  return success();
}

bool CategoryEncodingOp::mixesSamples() {
  return getEncoding(*this).mixesSamples(cast<RankedTensorType>(getInputs()[0].getType()));
}

LogicalResult CategoryEncodingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value input = getInputs()[0], weights = getInputs().size() > 1 ? getInputs()[1] : Value();
  // Narrow unsigned numbers become what can hold them.
  if (hasUnsignedElements(input.getType()))
    input = createConversion(builder, getLoc(), input, builder.getI64Type());
  Type element = getOutput().getType().getElementType();
  results.push_back(getEncoding(*this).lower(builder, getLoc(), input, weights, element));
  return success();
}

//===-- Discretization -----------------------------------------------------------------------===//

void DiscretizationOp::describeConfig(ConfigSpec &spec) {
  spec.floats("bin_boundaries").orNull();
  spec.string("output_mode");
  spec.boolean("sparse");
  spec.kept("num_bins");
  spec.kept("epsilon");
}

static Encoding getEncoding(DiscretizationOp op) {
  return {op.getOutputMode(), static_cast<int64_t>(op.getBinBoundaries()->size()) + 1};
}

LogicalResult DiscretizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!getBinBoundaries() || getBinBoundaries()->empty() ||
      std::adjacent_find(getBinBoundaries()->begin(), getBinBoundaries()->end(),
                         std::greater<>()) != getBinBoundaries()->end())
    return violates(*this, 1) << "bin_boundaries must be given and increase; a layer with num_bins "
                                 "must have been adapted";
  if (getOutputMode() != "int" && !isEncoding(getOutputMode()))
    return violates(*this, 2) << "output_mode must be \"int\", \"one_hot\", \"multi_hot\" or "
                                 "\"count\", is \""
                              << getOutputMode() << "\"";
  if (getSparse())
    return violates(*this, 4) << "sparse results are not supported";
  if (getOutputMode() == "int") {
    types.push_back(input.clone(IntegerType::get(getContext(), 32)));
    return success();
  }
  if (!getEncoding(*this).takes(input))
    return violates(*this, 3)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  types.push_back(getEncoding(*this).getType(input, getComputeType(*this)));
  return success();
}

bool DiscretizationOp::mixesSamples() {
  return getOutputMode() != "int" && getEncoding(*this).mixesSamples(getInput().getType());
}

LogicalResult DiscretizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Value input = getInput();
  if (!isa<FloatType>(getElementTypeOrSelf(input.getType())))
    input = createConversion(builder, loc, input, builder.getF32Type());
  Type element = getElementTypeOrSelf(input.getType());
  Value table = createTensorConstant(builder, loc, *getBinBoundaries(), element);
  Value bins =
      foldTable(builder, loc, input, table, builder.getI32Type(), 0.0,
                [](ImplicitLocOpBuilder &b, Value x, Value boundary, Value bin, Value) -> Value {
                  Value reaches = arith::CmpFOp::create(b, arith::CmpFPredicate::UGE, x, boundary);
                  Value one = arith::ExtUIOp::create(b, bin.getType(), reaches);
                  return arith::AddIOp::create(b, bin, one);
                });
  if (getOutputMode() != "int")
    bins = getEncoding(*this).lower(builder, loc, bins, Value(),
                                    getOutput().getType().getElementType());
  results.push_back(bins);
  return success();
}
