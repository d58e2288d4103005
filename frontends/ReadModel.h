// The one way into the config pool: any model file that lith reads, told apart by content.
#ifndef LITH_FRONTENDS_READMODEL_H
#define LITH_FRONTENDS_READMODEL_H

#include "frontends/Config.h"

namespace lith::frontends {

/// Reads a .keras, a config.json or to_json() file, or a single layer's {"class_name", "config"}.
/// `weightsPath`, if not empty, names an HDF5 or safetensors file whose weights replace the
/// model's.
llvm::Expected<Config> readModelFile(llvm::StringRef path, llvm::StringRef weightsPath = "");

} // namespace lith::frontends

#endif
