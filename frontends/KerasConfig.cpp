// Keras 3's JSON -> config: models and their layers. A Sequential has no calls in its JSON, and
// gets them here.
#include "frontends/KerasConfig.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/KerasCalls.h"
#include "frontends/Naming.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

#include <fmt/format.h>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Expected<Model> readModel(const JsonRef &entry);

static bool isModelClass(StringRef className, StringRef module) {
  return module.starts_with("keras") &&
         (className == "Sequential" || className == "Functional" || className == "Model");
}

static Error readString(const JsonRef &object, StringRef key, std::string &out) {
  std::optional<JsonRef> member = object.find(key);
  if (!member)
    return Error::success();
  Expected<StringRef> text = member->string();
  if (!text)
    return text.takeError();
  out = text->str();
  return Error::success();
}

/// Whether a value in a layer's config is a layer, or a model, as Keras serializes them.
static bool isSerializedLayer(const Json &json) {
  const Json *className = json.find("class_name"), *config = json.find("config"),
             *module = json.find("module");
  if (!className || !className->asString() || !config || !config->asObject() || !module)
    return false;
  // Every layer's config says whether it is trainable, a custom one's too.
  if (config->find("name") && config->find("trainable"))
    return true;
  return module->asString() && StringRef(*module->asString()).starts_with("keras") &&
         StringRef(*module->asString()).contains("layers");
}

static Expected<Layer> readLayer(const JsonRef &entry, bool isChild = false);

/// The layers within a layer's config.
static Error readChildren(const JsonRef &config, Layer &layer) {
  for (const auto &[key, value] : *config.json().asObject()) {
    if (!isSerializedLayer(value))
      continue;
    Expected<Layer> child =
        readLayer(JsonRef(value, config.where().str() + "." + key), /*isChild=*/true);
    if (!child)
      return child.takeError();
    child->key = key;
    layer.children.push_back(std::move(*child));
  }
  return Error::success();
}

/// A layer's entry in its model's list: {"class_name", "config", "module", "name", "inbound_nodes",
/// ...}.
static Expected<Layer> readLayer(const JsonRef &entry, bool isChild) {
  Layer layer;
  layer.where = entry.where().str();
  Expected<StringRef> classText = entry.getString("class_name");
  if (!classText)
    return classText.takeError();
  layer.className = classText->str();
  // Its weights have the class's own name.
  if (layer.className == aliasInFiles)
    layer.className = classOfAlias;
  Expected<JsonRef> config = entry.get("config");
  if (!config)
    return config.takeError();
  if (!config->json().asObject())
    return config->error("expected an object with the layer's arguments");
  // A layer alone may be written by hand, without what Keras always writes.
  bool isAlone = entry.where().ends_with(":") && !config->json().find("layers");
  if (isAlone) {
    layer.module = "keras.layers";
    layer.name = toSnakeCase(layer.className);
  }
  if (!entry.json().find("module") && !isAlone)
    return entry.error("class " + layer.className +
                       " stands without \"module\", which is the spelling of Keras 1 and 2; it is "
                       "not read yet: load the model "
                       "with Keras 3 and save it as .keras");
  Error failed =
      llvm::joinErrors(readString(entry, "module", layer.module),
                       llvm::joinErrors(readString(entry, "registered_name", layer.registeredName),
                                        llvm::joinErrors(readString(*config, "name", layer.name),
                                                         readString(entry, "name", layer.name))));
  if (failed)
    return std::move(failed);
  if (layer.registeredName == layer.className)
    layer.registeredName.clear();
  layer.config = config->json();
  if (Error problem = readString(entry, refusalKey, layer.refusal))
    return std::move(problem);
  if (std::optional<JsonRef> shared = entry.find("shared_object_id"))
    if (const int64_t *id = shared->json().asInt())
      layer.sharedId = *id;
  if (std::optional<JsonRef> build = entry.find("build_config"))
    layer.buildConfig = build->json();
  if (isModelClass(layer.className, layer.module) && layer.registeredName.empty()) {
    Expected<Model> model = readModel(entry);
    if (!model)
      return model.takeError();
    layer.model = std::make_shared<Model>(std::move(*model));
  } else if (Error problem = readChildren(*config, layer)) {
    return std::move(problem);
  }
  if (layer.name.empty() && isChild)
    layer.name = toSnakeCase(layer.className);
  if (layer.name.empty())
    return entry.error("class " + layer.className + " has no \"name\"");
  return layer;
}

