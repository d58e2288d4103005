// Runs both forms and compares what they give and store.
#include "passes/PlanChecker.h"

#include "passes/MemoryInterpreter.h"
#include "passes/TensorInterpreter.h"

using namespace mlir;

namespace lith::passes {

LogicalResult checkPlan(func::FuncOp onTensors, func::FuncOp onMemory, int64_t arenaBytes,
                        int64_t extent) {
  TensorInterpreter expected(onTensors, extent);
  expected.run();
  SmallVector<Shape> shapes;
  for (unsigned i = 0, end = onTensors.getNumResults(); i < end; ++i)
    shapes.push_back(expected.getResult(i).shape);
  MemoryInterpreter actual(onMemory, arenaBytes, extent, shapes);
  if (failed(actual.run()))
    return failure();
  for (unsigned i = 0, end = onTensors.getNumResults(); i < end; ++i)
    if (*expected.getResult(i).elements != actual.getOutput(i))
      return onMemory.emitError("plan_arena_c2: output ") << i << " is overwritten or misplaced";
  for (auto global : onTensors->getParentOfType<ModuleOp>().getOps<ml_program::GlobalOp>())
    if (const Elements *stored = expected.getStored(global.getSymNameAttr());
        stored && *stored != actual.getGlobal(global))
      return onMemory.emitError("plan_arena_c2: '")
             << global.getSymName() << "' is overwritten or misplaced";
  return success();
}

} // namespace lith::passes
