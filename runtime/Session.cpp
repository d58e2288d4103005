// Sessions: a model's arena and state for one line of calls, and running in them.
#include "runtime/Error.h"
#include "runtime/Model.h"
#include "runtime/core/Pool.h"

#include <stdlib.h>
#include <string.h>

using namespace lith::runtime;

namespace {

int checkDims(const lith_descriptor *descriptor, const int64_t *dims) {
  if (descriptor->given_dim_count && !dims)
    return fail(LITH_ERROR_ARGUMENT, "model %s has %u dynamic dimensions and was given none",
                descriptor->name, descriptor->given_dim_count);
  for (uint32_t i = 0; i < descriptor->given_dim_count; ++i) {
    const lith_dim &dim = descriptor->dims[i];
    if (dims[i] < dim.min || dims[i] > dim.max)
      return fail(LITH_ERROR_ARGUMENT, "model %s takes %lld to %lld as dimension %s, not %lld",
                  descriptor->name, static_cast<long long>(dim.min),
                  static_cast<long long>(dim.max), dim.name, static_cast<long long>(dims[i]));
    if (dims[i] % dim.multiple)
      return fail(LITH_ERROR_ARGUMENT, "model %s takes multiples of %lld as dimension %s, not %lld",
                  descriptor->name, static_cast<long long>(dim.multiple), dim.name,
                  static_cast<long long>(dims[i]));
  }
  return LITH_OK;
}

int checkPointers(const lith_descriptor *descriptor, const char *what, const lith_tensor *tensors,
                  uint32_t count, const void *const *pointers) {
  for (uint32_t i = 0; i < count; ++i) {
    const void *data = pointers ? pointers[i] : nullptr;
    if (!data)
      return fail(LITH_ERROR_ARGUMENT, "model %s was given no memory for %s %s", descriptor->name,
                  what, tensors[i].name);
    if (reinterpret_cast<uintptr_t>(data) % lith_dtype_size(tensors[i].dtype))
      return fail(LITH_ERROR_ARGUMENT, "model %s: the memory for %s %s is not aligned for %s",
                  descriptor->name, what, tensors[i].name, lith_dtype_name(tensors[i].dtype));
  }
  return LITH_OK;
}

int growArena(lith_session *session, uint64_t bytes) {
  if (session->arena && bytes <= session->arenaSize)
    return LITH_OK;
  void *arena = allocateBlock(bytes);
  if (!arena)
    return fail(LITH_ERROR_MEMORY, "no memory for the %llu bytes that a run of model %s needs",
                static_cast<unsigned long long>(bytes), session->model->descriptor->name);
  free(session->arena);
  session->arena = arena;
  session->arenaSize = bytes;
  return LITH_OK;
}

int shapeOf(const lith_model *model, const char *what, const lith_tensor *tensors, uint32_t count,
            uint32_t index, const int64_t *dims, int64_t *shape, uint64_t *bytes) {
  const lith_descriptor *descriptor = model->descriptor;
  if (index >= count)
    return fail(LITH_ERROR_NAME, "model %s has %u %ss, and none of number %u", descriptor->name,
                count, what, index);
  if (int status = checkDims(descriptor, dims))
    return status;
  int64_t resolved[LITH_MAX_DIMS];
  const int64_t *all = dims;
  if (descriptor->resolve) {
    if (int status = descriptor->resolve(dims, resolved))
      return failInCall(status, "resolve", descriptor);
    all = resolved;
  }
  const lith_tensor &tensor = tensors[index];
  for (uint32_t i = 0; i < tensor.rank; ++i)
    shape[i] = tensor.dims[i] < 0 ? all[-1 - tensor.dims[i]] : tensor.dims[i];
  if (!tensorBytes(tensor.dtype, shape, tensor.rank, bytes))
    return fail(LITH_ERROR_ARGUMENT, "model %s: %s %s cannot have shape %s", descriptor->name, what,
                tensor.name, shapeText(shape, tensor.rank).text);
  return LITH_OK;
}

// Finds a state variable and checks the bytes given for it; null and the status where it fails.
const lith_variable *findState(const lith_session *session, const char *name, uint64_t bytes,
                               int *status) {
  const lith_descriptor *descriptor = session->model->descriptor;
  for (uint32_t i = 0; i < descriptor->state_count; ++i) {
    const lith_variable &state = descriptor->states[i];
    if (strcmp(state.name, name) != 0)
      continue;
    if (state.size == bytes)
      return &state;
    *status = fail(LITH_ERROR_SIZE, "state %s of model %s has %llu bytes, not %llu", name,
                   descriptor->name, static_cast<unsigned long long>(state.size),
                   static_cast<unsigned long long>(bytes));
    return nullptr;
  }
  *status = fail(LITH_ERROR_NAME, "model %s has no state %s", descriptor->name, name);
  return nullptr;
}

} // namespace

