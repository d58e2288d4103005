// Any compiled model under load: the same bits for 1 to 8 threads, for sessions on many threads at
// once and for guarded memory; and no allocation in a run.
// usage: hammer LIBRARY.so [WEIGHTS.safetensors]
#include "test/runtime/Check.h"
#include "test/runtime/CountAllocations.h"

#include <pthread.h>

namespace {

constexpr uint32_t mostTensors = 16;

// Inputs for one set of dimensions, and outputs of one run.
struct Tensors {
  lith_model *model;
  int64_t dims[LITH_MAX_DIMS];
  void *inputs[mostTensors] = {};
  void *outputs[mostTensors] = {};
  uint64_t outputBytes[mostTensors] = {};

  Tensors(lith_model *model, int64_t size) : model(model) {
    const lith_descriptor *descriptor = lith_describe(model);
    CHECK(descriptor->input_count <= mostTensors && descriptor->output_count <= mostTensors);
    for (uint32_t i = 0; i < descriptor->given_dim_count; ++i)
      dims[i] = size;
    int64_t shape[LITH_MAX_RANK];
    uint64_t bytes;
    uint32_t random = 1;
    for (uint32_t i = 0; i < descriptor->input_count; ++i) {
      CHECK(lith_input_shape(model, i, dims, shape, &bytes) == LITH_OK);
      inputs[i] = calloc(1, bytes);
      for (uint64_t k = 0; descriptor->inputs[i].dtype == LITH_F32 && k < bytes / 4; ++k) {
        random = random * 1664525 + 1013904223;
        static_cast<float *>(inputs[i])[k] = static_cast<float>(random >> 8) / (1 << 23) - 1;
      }
    }
    for (uint32_t i = 0; i < descriptor->output_count; ++i) {
      CHECK(lith_output_shape(model, i, dims, shape, &outputBytes[i]) == LITH_OK);
      outputs[i] = calloc(1, outputBytes[i]);
    }
  }
  ~Tensors() {
    for (void *input : inputs)
      free(input);
    for (void *output : outputs)
      free(output);
  }

  void run(lith_session *session) {
    CHECK(lith_reset(session) == LITH_OK);
    CHECK(lith_run(session, dims, inputs, outputs) == LITH_OK);
  }
  bool isSame(const Tensors &other) const {
    for (uint32_t i = 0; i < mostTensors; ++i)
      if (outputBytes[i] && memcmp(outputs[i], other.outputs[i], outputBytes[i]) != 0)
        return false;
    return true;
  }
  bool isAlive() const {
    for (uint32_t i = 0; i < mostTensors; ++i)
      for (uint64_t k = 0; k < outputBytes[i]; ++k)
        if (static_cast<char *>(outputs[i])[k])
          return true;
    return false;
  }
};

lith_session *openSession(lith_model *model, uint32_t threads) {
  lith_session *session;
  CHECK(lith_open_session(model, nullptr, threads, &session) == LITH_OK);
  return session;
}

void testThreadCounts(lith_model *model, const Tensors &expected, int64_t size) {
  Tensors tensors(model, size);
  for (uint32_t threads = 1; threads <= 8; ++threads) {
    lith_session *session = openSession(model, threads);
    CHECK(lith_reserve(session, tensors.dims) == LITH_OK);
    int before = allocations;
    tensors.run(session);
    tensors.run(session);
    CHECK(allocations == before);
    CHECK(tensors.isSame(expected));
    for (int side : {LITH_GUARD_END, LITH_GUARD_START}) {
      CHECK(lith_reset(session) == LITH_OK);
      CHECK(lith_run_guarded(session, tensors.dims, tensors.inputs, tensors.outputs, side) ==
            LITH_OK);
      CHECK(tensors.isSame(expected));
    }
    lith_close_session(session);
  }
}

struct Shared {
  lith_model *model;
  const Tensors *expected;
  int64_t size;
};

void *runOften(void *argument) {
  auto *shared = static_cast<Shared *>(argument);
  Tensors tensors(shared->model, shared->size);
  lith_session *session = openSession(shared->model, 2);
  for (int i = 0; i < 20; ++i) {
    tensors.run(session);
    CHECK(tensors.isSame(*shared->expected));
  }
  lith_close_session(session);
  return nullptr;
}

} // namespace

int main(int argc, char **argv) {
  lith_model *model;
  CHECK(argc >= 2 && lith_open(argv[1], &model) == LITH_OK);
  CHECK(argc < 3 || lith_load_weights(model, argv[2]) == LITH_OK);
  for (int64_t size : {1, 3, 9}) {
    Tensors expected(model, size);
    lith_session *session = openSession(model, 1);
    expected.run(session);
    CHECK(expected.isAlive());
    testThreadCounts(model, expected, size);
    Shared shared = {model, &expected, size};
    pthread_t threads[8];
    for (pthread_t &thread : threads)
      CHECK(pthread_create(&thread, nullptr, runOften, &shared) == 0);
    for (pthread_t &thread : threads)
      pthread_join(thread, nullptr);
    lith_close_session(session);
  }
  lith_close(model);
  puts("hammer: passed");
}
