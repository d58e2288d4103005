// Layer IR -> config: the way back, so that what lith holds of a model can be given to Keras again.
#ifndef LITH_FRONTENDS_EXPORT_H
#define LITH_FRONTENDS_EXPORT_H

#include "dialects/layer/WeightStore.h"
#include "frontends/Config.h"

#include "mlir/IR/BuiltinOps.h"

#include <vector>

namespace lith::frontends {

/// A weight and its place in a Keras 3 weights file, "layers/dense/vars/0".
struct PlacedWeight {
  std::string path;
  layer::Weight value;
};

/// A model as Keras 3 would describe it. `weights` is empty where the store has none.
struct ExportedModel {
  Config config;
  std::vector<PlacedWeight> weights;
};

/// Describes the layer IR of `module` in Keras 3's terms, layers in the order in which Keras itself
/// lists them. Fails where the IR holds what no Keras 3 model can be: an op that is no layer, an
/// activation that only older versions have, half of the weights.
llvm::Expected<ExportedModel> exportModel(mlir::ModuleOp module, const layer::WeightStore &store);

/// Puts the layers of a Functional model, and of those nested in it, into Keras's order, on which
/// the places of weights in a file depend.
void orderAsKeras(Model &model);

/// The JSON that `model.to_json()` writes.
Json toKerasJson(const Config &config);

/// The bytes of a `.keras` file.
llvm::Expected<std::string> writeKerasFile(const ExportedModel &model);

} // namespace lith::frontends

#endif
