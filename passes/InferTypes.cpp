// Types flow from arguments to results in program order.
#include "passes/InferTypes.h"

#include "dialects/layer/LayerDialect.h"

using namespace mlir;

namespace lith::passes {

LogicalResult setInputTypes(func::FuncOp function, TypeRange types) {
  for (auto [argument, type] : llvm::zip_equal(function.getArguments(), types))
    argument.setType(type);
  for (Operation &op : function.front()) {
    auto layer = dyn_cast<layer::LayerOpInterface>(op);
    if (!layer)
      continue;
    SmallVector<Type> results;
    if (failed(layer.inferTypes(results)))
      return failure();
    for (auto [result, type] : llvm::zip_equal(op.getResults(), results))
      result.setType(type);
  }
  function.setFunctionType(FunctionType::get(function.getContext(),
                                             function.front().getArgumentTypes(),
                                             function.front().getTerminator()->getOperandTypes()));
  return success();
}

} // namespace lith::passes
