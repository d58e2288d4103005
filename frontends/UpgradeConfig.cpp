// Models of Keras 1 and 2: lists of layers that were a Sequential, calls as nested lists, and the
// counting of calls.
#include "frontends/UpgradeConfig.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Json text(StringRef value) { return Json(value.str()); }

static StringRef classOf(const Json &entry) {
  const Json *name = entry.find("class_name");
  return name && name->asString() ? StringRef(*name->asString()) : "";
}

static bool isSequential(const Json &entry) { return classOf(entry) == "Sequential"; }
/// Functional models were called Model, and inside of Keras Container or Network.
static bool isFunctional(const Json &entry) {
  StringRef name = classOf(entry);
  return name == "Functional" || name == "Model" || name == "Network" || name == "Container";
}
static bool isModel(const Json &entry) {
  const Json *config = entry.find("config");
  return (isSequential(entry) || isFunctional(entry)) && config &&
         (config->asArray() || config->find("layers"));
}

/// The layers of a model's entry, as JSON.
static const Json::Array *layersOf(const Json &entry) {
  const Json *config = entry.find("config");
  if (config && config->asArray())
    return config->asArray(); // a Sequential until Keras 2.2
  const Json *layers = config ? config->find("layers") : nullptr;
  return layers ? layers->asArray() : nullptr;
}

namespace {

/// A tensor as calls and lists of outputs name it: [layer, node, index] or, in a call, [layer,
/// node, index, keyword arguments].
struct Ref {
  StringRef layer;
  int64_t node;
  const Json *index;
  const Json *kwargs; // or null
};

std::optional<Ref> asRef(const Json &json) {
  const Json::Array *parts = json.asArray();
  if (!parts || (parts->size() != 3 && parts->size() != 4) || !(*parts)[0].asString() ||
      !(*parts)[1].asInt() || (parts->size() == 4 && !(*parts)[3].asObject()))
    return std::nullopt;
  return Ref{*(*parts)[0].asString(), *(*parts)[1].asInt(), &(*parts)[2],
             parts->size() == 4 ? &(*parts)[3] : nullptr};
}

/// A constant among a call's tensors is [this, -1, value].
constexpr StringRef constantMark = "_CONSTANT_VALUE";

/// Calls `visit` with every tensor under `json`.
void visitRefs(const Json &json, llvm::function_ref<void(const Ref &)> visit) {
  if (std::optional<Ref> ref = asRef(json)) {
    visit(*ref);
    if (ref->kwargs)
      visitRefs(*ref->kwargs, visit);
    return;
  }
  for (const Json &item : json.asArray() ? *json.asArray() : Json::Array())
    visitRefs(item, visit);
  for (const Json::Member &member : json.asObject() ? *json.asObject() : Json::Object())
    visitRefs(member.second, visit);
}

/// Upgrades one functional model.
class Functional {
public:
  explicit Functional(StringRef kerasVersion) : kerasVersion(kerasVersion) {}
  Expected<Json> upgrade(const JsonRef &entry);

private:
  void countFrom(const Json &config);
  Json tensor(const Ref &ref) const;
  Json argument(const Json &json) const;
  Json call(const Json &node) const;
  Json structure(const Json &json) const;

  StringRef kerasVersion;
  /// Calls of a nested model are counted from 1 where its own making was its first. Every call is
  /// used somewhere, so the least number that is mentioned tells.
  llvm::StringMap<int64_t> first;
  llvm::StringMap<bool> functional; // nested models by name: whether no Sequential
};

} // namespace

void Functional::countFrom(const Json &config) {
  const Json *layers = config.find("layers");
  auto visit = [&](const Ref &ref) {
    if (!functional.contains(ref.layer))
      return;
    auto [entry, isNew] = first.try_emplace(ref.layer, ref.node);
    entry->second = std::min(entry->second, ref.node);
  };
  for (const Json &layer : *layers->asArray()) {
    const Json *name = layer.find("name");
    if (isModel(layer) && name && name->asString())
      functional[*name->asString()] = !isSequential(layer);
  }
  for (const Json &layer : *layers->asArray())
    if (const Json *nodes = layer.find("inbound_nodes"))
      visitRefs(*nodes, visit);
  if (const Json *outputs = config.find("output_layers"))
    visitRefs(*outputs, visit);
}

Json Functional::tensor(const Ref &ref) const {
  int64_t node = ref.node - (first.lookup(ref.layer) == 1 ? 1 : 0);
  Json history(Json::Array{text(ref.layer), Json(node), *ref.index});
  return Json::Object{{"class_name", text("__keras_tensor__")},
                      {"config", Json::Object{{"keras_history", std::move(history)}}}};
}

