// The dtype policy of a layer: what Keras casts before it calls one, and in which type its
// variables are. Import writes the casts into the IR, so that every op sees the types that it
// computes with.
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/BuildLayer.h"
#include "frontends/ConfigAttributes.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

/// Whether the name is of one of Keras's quantized policies: "int8_from_float32".
static bool isQuantized(StringRef name) {
  return name.contains("_from_") || name.starts_with("float8");
}

bool LayerBuilder::readPolicy(const Layer &layer, OperationState &state) {
  if (layer.isOperation())
    return true;
  std::string name = policyName(layer.config.find("dtype"));
  if (name == "float32")
    return true;
  std::optional<DTypePolicy> policy = parsePolicy(name, builder.getContext());
  if (isQuantized(name))
    report(layer,
           fmt::format("dtype policy {} is of a quantized layer, which is not supported", name),
           "save the model before it is quantized");
  else if (name == "DTypePolicyMap")
    report(layer, "a map of dtype policies is not supported",
           "give each layer its own dtype policy and save the model again");
  else if (!policy)
    report(layer, fmt::format("dtype policy {} is unknown", name),
           "use float32, float64, float16, bfloat16, mixed_float16 or mixed_bfloat16");
  // In integers only what moves elements, or counts them, says the same.
  else if (!isa<FloatType>(policy->compute) && !state.name.hasTrait<MovesElements>() &&
           !state.name.hasTrait<KeepsInputs>())
    report(layer,
           fmt::format(
               "dtype policy {} makes the layer compute in integers, which is not supported", name),
           "use a dtype policy of floats");
  else {
    state.attributes.set(policyAttrName, builder.getStringAttr(name));
    return true;
  }
  return false;
}

DTypePolicy LayerBuilder::policyOf(const OperationState &state) {
  auto name = dyn_cast_or_null<StringAttr>(state.attributes.get(policyAttrName));
  return *parsePolicy(name ? name.getValue() : "float32", builder.getContext());
}

Value LayerBuilder::autocast(Location loc, Value value, Type element) {
  return createCast(builder, loc, value, element, /*isAutocast=*/true);
}

Value LayerBuilder::autocastInput(const OperationState &state, Value value) {
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(value.getType()));
  if (!isFloat && state.name.hasTrait<MakesFloats>())
    return autocast(state.location, value, builder.getF32Type());
  if (isFloat ? state.name.hasTrait<KeepsInputs>() : !state.name.hasTrait<TakesIntegers>())
    return value;
  Type target = policyOf(state).compute;
  // A normalization takes integers in the type of what it does inside.
  if (!isFloat && state.name.hasTrait<KeepsVariables>())
    target = promoteTypes(target, builder.getF32Type());
  return autocast(state.location, value, target);
}

Value LayerBuilder::autocastVariable(const OperationState &state, Value value) {
  if (!isa<FloatType>(getElementTypeOrSelf(value.getType())) ||
      state.name.hasTrait<KeepsVariables>())
    return value;
  return autocast(state.location, value, policyOf(state).compute);
}

Type LayerBuilder::variableType(const Layer &layer, const OperationState &state,
                                const Variable &variable) {
  std::optional<DType> dtype = findDType(variable.dtype);
  if (!dtype) {
    report(layer,
           fmt::format("variable {} has the unknown dtype {}", variable.name, variable.dtype));
    return {};
  }
  Type type = elementType(*dtype, builder.getContext());
  if (!isa<FloatType>(type))
    return type;
  Type given = policyOf(state).variable;
  if (isa<FloatType>(given))
    return given;
  report(layer, fmt::format("variable {} would be of integers", variable.name),
         "use a dtype policy of floats");
  return {};
}
