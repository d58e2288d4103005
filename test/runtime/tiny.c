// A library written by hand as the compiler would make it: y = x . kernel + bias over a dynamic
// batch, a step counter as state, weights embedded or external. Its rows are tasks of a parallel
// loop, which take scratch and hold a loop of their own.
//   TINY        its name                TINY_EMBEDDED  weights inside
//   TINY_FAULT  1: writes behind y, 2: wants more scratch than it says, 3: a task fails
#include "runtime/lith_abi.h"

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)
#define NAME(suffix) PASTE(TINY, suffix)
#define EXPORT __attribute__((visibility("default")))

enum { features = 3, units = 4, biasOffset = 64, imageSize = 128, stepsAtFirst = 5 };
enum { scratchInTask = 2 * LITH_SCRATCH_BYTES(units * sizeof(float)) };
enum { scratch = LITH_SCRATCH_BYTES(64) + scratchInTask };

static const int64_t inputDims[] = {-1, features};
static const int64_t outputDims[] = {-1, units};
static const int64_t kernelDims[] = {features, units};
static const int64_t biasDims[] = {units};
static const lith_tensor inputs[] = {{"x", inputDims, LITH_F32, 2}};
static const lith_tensor outputs[] = {{"y", outputDims, LITH_F32, 2}};
static const lith_variable weights[] = {
    {"dense/kernel", "layers/dense/vars/0", kernelDims, LITH_F32, 2, 48, 0, LITH_NO_OFFSET},
    {"dense/bias", "layers/dense/vars/1", biasDims, LITH_F32, 1, 16, 48, biasOffset},
};
static const lith_variable states[] = {{"counter/steps", "", 0, LITH_I64, 0, 8, 0, 0}};
static const lith_dim dims[] = {{"batch", 1, 1 << 28, 1}};
static const lith_kernel kernels[] = {{"sum_row", "dense", LITH_UNKNOWN, 100, 0}};

EXPORT int NAME(_run)(const lith_call *call);
EXPORT uint64_t NAME(_arena_size)(const int64_t *dims, uint32_t threads);
EXPORT int NAME(_reset)(const lith_call *call);
static uint64_t noArena(const int64_t *given, uint32_t threads) { return 0; }

#ifdef TINY_EMBEDDED
// kernel[i][u] = i + 1, bias[u] = u
static const _Alignas(LITH_ALIGN) float image[imageSize / 4] = {
    1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, [biasOffset / 4] = 0, 1, 2, 3};
#else
EXPORT int NAME(_prepare)(const lith_call *call);
#endif

EXPORT const lith_descriptor NAME(_descriptor) = {
    .version = LITH_ABI_VERSION,
    .size = sizeof(lith_descriptor),
    .name = TEXT(TINY),
    .producer = "by hand",
    .target = "any",
    .model_hash = "0123456789abcdef",
    .inputs = inputs,
    .outputs = outputs,
    .weights = weights,
    .states = states,
    .dims = dims,
    .kernels = kernels,
    .input_count = 1,
    .output_count = 1,
    .weight_count = 2,
    .state_count = 1,
    .kernel_count = 1,
    .dim_count = 1,
    .given_dim_count = 1,
    .raw_size = 64,
    .image_size = imageSize,
    .state_size = 64,
#ifdef TINY_EMBEDDED
    .weights_mode = LITH_WEIGHTS_EMBEDDED,
    .image = image,
#else
    .weights_mode = LITH_WEIGHTS_EXTERNAL,
    .prepare = {NAME(_prepare), noArena},
#endif
    .run = {NAME(_run), NAME(_arena_size)},
    .reset = {NAME(_reset), noArena},
};
#ifdef TINY_SHARED
EXPORT const lith_descriptor *const lith_library = &NAME(_descriptor);
#endif

typedef struct {
  const float *x;
  const float *image;
  float *planned;
} Rows;

