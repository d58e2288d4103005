// Models of any kind, those that are Sequential, and the version that wrote a file.
#include "frontends/UpgradeConfig.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/UpgradeParts.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::Expected;
using llvm::StringRef;

StringRef upgrade::classOf(const Json &entry) {
  const Json *name = entry.find("class_name");
  return name && name->asString() ? StringRef(*name->asString()) : "";
}

bool upgrade::isSequential(const Json &entry) { return classOf(entry) == "Sequential"; }
/// Functional models were called Model, and inside of Keras Container or Network.
static bool isFunctional(const Json &entry) {
  StringRef name = classOf(entry);
  return name == "Functional" || name == "Model" || name == "Network" || name == "Container";
}
bool upgrade::isModel(const Json &entry) {
  const Json *config = entry.find("config");
  return (isSequential(entry) || isFunctional(entry)) && config &&
         (config->asArray() || config->find("layers"));
}

const Json::Array *upgrade::layersOf(const Json &entry) {
  const Json *config = entry.find("config");
  if (config && config->asArray())
    return config->asArray(); // a Sequential until Keras 2.2
  const Json *layers = config ? config->find("layers") : nullptr;
  return layers ? layers->asArray() : nullptr;
}

Json upgrade::with(const Json &object, StringRef key, Json value) {
  Json::Object members = *object.asObject();
  llvm::erase_if(members, [&](const Json::Member &member) { return member.first == key; });
  members.emplace_back(key.str(), std::move(value));
  return members;
}

Json upgrade::modelEntry(const Json &entry, StringRef className, Json config) {
  Json result = with(entry, "class_name", text(className));
  result = with(result, "module", text("keras"));
  result = with(result, "registered_name", text(className));
  return with(result, "config", std::move(config));
}

Json upgrade::withName(const Json &entry) {
  const Json *config = entry.find("config"), *name = config ? config->find("name") : nullptr;
  return entry.find("name") || !name ? entry : with(entry, "name", *name);
}

std::optional<Ref> upgrade::asRef(const Json &json) {
  const Json::Array *parts = json.asArray();
  if (!parts || (parts->size() != 3 && parts->size() != 4) || !(*parts)[0].asString() ||
      !(*parts)[1].asInt() || (parts->size() == 4 && !(*parts)[3].asObject()))
    return std::nullopt;
  return Ref{*(*parts)[0].asString(), *(*parts)[1].asInt(), &(*parts)[2],
             parts->size() == 4 ? &(*parts)[3] : nullptr};
}

void upgrade::visitRefs(const Json &json, llvm::function_ref<void(const Ref &)> visit) {
  if (std::optional<Ref> ref = asRef(json)) {
    visit(*ref);
    if (ref->kwargs)
      visitRefs(*ref->kwargs, visit);
    return;
  }
  // What is visited may be kept: no copies.
  if (const Json::Array *items = json.asArray())
    for (const Json &item : *items)
      visitRefs(item, visit);
  if (const Json::Object *members = json.asObject())
    for (const Json::Member &member : *members)
      visitRefs(member.second, visit);
}

Json upgrade::makeTensor(StringRef layer, Json node, Json index) {
  Json history(Json::Array{text(layer), std::move(node), std::move(index)});
  return Json::Object{{"class_name", text("__keras_tensor__")},
                      {"config", Json::Object{{"keras_history", std::move(history)}}}};
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
  return {{"batch_shape", *shape}, {"dtype", text(variableDType(policyName(dtype)))}};
}

StringRef upgrade::nameOf(const Json &entry) {
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
  if (!entries->empty() && classOf(entries->front().json()) == "Merge")
    return upgradeMergedSequential(entry, *entries, kerasVersion);
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
  return upgradeFunctional(entry, kerasVersion);
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
  if (!layers)
    return mark;
  for (const Json &layer : *layers) {
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
