// Names as Keras makes them: the snake case of classes, and where a Keras 3 weights file keeps the
// variables of each layer.
#ifndef LITH_FRONTENDS_NAMING_H
#define LITH_FRONTENDS_NAMING_H

#include "frontends/Config.h"

#include "llvm/ADT/DenseMap.h"

namespace lith::frontends {

/// keras.src.utils.naming.to_snake_case: Conv2D -> conv2d, PReLU -> p_re_lu, MaxPooling2D ->
/// max_pooling2d.
std::string toSnakeCase(llvm::StringRef className);

/// Where one layer's variables are.
struct LayerPlace {
  std::string path;  // of the layer in the model: "inner/dense"
  std::string group; // in the weights file: "layers/functional/layers/dense"
  /// The prefix of its variables' symbols: its path, or that of the layer that it is the same as.
  std::string symbols;
};

/// The places of all layers of `model`, nested ones included.
llvm::DenseMap<const Layer *, LayerPlace> placeLayers(const Model &model);

} // namespace lith::frontends

#endif