static bool isTensorRef(const Json &json) {
  const Json::Array *parts = json.asArray();
  return parts && parts->size() == 3 && (*parts)[0].asString() && (*parts)[1].asInt();
}

/// Appends the tensors under `ref` in the order in which Keras flattens them, each with the keys
/// and positions that lead to it. Returns how they nest.
static Expected<Json> flatten(const JsonRef &ref, const std::string &path, Structure &structure) {
  if (isTensorRef(ref.json())) {
    Expected<TensorRef> tensor = readTensorRef(ref);
    if (!tensor)
      return tensor.takeError();
    structure.tensors.push_back(std::move(*tensor));
    structure.names.push_back(path);
    return Json(int64_t(structure.tensors.size()) - 1);
  }
  std::string prefix = path.empty() ? "" : path + "/";
  if (const Json::Object *members = ref.json().asObject()) {
    structure.kind = Structure::Kind::Dict;
    std::vector<std::string> keys;
    for (const auto &member : *members)
      keys.push_back(member.first);
    llvm::sort(keys);
    Json::Object nesting;
    for (const std::string &key : keys) {
      Expected<Json> item = flatten(JsonRef(*ref.json().find(key), ref.where().str() + "." + key),
                                    prefix + key, structure);
      if (!item)
        return item.takeError();
      nesting.emplace_back(key, std::move(*item));
    }
    return Json(std::move(nesting));
  }
  Expected<std::vector<JsonRef>> items = ref.items();
  if (!items)
    return items.takeError();
  Json::Array nesting;
  for (auto [i, item] : llvm::enumerate(*items)) {
    Expected<Json> inner = flatten(item, prefix + std::to_string(i), structure);
    if (!inner)
      return inner.takeError();
    nesting.push_back(std::move(*inner));
  }
  return Json(std::move(nesting));
}

static Expected<Structure> readStructure(const JsonRef &ref) {
  Structure structure;
  structure.kind = isTensorRef(ref.json()) ? Structure::Kind::Single : Structure::Kind::List;
  Expected<Json> nesting = flatten(ref, "", structure);
  if (!nesting)
    return nesting.takeError();
  if (structure.kind != Structure::Kind::Dict)
    structure.names.clear();
  bool isFlat = !nesting->asObject() &&
                (!nesting->asArray() || llvm::all_of(*nesting->asArray(), [](const Json &item) {
                  return item.asInt() != nullptr;
                }));
  if (!isFlat)
    structure.nesting = std::move(*nesting);
  return structure;
}

static Error readCalls(const JsonRef &entry, Layer &layer) {
  std::optional<JsonRef> nodes = entry.find("inbound_nodes");
  if (!nodes)
    return Error::success();
  Expected<std::vector<JsonRef>> calls = nodes->items();
  if (!calls)
    return calls.takeError();
  for (const JsonRef &node : *calls) {
    Expected<Call> call = readCall(node);
    if (!call)
      return call.takeError();
    layer.calls.push_back(std::move(*call));
  }
  return Error::success();
}

/// The layers of a model, with their calls where the model is no chain of them.
static Error readLayers(const JsonRef &config, bool hasCalls, Model &model) {
  Expected<std::vector<JsonRef>> entries = config.getItems("layers");
  if (!entries)
    return entries.takeError();
  for (const JsonRef &entry : *entries) {
    Expected<Layer> layer = readLayer(entry);
    if (!layer)
      return layer.takeError();
    if (hasCalls)
      if (Error failed = readCalls(entry, *layer))
        return failed;
    model.layers.push_back(std::move(*layer));
  }
  return Error::success();
}

static Error readFunctional(const JsonRef &config, Model &model) {
  if (Error failed = readLayers(config, /*hasCalls=*/true, model))
    return failed;
  for (auto [key, structure] :
       {std::pair("input_layers", &model.inputs), std::pair("output_layers", &model.outputs)}) {
    Expected<JsonRef> tensors = config.get(key);
    if (!tensors)
      return tensors.takeError();
    Expected<Structure> read = readStructure(*tensors);
    if (!read)
      return read.takeError();
    *structure = std::move(*read);
    // A nested Functional is born with one call, its own, so Keras counts its calls in an outer
    // model from 1 here (and only here).
    for (TensorRef &tensor : structure->tensors)
      for (const Layer &layer : model.layers)
        if (layer.name == tensor.layer && layer.model && layer.model->className != "Sequential" &&
            tensor.node)
          --tensor.node;
  }
  return Error::success();
}

