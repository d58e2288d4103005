// Models and sessions: what they answer, what they refuse and in which words, weights and state by
// name, and many threads on one model while its weights change.
#include "test/runtime/Check.h"

#include <pthread.h>

namespace {

lith_session *openSession(lith_model *model, uint32_t threads) {
  lith_session *session;
  CHECK(lith_open_session(model, nullptr, threads, &session) == LITH_OK);
  return session;
}

void testRefusals(lith_model *model) {
  TinyData data;
  lith_session *session = openSession(model, 1);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "has no weights yet", data.run(session, 2));
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "no value for weight dense/kernel", lith_prepare(model));
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "no value for weight dense/bias",
              lith_get_weight(model, "dense/bias", data.bias, sizeof(data.bias)));
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "no value for weight", lith_save_weights(model, "unused"));
  data.setWeights(model);
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "takes 1 to 268435456 as dimension batch, not 0",
              data.run(session, 0));
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "as dimension batch, not -3", data.run(session, -3));
  const void *inputs[] = {data.x, nullptr};
  void *outputs[] = {data.y};
  int64_t batch = 2;
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "was given none", lith_run(session, nullptr, inputs, outputs));
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "no memory for input x",
              lith_run(session, &batch, inputs + 1, outputs));
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "no memory for output y",
              lith_run(session, &batch, inputs, nullptr));
  inputs[0] = reinterpret_cast<char *>(data.x) + 1;
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "not aligned for f32",
              lith_run(session, &batch, inputs, outputs));
  CHECK_ERROR(LITH_ERROR_NAME, "no weight dense/nothing",
              lith_set_weight(model, "dense/nothing", data.x, 4));
  CHECK_ERROR(LITH_ERROR_SIZE, "has 16 bytes, not 12",
              lith_set_weight(model, "dense/bias", data.bias, 12));
  CHECK_ERROR(LITH_ERROR_NAME, "no state counter", lith_get_state(session, "counter", &batch, 8));
  CHECK_ERROR(LITH_ERROR_SIZE, "has 8 bytes, not 4",
              lith_get_state(session, "counter/steps", &batch, 4));
  lith_close_session(session);
}

void testAnswers(lith_model *model) {
  TinyData data;
  data.setWeights(model);
  float alone[largestBatch * units];
  for (uint32_t threads = 1; threads <= 8; ++threads) {
    lith_session *session = openSession(model, threads);
    for (int64_t batch : {1, 2, 7, 333, largestBatch}) {
      memset(data.y, 0, sizeof(data.y));
      CHECK(data.run(session, batch) == LITH_OK);
      CHECK(data.isRight(batch));
    }
    if (threads == 1)
      memcpy(alone, data.y, sizeof(alone));
    CHECK(memcmp(alone, data.y, sizeof(alone)) == 0);
    lith_close_session(session);
  }
  int64_t batch = 5, shape[LITH_MAX_RANK];
  uint64_t bytes;
  CHECK(lith_output_shape(model, 0, &batch, shape, &bytes) == LITH_OK);
  CHECK(shape[0] == 5 && shape[1] == units && bytes == 5 * units * 4);
  CHECK_ERROR(LITH_ERROR_NAME, "1 inputs, and none of number 1",
              lith_input_shape(model, 1, &batch, shape, &bytes));
}

void testState(lith_model *model) {
  TinyData data;
  data.setWeights(model);
  lith_session *one = openSession(model, 1), *other = openSession(model, 1);
  int64_t steps;
  for (int i = 0; i < 3; ++i)
    CHECK(data.run(one, 1) == LITH_OK);
  CHECK(lith_get_state(one, "counter/steps", &steps, 8) == LITH_OK && steps == 8);
  CHECK(lith_get_state(other, "counter/steps", &steps, 8) == LITH_OK && steps == 5);
  steps = 100;
  CHECK(lith_set_state(one, "counter/steps", &steps, 8) == LITH_OK);
  CHECK(data.run(one, 1) == LITH_OK);
  CHECK(lith_get_state(one, "counter/steps", &steps, 8) == LITH_OK && steps == 101);
  CHECK(lith_reset(one) == LITH_OK);
  CHECK(lith_get_state(one, "counter/steps", &steps, 8) == LITH_OK && steps == 5);
  lith_close_session(one);
  lith_close_session(other);
}

