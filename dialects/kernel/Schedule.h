// The parts of #kernel.schedule, and what its constraints need to know of an op.
#ifndef LITH_DIALECTS_KERNEL_SCHEDULE_H
#define LITH_DIALECTS_KERNEL_SCHEDULE_H

#include "mlir/IR/Operation.h"

#include <cstdint>

namespace lith::kernel {

class DirectiveAttr;
class PlaceAttr;
class ScheduleAttr;

enum class DirectiveKind : uint32_t { Split, Fuse, Reorder, Vectorize, Unroll, Parallel };

/// What a split does where its factor does not divide the loop, as Halide defines it.
enum class TailStrategy : uint32_t {
  Auto,
  RoundUp,
  GuardWithIf,
  Predicate,
  PredicateLoads,
  PredicateStores,
  ShiftInwards
};

enum class PlaceKind : uint32_t { Inline, Root, At };

/// The names of an op's iterators that a `pure` or an `update` list may use.
llvm::SmallVector<std::string> getStageLoops(mlir::Operation *op, bool update);

/// Whether the op reduces, and so has an update definition.
bool hasUpdate(mlir::Operation *op);

/// Checks `kernel.schedule` of `op` against the op and the kernel around it.
mlir::LogicalResult verifySchedule(mlir::Operation *op, ScheduleAttr schedule);

} // namespace lith::kernel

#endif // LITH_DIALECTS_KERNEL_SCHEDULE_H
