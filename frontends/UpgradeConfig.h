// The JSON of Keras 1 and 2 -> the JSON that Keras 3 would have written for the same model, so that
// all that follows knows one spelling. What a key or function meant in those versions is kept:
// where its meaning has changed, it becomes the name of what it meant. Keras 3's own JSON in an
// .h5, which leaves modules out, gets them.
#ifndef LITH_FRONTENDS_UPGRADECONFIG_H
#define LITH_FRONTENDS_UPGRADECONFIG_H

#include "frontends/Config.h"

namespace lith::frontends {

/// The version of Keras that wrote this JSON: as it says, else as its spelling shows: "1", "2" or,
/// where nothing speaks for those, "".
std::string findKerasVersion(const Json &root);

/// A model or layer in Keras 3's spelling.
llvm::Expected<Json> upgradeConfig(const JsonRef &root, llvm::StringRef kerasVersion);

/// A layer's entry, {"class_name", "config", "name"}; what nests in its config included. Calls are
/// not looked at.
llvm::Expected<Json> upgradeLayer(const JsonRef &entry, llvm::StringRef kerasVersion);

/// A model's entry, or any layer's.
llvm::Expected<Json> upgradeEntry(const JsonRef &entry, llvm::StringRef kerasVersion);

} // namespace lith::frontends

#endif