typedef struct {
  const float *x;
  const float *image;
  float *sum;
} Row;

static int sumOne(void *ctx, int32_t unit, uint8_t *closure) {
  const Row *row = (const Row *)closure;
  float sum = row->image[biasOffset / 4 + unit];
  for (int i = 0; i < features; ++i)
    sum += row->x[i] * row->image[unit * features + i];
  row->sum[unit] = sum;
  return 0;
}

static int sumRow(void *ctx, int32_t index, uint8_t *closure) {
  const Rows *rows = (const Rows *)closure;
#if TINY_FAULT == 3
  if (index == 17)
    return -17;
#endif
  float *sums = lith_scratch_alloc(ctx, units * sizeof(float));
  float *copy = lith_scratch_alloc(ctx, units * sizeof(float));
#if TINY_FAULT == 2
  lith_scratch_free(ctx, lith_scratch_alloc(ctx, 100000));
#endif
  Row row = {rows->x + index * features, rows->image, sums};
  int status = lith_parallel_for(ctx, sumOne, 0, units, (uint8_t *)&row);
  for (int i = 0; i < units; ++i)
    copy[i] = sums[i];
  lith_scratch_free(ctx, sums); // not the newest
  for (int i = 0; i < units; ++i)
    rows->planned[index * units + i] = copy[i];
  lith_scratch_free(ctx, copy);
  return status;
}

static uint64_t plannedBytes(const int64_t *given) { return given[0] * units * sizeof(float); }

uint64_t NAME(_arena_size)(const int64_t *given, uint32_t threads) {
  return lith_arena_bytes(plannedBytes(given), scratch, threads);
}

int NAME(_run)(const lith_call *call) {
  lith_context ctx;
  int status = lith_check(call, &NAME(_descriptor), LITH_CALL_RUN);
  if (status)
    return status;
  status = lith_begin(&ctx, call, plannedBytes(call->dims), scratch);
  if (status)
    return status;
  int32_t batch = (int32_t)call->dims[0];
#ifdef TINY_EMBEDDED
  Rows rows = {call->inputs[0], image, call->arena};
#else
  Rows rows = {call->inputs[0], call->weights, call->arena};
#endif
  void *outside = lith_scratch_alloc(&ctx, 64);
  status = lith_parallel_for(&ctx, sumRow, 0, batch, (uint8_t *)&rows);
  lith_scratch_free(&ctx, outside);
  if (!status && ctx.observer)
    ctx.observer->done(ctx.observer, 0, (uint64_t)batch * 2 * features * units);
  float *y = call->outputs[0];
  for (int64_t i = 0; !status && i < (int64_t)batch * units; ++i)
    y[i] = rows.planned[i];
#if TINY_FAULT == 1
  y[(int64_t)batch * units] = 0;
#endif
  ++*(int64_t *)call->state;
  return lith_end(&ctx, status);
}

int NAME(_reset)(const lith_call *call) {
  lith_context ctx;
  int status = lith_check(call, &NAME(_descriptor), LITH_CALL_RESET);
  if (!status)
    status = lith_begin(&ctx, call, 0, 0);
  if (status)
    return status;
  *(int64_t *)call->state = stepsAtFirst;
  return lith_end(&ctx, LITH_OK);
}

#ifndef TINY_EMBEDDED
int NAME(_prepare)(const lith_call *call) {
  lith_context ctx;
  int status = lith_check(call, &NAME(_descriptor), LITH_CALL_PREPARE);
  if (!status)
    status = lith_begin(&ctx, call, 0, 0);
  if (status)
    return status;
  const float *kernel = call->inputs[0], *bias = call->inputs[1];
  float *packed = call->weights;
  for (int u = 0; u < units; ++u) {
    for (int i = 0; i < features; ++i)
      packed[u * features + i] = kernel[i * units + u];
    packed[biasOffset / 4 + u] = bias[u];
  }
  return lith_end(&ctx, LITH_OK);
}
#endif
