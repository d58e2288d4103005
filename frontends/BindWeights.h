// Matches the variables that layers declare with the tensors of a weights file.
#ifndef LITH_FRONTENDS_BINDWEIGHTS_H
#define LITH_FRONTENDS_BINDWEIGHTS_H

#include "frontends/CastWeight.h"
#include "frontends/Problem.h"

#include "llvm/ADT/StringSet.h"

namespace lith::frontends {

/// A weight that a layer asks for.
struct DeclaredWeight {
  std::string symbol;    // in the IR
  std::string path;      // in a Keras 3 file
  std::string layerPath; // for messages
  std::string className;
  mlir::RankedTensorType type;
  bool isTrainable = true; // where its layer is
  /// Further paths in a Keras 3 file, which hold the same again, and the `layerPath` of the layers
  /// that have it there among their own.
  std::vector<std::string> copies = {}, holders = {};
};

/// "[?, 3]".
std::string shapeText(llvm::ArrayRef<int64_t> shape);

/// A type in Keras's words: "float32[3, 4]".
std::string describeWeight(mlir::RankedTensorType type);

/// The value of `weight` in `tensor`, which the file calls `name` and `owner` keeps alive; a
/// problem where the shape is another, or the elements cannot be made those of the weight.
std::optional<layer::Weight> fitWeight(const DeclaredWeight &weight, llvm::StringRef name,
                                       const WeightFile::Tensor &tensor,
                                       std::shared_ptr<const void> owner, const WeightFile &file,
                                       Problems &problems);

/// Gives each declared weight its value. A tensor is found under its path in a Keras 3 file, or
/// under its symbol, as lith itself writes safetensors. Missing and misshapen tensors are problems;
/// so are surplus ones, if `declared` is the whole model.
layer::WeightStore bindWeights(const std::shared_ptr<const WeightFile> &file,
                               llvm::ArrayRef<DeclaredWeight> declared, bool isWhole,
                               Problems &problems);

} // namespace lith::frontends

#endif
