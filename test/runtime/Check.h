// What the runtime's tests have in common: a check that says where it failed, and the model of
// tiny.c.
#ifndef LITH_TEST_RUNTIME_CHECK_H
#define LITH_TEST_RUNTIME_CHECK_H

#include "runtime/lith.h"

#include <dirent.h>
#include <initializer_list>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: %s\n  lith_error: %s\n", __FILE__, __LINE__, #condition,             \
              lith_error());                                                                       \
      exit(1);                                                                                     \
    }                                                                                              \
  } while (0)

// The call returns this status, and the sentence says this.
#define CHECK_ERROR(status, says, call)                                                            \
  do {                                                                                             \
    CHECK((call) == (status));                                                                     \
    CHECK(strstr(lith_error(), says) != nullptr);                                                  \
  } while (0)

extern "C" {
extern const lith_descriptor tiny_descriptor;   // external weights
extern const lith_descriptor packed_descriptor; // embedded weights
extern const lith_descriptor overrun_descriptor;
extern const lith_descriptor greedy_descriptor; // outgrows its scratch
extern const lith_descriptor failing_descriptor;
int tiny_run(const lith_call *call);
}

inline int threadsOfProcess() {
  int count = 0;
  DIR *tasks = opendir("/proc/self/task");
  while (dirent *entry = readdir(tasks))
    count += entry->d_name[0] != '.';
  closedir(tasks);
  return count;
}

// Whether that is the number of threads; one that was joined may be listed for a moment more.
inline bool hasThreads(int count) {
  for (int i = 0; i < 1000 && threadsOfProcess() != count; ++i)
    usleep(1000);
  return threadsOfProcess() == count;
}

inline constexpr int features = 3, units = 4, largestBatch = 1000;

// An input, room for an output, and the weights that make `expected` their output.
struct TinyData {
  float x[largestBatch * features];
  float y[largestBatch * units];
  float kernel[features * units];
  float bias[units];

  explicit TinyData(float scale = 1) {
    for (int i = 0; i < largestBatch * features; ++i)
      x[i] = static_cast<float>(i % 97) * 0.37f - 11;
    for (int i = 0; i < features * units; ++i)
      kernel[i] = scale * static_cast<float>(i * 7 % 11 - 5) / 3;
    for (int i = 0; i < units; ++i)
      bias[i] = scale * static_cast<float>(i);
  }

  float expected(int row, int unit) const {
    float sum = bias[unit];
    for (int i = 0; i < features; ++i)
      sum += x[row * features + i] * kernel[i * units + unit];
    return sum;
  }

  bool isRight(int64_t batch) const {
    for (int row = 0; row < batch; ++row)
      for (int unit = 0; unit < units; ++unit) {
        float error = y[row * units + unit] - expected(row, unit);
        if (!(error < 1e-4f && error > -1e-4f))
          return false;
      }
    return true;
  }

  void setWeights(lith_model *model) {
    CHECK(lith_set_weight(model, "dense/kernel", kernel, sizeof(kernel)) == LITH_OK);
    CHECK(lith_set_weight(model, "dense/bias", bias, sizeof(bias)) == LITH_OK);
    CHECK(lith_prepare(model) == LITH_OK);
  }

  int run(lith_session *session, int64_t batch) {
    const void *inputs[] = {x};
    void *outputs[] = {y};
    return lith_run(session, &batch, inputs, outputs);
  }
};

// A call of a model's own entry functions on `data`, without liblith; begins with prepare.
struct TinyCall {
  alignas(LITH_ALIGN) char arena[200000], image[128], state[64];
  const void *raw[2], *inputs[1];
  void *outputs[1];
  lith_call call = {};

  TinyCall(const lith_descriptor &descriptor, TinyData &data, const int64_t *batch)
      : raw{data.kernel, data.bias}, inputs{data.x}, outputs{data.y} {
    call.version = LITH_ABI_VERSION;
    call.threads = 4;
    call.weights = image;
    call.state = state;
    call.arena = arena;
    call.arena_size = descriptor.run.arena_size(batch, call.threads);
    CHECK(call.arena_size <= sizeof(arena));
    call.dims = batch;
    call.inputs = raw;
    CHECK(descriptor.prepare.call(&call) == LITH_OK);
    call.inputs = inputs;
    call.outputs = outputs;
  }
};

#endif
