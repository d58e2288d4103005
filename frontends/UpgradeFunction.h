// Functions of TensorFlow in functional models of Keras 2.
#ifndef LITH_FRONTENDS_UPGRADEFUNCTION_H
#define LITH_FRONTENDS_UPGRADEFUNCTION_H

#include "frontends/Json.h"

namespace lith::frontends::upgrade {

/// TensorFlow's name of the function that an entry calls, "math.add", whichever of its modules has
/// it; empty where it is a layer.
llvm::StringRef functionOf(const Json &entry);

/// The entry of a function, whose `calls` are Keras 3's already, as the operation of keras.ops that
/// means the same; one that has none says why it is refused.
Json upgradeFunction(const Json &entry, Json::Array calls);

} // namespace lith::frontends::upgrade

#endif
