// The functions that Halide's generated code calls when it is built with no_runtime, user_context,
// no_asserts and no_bounds_query; its user context is our lith_context. They are made local when a
// library is linked, so that other Halide code in the process keeps its own.
#include "runtime/lith_abi.h"

// NOLINTBEGIN(readability-identifier-naming): the names are Halide's.

extern "C" int halide_do_par_for(void *ctx, lith_task body, int32_t begin, int32_t extent,
                                 uint8_t *closure) {
  return lith_parallel_for(static_cast<lith_context *>(ctx), body, begin, extent, closure);
}

extern "C" void *halide_malloc(void *ctx, size_t bytes) {
  return lith_scratch_alloc(static_cast<lith_context *>(ctx), bytes);
}

extern "C" void halide_free(void *ctx, void *block) {
  lith_scratch_free(static_cast<lith_context *>(ctx), block);
}

// A check that Halide keeps even under no_asserts can only fail by a fault of ours.
extern "C" int halide_error_out_of_memory(void *ctx) { return LITH_ERROR_INTERNAL; }
extern "C" void halide_error(void *ctx, const char *message) {
  static_cast<lith_context *>(ctx)->status = LITH_ERROR_INTERNAL;
}
// NOLINTEND(readability-identifier-naming)
