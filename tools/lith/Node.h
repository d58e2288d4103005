// One call of a layer, as Keras tells of it: get_input_at, get_output_at and their shapes.
#ifndef LITH_TOOLS_LITH_NODE_H
#define LITH_TOOLS_LITH_NODE_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace lith::tools {

/// What goes into and comes out of a call of a layer. `node` is "LAYER" or "LAYER:INDEX"; without
/// an index the layer must have one call, as Keras has it for `layer.input`.
llvm::Expected<llvm::json::Object> describeNode(mlir::ModuleOp module, llvm::StringRef node);

/// The same for people.
void printNode(const llvm::json::Object &node);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_NODE_H
