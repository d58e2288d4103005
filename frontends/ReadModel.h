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

} // namespace lith::frontends

#endif
