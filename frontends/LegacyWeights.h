// Weights in the layout that Keras 1 and 2 write, and Keras 3 in an .h5: a group for each layer of
// the model, with the names of its tensors in order; a nested model is one such layer.
#ifndef LITH_FRONTENDS_LEGACYWEIGHTS_H
#define LITH_FRONTENDS_LEGACYWEIGHTS_H

#include "frontends/BindWeights.h"
#include "frontends/Config.h"

namespace lith::frontends {

/// Whether the file has its weights in that layout.
bool hasLegacyLayout(const WeightFile &file);

/// Gives each weight that the layers of `model` declare its value, as bindWeights does. Layers are
/// matched by name, or in their order where names differ; the weights of a layer in their order.
layer::WeightStore bindLegacyWeights(const std::shared_ptr<const WeightFile> &file,
                                     const Model &model, llvm::ArrayRef<DeclaredWeight> declared,
                                     bool isWhole, Problems &problems);

} // namespace lith::frontends

#endif
