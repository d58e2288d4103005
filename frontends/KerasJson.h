// A model's JSON in any spelling in which Keras writes it: to_json(), get_config(), model_config of
// an .h5, config.json of a .keras.
#ifndef LITH_FRONTENDS_KERASJSON_H
#define LITH_FRONTENDS_KERASJSON_H

#include "frontends/Config.h"

namespace lith::frontends {

/// The config of a model without its weights. `kerasVersion` is what the file beside the JSON says,
/// or empty; the JSON's own word goes first. `where` names it in messages.
llvm::Expected<Config> readKerasJson(Json json, llvm::StringRef where,
                                     llvm::StringRef kerasVersion);

} // namespace lith::frontends

#endif
