// Each ConfigKind has one reader from JSON to an attribute; a reader that fails says what the value
// should have been.
#include "frontends/BindWeights.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/NestedLists.h"

#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

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

/// Numbers in lists whose nesting is the shape, as they are or within a serialized NumPy array.
static Attribute readTensor(const Json &json, Builder &builder) {
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (className && className->asString() && *className->asString() == "__numpy__" && config)
    if (const Json *value = config->find("value"))
      return readTensor(*value, builder);
  std::optional<SmallVector<int64_t>> shape = nestedShape(json);
  SmallVector<double> numbers;
  if (!shape || !flatten(json, numbers))
    return {};
  return DenseElementsAttr::get(RankedTensorType::get(*shape, builder.getF64Type()),
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
