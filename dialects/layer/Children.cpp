// A child's region is one block: its arguments are what the owner calls it with, its terminator
// says what comes back. Variables are loaded inside or outside of it.
#include "dialects/layer/Children.h"
#include "dialects/layer/Core.h"

#include "mlir/IR/IRMapping.h"

using namespace mlir;

ValueRange lith::layer::getYielded(Region &child) {
  if (child.empty() || child.front().empty() || !isa<YieldOp>(child.front().back()))
    return {};
  return child.front().back().getOperands();
}

SmallVector<Value> lith::layer::inlineChild(OpBuilder &builder, Region &child, ValueRange inputs) {
  IRMapping mapping;
  mapping.map(child.getArguments(), inputs);
  for (Operation &op : child.front().without_terminator())
    builder.clone(op, mapping);
  return llvm::map_to_vector(getYielded(child),
                             [&](Value value) { return mapping.lookupOrDefault(value); });
}