Json Functional::argument(const Json &json) const {
  if (std::optional<Ref> ref = asRef(json))
    return ref->layer == constantMark ? *ref->index : tensor(*ref);
  if (const Json::Array *items = json.asArray()) {
    Json::Array list;
    for (const Json &item : *items)
      list.push_back(argument(item));
    return list;
  }
  if (const Json::Object *members = json.asObject()) {
    Json::Object object;
    for (const auto &[key, value] : *members)
      object.emplace_back(key, argument(value));
    return object;
  }
  return json;
}

/// A node: the structure of the first argument, in which each tensor carries the keyword arguments.
Json Functional::call(const Json &node) const {
  const Json *kwargs = nullptr;
  visitRefs(node, [&](const Ref &ref) { kwargs = ref.kwargs ? ref.kwargs : kwargs; });
  Json inputs = argument(node);
  // A list of one is how a single tensor was written.
  if (const Json::Array *items = inputs.asArray(); items && items->size() == 1)
    inputs = Json(items->front());
  Json::Array args{std::move(inputs)};
  Json::Object keywords;
  for (const auto &[key, value] : kwargs ? *kwargs->asObject() : Json::Object()) {
    // The further inputs of attention, which Keras 3 writes by position.
    bool isInput = (key == "value" || key == "key") && asRef(value);
    if (isInput && keywords.empty())
      args.push_back(argument(value));
    else
      keywords.emplace_back(key, argument(value));
  }
  return Json::Object{{"args", std::move(args)}, {"kwargs", std::move(keywords)}};
}

/// Inputs or outputs of the model. Here Keras 3 counts the calls of a nested functional model
/// from 1.
Json Functional::structure(const Json &json) const {
  if (std::optional<Ref> ref = asRef(json)) {
    int64_t node = ref->node;
    if (auto entry = first.find(ref->layer); entry != first.end())
      node += (functional.lookup(ref->layer) ? 1 : 0) - (entry->second == 1 ? 1 : 0);
    return Json::Array{text(ref->layer), Json(node), *ref->index};
  }
  if (const Json::Array *items = json.asArray()) {
    Json::Array list;
    for (const Json &item : *items)
      list.push_back(structure(item));
    return list;
  }
  if (const Json::Object *members = json.asObject()) {
    Json::Object object;
    for (const auto &[key, value] : *members)
      object.emplace_back(key, structure(value));
    return object;
  }
  return json;
}

/// `object` with `key` set to `value`.
static Json with(const Json &object, StringRef key, Json value) {
  Json::Object members = *object.asObject();
  llvm::erase_if(members, [&](const Json::Member &member) { return member.first == key; });
  members.emplace_back(key.str(), std::move(value));
  return members;
}

/// The entry of a model, with its new config, as Keras 3 writes it.
static Json modelEntry(const Json &entry, StringRef className, Json config) {
  Json result = with(entry, "class_name", text(className));
  result = with(result, "module", text("keras"));
  result = with(result, "registered_name", text(className));
  return with(result, "config", std::move(config));
}

/// The entry with the name that older files have in the config only.
static Json withName(const Json &entry) {
  const Json *config = entry.find("config"), *name = config ? config->find("name") : nullptr;
  return entry.find("name") || !name ? entry : with(entry, "name", *name);
}

Expected<Json> Functional::upgrade(const JsonRef &entry) {
  JsonRef config = llvm::cantFail(entry.get("config"));
  Expected<std::vector<JsonRef>> entries = config.getItems("layers");
  if (!entries)
    return entries.takeError();
  bool isOld = isBeforeKeras3(kerasVersion);
  if (isOld)
    countFrom(config.json());
  Json::Array upgraded;
  for (const JsonRef &layer : *entries) {
    Expected<Json> one = upgradeEntry(layer, kerasVersion);
    if (!one)
      return one.takeError();
    if (!isOld) {
      // A layer's config says whether it is trainable; that of a function of keras.ops does not.
      bool isFunction = !layer.find("module") && classOf(layer.json()) != "InputLayer" &&
                        !isModel(layer.json()) && !layer.json().find("config")->find("trainable");
      upgraded.push_back(isFunction ? with(*one, "module", text("keras.src.ops"))
                                    : std::move(*one));
      continue;
    }
    Json::Array calls;
    if (std::optional<JsonRef> nodes = layer.find("inbound_nodes")) {
      Expected<std::vector<JsonRef>> items = nodes->items();
      if (!items)
        return items.takeError();
      for (const JsonRef &node : *items)
        calls.push_back(call(node.json()));
    }
    upgraded.push_back(with(withName(*one), "inbound_nodes", std::move(calls)));
  }
  Json result = with(config.json(), "layers", std::move(upgraded));
  for (StringRef key : {"input_layers", "output_layers"})
    if (const Json *tensors = isOld ? config.json().find(key) : nullptr)
      result = with(result, key, structure(*tensors));
  return modelEntry(entry.json(), "Functional", std::move(result));
}

