// Each ConfigKind has one writer; it undoes what its reader in ReadAttribute.cpp does.
#include "frontends/ConfigJson.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/ConfigAttributes.h"

#include "mlir/IR/BuiltinAttributes.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

template <typename Number> static Json listOf(ArrayRef<Number> numbers) {
  return Json(Json::Array(numbers.begin(), numbers.end()));
}

/// One pair of [before, after] for each axis; for one axis the pair itself.
static Json writePairs(ArrayRef<int64_t> numbers) {
  if (numbers.size() == 2)
    return listOf(numbers);
  Json::Array pairs;
  for (; numbers.size() >= 2; numbers = numbers.drop_front(2))
    pairs.push_back(listOf(numbers.take_front(2)));
  return Json(std::move(pairs));
}

/// The numbers from `position` on, in lists that nest as `shape` says.
static Json writeTensor(ArrayRef<int64_t> shape, DenseElementsAttr::iterator<APFloat> &position) {
  if (shape.empty())
    return Json((*position++).convertToDouble());
  Json::Array items;
  for (int64_t i = 0; i < shape.front(); ++i)
    items.push_back(writeTensor(shape.drop_front(), position));
  return Json(std::move(items));
}

/// What stands in x[...] by Python's spelling, as Keras 3 writes it.
static Json writeSlices(StringRef text) {
  auto object = [](StringRef className, Json::Object config) {
    return Json(Json::Object{{"class_name", Json(className.str())}, {"config", std::move(config)}});
  };
  auto number = [](StringRef digits) {
    int64_t value;
    return digits.getAsInteger(10, value) ? Json() : Json(value);
  };
  SmallVector<StringRef> parts, ends;
  text.drop_front().drop_back().split(parts, ',');
  Json::Array items;
  for (StringRef part : parts) {
    part = part.trim();
    ends.clear();
    part.split(ends, ':');
    ends.resize(std::max<size_t>(ends.size(), 3));
    if (part == "...")
      items.push_back(object("__ellipsis__", {}));
    else if (part.contains(':'))
      items.push_back(object(
          "__slice__",
          {{"start", number(ends[0])}, {"stop", number(ends[1])}, {"step", number(ends[2])}}));
    else
      items.push_back(number(part)); // None is null
  }
  return Json(std::move(items));
}

/// The JSON of `value`; nothing where Keras 3 has no word for it.
static std::optional<Json> writeValue(const ConfigKey &key, Attribute value) {
  switch (key.kind) {
  case ConfigKind::Integer:
    return Json(cast<IntegerAttr>(value).getInt());
  case ConfigKind::Float:
    return Json(cast<FloatAttr>(value).getValueAsDouble());
  case ConfigKind::Boolean:
    return Json(cast<BoolAttr>(value).getValue());
  case ConfigKind::String:
  case ConfigKind::DType:
    return Json(cast<StringAttr>(value).str());
  case ConfigKind::Integers: {
    ArrayRef<int64_t> numbers = cast<DenseI64ArrayAttr>(value).asArrayRef();
    if (key.bareIfSingle && numbers.size() == 1)
      return Json(numbers.front());
    Json::Array items;
    for (int64_t number : numbers)
      items.push_back(key.nullNumber == number ? Json() : Json(number));
    return Json(std::move(items));
  }
  case ConfigKind::Pairs:
    return writePairs(cast<DenseI64ArrayAttr>(value).asArrayRef());
  case ConfigKind::Floats:
    return listOf(cast<DenseF64ArrayAttr>(value).asArrayRef());
  case ConfigKind::Tensor: {
    auto elements = cast<DenseElementsAttr>(value);
    auto position = elements.value_begin<APFloat>();
    return writeTensor(elements.getType().getShape(), position);
  }
  case ConfigKind::Activation: {
    StringRef name = cast<StringAttr>(value).getValue();
    if (name.starts_with("keras2_"))
      return std::nullopt;
    return Json(name.str());
  }
  case ConfigKind::Slices:
    return writeSlices(cast<StringAttr>(value).getValue());
  case ConfigKind::Child:
    break; // no attribute
  }
  llvm_unreachable("every kind of config key has a writer");
}

