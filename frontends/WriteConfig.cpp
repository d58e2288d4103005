// Config -> the JSON that Keras 3 writes and loads.
#include "frontends/Export.h"
#include "frontends/Naming.h"

#include <fmt/format.h>

using namespace lith::frontends;
using llvm::StringRef;

static Json text(StringRef value) { return Json(value.str()); }

static Json writeArgument(const Argument &argument) {
  switch (argument.kind) {
  case Argument::Kind::Constant:
    return argument.constant;
  case Argument::Kind::Tensor: {
    Json::Object config = *argument.constant.asObject();
    config.emplace_back("keras_history", Json(Json::Array{text(argument.tensor.layer),
                                                          Json(int64_t(argument.tensor.node)),
                                                          Json(int64_t(argument.tensor.index))}));
    return Json(Json::Object{{"class_name", text("__keras_tensor__")},
                             {"config", Json(std::move(config))}});
  }
  case Argument::Kind::List: {
    Json::Array items;
    for (const Argument &item : argument.items)
      items.push_back(writeArgument(item));
    return Json(std::move(items));
  }
  case Argument::Kind::Dict: {
    Json::Object members;
    for (auto [key, item] : llvm::zip_equal(argument.keys, argument.items))
      members.emplace_back(key, writeArgument(item));
    return Json(std::move(members));
  }
  }
  llvm_unreachable("every kind of argument is written");
}

static Json writeCall(const Call &call) {
  Json::Array args;
  for (const Argument &argument : call.args)
    args.push_back(writeArgument(argument));
  Json::Object kwargs;
  for (const auto &[key, argument] : call.kwargs)
    kwargs.emplace_back(key, writeArgument(argument));
  return Json(Json::Object{{"args", Json(std::move(args))}, {"kwargs", Json(std::move(kwargs))}});
}

/// The lists and dicts of `nesting` with `tensors` in the place of their numbers.
static Json writeNested(const Json &nesting, llvm::ArrayRef<Json> tensors) {
  if (const Json::Array *items = nesting.asArray()) {
    Json::Array list;
    for (const Json &item : *items)
      list.push_back(writeNested(item, tensors));
    return Json(std::move(list));
  }
  if (const Json::Object *items = nesting.asObject()) {
    Json::Object members;
    for (const auto &[key, item] : *items)
      members.emplace_back(key, writeNested(item, tensors));
    return Json(std::move(members));
  }
  return tensors[size_t(*nesting.asInt())];
}

static Json writeStructure(const Model &model, const Structure &structure) {
  Json::Array tensors;
  for (const TensorRef &tensor : structure.tensors) {
    auto layer =
        llvm::find_if(model.layers, [&](const Layer &l) { return l.name == tensor.layer; });
    // Keras counts the calls of a nested Functional from 1 here, and only here.
    bool isFunctional = layer->model && layer->model->className == "Functional";
    tensors.push_back(
        Json(Json::Array{text(tensor.layer), Json(int64_t(tensor.node) + isFunctional),
                         Json(int64_t(tensor.index))}));
  }
  if (!structure.nesting.isNull())
    return writeNested(structure.nesting, tensors);
  return structure.kind == Structure::Kind::Single ? tensors.front() : Json(std::move(tensors));
}

static Json::Object writeModel(const Model &model);

static Json::Object writeLayer(const Layer &layer) {
  if (layer.model)
    return writeModel(*layer.model);
  Json::Object config = *layer.config.asObject();
  for (const Layer &child : layer.children) {
    llvm::erase_if(config, [&](const Json::Member &member) { return member.first == child.key; });
    config.emplace_back(child.key, Json(writeLayer(child)));
  }
  return {{"module", text(layer.module)},
          {"class_name",
           text(layer.className == classOfAlias ? StringRef(aliasInFiles) : layer.className)},
          {"config", Json(std::move(config))},
          {"registered_name", Json()}};
}

static Json::Object writeModel(const Model &model) {
  bool isSequential = model.className == "Sequential";
  Json::Array layers;
  for (const Layer &layer : model.layers) {
    Json::Object object = writeLayer(layer);
    if (!isSequential) {
      Json::Array nodes;
      for (const Call &call : layer.calls)
        nodes.push_back(writeCall(call));
      object.emplace_back("name", text(layer.name));
      object.emplace_back("inbound_nodes", Json(std::move(nodes)));
    }
    layers.push_back(Json(std::move(object)));
  }
  Json::Object config{
      {"name", text(model.name)}, {"trainable", Json(true)}, {"layers", Json(std::move(layers))}};
  if (!isSequential) {
    config.emplace_back("input_layers", writeStructure(model, model.inputs));
    config.emplace_back("output_layers", writeStructure(model, model.outputs));
  }
  return {{"module", text(isSequential ? "keras" : "keras.src.models.functional")},
          {"class_name", text(model.className)},
          {"config", Json(std::move(config))},
          {"registered_name", isSequential ? Json() : text("Functional")}};
}

Json lith::frontends::toKerasJson(const Config &config) { return Json(writeModel(config.main)); }
