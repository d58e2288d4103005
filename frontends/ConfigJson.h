// An op's attributes -> the layer's JSON config: ConfigAttributes, backwards.
#ifndef LITH_FRONTENDS_CONFIGJSON_H
#define LITH_FRONTENDS_CONFIGJSON_H

#include "frontends/Json.h"

#include "mlir/IR/Operation.h"

namespace lith::frontends {

/// The config keys of a layer op, spelled as Keras 3 does, those that the op only keeps included.
/// An error names the key whose value Keras 3 cannot say.
llvm::Expected<Json::Object> writeConfig(mlir::Operation *op);

} // namespace lith::frontends

#endif