/// A key that `layer.kept` holds: JSON, or a bare name such as that of an initializer.
static Json writeKept(StringRef text) {
  llvm::Expected<Json> json = parseJson(text, "layer.kept");
  if (json)
    return std::move(*json);
  llvm::consumeError(json.takeError());
  return Json(text.str());
}

llvm::Expected<Json> lith::frontends::writeAttribute(const ConfigKey &key, Attribute value) {
  std::optional<Json> json = writeValue(key, value);
  if (json)
    return std::move(*json);
  return llvm::createStringError(
      fmt::format("Keras 3 has no {} \"{}\"", key.name, cast<StringAttr>(value).getValue().str()));
}

/// The numbers of a list in lists that nest as `shape` says.
static Json nestItems(ArrayRef<Json> items, ArrayRef<int64_t> shape) {
  Json::Array rows;
  size_t size = items.size() / size_t(shape.front());
  for (int64_t i = 0; i < shape.front(); ++i)
    rows.push_back(shape.size() == 1
                       ? items[size_t(i)]
                       : nestItems(items.slice(size_t(i) * size, size), shape.drop_front()));
  return Json(std::move(rows));
}

/// What the attribute does not say of its JSON: nested lists, one number without a list around it.
static Json reshapeList(Operation *op, const ConfigKey &key, Json json) {
  const Json::Array *items = json.asArray();
  if (key.kind != ConfigKind::Integers || !items)
    return json;
  auto nesting = op->getAttrOfType<DictionaryAttr>(nestingAttrName);
  auto shape = nesting ? nesting.getAs<DenseI64ArrayAttr>(key.name) : DenseI64ArrayAttr();
  if (shape && llvm::all_of(shape.asArrayRef(), [](int64_t extent) { return extent > 0; }) &&
      llvm::product_of(shape.asArrayRef(), int64_t(1)) == int64_t(items->size()))
    return nestItems(*items, shape);
  bool isBare = !key.listFlag.empty() && items->size() == 1 && !op->hasAttr(key.listFlag);
  return isBare ? Json(items->front()) : json;
}

/// Beside integers a float that is whole is Python's integer: clip would make floats of them
/// by 2.0.
static Json writeWhole(Operation *op, Json json) {
  const double *number = json.asDouble();
  bool isBesideIntegers = op->getNumOperands() > 0 &&
                          isa<IntegerType>(getElementTypeOrSelf(op->getOperand(0).getType()));
  bool isWhole = number && std::trunc(*number) == *number &&
                 std::abs(*number) <= double(std::numeric_limits<int32_t>::max());
  return isBesideIntegers && isWhole ? Json(int64_t(*number)) : json;
}

llvm::Expected<Json::Object> lith::frontends::writeConfig(Operation *op) {
  ConfigSpec spec;
  cast<LayerOpInterface>(op).describeConfig(spec);
  bool isOperation = op->getName().getStringRef().starts_with("layer.ops.");
  Json::Object config;
  for (const ConfigKey &key : spec.getKeys()) {
    if (key.isOld || key.kind == ConfigKind::Child)
      continue;
    Attribute value = op->getInherentAttr(key.name).value_or(Attribute());
    if (!key.nullFlag.empty() && op->hasAttr(key.nullFlag))
      value = {};
    else if (!value && isOperation)
      continue; // an argument that is left out has the class's own default
    if (!value) {
      config.emplace_back(key.name, Json());
      continue;
    }
    llvm::Expected<Json> json = writeAttribute(key, value);
    if (!json)
      return json.takeError();
    Json written = isOperation ? writeWhole(op, std::move(*json)) : std::move(*json);
    config.emplace_back(key.name, reshapeList(op, key, std::move(written)));
  }
  if (auto kept = op->getAttrOfType<DictionaryAttr>("layer.kept"))
    for (NamedAttribute attribute : kept)
      config.emplace_back(attribute.getName().str(),
                          writeKept(cast<StringAttr>(attribute.getValue()).getValue()));
  return config;
}
