// The thread pool by itself: every task once, errors, nested loops, many callers, fork, the end of
// a pool, and what a call leaves behind.
#include "runtime/core/Pool.h"
#include "test/runtime/Check.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

lith_context contextOf(lith_pool *pool, uint32_t threads) {
  lith_context ctx = {};
  ctx.pool = pool;
  ctx.threads = threads;
  return ctx;
}

struct Count {
  int *done;
  int nested;
  int failAt = -1;
};

int countOne(void *ctx, int32_t i, uint8_t *closure) {
  auto *count = reinterpret_cast<Count *>(closure);
  if (i == count->failAt)
    return 5;
  __atomic_fetch_add(&count->done[i], 1, __ATOMIC_RELAXED);
  if (!count->nested)
    return 0;
  Count inner = {count->done + count->nested * (i + 1), 0};
  return lith_parallel_for(static_cast<lith_context *>(ctx), countOne, 0, count->nested,
                           reinterpret_cast<uint8_t *>(&inner));
}

int runLoop(lith_context *ctx, Count count, int begin, int extent) {
  return lith_parallel_for(ctx, countOne, begin, extent, reinterpret_cast<uint8_t *>(&count));
}

void testEveryTaskOnce(lith_pool *pool) {
  static int done[20000];
  for (uint32_t threads = 1; threads <= 9; ++threads)
    for (int extent : {0, 1, 2, 3, 15, 1000}) {
      memset(done, 0, sizeof(done));
      lith_context ctx = contextOf(pool, threads);
      CHECK(runLoop(&ctx, {done, 0}, 7, extent) == 0);
      CHECK(ctx.threads == threads);
      for (int i = 0; i < 2000; ++i)
        CHECK(done[i] == (i >= 7 && i < 7 + extent));
    }
  memset(done, 0, sizeof(done));
  lith_context ctx = contextOf(pool, 4);
  CHECK(runLoop(&ctx, {done, 100}, 0, 99) == 0);
  for (int i = 0; i < 99; ++i)
    CHECK(done[i] == 1);
  for (int i = 100; i < 100 * 100; ++i)
    CHECK(done[i] == 1);
  for (uint32_t threads : {1, 4}) {
    ctx = contextOf(pool, threads);
    CHECK(runLoop(&ctx, {done, 0, 500}, 0, 1000) == 5);
  }
}

void *callOften(void *pool) {
  int done[64] = {};
  lith_context ctx = contextOf(static_cast<lith_pool *>(pool), 3);
  for (int i = 0; i < 2000; ++i)
    CHECK(runLoop(&ctx, {done, 0}, 0, 64) == 0);
  for (int count : done)
    CHECK(count == 2000);
  return nullptr;
}

void testManyCallers(lith_pool *pool) {
  pthread_t threads[5];
  for (pthread_t &thread : threads)
    CHECK(pthread_create(&thread, nullptr, callOften, pool) == 0);
  for (pthread_t &thread : threads)
    pthread_join(thread, nullptr);
}

// A task that takes its time, longer on a helper than on the caller.
int sleepOne(void *ctx, int32_t i, uint8_t *closure) {
  uint32_t thread = static_cast<lith_context *>(ctx)->thread;
  usleep(thread ? 4000 : 1000);
  __atomic_store_n(reinterpret_cast<int *>(closure) + i, 1 + thread, __ATOMIC_RELAXED);
  return 0;
}

// On the caller it ends when a helper has come, however late the machine lets that happen.
int awaitHelper(void *ctx, int32_t, uint8_t *closure) {
  int *helpers = reinterpret_cast<int *>(closure);
  if (static_cast<lith_context *>(ctx)->thread)
    __atomic_add_fetch(helpers, 1, __ATOMIC_RELAXED);
  for (int wait = 0; __atomic_load_n(helpers, __ATOMIC_RELAXED) == 0; ++wait) {
    CHECK(wait < 60000);
    usleep(1000);
  }
  return 0;
}

