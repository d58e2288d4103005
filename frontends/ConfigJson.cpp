// Each ConfigKind has one writer; it undoes what its reader in ConfigAttributes.cpp does.
#include "frontends/ConfigJson.h"
#include "dialects/layer/LayerDialect.h"

#include "mlir/IR/BuiltinAttributes.h"

#include <fmt/format.h>

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
  case ConfigKind::Slices: // of calls, not of configs
  case ConfigKind::Child:  // export writes it
    break;
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

llvm::Expected<Json::Object> lith::frontends::writeConfig(Operation *op) {
  ConfigSpec spec;
  cast<LayerOpInterface>(op).describeConfig(spec);
  Json::Object config;
  for (const ConfigKey &key : spec.getKeys()) {
    if (key.isOld)
      continue;
    Attribute value = op->getInherentAttr(key.name).value_or(Attribute());
    if (!value) {
      config.emplace_back(key.name, Json());
      continue;
    }
    std::optional<Json> json = writeValue(key, value);
    if (!json)
      return llvm::createStringError(fmt::format("Keras 3 has no {} \"{}\"", key.name,
                                                 cast<StringAttr>(value).getValue().str()));
    config.emplace_back(key.name, std::move(*json));
  }
  if (auto kept = op->getAttrOfType<DictionaryAttr>("layer.kept"))
    for (NamedAttribute attribute : kept)
      config.emplace_back(attribute.getName().str(),
                          writeKept(cast<StringAttr>(attribute.getValue()).getValue()));
  return config;
}
