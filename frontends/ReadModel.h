// The one way into the config pool: any model file that lith reads, told apart by content.
#ifndef LITH_FRONTENDS_READMODEL_H
#define LITH_FRONTENDS_READMODEL_H

#include "frontends/Config.h"

namespace lith::frontends {

/// Reads a .keras, an .h5, a config.json, to_json() or get_config() file, or a single layer's
/// {"class_name", "config"}, of any version of Keras.
/// `weightsPath`, if not empty, names an HDF5 or safetensors file whose weights replace the
/// model's.
llvm::Expected<Config> readModelFile(llvm::StringRef path, llvm::StringRef weightsPath = "");

/// The model that `model.save("x.h5")` writes: its JSON is an attribute of the file, which holds
/// its weights, too.
llvm::Expected<Config> readHdf5Model(std::shared_ptr<const WeightFile> weights,
                                     llvm::StringRef path);

} // namespace lith::frontends

#endif
