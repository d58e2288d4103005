// Guarded memory catches a touch outside a block, and a guarded run answers like any other.
#include "test/runtime/Check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

// Whether an action ends its process by a fault.
template <typename Action> bool faults(Action action) {
  pid_t child = fork();
  if (child == 0) {
    signal(SIGSEGV, SIG_DFL); // a sanitizer may have its own
    action();
    _exit(0);
  }
  int status;
  CHECK(waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
}

void touch(const lith_guarded &guarded, int64_t offset) {
  static_cast<volatile char *>(guarded.block)[offset] = 1;
}

void testBlocks() {
  lith_guarded guarded;
  for (uint64_t bytes : {1, 64, 4096, 5000}) {
    CHECK(lith_guard_alloc(bytes, 1, LITH_GUARD_END, &guarded) == LITH_OK);
    touch(guarded, 0);
    touch(guarded, bytes - 1);
    CHECK(faults([&] { touch(guarded, bytes); }));
    lith_guard_free(&guarded);
    CHECK(lith_guard_alloc(bytes, 64, LITH_GUARD_START, &guarded) == LITH_OK);
    touch(guarded, bytes - 1);
    CHECK(faults([&] { touch(guarded, -1); }));
    lith_guard_free(&guarded);
  }
  CHECK(lith_guard_alloc(0, 64, LITH_GUARD_END, &guarded) == LITH_OK);
  CHECK(faults([&] { touch(guarded, 0); }));
  lith_guard_free(&guarded);
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "alignment 3", lith_guard_alloc(9, 3, 0, &guarded));
  CHECK(lith_guard_alloc(~uint64_t(0) - 5, 1, 0, &guarded) == LITH_ERROR_MEMORY);
}

int runGuarded(lith_session *session, TinyData &data, int64_t batch, int side) {
  const void *inputs[] = {data.x};
  void *outputs[] = {data.y};
  return lith_run_guarded(session, &batch, inputs, outputs, side);
}

void testRuns() {
  TinyData data;
  lith_model *model;
  lith_session *session;
  CHECK(lith_open_descriptor(&tiny_descriptor, &model) == LITH_OK);
  data.setWeights(model);
  CHECK(lith_open_session(model, nullptr, 3, &session) == LITH_OK);
  for (int side : {LITH_GUARD_END, LITH_GUARD_START})
    for (int64_t batch : {1, 5, 700}) {
      memset(data.y, 0, sizeof(data.y));
      CHECK(runGuarded(session, data, batch, side) == LITH_OK);
      CHECK(data.isRight(batch));
    }
  int64_t steps;
  CHECK(lith_get_state(session, "counter/steps", &steps, 8) == LITH_OK && steps == 11);
  lith_close_session(session);
  lith_close(model);

  CHECK(lith_open_descriptor(&overrun_descriptor, &model) == LITH_OK);
  data.setWeights(model);
  CHECK(lith_open_session(model, nullptr, 1, &session) == LITH_OK);
  CHECK(faults([&] { runGuarded(session, data, 5, LITH_GUARD_END); }));
  lith_close_session(session);
  lith_close(model);
}

} // namespace

int main() {
  testBlocks();
  testRuns();
  puts("guard: passed");
}