// What an observer is told of the runs that it watches.
struct Counter : lith_observer {
  uint64_t calls = 0, flops = 0;
  Counter() {
    done = [](lith_observer *self, uint32_t site, uint64_t flops) {
      CHECK(site == 0);
      ++static_cast<Counter *>(self)->calls;
      static_cast<Counter *>(self)->flops += flops;
    };
  }
};

void testObserver(lith_model *model) {
  TinyData data;
  data.setWeights(model);
  lith_session *session = openSession(model, 4);
  Counter counter;
  CHECK(data.run(session, 7) == LITH_OK && counter.calls == 0);
  lith_observe(session, &counter);
  CHECK(data.run(session, 7) == LITH_OK && data.run(session, 3) == LITH_OK);
  CHECK(counter.calls == 2 && counter.flops == uint64_t(7 + 3) * 2 * features * units);
  lith_observe(session, nullptr);
  CHECK(data.run(session, 7) == LITH_OK && counter.calls == 2);
  lith_close_session(session);
}

void testEmbedded() {
  lith_model *model;
  CHECK(lith_open_descriptor(&packed_descriptor, &model) == LITH_OK);
  TinyData data;
  CHECK_ERROR(LITH_ERROR_EMBEDDED, "--weights-mode=external",
              lith_set_weight(model, "dense/bias", data.bias, sizeof(data.bias)));
  CHECK_ERROR(LITH_ERROR_EMBEDDED, "inside its library", lith_prepare(model));
  CHECK_ERROR(LITH_ERROR_EMBEDDED, "inside its library", lith_save_weights(model, "unused"));
  CHECK_ERROR(LITH_ERROR_EMBEDDED, "inside its library", lith_load_weights(model, "none"));
  CHECK_ERROR(LITH_ERROR_EMBEDDED, "in prepared form only",
              lith_get_weight(model, "dense/kernel", data.kernel, sizeof(data.kernel)));
  CHECK(lith_get_weight(model, "dense/bias", data.bias, sizeof(data.bias)) == LITH_OK);
  CHECK(data.bias[3] == 3);
  for (int i = 0; i < features * units; ++i)
    data.kernel[i] = static_cast<float>(i / units + 1);
  lith_session *session = openSession(model, 3);
  CHECK(data.run(session, largestBatch) == LITH_OK);
  CHECK(data.isRight(largestBatch));
  lith_close_session(session);
  lith_close(model);
}

void testFaults() {
  TinyData data;
  lith_model *model;
  CHECK(lith_open_descriptor(&greedy_descriptor, &model) == LITH_OK);
  data.setWeights(model);
  for (uint32_t threads : {1, 4}) {
    lith_session *session = openSession(model, threads);
    CHECK_ERROR(LITH_ERROR_INTERNAL, "fault of lith", data.run(session, 50));
    lith_close_session(session);
  }
  lith_close(model);
  CHECK(lith_open_descriptor(&failing_descriptor, &model) == LITH_OK);
  data.setWeights(model);
  for (uint32_t threads : {1, 4}) {
    lith_session *session = openSession(model, threads);
    CHECK_ERROR(LITH_ERROR_INTERNAL, "status -17", data.run(session, 50));
    CHECK(data.run(session, 17) == LITH_OK);
    lith_close_session(session);
  }
  lith_close(model);
  lith_descriptor old = tiny_descriptor;
  old.version = 0;
  CHECK_ERROR(LITH_ERROR_VERSION, "compile the model again", lith_open_descriptor(&old, &model));
  CHECK_ERROR(LITH_ERROR_FILE, "cannot open library no.so", lith_open("no.so", &model));
  CHECK_ERROR(LITH_ERROR_FILE, "not one that lith made",
              lith_open("/lib/x86_64-linux-gnu/libc.so.6", &model));
}

