// A stateful model through its own C functions: running_sum adds to each of its sums, at every step,
// half of what that step's numbers sum up to, and goes on in the next call.
#include "running_sum.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { samples = 2, steps = 4, features = 3 };

static void *allocate(uint64_t bytes) {
  return aligned_alloc(LITH_ALIGN, (bytes / LITH_ALIGN + 1) * LITH_ALIGN);
}

static float x[samples][steps][features], y[samples][steps][features];

// Runs one call and says whether the sums go on from `sums`, which it moves on. Small integers and
// their halves: every number is exact.
static int runAndCompare(lith_call *call, float sums[samples], int seed) {
  for (int i = 0; i < samples * steps * features; ++i)
    (&x[0][0][0])[i] = (float)((i * 7 + seed) % 11 - 4);
  memset(y, 0, sizeof y);
  assert(running_sum_run(call) == LITH_OK);
  int equal = 1;
  for (int sample = 0; sample < samples; ++sample)
    for (int step = 0; step < steps; ++step) {
      for (int i = 0; i < features; ++i)
        sums[sample] += x[sample][step][i] / 2;
      for (int i = 0; i < features; ++i)
        equal &= y[sample][step][i] == sums[sample];
    }
  return equal;
}

static void reset(lith_call *call) {
  lith_call own = *call;
  own.arena_size = running_sum_descriptor.reset.arena_size(NULL, own.threads);
  own.arena = allocate(own.arena_size);
  assert(running_sum_reset(&own) == LITH_OK);
  free(own.arena);
}

int main(void) {
  const void *inputs[] = {x};
  void *outputs[] = {y};
  lith_call call = {
      .version = LITH_ABI_VERSION, .threads = 1, .inputs = inputs, .outputs = outputs};
  call.arena_size = running_sum_arena_size(NULL, call.threads);
  call.arena = allocate(call.arena_size);
  assert(running_sum_descriptor.state_count == 1 && running_sum_descriptor.state_size > 0);
  assert(running_sum_run(&call) == LITH_ERROR_ARGUMENT); // no state
  call.state = allocate(running_sum_descriptor.state_size);
  memset(call.state, 0xff, running_sum_descriptor.state_size);

  float sums[samples] = {0};
  reset(&call);
  assert(runAndCompare(&call, sums, 1));
  assert(sums[0] != 0 && sums[1] != sums[0]);
  assert(runAndCompare(&call, sums, 2)); // goes on
  assert(runAndCompare(&call, sums, 3));

  // Another state beside it starts anew and leaves the first alone.
  lith_call other = call;
  other.state = allocate(running_sum_descriptor.state_size);
  reset(&other);
  float otherSums[samples] = {0};
  assert(runAndCompare(&other, otherSums, 5));
  assert(runAndCompare(&call, sums, 4));

  reset(&call);
  assert(!runAndCompare(&call, sums, 6)); // the sums are gone
  memset(sums, 0, sizeof sums);
  reset(&call);
  assert(runAndCompare(&call, sums, 6));
  free(other.state);
  free(call.state);
  free(call.arena);
  puts("state: passed");
  return 0;
}
