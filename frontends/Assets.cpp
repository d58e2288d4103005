// Keras 3 writes what a layer has adapted to into `assets/<group>/vocabulary.txt`, a token a line,
// special tokens included, and the idf weights beside the layer's variables. A layer whose config
// has null for these keys is one that has adapted.
#include "frontends/Assets.h"
#include "frontends/Naming.h"

#include <cstring>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace {

class AssetBinder {
public:
  AssetBinder(const Model &model, const WeightFile &weights, AssetReader readAsset)
      : weights(weights), readAsset(readAsset),
        places(placeLayers(model, [](const Layer &, const Layer &child) { return child.key; })) {}
  Error bind(Model &model);

private:
  Error bind(Layer &layer);

  const WeightFile &weights;
  AssetReader readAsset;
  llvm::DenseMap<const Layer *, LayerPlace> places;
};

} // namespace

/// The lines as integers, or as strings where one of them is none.
static Json readTokens(StringRef text) {
  llvm::SmallVector<StringRef> lines;
  text.split(lines, '\n');
  while (!lines.empty() && lines.back().trim('\r').empty())
    lines.pop_back();
  Json::Array integers, strings;
  for (StringRef line : lines) {
    line = line.trim('\r');
    int64_t number;
    if (!line.getAsInteger(10, number))
      integers.push_back(Json(number));
    strings.push_back(Json(line.str()));
  }
  return Json(integers.size() == strings.size() ? std::move(integers) : std::move(strings));
}

/// `config` with `value` for its key `key`, which is null there.
static Json with(const Json &config, StringRef key, Json value) {
  Json::Object members = *config.asObject();
  auto member = llvm::find_if(members, [&](const Json::Member &m) { return m.first == key; });
  member->second = std::move(value);
  return Json(std::move(members));
}

static bool isNull(const Json &config, StringRef key) {
  const Json *value = config.find(key);
  return value && value->isNull();
}

Error AssetBinder::bind(Layer &layer) {
  const std::string &group = places.find(&layer)->second.group;
  if (isNull(layer.config, "vocabulary")) {
    Expected<std::optional<std::string>> text = readAsset("assets/" + group + "/vocabulary.txt");
    if (!text)
      return text.takeError();
    if (*text)
      layer.config = with(layer.config, "vocabulary", readTokens(**text));
  }
  auto found = weights.tensors.find(group + "/vars/idf_weights");
  if (isNull(layer.config, "idf_weights") && found != weights.tensors.end() &&
      found->second.dtype == DType::Float32) {
    llvm::ArrayRef<char> bytes = found->second.data;
    Json::Array values;
    for (size_t i = 0; i + sizeof(float) <= bytes.size(); i += sizeof(float)) {
      float value;
      std::memcpy(&value, bytes.data() + i, sizeof value);
      values.push_back(Json(double(value)));
    }
    layer.config = with(layer.config, "idf_weights", Json(std::move(values)));
  }
  for (Layer &child : layer.children)
    if (Error failed = bind(child))
      return failed;
  return layer.model ? bind(*layer.model) : Error::success();
}

Error AssetBinder::bind(Model &model) {
  for (Layer &layer : model.layers)
    if (Error failed = bind(layer))
      return failed;
  return Error::success();
}

Error lith::frontends::readAssets(Model &model, const WeightFile &weights, AssetReader readAsset) {
  return AssetBinder(model, weights, readAsset).bind(model);
}