// A dimension that the model derives: the output has as many rows as the input, less two.
void testDerivedDims() {
  const lith_dim dims[] = {{"time", 3, 100, 1}, {"time less 2", 1, 98, 1}};
  const int64_t outputDims[] = {-2, units};
  const lith_tensor output = {"y", outputDims, LITH_F32, 2};
  lith_descriptor descriptor = tiny_descriptor;
  descriptor.dims = dims;
  descriptor.dim_count = 2;
  descriptor.outputs = &output;
  descriptor.resolve = [](const int64_t *given, int64_t *all) -> int {
    all[0] = given[0];
    all[1] = given[0] - 2;
    return LITH_OK;
  };
  lith_model *model;
  CHECK(lith_open_descriptor(&descriptor, &model) == LITH_OK);
  int64_t time = 7, shape[LITH_MAX_RANK];
  uint64_t bytes;
  CHECK(lith_output_shape(model, 0, &time, shape, &bytes) == LITH_OK);
  CHECK(shape[0] == 5 && bytes == 5 * units * 4);
  CHECK(lith_input_shape(model, 0, &time, shape, &bytes) == LITH_OK && shape[0] == 7);
  time = 2;
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "takes 3 to 100 as dimension time, not 2",
              lith_output_shape(model, 0, &time, shape, &bytes));
  lith_close(model);
  const lith_dim threes[] = {{"time", 3, 99, 3}, dims[1]};
  descriptor.dims = threes;
  CHECK(lith_open_descriptor(&descriptor, &model) == LITH_OK);
  time = 7;
  CHECK_ERROR(LITH_ERROR_ARGUMENT, "takes multiples of 3 as dimension time, not 7",
              lith_output_shape(model, 0, &time, shape, &bytes));
  lith_close(model);
  descriptor.dim_count = 1;
  CHECK_ERROR(LITH_ERROR_VERSION, "its description of output y makes no sense",
              lith_open_descriptor(&descriptor, &model));
}

struct Shared {
  lith_model *model;
  const TinyData *first, *second;
  uint32_t threads;
};

// Every answer is whole: by the one weights or by the other.
void *runMany(void *argument) {
  auto *shared = static_cast<Shared *>(argument);
  lith_session *session = openSession(shared->model, shared->threads);
  TinyData first = *shared->first, second = *shared->second;
  for (int i = 0; i < 40; ++i) {
    CHECK(first.run(session, 64) == LITH_OK);
    memcpy(second.y, first.y, sizeof(first.y));
    CHECK(first.isRight(64) || second.isRight(64));
  }
  lith_close_session(session);
  return nullptr;
}

void testManyThreads(lith_model *model) {
  TinyData first(1), second(-2);
  first.setWeights(model);
  Shared shared = {model, &first, &second, 2};
  pthread_t threads[6];
  for (pthread_t &thread : threads)
    CHECK(pthread_create(&thread, nullptr, runMany, &shared) == 0);
  for (int i = 0; i < 40; ++i)
    (i % 2 ? first : second).setWeights(model);
  for (pthread_t &thread : threads)
    pthread_join(thread, nullptr);
}

} // namespace

int main() {
  lith_model *model;
  CHECK(lith_open_descriptor(&tiny_descriptor, &model) == LITH_OK);
  CHECK(lith_describe(model) == &tiny_descriptor);
  testRefusals(model);
  testAnswers(model);
  testState(model);
  testObserver(model);
  testManyThreads(model);
  lith_close(model);
  testEmbedded();
  testFaults();
  testDerivedDims();
  puts("sessions: passed");
}
