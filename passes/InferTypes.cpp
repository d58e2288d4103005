// Types flow from arguments to results in program order.
#include "passes/InferTypes.h"

#include "dialects/layer/LayerDialect.h"

using namespace mlir;

namespace lith::passes {

/// Infers the types of everything in `block` anew, from arguments of these types on.
static LogicalResult inferBlock(Block &block, TypeRange types) {
  for (auto [argument, type] : llvm::zip_equal(block.getArguments(), types))
    argument.setType(type);
  for (Operation &op : block) {
    auto layer = dyn_cast<layer::LayerOpInterface>(op);
    if (!layer)
      continue;
    for (Region &child : op.getRegions()) {
      SmallVector<Type> inputs;
      if (!child.empty() && (failed(layer.inferChildInputs(child.getRegionNumber(), inputs)) ||
                             failed(inferBlock(child.front(), inputs))))
        return failure();
    }
    SmallVector<Type> results;
    if (failed(layer.inferTypes(results)))
      return failure();
    for (auto [result, type] : llvm::zip_equal(op.getResults(), results))
      result.setType(type);
  }
  return success();
}

LogicalResult setInputTypes(func::FuncOp function, TypeRange types) {
  if (failed(inferBlock(function.front(), types)))
    return failure();
  function.setFunctionType(FunctionType::get(function.getContext(),
                                             function.front().getArgumentTypes(),
                                             function.front().getTerminator()->getOperandTypes()));
  return success();
}

} // namespace lith::passes
