// Keras's initializers: the values that a model's weights have before training, by the distribution
// that its config names.
#ifndef LITH_TOOLS_LITH_INITIALIZERS_H
#define LITH_TOOLS_LITH_INITIALIZERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <vector>

namespace lith::tools {

/// The values of a weight of this shape. `initializer` is Keras's name, in either spelling
/// ("GlorotUniform", "glorot_uniform"), or a serialized one as a config has it. Values depend on
/// the seed and on `name`, the weight's, and on nothing else: not on other weights, nor on the
/// order.
llvm::Expected<std::vector<double>> initialize(llvm::StringRef initializer, llvm::StringRef name,
                                               llvm::ArrayRef<int64_t> shape, uint64_t seed);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_INITIALIZERS_H
