// Functional models of Keras 1 and 2: calls as nested lists, and the counting of calls.
#include "frontends/UpgradeConfig.h"
#include "frontends/UpgradeFunction.h"
#include "frontends/UpgradeParts.h"
#include "frontends/UpgradeSizes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::Expected;
using llvm::StringRef;

namespace {

/// A constant among a call's tensors is [this, -1, value].
constexpr StringRef constantMark = "_CONSTANT_VALUE";

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
  Expected<Json> layerWithCalls(const JsonRef &layer) const;
  Expected<Json> layerWithModule(const JsonRef &layer) const;

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
  return makeTensor(ref.layer, Json(node), *ref.index);
}

/// `json` with every tensor under it as `replace` writes it.
static Json replaceRefs(const Json &json, llvm::function_ref<Json(const Ref &)> replace) {
  if (std::optional<Ref> ref = asRef(json))
    return replace(*ref);
  if (const Json::Array *items = json.asArray()) {
    Json::Array list;
    for (const Json &item : *items)
      list.push_back(replaceRefs(item, replace));
    return list;
  }
  if (const Json::Object *members = json.asObject()) {
    Json::Object object;
    for (const auto &[key, value] : *members)
      object.emplace_back(key, replaceRefs(value, replace));
    return object;
  }
  return json;
}

Json Functional::argument(const Json &json) const {
  return replaceRefs(
      json, [&](const Ref &ref) { return ref.layer == constantMark ? *ref.index : tensor(ref); });
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
  static const Json::Object none;
  for (const auto &[key, value] : kwargs ? *kwargs->asObject() : none) {
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
  return replaceRefs(json, [&](const Ref &ref) -> Json {
    int64_t node = ref.node;
    if (auto entry = first.find(ref.layer); entry != first.end())
      node += (functional.lookup(ref.layer) ? 1 : 0) - (entry->second == 1 ? 1 : 0);
    return Json::Array{text(ref.layer), Json(node), *ref.index};
  });
}

/// A layer of Keras 1 or 2 with all that calls it.
Expected<Json> Functional::layerWithCalls(const JsonRef &layer) const {
  Expected<Json> one = upgradeEntry(layer, kerasVersion);
  if (!one)
    return one;
  Json::Array calls;
  if (std::optional<JsonRef> nodes = layer.find("inbound_nodes")) {
    Expected<std::vector<JsonRef>> items = nodes->items();
    if (!items)
      return items.takeError();
    for (const JsonRef &node : *items)
      calls.push_back(call(node.json()));
  }
  Json named = withName(*one);
  if (!functionOf(named).empty())
    return upgradeFunction(named, std::move(calls));
  return with(named, "inbound_nodes", std::move(calls));
}

/// A layer of a file of Keras 3 that leaves modules out. A layer's config says whether it is
/// trainable; that of a function of keras.ops does not, nor those of a few layers.
Expected<Json> Functional::layerWithModule(const JsonRef &layer) const {
  Expected<Json> one = upgradeEntry(layer, kerasVersion);
  StringRef name = classOf(layer.json());
  bool leavesOut =
      name == "InputLayer" || name == "Discretization" || name.starts_with("SpatialDropout");
  if (!one || layer.find("module") || leavesOut || isModel(layer.json()) ||
      layer.json().find("config")->find("trainable"))
    return one;
  return with(*one, "module", text("keras.src.ops"));
}

Expected<Json> Functional::upgrade(const JsonRef &entry) {
  JsonRef config = llvm::cantFail(entry.get("config"));
  Expected<std::vector<JsonRef>> entries = config.getItems("layers");
  if (!entries)
    return entries.takeError();
  bool isOld = isBeforeKeras3(kerasVersion);
  if (isOld)
    countFrom(config.json());
  Sizes sizes(isOld ? *config.json().find("layers")->asArray() : Json::Array());
  Json::Array upgraded;
  for (const JsonRef &layer : *entries) {
    if (sizes.isNeedless(nameOf(layer.json())))
      continue;
    Json resolved = sizes.resolve(layer.json());
    JsonRef ref(resolved, layer.where().str());
    Expected<Json> one = isOld ? layerWithCalls(ref) : layerWithModule(ref);
    if (!one)
      return one.takeError();
    upgraded.push_back(std::move(*one));
  }
  Json result = with(config.json(), "layers", std::move(upgraded));
  for (StringRef key : {"input_layers", "output_layers"})
    if (const Json *tensors = isOld ? config.json().find(key) : nullptr)
      result = with(result, key, structure(*tensors));
  return modelEntry(entry.json(), "Functional", std::move(result));
}

Expected<Json> upgrade::upgradeFunctional(const JsonRef &entry, StringRef kerasVersion) {
  return Functional(kerasVersion).upgrade(entry);
}
