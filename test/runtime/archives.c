// Two models' archives and somebody else's Halide code in one program: each calls its own
// functions.
#include "foreign.h"
#include "one.h"
#include "two.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t elements(const lith_tensor *tensor, int64_t batch) {
  size_t count = 1;
  for (uint32_t i = 0; i < tensor->rank; ++i)
    count *= (size_t)(tensor->dims[i] < 0 ? batch : tensor->dims[i]);
  return count;
}

// Runs a model of one float input and one float output; the caller frees the output.
static float *runModel(const lith_descriptor *model, int64_t batch, uint32_t threads) {
  size_t inputs = elements(model->inputs, batch);
  float *x = malloc(inputs * sizeof(float));
  float *y = malloc(elements(model->outputs, batch) * sizeof(float));
  for (size_t i = 0; i < inputs; ++i)
    x[i] = (float)(i % 17) / 17;
  lith_call call = {.version = LITH_ABI_VERSION, .threads = threads};
  call.arena_size = model->run.arena_size(&batch, threads);
  call.arena = aligned_alloc(LITH_ALIGN, (call.arena_size / LITH_ALIGN + 1) * LITH_ALIGN);
  call.dims = &batch;
  call.inputs = (const void *[]){x};
  call.outputs = (void *[]){y};
  assert(model->run.call(&call) == LITH_OK);
  free(call.arena);
  free(x);
  return y;
}

static void runForeign(void) {
  enum { width = 100, height = 50 };
  static float from[width * height], to[width * height];
  struct halide_dimension_t dims[] = {{0, width, 1, 0}, {0, height, width, 0}};
  struct halide_buffer_t in = {0}, out = {0};
  in.host = (uint8_t *)from;
  out.host = (uint8_t *)to;
  in.type.code = out.type.code = halide_type_float;
  in.type.bits = out.type.bits = 32;
  in.type.lanes = out.type.lanes = 1;
  in.dimensions = out.dimensions = 2;
  in.dim = out.dim = dims;
  for (int i = 0; i < width * height; ++i)
    from[i] = (float)i;
  assert(foreign(&in, &out) == 0);
  for (int i = 0; i < width * height; ++i)
    assert(to[i] == (float)i * 2 + 1);
}

int main(void) {
  const lith_descriptor *models[] = {&one_descriptor, &two_descriptor};
  for (int i = 0; i < 2; ++i) {
    size_t bytes = elements(models[i]->outputs, 5) * sizeof(float);
    float *before = runModel(models[i], 5, 1);
    runForeign();
    float *after = runModel(models[i], 5, 4);
    assert(memcmp(before, after, bytes) == 0);
    free(before);
    free(after);
  }
  puts("archives: passed");
}
