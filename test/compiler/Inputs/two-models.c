/* Calls two models that were compiled apart and linked into this program: both compute x * x / (1 + |x|). */
#include "one.h"
#include "two.h"

#include <stdio.h>
#include <stdlib.h>

static float call(int (*run)(const lith_call *), uint64_t (*arena_size)(const int64_t *, uint32_t)) {
  static float x[4][8], y[4][8];
  x[3][7] = 2.0f;
  const void *inputs[] = {x};
  void *outputs[] = {y};
  lith_call call = {.version = LITH_ABI_VERSION, .threads = 2, .inputs = inputs, .outputs = outputs};
  call.arena_size = arena_size(NULL, call.threads);
  call.arena = aligned_alloc(LITH_ALIGN, (call.arena_size + LITH_ALIGN) / LITH_ALIGN * LITH_ALIGN);
  int status = run(&call);
  free(call.arena);
  return status ? -1.0f : y[3][7] * 1.2f;
}

int main(void) {
  printf("%f %f\n", call(one_run, one_arena_size), call(two_run, two_arena_size));
  return 0;
}
