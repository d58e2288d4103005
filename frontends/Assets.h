// What layers keep in files of their own in a .keras file: adapted vocabularies.
#ifndef LITH_FRONTENDS_ASSETS_H
#define LITH_FRONTENDS_ASSETS_H

#include "frontends/Config.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace lith::frontends {

/// The text of a file in the archive, nothing where there is none.
using AssetReader =
    llvm::function_ref<llvm::Expected<std::optional<std::string>>(const std::string &path)>;

/// Puts adapted vocabularies, and their weights for tf-idf, into the configs of their layers, where
/// they stand if they were given instead of adapted.
llvm::Error readAssets(Model &model, const WeightFile &weights, AssetReader readAsset);

} // namespace lith::frontends

#endif
