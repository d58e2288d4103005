// Offsets for buffers that live for a while each: a small packing problem, apart from any IR.
#ifndef LITH_PASSES_ARENAPLANNER_H
#define LITH_PASSES_ARENAPLANNER_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <vector>

namespace lith::passes {

/// Every buffer begins at a multiple of this; LITH_ALIGN of the runtime.
inline constexpr int64_t arenaAlignment = 64;

struct ArenaBuffer {
  int64_t bytes;
  /// Live from `first` to `last`, both included.
  unsigned first, last;
  int64_t offset = 0;
};

/// Gives each buffer the offset of the smallest gap that holds it, largest buffers first, and
/// returns the arena's size.
int64_t planArena(llvm::MutableArrayRef<ArenaBuffer> buffers);

/// The bytes that are live together at the worst moment: no arena is smaller.
int64_t getLargestLiveSet(llvm::ArrayRef<ArenaBuffer> buffers);

} // namespace lith::passes

#endif // LITH_PASSES_ARENAPLANNER_H
