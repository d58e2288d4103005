// Each ConfigKind has one reader from JSON to an attribute; a reader that fails says what the value
// should have been.
#include "frontends/ConfigAttributes.h"
#include "frontends/BindWeights.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

// Integers that are values of the data. All others are sizes, counts and positions.
static constexpr StringRef valueKeys[] = {"vocabulary", "mask_token", "oov_token"};

/// Appends the numbers of nested lists; false where something else is among them.
template <typename Number> static bool flatten(const Json &json, SmallVectorImpl<Number> &numbers) {
  if (const Json::Array *items = json.asArray())
    return llvm::all_of(*items, [&](const Json &item) { return flatten(item, numbers); });
  if (const int64_t *integer = json.asInt())
    return numbers.push_back(Number(*integer)), true;
  if constexpr (std::is_same_v<Number, double>)
    if (const double *number = json.asDouble())
      return numbers.push_back(*number), true;
  return false;
}

static Attribute readIntegers(const ConfigKey &key, const Json &json, Builder &builder) {
  unsigned rank = key.rank;
  SmallVector<int64_t> numbers;
  const Json::Array *items = json.asArray();
  if (key.nullNumber && items)
    for (const Json &item : *items) {
      if (item.isNull())
        numbers.push_back(*key.nullNumber);
      else if (!flatten(item, numbers))
        return {};
    }
  else if (!flatten(json, numbers))
    return {};
  if (json.asInt() && rank)
    numbers.assign(rank, *json.asInt());
  return rank && numbers.size() != rank ? Attribute() : builder.getDenseI64ArrayAttr(numbers);
}

/// `1`, one number an axis, or [before, after] for each axis. For one axis, [1, 2] is a pair.
static Attribute readPairs(const Json &json, unsigned rank, Builder &builder) {
  SmallVector<int64_t> numbers;
  if (!flatten(json, numbers))
    return {};
  if (json.asInt())
    numbers.assign(2 * rank, *json.asInt());
  if (numbers.size() == rank && numbers.size() != 2 * rank) {
    SmallVector<int64_t> pairs;
    for (int64_t number : numbers)
      pairs.append(2, number);
    numbers = pairs;
  }
  return numbers.size() != 2 * rank ? Attribute() : builder.getDenseI64ArrayAttr(numbers);
}

/// Keras's name of an activation; null is "linear", a serialized function says its name.
static Attribute readActivation(const Json &json, Builder &builder) {
  if (json.isNull())
    return builder.getStringAttr("linear");
  if (json.asString())
    return builder.getStringAttr(*json.asString());
  const Json *className = json.find("class_name"), *name = json.find("config");
  bool isFunction = className && className->asString() && *className->asString() == "function";
  return isFunction && name && name->asString() ? builder.getStringAttr(*name->asString())
                                                : Attribute();
}

/// Whether the lists of `json` nest and are long as `shape` says.
static bool hasShape(const Json &json, ArrayRef<int64_t> shape) {
  const Json::Array *items = json.asArray();
  if (!items || shape.empty())
    return !items && shape.empty();
  return int64_t(items->size()) == shape.front() &&
         llvm::all_of(*items, [&](const Json &item) { return hasShape(item, shape.drop_front()); });
}

/// Numbers in lists whose nesting is the shape, as they are or within a serialized NumPy array.
static Attribute readTensor(const Json &json, Builder &builder) {
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (className && className->asString() && *className->asString() == "__numpy__" && config)
    if (const Json *value = config->find("value"))
      return readTensor(*value, builder);
  SmallVector<int64_t> shape;
  SmallVector<double> numbers;
  for (const Json *first = &json; const Json::Array *items = first->asArray();) {
    shape.push_back(items->size());
    if (items->empty())
      return {};
    first = &items->front();
  }
  if (!hasShape(json, shape) || !flatten(json, numbers))
    return {};
  return DenseElementsAttr::get(RankedTensorType::get(shape, builder.getF64Type()),
                                ArrayRef<double>(numbers));
}

/// Python's spelling of what stands at one place of x[...]; empty where it is nothing that lith
/// knows.
static std::string readSlice(const Json &json) {
  if (json.isNull())
    return "None";
  if (json.asInt())
    return std::to_string(*json.asInt());
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (!className || !className->asString() || !config)
    return "";
  if (*className->asString() == "__ellipsis__")
    return "...";
  if (*className->asString() != "__slice__")
    return "";
  std::string text;
  for (StringRef part : {"start", "stop", "step"}) {
    const Json *value = config->find(part);
    if (value && !value->isNull() && !value->asInt())
      return "";
    bool isGiven = value && value->asInt();
    if (part == "stop" || (part == "step" && isGiven))
      text += ":";
    if (isGiven)
      text += std::to_string(*value->asInt());
  }
  return text;
}

