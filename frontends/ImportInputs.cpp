// The inputs of a model that is imported: what the file and the options say of them.
#include "frontends/ImportInputs.h"
#include "frontends/ConfigAttributes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

bool lith::frontends::isRefinement(ArrayRef<int64_t> extents, ArrayRef<int64_t> general) {
  return extents.size() == general.size() &&
         llvm::all_of(llvm::zip(extents, general), [](auto pair) {
           auto [extent, wanted] = pair;
           return ShapedType::isDynamic(wanted) || extent == wanted;
         });
}

std::optional<SmallVector<int64_t>> InputTypes::shapeInFile(const Layer &layer) {
  const Json *shape = layer.config.find("batch_shape");
  if (!shape || shape->isNull())
    shape = layer.config.find("batch_input_shape");
  SmallVector<int64_t> extents;
  for (const Json &extent : shape && shape->asArray() ? *shape->asArray() : Json::Array()) {
    if (!extent.isNull() && !(extent.asInt() && *extent.asInt() >= 0)) {
      layers.report(layer, fmt::format("{} is no extent of a shape", extent.text(40)));
      return std::nullopt;
    }
    extents.push_back(extent.isNull() ? ShapedType::kDynamic : *extent.asInt());
  }
  return extents;
}

bool InputTypes::applyOptions(const Layer &layer, SmallVector<int64_t> &extents) {
  const SmallVector<int64_t> *given = options.findShape(layer.name);
  if (!given)
    given = options.findShape("");
  if (given) {
    SmallVector<int64_t> wanted{extents.empty() ? ShapedType::kDynamic : extents[0]};
    wanted.append(*given);
    if (!extents.empty() && !isRefinement(wanted, extents)) {
      layers.report(layer, fmt::format("the shape given, {}, does not fit the file's {}",
                                       fmt::join(*given, "x"),
                                       layer.config.find("batch_shape")->text(80)));
      return false;
    }
    extents = wanted;
  }
  if (extents.empty()) {
    layers.report(layer, "the file does not say what shape the input has",
                  fmt::format("say it with --shape {}=AxB", layer.name));
    return false;
  }
  if (options.batch && ShapedType::isDynamic(extents[0]))
    extents[0] = *options.batch;
  if (options.batch && extents[0] != *options.batch) {
    layers.report(layer, fmt::format("the model is made for batches of {}, not {}", extents[0],
                                     *options.batch));
    return false;
  }
  return true;
}

Type InputTypes::elementOf(const Layer &layer) {
  std::string dtype = computeDType(policyName(layer.config.find("dtype")));
  if (std::optional<DTypePolicy> known = parsePolicy(dtype, &context))
    return known->compute;
  if (dtype == "string")
    layers.report(layer, "takes strings, which a compiled model has no type for",
                  "look tokens up before the model and give it their integers");
  else
    layers.report(layer, fmt::format("inputs of dtype {} are not supported", dtype),
                  "use a dtype of floats, integers or bool");
  return {};
}

RankedTensorType InputTypes::typeOf(const Layer &layer) {
  std::optional<SmallVector<int64_t>> extents = shapeInFile(layer);
  if (!extents || !applyOptions(layer, *extents))
    return nullptr;
  for (StringRef flag : {"sparse", "ragged", "optional"})
    if (const Json *value = layer.config.find(flag); value && value->asBool() && *value->asBool()) {
      layers.report(layer, fmt::format("{} inputs are not supported", flag.str()));
      return nullptr;
    }
  Type element = elementOf(layer);
  if (!element)
    return nullptr;
  auto type = RankedTensorType::get(*extents, element);
  return layers.checkSize(layer, type, "input") ? type : nullptr;
}

SmallVector<Type> InputTypes::ofModel(const Model &model) {
  SmallVector<Type> types;
  for (const TensorRef &tensor : model.inputs.tensors) {
    auto layer =
        llvm::find_if(model.layers, [&](const Layer &layer) { return layer.name == tensor.layer; });
    RankedTensorType type;
    if (layer == model.layers.end() || !layer->isInput())
      problems.add(
          {"", "",
           fmt::format("input \"{}\" of model \"{}\" is no input layer", tensor.layer, model.name),
           ""});
    else
      type = typeOf(*layer);
    types.push_back(type);
  }
  return types;
}

/// Whether the layer's call declares its tensors one by one, not as a list.
static bool takesSeparateTensors(const Layer &layer, MLIRContext &context) {
  OperationName name("layer." + toSnakeCase(layer.className), &context);
  if (!name.hasInterface<LayerOpInterface>())
    return false;
  CallSpec spec;
  name.getInterface<LayerOpInterface>()->describeCall(spec);
  return llvm::any_of(spec.getKeys(), [](const CallArgument &argument) {
    return argument.role == CallArgument::Role::Operand;
  });
}

Config lith::frontends::withInputs(const Config &config, const ImportOptions &options,
                                   MLIRContext &context) {
  Config expanded = config;
  Model &model = expanded.main;
  Layer first = model.layers.front(), layer = model.layers.back();
  model.layers.clear();
  model.inputs = Structure{Structure::Kind::List, {}, {}, {}};
  Argument inputs;
  inputs.kind = Argument::Kind::List;
  for (const auto &[name, shape] : options.shapes) {
    Layer input = first;
    input.name = name;
    Argument argument;
    argument.kind = Argument::Kind::Tensor;
    argument.tensor.layer = name;
    inputs.items.push_back(argument);
    model.inputs.tensors.push_back(argument.tensor);
    model.layers.push_back(std::move(input));
  }
  // Layers whose tensors are arguments of their own take them by position.
  layer.calls.front().args = {inputs};
  if (takesSeparateTensors(layer, context))
    layer.calls.front().args = inputs.items;
  model.layers.push_back(std::move(layer));
  return expanded;
}
