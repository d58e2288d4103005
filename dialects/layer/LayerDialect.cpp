// Registers the layer dialect and holds the one verifier that all layers share.
#include "dialects/layer/LayerDialect.h"
#include "dialects/layer/Children.h"
#include "dialects/layer/Core.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace lith::layer;

#include "dialects/layer/LayerDialect.cpp.inc"
#include "dialects/layer/LayerInterfaces.cpp.inc"

// Declared here, not in the header, so that a new section compiles itself alone.
namespace lith::layer::detail {
#define LAYER_SECTION(section) void add##section(LayerDialect &dialect);
#include "dialects/layer/Sections.inc"
} // namespace lith::layer::detail

void LayerDialect::initialize() {
#define LAYER_SECTION(section) detail::add##section(*this);
#include "dialects/layer/Sections.inc"
}

Value lith::layer::findVariable(LayerOpInterface layer, StringRef name) {
  SmallVector<Variable> variables;
  layer.getVariables(variables);
  unsigned inputs = layer.getInputs().size();
  for (auto [index, variable] : llvm::enumerate(variables))
    if (variable.name == name && inputs + index < layer->getNumOperands())
      return layer->getOperand(inputs + index);
  return Value();
}

/// Checks the region that is the layer's child number `child`, which its key names, and the ops in
/// it, so that the layer's own checks may look at them.
static LogicalResult verifyChild(LayerOpInterface layer, unsigned child, const ConfigKey &key) {
  Region &region = layer->getRegion(child);
  if (region.empty())
    return key.nullable ? success()
                        : layer->emitOpError() << "has no '" << key.name << "' in its region";
  SmallVector<Type> inputs;
  if (failed(layer.inferChildInputs(child, inputs)))
    return failure();
  if (!region.hasOneBlock() || region.front().empty() || !isa<YieldOp>(region.front().back()))
    return layer->emitOpError() << "region of '" << key.name << "' must end in layer.yield";
  if (TypeRange(inputs) != region.getArgumentTypes())
    return layer->emitOpError() << "calls '" << key.name << "' with " << inputs
                                << ", but its region takes " << region.getArgumentTypes();
  return success(llvm::all_of(region.front(), [](Operation &op) {
    return succeeded(mlir::verify(&op, /*verifyRecursively=*/false));
  }));
}

static LogicalResult verifyChildren(LayerOpInterface layer) {
  if (layer->getNumRegions() == 0)
    return success();
  ConfigSpec spec;
  layer.describeConfig(spec);
  unsigned child = 0;
  for (const ConfigKey &key : spec.getKeys())
    if (key.kind == ConfigKind::Child && failed(verifyChild(layer, child++, key)))
      return failure();
  return success();
}

LogicalResult lith::layer::detail::verifyLayer(Operation *op) {
  auto layer = cast<LayerOpInterface>(op);
  if (failed(verifyChildren(layer)))
    return failure();
  SmallVector<Type> types;
  if (failed(layer.inferTypes(types)))
    return failure();
  SmallVector<Variable> variables;
  layer.getVariables(variables);
  unsigned inputs = layer.getInputs().size();
  if (op->getNumOperands() != inputs + variables.size())
    return op->emitOpError() << "has " << op->getNumOperands() - inputs
                             << " variables where its attributes ask for " << variables.size();
  for (auto [variable, value] : llvm::zip(variables, op->getOperands().drop_front(inputs)))
    if (cast<ShapedType>(value.getType()).getShape() != ArrayRef<int64_t>(variable.shape))
      return op->emitOpError() << "variable '" << variable.name << "' has shape ["
                               << cast<ShapedType>(value.getType()).getShape() << "], expected ["
                               << ArrayRef<int64_t>(variable.shape) << "]";
  if (TypeRange(types) != op->getResultTypes())
    return op->emitOpError() << "has result types " << op->getResultTypes() << ", expected "
                             << TypeRange(types);
  return success();
}
