// The workers of a thread pool: how they are started, find work, sleep and are ended. A worker that
// has finished looks for more for some microseconds and then sleeps.
#include "runtime/core/Pool.h"

#include "runtime/core/System.h"

using namespace lith::runtime;

extern "C" __attribute__((weak, visibility("default"))) lith_pool lith_process_pool_v1 = {};

namespace {

// Some 20 us: longer than the serial stretch between two kernels, shorter than anyone notices.
constexpr int spins = 800;

// Joins the first loop that takes a helper and takes part in it; false where there is none.
bool findWork(lith_pool *pool) {
  if (!__atomic_load_n(&pool->loops, __ATOMIC_SEQ_CST))
    return false;
  lockPool(pool);
  Loop *loop = pool->loops;
  while (loop && __atomic_load_n(&loop->next, __ATOMIC_RELAXED) >= loop->end) {
    unlinkLoop(pool, loop);
    loop = pool->loops;
  }
  uint32_t thread = 0;
  if (loop) {
    thread = ++loop->helpers;
    __atomic_fetch_add(&loop->busy, 1, __ATOMIC_RELAXED);
    if (loop->helpers == loop->limit)
      unlinkLoop(pool, loop);
  }
  unlockPool(pool);
  if (!loop)
    return false;
  help(loop, thread);
  return true;
}

bool spinForWork(Worker *self) {
  lith_pool *pool = self->pool;
  __atomic_fetch_add(&pool->spinning, 1, __ATOMIC_RELAXED);
  bool seen = false;
  for (int i = 0; i < spins && !seen; ++i) {
    pause();
    seen = __atomic_load_n(&pool->loops, __ATOMIC_RELAXED) != nullptr ||
           __atomic_load_n(&self->stop, __ATOMIC_RELAXED);
  }
  __atomic_fetch_sub(&pool->spinning, 1, __ATOMIC_RELAXED);
  return seen;
}

// The order matters: who links a loop raises epoch and then reads sleeping; here sleeping is raised
// and then loops are read. So one of the two sees the other, and epoch covers the time between.
void sleepForWork(Worker *self) {
  lith_pool *pool = self->pool;
  uint32_t epoch = __atomic_load_n(&pool->epoch, __ATOMIC_SEQ_CST);
  __atomic_fetch_add(&pool->sleeping, 1, __ATOMIC_SEQ_CST);
  if (!__atomic_load_n(&pool->loops, __ATOMIC_SEQ_CST) &&
      !__atomic_load_n(&self->stop, __ATOMIC_SEQ_CST))
    futexWait(&pool->epoch, epoch);
  __atomic_fetch_sub(&pool->sleeping, 1, __ATOMIC_SEQ_CST);
}

void *work(void *argument) {
  auto *self = static_cast<Worker *>(argument);
  setFloatMode(defaultFloatMode);
  while (!__atomic_load_n(&self->stop, __ATOMIC_SEQ_CST))
    if (!findWork(self->pool) && !spinForWork(self))
      sleepForWork(self);
  return nullptr;
}

bool startWorker(lith_pool *pool, Worker *worker) {
  worker->pool = pool;
  worker->code = pool->code;
  worker->stop = 0;
  // Signals are the program's business: none is ever handled on a worker.
  uint64_t all[16], old[16];
  for (uint64_t &bits : all)
    bits = ~uint64_t(0);
  pthread_sigmask(/*SIG_BLOCK*/ 0, all, old);
  bool started = pthread_create(&worker->thread, nullptr, pool->code, worker) == 0;
  pthread_sigmask(/*SIG_SETMASK*/ 2, old, nullptr);
  worker->used = started;
  return started;
}

// After a fork there is the memory of a pool and none of its threads: makes it a pool without
// workers. Done once, by the first to come; the others wait for it.
void adoptPool(lith_pool *pool) {
  constexpr uint32_t adopting = ~0u;
  auto self = static_cast<uint32_t>(getpid());
  uint32_t owner = __atomic_load_n(&pool->process, __ATOMIC_ACQUIRE);
  while (owner != self) {
    if (owner == adopting) {
      pause();
      owner = __atomic_load_n(&pool->process, __ATOMIC_ACQUIRE);
      continue;
    }
    if (!__atomic_compare_exchange_n(&pool->process, &owner, adopting, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
      continue;
    pool->lock = pool->workers = pool->spinning = pool->sleeping = 0;
    pool->loops = nullptr;
    for (Worker &worker : pool->worker)
      worker.used = 0;
    __atomic_store_n(&pool->process, self, __ATOMIC_RELEASE);
    return;
  }
}

// A library that is unloaded, and a program that ends, take the workers along that run its code.
__attribute__((destructor)) void stopProcessPool() { stopPool(&lith_process_pool_v1); }

} // namespace

void lith::runtime::lockPool(lith_pool *pool) {
  uint32_t free = 0;
  if (__atomic_compare_exchange_n(&pool->lock, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    return;
  while (__atomic_exchange_n(&pool->lock, 2, __ATOMIC_ACQUIRE) != 0)
    futexWait(&pool->lock, 2);
}

void lith::runtime::unlockPool(lith_pool *pool) {
  if (__atomic_exchange_n(&pool->lock, 0, __ATOMIC_RELEASE) == 2)
    futexWake(&pool->lock, 1);
}

void lith::runtime::linkLoop(lith_pool *pool, Loop *loop) {
  lockPool(pool);
  loop->linked = true;
  loop->after = pool->loops;
  __atomic_store_n(&pool->loops, loop, __ATOMIC_SEQ_CST);
  unlockPool(pool);
  __atomic_fetch_add(&pool->epoch, 1, __ATOMIC_SEQ_CST);
  uint32_t sleeping = __atomic_load_n(&pool->sleeping, __ATOMIC_SEQ_CST);
  uint32_t spinning = __atomic_load_n(&pool->spinning, __ATOMIC_RELAXED);
  if (sleeping && loop->limit > spinning)
    futexWake(&pool->epoch, loop->limit - spinning);
}

void lith::runtime::unlinkLoop(lith_pool *pool, Loop *loop) {
  if (!loop->linked)
    return;
  Loop **place = &pool->loops;
  while (*place != loop)
    place = &(*place)->after;
  __atomic_store_n(place, loop->after, __ATOMIC_SEQ_CST);
  loop->linked = false;
}

// A library that was given a pool may be unloaded before the pool is, so its code is not for
// workers.
void lith::runtime::claimPool(lith_pool *pool) {
  adoptPool(pool);
  lockPool(pool);
  pool->code = pool->code ? pool->code : work;
  unlockPool(pool);
}

void lith::runtime::growPool(lith_pool *pool, uint32_t workers) {
  adoptPool(pool);
  uint32_t limit = pool->limit ? pool->limit - 1 : maxWorkers;
  uint32_t wanted = workers < limit ? workers : limit;
  if (__atomic_load_n(&pool->workers, __ATOMIC_ACQUIRE) >= wanted)
    return;
  lockPool(pool);
  pool->code = pool->code ? pool->code : work;
  for (Worker &worker : pool->worker) {
    if (pool->workers >= wanted)
      break;
    if (worker.used)
      continue;
    if (!startWorker(pool, &worker))
      break;
    __atomic_store_n(&pool->workers, pool->workers + 1, __ATOMIC_RELEASE);
  }
  unlockPool(pool);
}

void lith::runtime::stopPool(lith_pool *pool) {
  if (__atomic_load_n(&pool->process, __ATOMIC_ACQUIRE) == 0)
    return; // never used
  adoptPool(pool);
  lockPool(pool);
  if (pool->code == work)
    pool->code = nullptr;
  for (Worker &worker : pool->worker)
    if (worker.used && worker.code == work)
      __atomic_store_n(&worker.stop, 1, __ATOMIC_SEQ_CST);
  unlockPool(pool);
  __atomic_fetch_add(&pool->epoch, 1, __ATOMIC_SEQ_CST);
  futexWake(&pool->epoch, maxWorkers);
  for (Worker &worker : pool->worker) {
    lockPool(pool);
    bool ours = worker.used && worker.code == work;
    unlockPool(pool);
    if (!ours)
      continue;
    pthread_join(worker.thread, nullptr);
    lockPool(pool);
    worker.used = 0;
    __atomic_store_n(&pool->workers, pool->workers - 1, __ATOMIC_RELEASE);
    unlockPool(pool);
  }
}
