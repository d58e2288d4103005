// Best fit, largest first: within a few percent of the largest live set on real models.
#include "passes/ArenaPlanner.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <limits>

namespace lith::passes {

static int64_t paddedBytes(const ArenaBuffer &buffer) {
  return llvm::alignTo(buffer.bytes, arenaAlignment);
}

static bool overlapInTime(const ArenaBuffer &lhs, const ArenaBuffer &rhs) {
  return lhs.first <= rhs.last && rhs.first <= lhs.last;
}

int64_t planArena(llvm::MutableArrayRef<ArenaBuffer> buffers) {
  std::vector<ArenaBuffer *> order;
  for (ArenaBuffer &buffer : buffers)
    order.push_back(&buffer);
  llvm::sort(order, [](const ArenaBuffer *lhs, const ArenaBuffer *rhs) {
    return lhs->bytes != rhs->bytes ? lhs->bytes > rhs->bytes : lhs < rhs;
  });
  // Placed so far, by offset.
  std::vector<ArenaBuffer *> placed;
  int64_t total = 0;
  for (ArenaBuffer *buffer : order) {
    int64_t bytes = paddedBytes(*buffer), best = -1;
    int64_t bestGap = std::numeric_limits<int64_t>::max(), end = 0;
    for (ArenaBuffer *other : placed) {
      if (!overlapInTime(*buffer, *other))
        continue;
      int64_t gap = other->offset - end;
      if (gap >= bytes && gap < bestGap) {
        best = end;
        bestGap = gap;
      }
      end = std::max(end, other->offset + paddedBytes(*other));
    }
    buffer->offset = best >= 0 ? best : end;
    total = std::max(total, buffer->offset + bytes);
    auto behind = llvm::upper_bound(placed, buffer, [](ArenaBuffer *lhs, ArenaBuffer *rhs) {
      return lhs->offset < rhs->offset;
    });
    placed.insert(behind, buffer);
  }
  return total;
}

int64_t getLargestLiveSet(llvm::ArrayRef<ArenaBuffer> buffers) {
  // What is live changes only where a buffer begins, and only then can it grow.
  int64_t largest = 0;
  for (const ArenaBuffer &at : buffers) {
    int64_t live = 0;
    for (const ArenaBuffer &buffer : buffers)
      if (buffer.first <= at.first && at.first <= buffer.last)
        live += paddedBytes(buffer);
    largest = std::max(largest, live);
  }
  return largest;
}

} // namespace lith::passes
