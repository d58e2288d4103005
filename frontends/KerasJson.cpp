// Brings the JSON into Keras 3's spelling, as a whole entry {"module", "class_name", "config"}, for
// readKerasConfig.
#include "frontends/KerasJson.h"
#include "frontends/KerasConfig.h"
#include "frontends/UpgradeConfig.h"

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

/// What get_config() gives is the config alone: a model's has layers, and a functional one's says
/// which of them are inputs. Sequential models gave a list until Keras 2.2.
static Json wrapConfig(Json json) {
  bool isConfig =
      json.asArray() || (json.find("layers") && !json.find("class_name") && !json.find("config"));
  if (!isConfig)
    return json;
  StringRef className = json.find("input_layers") ? "Functional" : "Sequential";
  return Json::Object{{"class_name", Json(className.str())}, {"config", std::move(json)}};
}

Expected<Config> lith::frontends::readKerasJson(Json json, StringRef where,
                                                StringRef kerasVersion) {
  std::string path = (where + ":").str();
  // `json.dump(model.to_json(), file)` makes a text of the text.
  if (const std::string *text = json.asString()) {
    Expected<Json> inner = parseJson(*text, where);
    if (!inner)
      return inner.takeError();
    json = std::move(*inner);
  }
  if (json.find("modelTopology") || json.find("weightsManifest"))
    return JsonRef(json, path)
        .error("this is a model of TF.js, which is not read yet; give the Keras model that it was "
               "converted from");
  json = wrapConfig(std::move(json));
  Config config;
  config.kerasVersion = findKerasVersion(json);
  if (json.find("keras_version") == nullptr && !kerasVersion.empty())
    config.kerasVersion = kerasVersion.str();
  // Keras 3 leaves the modules out where it writes an .h5.
  bool isModel = json.find("config") &&
                 (json.find("config")->asArray() || json.find("config")->find("layers"));
  if (isBeforeKeras3(config.kerasVersion) || (isModel && !json.find("module"))) {
    Expected<Json> upgraded = upgradeConfig(JsonRef(json, path), config.kerasVersion);
    if (!upgraded)
      return upgraded.takeError();
    json = std::move(*upgraded);
  }
  Expected<Model> model = readKerasConfig(JsonRef(json, path));
  if (!model)
    return model.takeError();
  config.main = std::move(*model);
  return config;
}
