// Tells model files apart and reads them; prints a config.
#include "frontends/ReadModel.h"
#include "frontends/Hdf5.h"
#include "frontends/KerasFile.h"
#include "frontends/KerasJson.h"
#include "frontends/MappedFile.h"

#include <fmt/format.h>

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

Expected<Config> lith::frontends::readHdf5Model(std::shared_ptr<const WeightFile> weights,
                                                StringRef path) {
  auto text = weights->attributes.find("@model_config");
  if (text == weights->attributes.end())
    return llvm::createStringError(path + ": this file holds weights, but no model; give the "
                                          "model's JSON, and this file with --weights");
  Expected<Json> json = parseJson(text->second, (path + ": model_config").str());
  if (!json)
    return json.takeError();
  auto version = weights->attributes.find("@keras_version");
  // Keras began to write its version with 1.1.
  Expected<Config> config =
      readKerasJson(std::move(*json), (path + ": model_config").str(),
                    version == weights->attributes.end() ? "1" : StringRef(version->second));
  if (config)
    config->weights = std::move(weights);
  return config;
}

static Expected<Config> readAny(StringRef path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return file.takeError();
  if (file->isZip())
    return readKerasFile(path);
  if (file->isHdf5()) {
    Expected<std::shared_ptr<const WeightFile>> weights = readHdf5(file->fd(), path);
    return weights ? readHdf5Model(std::move(*weights), path) : weights.takeError();
  }
  StringRef text = file->text().ltrim();
  if (!text.starts_with("{") && !text.starts_with("[") && !text.starts_with("\""))
    return llvm::createStringError(path + ": neither a .keras or .h5 file nor a model's JSON");
  Expected<Json> json = parseJson(file->text(), path);
  if (!json)
    return json.takeError();
  return readKerasJson(std::move(*json), path, "");
}

Expected<Config> lith::frontends::readModelFile(StringRef path, StringRef weightsPath) {
  Expected<Config> config = readAny(path);
  if (!config || weightsPath.empty())
    return config;
  Expected<std::shared_ptr<const WeightFile>> weights = readWeightFile(weightsPath);
  if (!weights)
    return weights.takeError();
  config->weights = std::move(*weights);
  return config;
}