/// The shape and dtype of the input that a Sequential begins with, from its first layer, which may
/// be a model itself.
static Json::Object findInput(const Json &first) {
  const Json *config = first.find("config");
  if (isModel(first)) {
    const Json::Array *layers = layersOf(first);
    if (!layers || layers->empty())
      return {};
    for (const Json &layer : *layers)
      if (classOf(layer) == "InputLayer")
        return findInput(layer);
    return findInput(layers->front());
  }
  const Json *shape = config ? config->find("batch_input_shape") : nullptr;
  if (!shape)
    return {};
  const Json *dtype = config->find("input_dtype");
  if (!dtype)
    dtype = config->find("dtype");
  return {{"batch_shape", *shape}, {"dtype", dtype ? *dtype : text("float32")}};
}

/// The name of the layer in an entry; older files have it in the config only.
static StringRef nameOf(const Json &entry) {
  const Json *config = entry.find("config");
  const Json *name = entry.find("name") ? entry.find("name")
                     : config           ? config->find("name")
                                        : nullptr;
  return name && name->asString() ? StringRef(*name->asString()) : "";
}

/// The input of a Sequential without an InputLayer, if its shape is known. Its name is Keras's.
static std::optional<Json> makeInput(const Json &first) {
  Json::Object config = findInput(first);
  StringRef name = nameOf(first);
  if (config.empty() || name.empty())
    return std::nullopt;
  Json inputName = text((name + "_input").str());
  config.emplace_back("name", inputName);
  return Json(Json::Object{{"module", text("keras.layers")},
                           {"class_name", text("InputLayer")},
                           {"name", inputName},
                           {"config", std::move(config)}});
}

static Expected<Json> upgradeSequential(const JsonRef &entry, StringRef kerasVersion) {
  JsonRef config = llvm::cantFail(entry.get("config"));
  Expected<std::vector<JsonRef>> entries =
      config.json().asArray() ? config.items() : config.getItems("layers");
  if (!entries)
    return entries.takeError();
  Json::Array upgraded;
  if (!entries->empty() && classOf(entries->front().json()) != "InputLayer")
    if (std::optional<Json> input = makeInput(entries->front().json()))
      upgraded.push_back(std::move(*input));
  for (const JsonRef &layer : *entries) {
    Expected<Json> one = upgradeEntry(layer, kerasVersion);
    if (!one)
      return one.takeError();
    upgraded.push_back(withName(*one));
  }
  Json members =
      config.json().asArray()
          ? Json(Json::Object{{"name", text(nameOf(entry.json()).empty() ? StringRef("sequential")
                                                                         : nameOf(entry.json()))}})
          : config.json();
  return modelEntry(entry.json(), "Sequential", with(members, "layers", std::move(upgraded)));
}

Expected<Json> lith::frontends::upgradeEntry(const JsonRef &entry, StringRef kerasVersion) {
  if (!isModel(entry.json()))
    return upgradeLayer(entry, kerasVersion);
  if (isSequential(entry.json()))
    return upgradeSequential(entry, kerasVersion);
  return Functional(kerasVersion).upgrade(entry);
}

Expected<Json> lith::frontends::upgradeConfig(const JsonRef &root, StringRef kerasVersion) {
  if (!root.json().asObject())
    return root.error("expected a model or layer, found " + root.json().kindName());
  return upgradeEntry(root, kerasVersion);
}

// Keys that only Keras 1 wrote.
static constexpr StringRef keras1Marks[] = {"border_mode", "dim_ordering",    "inner_activation",
                                            "init",        "W_regularizer",   "nb_filter",
                                            "pool_length", "subsample_length"};

/// What the spelling of one layer's entry says: 1, 2, or 0 where Keras 3 writes the same.
static int marksOf(const Json &entry) {
  const Json *config = entry.find("config");
  for (StringRef key : keras1Marks)
    if (config && config->find(key))
      return 1;
  const Json *nodes = entry.find("inbound_nodes");
  bool hasLists = nodes && nodes->asArray() && !nodes->asArray()->empty() &&
                  nodes->asArray()->front().asArray();
  return hasLists || (config && config->find("batch_input_shape")) ? 2 : 0;
}

/// The least mark in a model or layer; layers of a model without a module are of Keras 2 at most.
static int findMark(const Json &entry) {
  int mark = marksOf(entry);
  const Json::Array *layers = isModel(entry) ? layersOf(entry) : nullptr;
  for (const Json &layer : layers ? *layers : Json::Array()) {
    int inner = findMark(layer);
    if (!inner && !layer.find("module"))
      inner = 2;
    mark = mark && inner ? std::min(mark, inner) : std::max(mark, inner);
  }
  return mark;
}

std::string lith::frontends::findKerasVersion(const Json &root) {
  if (const Json *version = root.find("keras_version"); version && version->asString())
    return *version->asString();
  int mark = findMark(root);
  return mark ? std::to_string(mark) : "";
}
