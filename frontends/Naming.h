// Names as Keras makes them: the snake case of classes, and where a Keras 3 weights file keeps the
// variables of each layer.
#ifndef LITH_FRONTENDS_NAMING_H
#define LITH_FRONTENDS_NAMING_H

#include "frontends/Config.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace lith::frontends {

/// The one layer that Keras exports under another name than its class's.
inline constexpr llvm::StringLiteral aliasInFiles = "GroupQueryAttention";
inline constexpr llvm::StringLiteral classOfAlias = "GroupedQueryAttention";

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

/// Below which group of its owner's a child's variables are.
using GroupOfChild = llvm::function_ref<std::string(const Layer &owner, const Layer &child)>;

/// The places of all layers of `model`, of those in nested models and of those that layers own.
llvm::DenseMap<const Layer *, LayerPlace> placeLayers(const Model &model, GroupOfChild groupOf);

} // namespace lith::frontends

#endif
