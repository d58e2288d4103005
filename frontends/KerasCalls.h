// How Keras 3 writes a call of a layer and a reference to a tensor.
#ifndef LITH_FRONTENDS_KERASCALLS_H
#define LITH_FRONTENDS_KERASCALLS_H

#include "frontends/Config.h"

namespace lith::frontends {

/// `["layer", node, index]`.
llvm::Expected<TensorRef> readTensorRef(const JsonRef &ref);

/// `{"args": [...], "kwargs": {...}}`.
llvm::Expected<Call> readCall(const JsonRef &ref);

} // namespace lith::frontends

#endif
