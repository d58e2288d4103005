// The order in which the calls of a model can be computed.
#ifndef LITH_FRONTENDS_GRAPH_H
#define LITH_FRONTENDS_GRAPH_H

#include "frontends/Config.h"

namespace lith::frontends {

/// Call number `node` of layer number `layer`; an input layer has one, node 0.
struct CallRef {
  unsigned layer;
  unsigned node;
};

/// The items of a list or dict in the order in which Keras flattens them: dicts by sorted key.
std::vector<const Argument *> inFlatOrder(const Argument &argument);

/// All tensors in `argument`, in the order in which Keras flattens them.
void collectTensors(const Argument &argument, llvm::SmallVectorImpl<const TensorRef *> &tensors);
void collectTensors(const Call &call, llvm::SmallVectorImpl<const TensorRef *> &tensors);

/// The calls of `model` with each behind those whose results it uses; an error where a reference
/// leads nowhere or calls form a cycle. Names of layers are mapped to their numbers in `layers`.
llvm::Expected<std::vector<CallRef>> orderCalls(const Model &model,
                                                llvm::StringMap<unsigned> &layers);

} // namespace lith::frontends

#endif
