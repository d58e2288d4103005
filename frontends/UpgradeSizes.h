// tf.shape in functional models of TensorFlow's Keras: sizes of tensors that are tensors
// themselves, which reshapes take. No model that is compiled has such; all that they say is "what
// is left".
#ifndef LITH_FRONTENDS_UPGRADESIZES_H
#define LITH_FRONTENDS_UPGRADESIZES_H

#include "frontends/UpgradeParts.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace lith::frontends::upgrade {

class Sizes {
public:
  /// Looks at the entries of a functional model of Keras 2.
  explicit Sizes(const Json::Array &layers);

  /// Whether the layer only tells sizes to reshapes that do without.
  bool isNeedless(llvm::StringRef layer) const {
    return tellers.contains(layer) && !asked.contains(layer);
  }

  /// The entry, where it is a reshape to sizes of tensors, without them: one size is what the other
  /// numbers leave, and the first size of the tensor that is reshaped is its batch.
  Json resolve(const Json &entry) const;

private:
  /// A size: of which tensor, and which of its sizes.
  struct Size {
    std::string tensor;
    int64_t axis;
  };

  void findTellers(const Json::Array &layers);
  std::optional<Size> sizeOf(const Json &json) const;
  std::optional<Json> withoutSizes(const Json &entry) const;

  /// Layers that give all sizes of a tensor, or one of them.
  struct Teller {
    std::string tensor;
    std::optional<int64_t> axis; // each result has its own where there is none
    bool isWhole = false;
  };
  llvm::StringMap<Teller> tellers;
  llvm::StringSet<> asked;
};

} // namespace lith::frontends::upgrade

#endif