static Attribute readSlices(const Json &json, Builder &builder) {
  std::vector<std::string> parts;
  if (const Json::Array *items = json.asArray())
    for (const Json &item : *items)
      parts.push_back(readSlice(item));
  else
    parts.push_back(readSlice(json));
  if (llvm::is_contained(parts, ""))
    return {};
  return builder.getStringAttr(fmt::format("[{}]", fmt::join(parts, ", ")));
}

/// A dtype's name, also as "<class 'float'>" might be spelled: within a serialized policy.
static Attribute readDType(const Json &json, Builder &builder) {
  std::string name = policyName(&json);
  return findDType(name) ? builder.getStringAttr(name) : Attribute();
}

static Attribute readValue(const ConfigKey &key, const Json &json, Builder &builder) {
  switch (key.kind) {
  case ConfigKind::Integer:
    return json.asInt() ? builder.getI64IntegerAttr(*json.asInt()) : Attribute();
  case ConfigKind::Float:
    if (json.asInt())
      return builder.getF64FloatAttr(double(*json.asInt()));
    return json.asDouble() ? builder.getF64FloatAttr(*json.asDouble()) : Attribute();
  case ConfigKind::Boolean:
    return json.asBool() ? builder.getBoolAttr(*json.asBool()) : Attribute();
  case ConfigKind::String:
    return json.asString() ? builder.getStringAttr(*json.asString()) : Attribute();
  case ConfigKind::Integers:
    return readIntegers(key, json, builder);
  case ConfigKind::Pairs:
    return readPairs(json, key.rank, builder);
  case ConfigKind::Floats: {
    SmallVector<double> numbers;
    return flatten(json, numbers) ? builder.getDenseF64ArrayAttr(numbers) : Attribute();
  }
  case ConfigKind::Tensor:
    return readTensor(json, builder);
  case ConfigKind::Activation:
    return readActivation(json, builder);
  case ConfigKind::DType:
    return readDType(json, builder);
  case ConfigKind::Slices:
    return readSlices(json, builder);
  case ConfigKind::Child:
    break; // no attribute
  }
  llvm_unreachable("every kind of attribute has a reader");
}

static std::string describe(const ConfigKey &key) {
  std::string some = key.rank ? std::to_string(key.rank) + " " : "";
  switch (key.kind) {
  case ConfigKind::Integer:
    return "an integer";
  case ConfigKind::Float:
    return "a number";
  case ConfigKind::Boolean:
    return "true or false";
  case ConfigKind::String:
    return "a string";
  case ConfigKind::Integers:
    return "an integer or " + some + "integers";
  case ConfigKind::Pairs:
    return "an integer, or " + some + "integers or pairs";
  case ConfigKind::Floats:
  case ConfigKind::Tensor:
    return "numbers";
  case ConfigKind::Activation:
    return "the name of an activation (a layer as activation is not supported: put that layer "
           "behind this one)";
  case ConfigKind::DType:
    return "the name of a dtype";
  case ConfigKind::Slices:
    return "slices and integers (for indices that are arrays or tensors, use keras.ops.take)";
  case ConfigKind::Child:
    return "a layer";
  }
  llvm_unreachable("every kind has a name");
}

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

/// Whether the integers in nested lists are such as extents have, which end below 2^31: products of
/// two, and their sums, then stay within 64 bits.
static bool isInRange(const Json &json) {
  if (const Json::Array *items = json.asArray())
    return llvm::all_of(*items, isInRange);
  const int64_t *integer = json.asInt();
  return !integer || *integer == int32_t(*integer);
}

/// What is wrong with the numbers of a key that takes sizes, counts or positions.
static std::string checkRange(const ConfigKey &key, const Json &json) {
  bool takesIntegers = key.kind == ConfigKind::Integer || key.kind == ConfigKind::Integers ||
                       key.kind == ConfigKind::Pairs;
  if (!takesIntegers || llvm::is_contained(valueKeys, key.name) || isInRange(json))
    return "";
  return fmt::format("{} = {} is beyond 2^31, where no tensor reaches", key.name, json.text(80));
}

