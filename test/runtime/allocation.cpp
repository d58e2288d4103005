// A call allocates nothing: the allocation functions of this process count, and a run adds nothing,
// neither through liblith nor through the library's own entry function.
#include "test/runtime/Check.h"
#include "test/runtime/CountAllocations.h"

int main() {
  TinyData data;
  lith_model *model;
  lith_session *session;
  CHECK(lith_open_descriptor(&tiny_descriptor, &model) == LITH_OK);
  data.setWeights(model);
  CHECK(lith_open_session(model, nullptr, 4, &session) == LITH_OK);
  CHECK(allocations > 0); // the hook is in place
  int64_t batch = largestBatch;
  CHECK(lith_reserve(session, &batch) == LITH_OK);
  int before = allocations;
  for (int i = 0; i < 50; ++i)
    CHECK(data.run(session, i + 1) == LITH_OK);
  CHECK(data.run(session, largestBatch) == LITH_OK);
  CHECK(allocations == before);
  CHECK(data.isRight(largestBatch));

  TinyCall alone(tiny_descriptor, data, &batch);
  lith_call &call = alone.call;
  memset(data.y, 0, sizeof(data.y));
  CHECK(tiny_run(&call) == LITH_OK);
  CHECK(allocations == before);
  CHECK(data.isRight(largestBatch));
  --call.arena_size;
  CHECK(tiny_run(&call) == LITH_ERROR_ARGUMENT);
  call.version = 77;
  CHECK(tiny_run(&call) == LITH_ERROR_VERSION);
  lith_close_session(session);
  lith_close(model);
  puts("allocation: passed");
}
