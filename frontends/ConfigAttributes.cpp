// The config of a layer as its op's attributes, key by key (ReadAttribute.cpp), and its dtype
// policy.
#include "frontends/ConfigAttributes.h"
#include "frontends/NestedLists.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

// Keys that every layer may have and that mean nothing to inference, or are looked at elsewhere
// (dtype, name). Shapes of inputs stand in some configs of Keras 1 and 2; the graph says them, too.
static constexpr StringRef commonKeys[] = {
    "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "input_shape"};
// All that an operation of keras.ops has beside its arguments: there, dtype is one of them.
static constexpr StringRef commonOperationKeys[] = {"name"};
// Newer Keras writes these with null; any other value changes what the layer computes.
static constexpr StringRef commonNullKeys[] = {"quantization_config"};

/// The value of `key` in `config` under any of its spellings, or null.
static const Json *findKey(const ConfigKey &key, const Json &config, llvm::StringSet<> &seen) {
  const Json *found = nullptr;
  auto look = [&](StringRef spelling) {
    seen.insert(spelling);
    if (const Json *value = config.find(spelling); value && !found)
      found = value;
  };
  look(key.name);
  for (const std::string &alias : key.aliases)
    look(alias);
  return found;
}

/// A serialized object (an initializer, say) without what says nothing: the module, and arguments
/// that are null. One that has no arguments left is its class alone, as Keras takes it, too.
static std::string describeKept(const Json &json) {
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (!className || !className->asString() || !config || !config->asObject())
    return json.asString() ? *json.asString() : json.text(SIZE_MAX);
  Json::Object arguments;
  for (const Json::Member &argument : *config->asObject())
    if (!argument.second.isNull())
      arguments.push_back(argument);
  if (arguments.empty())
    return *className->asString();
  return Json(Json::Object{{"class_name", *className}, {"config", Json(std::move(arguments))}})
      .text(SIZE_MAX);
}

std::vector<std::string> lith::frontends::readAttributes(const Layer &layer, const ConfigSpec &spec,
                                                         StringRef kerasVersion, Builder &builder,
                                                         NamedAttrList &attributes) {
  std::vector<std::string> problems;
  llvm::StringSet<> seen;
  NamedAttrList nestings;
  for (const ConfigKey &key : spec.getKeys()) {
    const Json *json = findKey(key, layer.config, seen);
    if (key.kind == ConfigKind::Child)
      continue; // a region of the op, which import fills
    Json oldDefault;
    if (!json && isBeforeKeras3(kerasVersion) && !key.keras2Default.empty()) {
      oldDefault = llvm::cantFail(parseJson(key.keras2Default, key.name));
      json = &oldDefault;
    }
    if (json && json->isNull() && !key.nullFlag.empty())
      attributes.set(key.nullFlag, builder.getUnitAttr());
    if (!json || (json->isNull() && key.nullable))
      continue; // the op's own default
    std::string problem;
    if (!key.listFlag.empty() && json->asArray())
      attributes.set(key.listFlag, builder.getUnitAttr());
    if (std::optional<SmallVector<int64_t>> nesting = nestedShape(*json);
        key.kind == ConfigKind::Integers && nesting && nesting->size() > 1)
      nestings.set(key.name, builder.getDenseI64ArrayAttr(*nesting));
    if (Attribute value = readAttribute(key, *json, builder, problem))
      attributes.set(key.name, value);
    else
      problems.push_back(std::move(problem));
  }
  if (!nestings.empty())
    attributes.set(nestingAttrName, nestings.getDictionary(builder.getContext()));
  seen.insert_range(spec.getDroppedKeys());
  ArrayRef<StringRef> common = commonKeys;
  if (layer.isOperation())
    common = commonOperationKeys;
  NamedAttrList kept;
  for (const std::string &key : spec.getKeptKeys()) {
    seen.insert(key);
    if (const Json *json = layer.config.find(key); json && !json->isNull())
      kept.set(key, builder.getStringAttr(describeKept(*json)));
  }
  if (!kept.empty())
    attributes.set("layer.kept", kept.getDictionary(builder.getContext()));
  for (const auto &[key, value] : *layer.config.asObject()) {
    bool isCommon = llvm::is_contained(common, key) ||
                    (llvm::is_contained(commonNullKeys, key) && value.isNull());
    if (!isCommon && !seen.contains(key))
      problems.push_back(fmt::format("config key \"{}\" = {} is not known", key, value.text(80)));
  }
  return problems;
}

std::string lith::frontends::policyName(const Json *dtype) {
  if (!dtype || dtype->isNull())
    return "float32";
  if (dtype->asString())
    return *dtype->asString();
  auto text = [&](const Json *object, StringRef key) -> const std::string * {
    const Json *value = object ? object->find(key) : nullptr;
    return value ? value->asString() : nullptr;
  };
  const Json *config = dtype->find("config");
  if (const std::string *name = text(config, "name"))
    return *name;
  const std::string *mode = text(config, "mode"), *source = text(config, "source_name");
  if (mode && source)
    return *mode + "_from_" + *source;
  const std::string *className = text(dtype, "class_name");
  return className ? *className : dtype->text(80);
}

std::string lith::frontends::computeDType(const std::string &policy) {
  StringRef name = policy;
  name.consume_front("mixed_");
  return name.str();
}

std::string lith::frontends::variableDType(const std::string &policy) {
  return StringRef(policy).starts_with("mixed_") ? "float32" : policy;
}
