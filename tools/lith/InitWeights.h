// Weights for a model that has none: every layer's by the initializers that its config names.
#ifndef LITH_TOOLS_LITH_INITWEIGHTS_H
#define LITH_TOOLS_LITH_INITWEIGHTS_H

#include "tools/lith/Model.h"

namespace lith::tools {

/// Fills in the weights of every layer; where the config names no initializer, Keras's default.
llvm::Error initWeights(Model &model, uint64_t seed);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_INITWEIGHTS_H
