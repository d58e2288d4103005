// lith_parallel_for: the caller takes tasks of its own loop and workers of the pool help. Which
// thread does which task differs from run to run; tasks are independent, so results do not.
#include "runtime/core/Pool.h"
#include "runtime/core/System.h"

using namespace lith::runtime;

namespace {

// Small enough that threads finish together, large enough that taking one costs nothing.
int64_t chunkOf(int64_t extent, uint32_t threads) {
  int64_t chunk = extent / (int64_t(threads) * 8);
  return chunk > 1 ? chunk : 1;
}

// Helpers are nearly always at their last task: some 50 us of looking cost less than being woken.
void waitForHelpers(Loop *loop) {
  for (int i = 0; i < 2000; ++i) {
    if (__atomic_load_n(&loop->busy, __ATOMIC_ACQUIRE) == 0)
      return;
    pause();
  }
  uint32_t busy = __atomic_or_fetch(&loop->busy, waiting, __ATOMIC_ACQUIRE);
  while (busy != waiting) {
    futexWait(&loop->busy, busy);
    busy = __atomic_load_n(&loop->busy, __ATOMIC_ACQUIRE);
  }
}

int runSerially(lith_context *ctx, lith_task body, int32_t begin, int32_t extent,
                uint8_t *closure) {
  for (int64_t i = begin; i < int64_t(begin) + extent; ++i)
    if (int failure = body(ctx, static_cast<int32_t>(i), closure))
      return failure;
  return LITH_OK;
}

} // namespace

void lith::runtime::takeTasks(Loop *loop, lith_context *ctx) {
  for (;;) {
    int64_t first = __atomic_fetch_add(&loop->next, loop->chunk, __ATOMIC_RELAXED);
    int64_t last = first + loop->chunk < loop->end ? first + loop->chunk : loop->end;
    if (first >= last)
      return;
    int failure = runSerially(ctx, loop->body, static_cast<int32_t>(first),
                              static_cast<int32_t>(last - first), loop->closure);
    if (!failure)
      continue;
    uint32_t none = 0;
    __atomic_compare_exchange_n(&loop->failure, &none, static_cast<uint32_t>(failure), false,
                                __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    __atomic_store_n(&loop->next, loop->end, __ATOMIC_RELAXED);
  }
}

void lith::runtime::help(Loop *loop, uint32_t thread) {
  const lith_context *caller = loop->caller;
  lith_context own = {};
  own.threads = 1;
  own.thread = thread;
  own.scratch_size = caller->scratch_size;
  own.scratch_base = caller->scratch_base;
  own.scratch = caller->scratch_base + thread * caller->scratch_size;
  own.float_mode = defaultFloatMode;
  takeTasks(loop, &own);
  if (int failure = lith_end(&own, LITH_OK))
    __atomic_store_n(&loop->failure, static_cast<uint32_t>(failure), __ATOMIC_RELAXED);
  // The last access to the loop: its caller may return as soon as this is seen. Waking an address
  // that is no longer a loop wakes at worst someone who looks again.
  if (__atomic_sub_fetch(&loop->busy, 1, __ATOMIC_RELEASE) == waiting)
    futexWake(&loop->busy, 1);
}

extern "C" int lith_parallel_for(lith_context *ctx, lith_task body, int32_t begin, int32_t extent,
                                 uint8_t *closure) {
  uint32_t threads = ctx->threads;
  if (int64_t(threads) > extent)
    threads = extent > 0 ? static_cast<uint32_t>(extent) : 1;
  if (threads <= 1 || !ctx->pool)
    return runSerially(ctx, body, begin, extent, closure);

  lith_pool *pool = ctx->pool;
  growPool(pool, threads - 1);
  Loop loop{.body = body,
            .closure = closure,
            .caller = ctx,
            .next = begin,
            .end = int64_t(begin) + extent,
            .chunk = chunkOf(extent, threads),
            .limit = threads - 1};
  uint32_t allowed = ctx->threads;
  ctx->threads = 1;
  linkLoop(pool, &loop);
  takeTasks(&loop, ctx);
  lockPool(pool);
  unlinkLoop(pool, &loop);
  unlockPool(pool);
  waitForHelpers(&loop);
  ctx->threads = allowed;
  return static_cast<int>(loop.failure);
}
