// Two libraries opened by path and two linked in, with someone else's functions of the same names
// beside them, in one process: they share one pool, and nobody's functions are taken for another's.
// usage: libraries FIRST.so SECOND.so
#include "test/runtime/Check.h"

#include <unistd.h>

namespace {

int foreignCalls = 0;

void testModel(lith_model *model, int threadsExpected) {
  TinyData data;
  data.setWeights(model);
  lith_session *session;
  CHECK(lith_open_session(model, nullptr, 4, &session) == LITH_OK);
  CHECK(data.run(session, largestBatch) == LITH_OK);
  CHECK(data.isRight(largestBatch));
  CHECK(hasThreads(threadsExpected));
  lith_close_session(session);
}

// Without liblith: the library's own entry function, in whatever pool the process has.
void testAlone(const lith_descriptor &descriptor, int threadsExpected) {
  TinyData data;
  int64_t batch = largestBatch;
  TinyCall alone(descriptor, data, &batch);
  CHECK(descriptor.run.call(&alone.call) == LITH_OK);
  CHECK(data.isRight(batch));
  CHECK(hasThreads(threadsExpected));
}

} // namespace

// The core of a library of another version, and another Halide program's runtime: under the same
// names, and not hidden.
extern "C" {
void *lith_scratch_alloc(lith_context *, uint64_t) { return ++foreignCalls, nullptr; }
void lith_scratch_free(lith_context *, void *) { ++foreignCalls; }
int lith_begin(lith_context *, const lith_call *, uint64_t, uint64_t) { return ++foreignCalls; }
int lith_parallel_for(lith_context *, lith_task, int32_t, int32_t, uint8_t *) {
  return ++foreignCalls;
}
void *halide_malloc(void *, size_t) { return ++foreignCalls, nullptr; }
void halide_free(void *, void *) { ++foreignCalls; }
int halide_do_par_for(void *, lith_task, int32_t, int32_t, uint8_t *) { return ++foreignCalls; }
}

int main(int argc, char **argv) {
  int expected = threadsOfProcess() + 3;
  CHECK(argc == 3);
  for (int round = 0; round < 3; ++round) {
    lith_model *models[4];
    CHECK(lith_open(argv[1], &models[0]) == LITH_OK);
    CHECK(lith_open(argv[2], &models[1]) == LITH_OK);
    CHECK(strcmp(lith_describe(models[0])->name, "first") == 0);
    CHECK(strcmp(lith_describe(models[1])->name, "second") == 0);
    CHECK(lith_open_descriptor(&tiny_descriptor, &models[2]) == LITH_OK);
    CHECK(lith_open_descriptor(&overrun_descriptor, &models[3]) == LITH_OK);
    for (int i = 0; i < 3; ++i)
      testModel(models[i], expected);
    for (lith_model *model : models)
      lith_close(model);
    usleep(1000); // workers that ran an unloaded library's code would fall here
  }
  testAlone(tiny_descriptor, expected);
  CHECK(foreignCalls == 0);
  puts("libraries: passed");
}
