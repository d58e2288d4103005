// An op's attributes -> the layer's JSON config: ConfigAttributes, backwards.
#ifndef LITH_FRONTENDS_CONFIGJSON_H
#define LITH_FRONTENDS_CONFIGJSON_H

#include "dialects/layer/ConfigSpec.h"
#include "frontends/Json.h"

#include "mlir/IR/Operation.h"

namespace lith::frontends {

/// What Keras 3 writes for the value of one key, or of a constant argument of a call. An error
/// names the key whose value Keras 3 cannot say.
llvm::Expected<Json> writeAttribute(const layer::ConfigKey &key, mlir::Attribute value);

/// The config keys of a layer op, spelled as Keras 3 does, those that the op only keeps included,
/// but not the layers that it owns. An error names the key whose value Keras 3 cannot say.
llvm::Expected<Json::Object> writeConfig(mlir::Operation *op);

} // namespace lith::frontends

#endif