int lith::runtime::prepareCall(lith_session *session, const int64_t *dims,
                               const void *const *inputs, void *const *outputs, lith_call *call) {
  const lith_descriptor *descriptor = session->model->descriptor;
  if (int status = checkDims(descriptor, dims))
    return status;
  if (int status =
          checkPointers(descriptor, "input", descriptor->inputs, descriptor->input_count, inputs))
    return status;
  if (int status = checkPointers(descriptor, "output", descriptor->outputs,
                                 descriptor->output_count, outputs))
    return status;
  renewImage(session);
  if (descriptor->weights_mode == LITH_WEIGHTS_EXTERNAL && !session->image)
    return fail(LITH_ERROR_WEIGHTS,
                "model %s has no weights yet: load its weights file, or set each and prepare",
                descriptor->name);
  if (int status = growArena(session, descriptor->run.arena_size(dims, session->threads)))
    return status;
  *call = {};
  call->version = LITH_ABI_VERSION;
  call->threads = session->threads;
  call->weights = session->image ? session->image->bytes : nullptr;
  call->state = session->state;
  call->arena = session->arena;
  call->arena_size = session->arenaSize;
  call->inputs = inputs;
  call->outputs = outputs;
  call->dims = dims;
  call->pool = session->pool;
  call->observer = session->observer;
  return LITH_OK;
}

extern "C" int lith_open_session(lith_model *model, lith_pool *pool, uint32_t threads,
                                 lith_session **result) {
  *result = nullptr;
  auto *session = static_cast<lith_session *>(malloc(sizeof(lith_session)));
  if (!session)
    return fail(LITH_ERROR_MEMORY, "no memory for a session of model %s", model->descriptor->name);
  *session = {};
  session->model = model;
  session->pool = pool ? pool : &lith_process_pool_v1;
  claimPool(session->pool);
  session->threads = threads ? threads : processorCount();
  int status = LITH_OK;
  if (model->descriptor->state_size) {
    session->state = allocateBlock(model->descriptor->state_size);
    status = session->state ? lith_reset(session)
                            : fail(LITH_ERROR_MEMORY, "no memory for the state of model %s",
                                   model->descriptor->name);
  }
  if (status) {
    lith_close_session(session);
    return status;
  }
  *result = session;
  return LITH_OK;
}

extern "C" void lith_close_session(lith_session *session) {
  if (!session)
    return;
  dropImage(session->model, session->image);
  free(session->state);
  free(session->arena);
  free(session);
}

extern "C" int lith_run(lith_session *session, const int64_t *dims, const void *const *inputs,
                        void *const *outputs) {
  lith_call call;
  if (int status = prepareCall(session, dims, inputs, outputs, &call))
    return status;
  const lith_descriptor *descriptor = session->model->descriptor;
  return failInCall(descriptor->run.call(&call), "run", descriptor);
}

extern "C" void lith_observe(lith_session *session, lith_observer *observer) {
  session->observer = observer;
}

extern "C" int lith_reserve(lith_session *session, const int64_t *dims) {
  const lith_descriptor *descriptor = session->model->descriptor;
  if (int status = checkDims(descriptor, dims))
    return status;
  if (session->threads > 1)
    growPool(session->pool, session->threads - 1);
  return growArena(session, descriptor->run.arena_size(dims, session->threads));
}

extern "C" int lith_input_shape(const lith_model *model, uint32_t index, const int64_t *dims,
                                int64_t *shape, uint64_t *bytes) {
  return shapeOf(model, "input", model->descriptor->inputs, model->descriptor->input_count, index,
                 dims, shape, bytes);
}

extern "C" int lith_output_shape(const lith_model *model, uint32_t index, const int64_t *dims,
                                 int64_t *shape, uint64_t *bytes) {
  return shapeOf(model, "output", model->descriptor->outputs, model->descriptor->output_count,
                 index, dims, shape, bytes);
}

extern "C" int lith_reset(lith_session *session) {
  const lith_descriptor *descriptor = session->model->descriptor;
  if (!descriptor->reset.call)
    return LITH_OK;
  uint64_t needed = descriptor->reset.arena_size(nullptr, session->threads);
  if (int status = growArena(session, needed))
    return status;
  lith_call call = {};
  call.version = LITH_ABI_VERSION;
  call.threads = session->threads;
  call.state = session->state;
  call.arena = session->arena;
  call.arena_size = session->arenaSize;
  call.pool = session->pool;
  return failInCall(descriptor->reset.call(&call), "reset", descriptor);
}

extern "C" int lith_get_state(lith_session *session, const char *name, void *data, uint64_t bytes) {
  int status = LITH_OK;
  const lith_variable *state = findState(session, name, bytes, &status);
  if (state)
    memcpy(data, static_cast<char *>(session->state) + state->block_offset, bytes);
  return status;
}

extern "C" int lith_set_state(lith_session *session, const char *name, const void *data,
                              uint64_t bytes) {
  int status = LITH_OK;
  const lith_variable *state = findState(session, name, bytes, &status);
  if (state)
    memcpy(static_cast<char *>(session->state) + state->block_offset, data, bytes);
  return status;
}
