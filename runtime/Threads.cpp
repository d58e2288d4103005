// The pools that a program makes for itself. All-zero memory is a pool; see core/Pool.h.
#include "runtime/Error.h"
#include "runtime/core/Pool.h"

#include <stdlib.h>

using namespace lith::runtime;

extern "C" int lith_create_pool(uint32_t threads, lith_pool **result) {
  *result = nullptr;
  if (threads < 1 || threads > maxWorkers + 1)
    return fail(LITH_ERROR_ARGUMENT, "a pool can have 1 to %u threads, not %u", maxWorkers + 1,
                threads);
  auto *pool = static_cast<lith_pool *>(calloc(1, sizeof(lith_pool)));
  if (!pool)
    return fail(LITH_ERROR_MEMORY, "no memory for a pool of threads");
  pool->limit = threads;
  claimPool(pool);
  *result = pool;
  return LITH_OK;
}

extern "C" void lith_destroy_pool(lith_pool *pool) {
  if (!pool)
    return;
  stopPool(pool);
  free(pool);
}