static std::string checkChoice(const ConfigKey &key, Attribute value) {
  auto text = dyn_cast<StringAttr>(value);
  if (!text || key.choices.empty() || llvm::is_contained(key.choices, text.getValue()))
    return "";
  return fmt::format("{} = {} is not supported, only {}", key.name, quoteJson(text.getValue()),
                     fmt::join(key.choices, ", "));
}

Attribute lith::frontends::readAttribute(const ConfigKey &key, const Json &json, Builder &builder,
                                         std::string &problem) {
  problem = checkRange(key, json);
  if (!problem.empty())
    return {};
  Attribute value = readValue(key, json, builder);
  problem = value ? checkChoice(key, value)
                  : fmt::format("{} = {} is not supported, expected {}", key.name, json.text(80),
                                describe(key));
  return problem.empty() ? value : Attribute();
}

/// Appends the elements of nested lists of numbers or bools; false where something else is there.
static bool appendElements(const Json &json, Type type, SmallVectorImpl<Attribute> &elements,
                           Builder &builder) {
  if (const Json::Array *items = json.asArray())
    return llvm::all_of(
        *items, [&](const Json &item) { return appendElements(item, type, elements, builder); });
  const bool *truth = json.asBool();
  const int64_t *integer = json.asInt();
  const double *number = json.asDouble();
  if (!truth && !integer && !number)
    return false;
  if (isa<FloatType>(type)) {
    double value = number ? *number : integer ? double(*integer) : double(*truth);
    elements.push_back(builder.getFloatAttr(type, value));
  } else {
    int64_t value = truth ? *truth : integer ? *integer : int64_t(*number);
    elements.push_back(builder.getIntegerAttr(type, value));
  }
  return !number || isa<FloatType>(type);
}

/// Counts what is among nested lists.
static void findKinds(const Json &json, bool &hasFloat, bool &hasInteger, bool &isWide) {
  if (const Json::Array *items = json.asArray())
    for (const Json &item : *items)
      findKinds(item, hasFloat, hasInteger, isWide);
  hasFloat |= json.asDouble() != nullptr;
  hasInteger |= json.asInt() != nullptr;
  isWide |= json.asInt() && *json.asInt() != int32_t(*json.asInt());
}

DenseElementsAttr lith::frontends::readConstant(const Json &json, Builder &builder, bool &isWeak) {
  const Json *values = &json;
  std::optional<DType> dtype;
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (className && config) {
    const Json *name = config->find("dtype"), *value = config->find("value");
    if (!value || !className->asString() ||
        !llvm::is_contained({"__numpy__", "__tensor__"}, *className->asString()))
      return {};
    values = value;
    dtype = name && name->asString() ? findDType(*name->asString()) : std::nullopt;
    if (!dtype)
      return {};
  }
  bool hasFloat = false, hasInteger = false, isWide = false;
  findKinds(*values, hasFloat, hasInteger, isWide);
  isWeak = values == &json && !json.asArray();
  // Integers of 64 bits are taken as 32, as Keras does it on jax: Python makes them without being
  // asked.
  if (!dtype || (dtype == DType::Int64 && !isWide))
    dtype = hasFloat              ? (isWeak ? DType::Float64 : DType::Float32)
            : isWide              ? DType::Int64
            : hasInteger || dtype ? DType::Int32
                                  : DType::Bool;
  Type type =
      dtype == DType::Bool ? Type(builder.getI1Type()) : elementType(*dtype, builder.getContext());
  SmallVector<int64_t> shape;
  for (const Json *first = values; const Json::Array *items = first->asArray();) {
    shape.push_back(int64_t(items->size()));
    if (items->empty())
      return {};
    first = &items->front();
  }
  SmallVector<Attribute> elements;
  if (!hasShape(*values, shape) || !appendElements(*values, type, elements, builder))
    return {};
  return DenseElementsAttr::get(RankedTensorType::get(shape, type), elements);
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

/// The shape of lists within each other; empty where they are none or not all as long.
static SmallVector<int64_t> nestingOf(const Json &json) {
  SmallVector<int64_t> shape;
  for (const Json *first = &json; const Json::Array *items = first->asArray();) {
    shape.push_back(int64_t(items->size()));
    if (items->empty())
      return {};
    first = &items->front();
  }
  return shape.size() > 1 && hasShape(json, shape) ? shape : SmallVector<int64_t>();
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
    if (SmallVector<int64_t> nesting = nestingOf(*json);
        key.kind == ConfigKind::Integers && !nesting.empty())
      nestings.set(key.name, builder.getDenseI64ArrayAttr(nesting));
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
