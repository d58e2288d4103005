// Tells model files apart and reads them; prints a config.
#include "frontends/ReadModel.h"
#include "frontends/KerasConfig.h"
#include "frontends/KerasFile.h"
#include "frontends/MappedFile.h"

#include <fmt/format.h>

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

static Expected<Config> readAny(StringRef path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return file.takeError();
  if (file->isZip())
    return readKerasFile(path);
  if (file->isHdf5())
    return llvm::createStringError(
        path +
        ": a model in one .h5 file is not read yet; load it with Keras 3 and save it as .keras "
        "(a .weights.h5 goes beside a config.json, as --weights)");
  StringRef text = file->text().ltrim();
  if (!text.starts_with("{"))
    return llvm::createStringError(path + ": neither a .keras file nor a model's JSON");
  Expected<Json> json = parseJson(file->text(), path);
  if (!json)
    return json.takeError();
  Expected<Model> model = readKerasConfig(JsonRef(*json, (path + ":").str()));
  if (!model)
    return model.takeError();
  return Config{"", std::move(*model), nullptr};
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
