// Runs a function on tensors and its planned form on memory side by side, with kernels as functions
// of which nothing is known, and compares what comes out: a plan that overwrites what is still
// needed, or looks at the wrong place, gives another result.
#ifndef LITH_PASSES_PLANCHECKER_H
#define LITH_PASSES_PLANCHECKER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace lith::passes {

/// Fails, with an error that names what differs (plan_arena_c2). `arenaBytes` is what the plan says
/// for dynamic dimensions of `extent` each.
mlir::LogicalResult checkPlan(mlir::func::FuncOp onTensors, mlir::func::FuncOp onMemory,
                              int64_t arenaBytes, int64_t extent);

} // namespace lith::passes

#endif // LITH_PASSES_PLANCHECKER_H