/// The input that a Sequential without an InputLayer begins with, from what the file says about its
/// shape.
static Layer makeInput(const JsonRef &config, const Model &model) {
  Layer input;
  input.className = "InputLayer";
  input.module = "keras.layers";
  input.where = config.where().str();
  input.name = "input_layer";
  for (unsigned n = 1;
       llvm::any_of(model.layers, [&](const Layer &layer) { return layer.name == input.name; });
       ++n)
    input.name = fmt::format("input_layer_{}", n);
  Json::Object members;
  const Json *shape = config.json().find("build_input_shape");
  if ((!shape || shape->isNull()) && !model.layers.empty()) {
    const Layer &first = model.layers.front();
    shape = first.config.find("batch_input_shape");
    if (!shape || shape->isNull())
      shape = first.buildConfig.find("input_shape");
  }
  if (shape && shape->asArray())
    members.emplace_back("batch_shape", *shape);
  // Keras makes the input in the type that the first layer computes in.
  const Json *dtype = model.layers.empty() ? nullptr : model.layers.front().config.find("dtype");
  members.emplace_back("dtype", Json(computeDType(policyName(dtype))));
  members.emplace_back("name", Json(input.name));
  input.config = Json(std::move(members));
  return input;
}

/// Makes the layers of a Sequential call each other, from an input on.
static void chainLayers(const JsonRef &config, Model &model) {
  if (model.layers.empty() || !model.layers.front().isInput())
    model.layers.insert(model.layers.begin(), makeInput(config, model));
  for (size_t i = 1; i < model.layers.size(); ++i) {
    Argument argument;
    argument.kind = Argument::Kind::Tensor;
    argument.tensor.layer = model.layers[i - 1].name;
    Call call;
    call.args.push_back(std::move(argument));
    call.where = model.layers[i].where;
    model.layers[i].calls.push_back(std::move(call));
  }
  model.inputs.tensors = {TensorRef{model.layers.front().name}};
  model.outputs.tensors = {TensorRef{model.layers.back().name}};
}

static Error readSequential(const JsonRef &config, Model &model) {
  if (Error failed = readLayers(config, /*hasCalls=*/false, model))
    return failed;
  chainLayers(config, model);
  return Error::success();
}

/// Each layer's name is its own, or references would be ambiguous.
static Error checkNames(const JsonRef &config, const Model &model) {
  llvm::StringSet<> names;
  for (const Layer &layer : model.layers)
    if (!names.insert(layer.name).second)
      return config.error("two layers are named \"" + layer.name + "\"");
  return Error::success();
}

static Expected<Model> readModel(const JsonRef &entry) {
  Expected<JsonRef> config = entry.get("config");
  if (!config)
    return config.takeError();
  Model model;
  Error failed = llvm::joinErrors(readString(entry, "class_name", model.className),
                                  readString(*config, "name", model.name));
  if (failed)
    return std::move(failed);
  if (Error problem = model.className == "Sequential" ? readSequential(*config, model)
                                                      : readFunctional(*config, model))
    return std::move(problem);
  if (Error problem = checkNames(*config, model))
    return std::move(problem);
  return model;
}

/// A single layer as a Sequential of it.
static Expected<Model> readSingleLayer(const JsonRef &root) {
  Expected<Layer> layer = readLayer(root);
  if (!layer)
    return layer.takeError();
  Model model;
  model.name = layer->name;
  model.className = "Sequential";
  model.isSingleLayer = true;
  model.layers.push_back(std::move(*layer));
  chainLayers(llvm::cantFail(root.get("config")), model);
  return model;
}

Expected<Model> lith::frontends::readKerasConfig(const JsonRef &root) {
  Expected<StringRef> text = root.getString("class_name");
  if (!text)
    return text.takeError();
  const Json *module = root.json().find("module");
  StringRef moduleName = module && module->asString() ? StringRef(*module->asString()) : "";
  if (isModelClass(*text, moduleName))
    return readModel(root);
  return readSingleLayer(root);
}
