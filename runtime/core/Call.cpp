// How a call begins: everything that the caller gives is held against the descriptor and the sizes
// that the entry function needs, before a kernel touches any of it.
#include "runtime/core/Pool.h"
#include "runtime/core/System.h"

using namespace lith::runtime;

namespace {

uint64_t elementSize(uint32_t dtype) {
  switch (dtype) {
  case LITH_F64:
  case LITH_I64:
  case LITH_U64:
    return 8;
  case LITH_F32:
  case LITH_I32:
  case LITH_U32:
    return 4;
  case LITH_F16:
  case LITH_BF16:
  case LITH_I16:
  case LITH_U16:
    return 2;
  default:
    return 1;
  }
}

bool isAligned(const void *block, uint64_t align) {
  return block && reinterpret_cast<uintptr_t>(block) % align == 0;
}

// Every pointer that a table of tensors or variables wants is there and aligned to its element.
template <typename Entry, typename Pointer>
bool areGiven(const Entry *entries, uint32_t count, Pointer const *pointers) {
  if (count && !pointers)
    return false;
  for (uint32_t i = 0; i < count; ++i)
    if (!isAligned(pointers[i], elementSize(entries[i].dtype)))
      return false;
  return true;
}

bool areDimsSound(const lith_call *call, const lith_descriptor *descriptor) {
  if (descriptor->given_dim_count && !call->dims)
    return false;
  for (uint32_t i = 0; i < descriptor->given_dim_count; ++i) {
    const lith_dim &dim = descriptor->dims[i];
    if (call->dims[i] < dim.min || call->dims[i] > dim.max || call->dims[i] % dim.multiple)
      return false;
  }
  return true;
}

bool isRunSound(const lith_call *call, const lith_descriptor *descriptor) {
  return areDimsSound(call, descriptor) &&
         areGiven(descriptor->inputs, descriptor->input_count, call->inputs) &&
         areGiven(descriptor->outputs, descriptor->output_count, call->outputs);
}

uint32_t threadsOf(uint32_t threads) {
  uint32_t most = maxWorkers + 1;
  return threads < 1 ? 1 : threads < most ? threads : most;
}

uint64_t roundUp(uint64_t bytes) { return (bytes + LITH_ALIGN - 1) / LITH_ALIGN * LITH_ALIGN; }

} // namespace

extern "C" uint64_t lith_arena_bytes(uint64_t planned, uint64_t scratch, uint32_t threads) {
  return roundUp(planned) + roundUp(scratch) * threadsOf(threads);
}

extern "C" int lith_check(const lith_call *call, const lith_descriptor *descriptor, uint32_t kind) {
  if (!call)
    return LITH_ERROR_ARGUMENT;
  if (call->version != LITH_ABI_VERSION)
    return LITH_ERROR_VERSION;
  bool external = descriptor->weights_mode == LITH_WEIGHTS_EXTERNAL;
  if (external && kind != LITH_CALL_RESET && !isAligned(call->weights, LITH_ALIGN))
    return LITH_ERROR_WEIGHTS;
  bool usesState = kind != LITH_CALL_PREPARE && descriptor->state_size;
  if (usesState && !isAligned(call->state, LITH_ALIGN))
    return LITH_ERROR_ARGUMENT;
  if (kind == LITH_CALL_RUN && !isRunSound(call, descriptor))
    return LITH_ERROR_ARGUMENT;
  if (kind == LITH_CALL_PREPARE &&
      !areGiven(descriptor->weights, descriptor->weight_count, call->inputs))
    return LITH_ERROR_WEIGHTS;
  return LITH_OK;
}

extern "C" int lith_begin(lith_context *ctx, const lith_call *call, uint64_t planned,
                          uint64_t scratch) {
  uint64_t needed = lith_arena_bytes(planned, scratch, call->threads);
  if (needed && (!isAligned(call->arena, LITH_ALIGN) || call->arena_size < needed))
    return LITH_ERROR_ARGUMENT;
  *ctx = {};
  ctx->threads = threadsOf(call->threads);
  ctx->observer = call->observer;
  ctx->scratch_base = static_cast<uint8_t *>(call->arena) + roundUp(planned);
  ctx->scratch = ctx->scratch_base;
  ctx->scratch_size = roundUp(scratch);
  // The caller's mode may flush denormals or round otherwise; answers do not depend on it.
  ctx->float_mode = floatMode();
  setFloatMode(defaultFloatMode);
  if (ctx->threads > 1)
    ctx->pool = call->pool ? call->pool : &lith_process_pool_v1;
  return LITH_OK;
}