// Workers that sleep are woken, again and again; a loop ends when its helpers have.
void testSleep(lith_pool *pool) {
  for (int i = 0; i < 5; ++i) {
    usleep(20000);
    int helpers = 0;
    lith_context slow = contextOf(pool, 3);
    CHECK(lith_parallel_for(&slow, awaitHelper, 0, 3, reinterpret_cast<uint8_t *>(&helpers)) == 0);
    CHECK(helpers >= 1);
  }
  int done[8] = {};
  lith_context ctx = contextOf(pool, 4);
  for (int i = 0; i < 30; ++i) {
    usleep(2000);
    CHECK(runLoop(&ctx, {done, 0}, 0, 8) == 0);
  }
  for (int count : done)
    CHECK(count == 30);
}

// A loop has no more threads than it was allowed, however many workers are idle: each has scratch.
void testLimit(lith_pool *pool) {
  int threads[12] = {};
  lith_context ctx = contextOf(pool, 3);
  CHECK(lith_parallel_for(&ctx, sleepOne, 0, 12, reinterpret_cast<uint8_t *>(threads)) == 0);
  for (int thread : threads)
    CHECK(thread >= 1 && thread <= 3);
}

void testFork() {
#if !__has_feature(thread_sanitizer) // which allows no thread after a fork
  int done[100] = {};
  lith_context ctx = contextOf(&lith::runtime::lith_process_pool_v1, 4);
  CHECK(runLoop(&ctx, {done, 0}, 0, 100) == 0);
  CHECK(threadsOfProcess() >= 4);
  pid_t child = fork();
  if (child == 0) {
    bool good = hasThreads(1) && runLoop(&ctx, {done, 0}, 0, 100) == 0;
    good = good && hasThreads(4) && done[99] == 2;
    exit(good ? 0 : 1); // exit, so that the pool is ended in the child too
  }
  int status;
  CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  CHECK(runLoop(&ctx, {done, 0}, 0, 100) == 0);
#endif
}

// A call computes with IEEE's own mode on every thread, whatever the caller's, and gives it back.
void testFloatMode() {
#ifdef __x86_64__
  lith_call call = {};
  call.version = LITH_ABI_VERSION;
  uint32_t before = __builtin_ia32_stmxcsr(), flushing = before | 0x8040;
  __builtin_ia32_ldmxcsr(flushing);
  lith_context ctx;
  CHECK(lith_begin(&ctx, &call, 0, 0) == LITH_OK);
  CHECK(__builtin_ia32_stmxcsr() == 0x1F80);
  CHECK(lith_end(&ctx, 3) == 3);
  CHECK(__builtin_ia32_stmxcsr() == flushing);
  __builtin_ia32_ldmxcsr(before);
#endif
}

} // namespace

int main() {
  // A sanitizer may start a thread of its own with the first one.
  pthread_t thread;
  auto nothing = [](void *) -> void * { return nullptr; };
  CHECK(pthread_create(&thread, nullptr, nothing, nullptr) == 0);
  pthread_join(thread, nullptr);
  int alone = threadsOfProcess();
  // Nothing starts a thread before a parallel loop needs one.
  int done[4] = {};
  lith_context ctx = contextOf(&lith::runtime::lith_process_pool_v1, 8);
  CHECK(runLoop(&ctx, {done, 0}, 0, 1) == 0);
  CHECK(hasThreads(alone));
  lith_pool *pool;
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "1 to 256 threads, not 0", lith_create_pool(0, &pool));
  CHECK(lith_create_pool(3, &pool) == LITH_OK);
  testEveryTaskOnce(pool);
  CHECK(hasThreads(alone + 2));
  testManyCallers(pool);
  testSleep(pool);
  lith_destroy_pool(pool);
  CHECK(hasThreads(alone));
  testEveryTaskOnce(&lith::runtime::lith_process_pool_v1);
  testManyCallers(&lith::runtime::lith_process_pool_v1);
  testLimit(&lith::runtime::lith_process_pool_v1);
  testFork();
  testFloatMode();
  puts("pool: passed");
}
