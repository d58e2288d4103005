// The values of old weights files in the layout that Keras 3 has: kernels of Keras 1 and of Theano,
// and gates that were weights of their own.
#ifndef LITH_FRONTENDS_LEGACYTENSORS_H
#define LITH_FRONTENDS_LEGACYTENSORS_H

#include "frontends/BindWeights.h"
#include "frontends/Config.h"

namespace lith::frontends {

/// A tensor of a file, or one made of such.
struct LegacyTensor {
  std::string name; // in the file
  WeightFile::Tensor tensor;
  std::shared_ptr<const void> owner;
};

/// A weight that a layer asks for, and the layer.
struct WantedWeight {
  const DeclaredWeight *weight;
  const Layer *layer;
};

/// Who wrote the file.
struct LegacyWriter {
  std::string kerasVersion, backend;
};

/// The tensors of a layer in the layout of Keras 3. Where they do not fit what is wanted, they are
/// left as they are, for the caller to compare.
std::vector<LegacyTensor> convertLegacyTensors(llvm::ArrayRef<WantedWeight> wanted,
                                               std::vector<LegacyTensor> tensors,
                                               const LegacyWriter &writer);

} // namespace lith::frontends

#endif
