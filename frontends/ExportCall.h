// One op -> the call of its layer: BindCall, backwards.
#ifndef LITH_FRONTENDS_EXPORTCALL_H
#define LITH_FRONTENDS_EXPORTCALL_H

#include "dialects/layer/LayerDialect.h"
#include "frontends/Config.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace lith::frontends {

/// How a call names a tensor.
using TensorNamer = llvm::function_ref<Argument(mlir::Value)>;

/// The arguments of the layer's call, as its CallSpec declares them: tensors by position as far as
/// Python allows it, constants by name. Fails where a constant has a value that Keras has no word
/// for.
llvm::Expected<Call> exportCall(layer::LayerOpInterface layer, TensorNamer nameTensor);

} // namespace lith::frontends

#endif
