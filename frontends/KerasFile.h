// A .keras file: a zip with config.json, metadata.json and model.weights.h5.
#ifndef LITH_FRONTENDS_KERASFILE_H
#define LITH_FRONTENDS_KERASFILE_H

#include "frontends/Config.h"

namespace lith::frontends {

llvm::Expected<Config> readKerasFile(llvm::StringRef path);

/// Its weights alone.
llvm::Expected<std::shared_ptr<const WeightFile>> readKerasFileWeights(llvm::StringRef path);

} // namespace lith::frontends

#endif
