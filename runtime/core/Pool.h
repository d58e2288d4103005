// The thread pool: a list of parallel loops that want helpers, and workers that look for one. Its
// layout is shared by every library of a process, each of which brings its own copy of this code,
// so a change of layout needs a new LITH_ABI_VERSION and with it a new name of the process's pool.
#ifndef LITH_RUNTIME_CORE_POOL_H
#define LITH_RUNTIME_CORE_POOL_H

#include "runtime/lith_abi.h"

namespace lith::runtime {

inline constexpr uint32_t maxWorkers = 255;

// One parallel loop, on its caller's stack. Linked, limit and helpers change under the pool's lock.
struct Loop {
  lith_task body;
  uint8_t *closure;
  lith_context *caller;
  Loop *after = nullptr; // next in the pool's list
  bool linked = false;
  int64_t next;         // first task not yet taken (atomic)
  int64_t end;          // one behind the last
  int64_t chunk;        // tasks taken at once
  uint32_t helpers = 0; // workers that ever joined; the k-th is thread k of the call
  uint32_t limit;       // how many may
  uint32_t busy = 0;    // helpers still inside, and `waiting` (atomic)
  uint32_t failure = 0; // first error of a task (atomic)
};

// In Loop::busy: the caller sleeps until the last helper leaves.
inline constexpr uint32_t waiting = 1u << 31;

struct Worker {
  lith_pool *pool;
  uintptr_t thread;
  void *(*code)(void *); // whose copy of this code it runs: that library ends it
  uint32_t stop;         // (atomic)
  uint32_t used;
};

} // namespace lith::runtime

// All zero is a pool without workers, ready for use.
struct lith_pool {
  uint32_t lock;     // 0 free, 1 held, 2 held and waited for
  uint32_t process;  // who made the workers: a fork has none of them (atomic)
  uint32_t limit;    // most threads, callers counted as one; 0: as many as there can be
  uint32_t workers;  // that there are (atomic)
  uint32_t spinning; // that look for work awake (atomic)
  uint32_t sleeping; // that must be woken (atomic)
  uint32_t epoch;    // grows with each loop that is linked; sleepers wait on it (atomic)
  uint32_t reserved;
  void *(*code)(void *);      // what new workers run: the code of a library that ends them
  lith::runtime::Loop *loops; // that take helpers (read without the lock as a hint)
  lith::runtime::Worker worker[lith::runtime::maxWorkers];
};

namespace lith::runtime {

// The process's pool: weak, so that all libraries that see each other's symbols have one.
extern "C" lith_pool lith_process_pool_v1;

// New workers of the pool run this copy of the code, unless another copy has claimed that before.
void claimPool(lith_pool *pool);
// Sees to it that the pool has `workers` workers, as far as its limit and the system allow.
void growPool(lith_pool *pool, uint32_t workers);
// Ends the workers that run this copy of the code and waits for them.
void stopPool(lith_pool *pool);

void lockPool(lith_pool *pool);
void unlockPool(lith_pool *pool);
void linkLoop(lith_pool *pool, Loop *loop);
void unlinkLoop(lith_pool *pool, Loop *loop); // under the lock; nothing where it is not linked

// Takes tasks of the loop until none is left, as the thread whose context this is.
void takeTasks(Loop *loop, lith_context *ctx);
// What a worker does with a loop that it has joined as thread number `thread`.
void help(Loop *loop, uint32_t thread);

} // namespace lith::runtime

#endif
