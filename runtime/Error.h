// What went wrong, said once: a status for the program and a sentence for the person, kept per
// thread.
#ifndef LITH_RUNTIME_ERROR_H
#define LITH_RUNTIME_ERROR_H

#include "runtime/lith.h"

namespace lith::runtime {

// Keeps the sentence for lith_error() and returns the status.
[[gnu::format(printf, 2, 3)]] int fail(int status, const char *format, ...);

// The sentence for a status that a library's own function returned.
int failInCall(int status, const char *function, const lith_descriptor *descriptor);

// Product of the extents times the element's size; false where it does not fit in 63 bits.
bool tensorBytes(uint32_t dtype, const int64_t *shape, uint32_t rank, uint64_t *bytes);

// "[2, 3]", for messages; the buffer is the caller's.
struct ShapeText {
  char text[200];
};
ShapeText shapeText(const int64_t *shape, uint32_t rank);

} // namespace lith::runtime

#endif
