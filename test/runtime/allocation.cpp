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

  alignas(LITH_ALIGN) static char arena[200000], image[128], state[64];
  const void *raw[] = {data.kernel, data.bias}, *inputs[] = {data.x};
  void *outputs[] = {data.y};
  lith_call call = {};
  call.version = LITH_ABI_VERSION;
  call.threads = 4;
  call.weights = image;
  call.state = state;
  call.arena = arena;
  call.arena_size = tiny_arena_size(&batch, 4);
  CHECK(call.arena_size <= sizeof(arena));
  call.dims = &batch;
  call.inputs = raw;
  CHECK(tiny_prepare(&call) == LITH_OK);
  call.inputs = inputs;
  call.outputs = outputs;
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
