// Reads the JSON that Keras 3 writes for a model (config.json in a .keras, model.to_json()) into
// the config pool.
#ifndef LITH_FRONTENDS_KERASCONFIG_H
#define LITH_FRONTENDS_KERASCONFIG_H

#include "frontends/Config.h"

namespace lith::frontends {

/// The member of a layer's entry in which the upgrade of older files says why the layer has no
/// equal in Keras 3.
inline constexpr llvm::StringLiteral refusalKey = "lith_refusal";

/// Reads a Sequential or Functional model, or a single layer, which becomes a model of an input and
/// that layer.
llvm::Expected<Model> readKerasConfig(const JsonRef &root);

} // namespace lith::frontends

#endif
