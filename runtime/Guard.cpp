// Guarded memory, and a run in it: address sanitizers do not see generated code, but the processor
// does. Each block lies against a page that nothing may touch.
#include "runtime/Error.h"
#include "runtime/Model.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace lith::runtime;

namespace {

// The guarded blocks of one run, given back together.
struct GuardedRun {
  explicit GuardedRun(int side) : side(side) {}
  ~GuardedRun() {
    for (uint32_t i = 0; i < count; ++i)
      lith_guard_free(&blocks[i]);
    free(blocks);
    free(pointers);
  }

  bool makeRoom(uint32_t tensors) {
    blocks = static_cast<lith_guarded *>(calloc(uint64_t(tensors) + 3, sizeof(lith_guarded)));
    pointers = static_cast<void **>(calloc(uint64_t(tensors) + 1, sizeof(void *)));
    return blocks && pointers;
  }

  // A guarded block; a copy of `from` unless that is null.
  int add(uint64_t bytes, uint64_t align, const void *from, void **block) {
    if (int status = lith_guard_alloc(bytes, align, side, &blocks[count]))
      return status;
    *block = blocks[count++].block;
    if (from && bytes)
      memcpy(*block, from, bytes);
    return LITH_OK;
  }

  int side;
  lith_guarded *blocks = nullptr;
  uint32_t count = 0;
  void **pointers = nullptr; // the inputs, then the outputs
};

} // namespace

extern "C" int lith_guard_alloc(uint64_t bytes, uint64_t align, int side, lith_guarded *guarded) {
  *guarded = {};
  uint64_t page = sysconf(_SC_PAGESIZE);
  if (!align || align > page || page % align ||
      (side != LITH_GUARD_END && side != LITH_GUARD_START))
    return fail(LITH_ERROR_ARGUMENT, "no guarded memory of alignment %llu on side %d",
                static_cast<unsigned long long>(align), side);
  uint64_t rounded = (bytes + align - 1) / align * align;
  uint64_t inner = (rounded + page - 1) / page * page;
  if (rounded < bytes || inner < rounded || inner + 2 * page < inner)
    return fail(LITH_ERROR_MEMORY, "no guarded memory of %llu bytes",
                static_cast<unsigned long long>(bytes));
  auto *map = static_cast<char *>(
      mmap(nullptr, inner + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  if (map == MAP_FAILED || (inner && mprotect(map + page, inner, PROT_READ | PROT_WRITE) != 0)) {
    if (map != MAP_FAILED)
      munmap(map, inner + 2 * page);
    return fail(LITH_ERROR_MEMORY, "no guarded memory of %llu bytes: %m",
                static_cast<unsigned long long>(bytes));
  }
  guarded->map = map;
  guarded->map_size = inner + 2 * page;
  guarded->block = map + page + (side == LITH_GUARD_END ? inner - rounded : 0);
  return LITH_OK;
}

extern "C" void lith_guard_free(lith_guarded *guarded) {
  if (guarded->map)
    munmap(guarded->map, guarded->map_size);
  *guarded = {};
}

extern "C" int lith_run_guarded(lith_session *session, const int64_t *dims,
                                const void *const *inputs, void *const *outputs, int side) {
  lith_call call;
  if (int status = prepareCall(session, dims, inputs, outputs, &call))
    return status;
  const lith_model *model = session->model;
  const lith_descriptor *descriptor = model->descriptor;
  uint32_t inputCount = descriptor->input_count, outputCount = descriptor->output_count;
  GuardedRun run(side);
  if (!run.makeRoom(inputCount + outputCount))
    return fail(LITH_ERROR_MEMORY, "no memory for a guarded run");

  int64_t shape[LITH_MAX_RANK];
  uint64_t bytes;
  for (uint32_t i = 0; i < inputCount; ++i) {
    if (int status = lith_input_shape(model, i, dims, shape, &bytes))
      return status;
    uint32_t align = lith_dtype_size(descriptor->inputs[i].dtype);
    if (int status = run.add(bytes, align, inputs[i], &run.pointers[i]))
      return status;
  }
  for (uint32_t i = 0; i < outputCount; ++i) {
    if (int status = lith_output_shape(model, i, dims, shape, &bytes))
      return status;
    uint32_t align = lith_dtype_size(descriptor->outputs[i].dtype);
    if (int status = run.add(bytes, align, nullptr, &run.pointers[inputCount + i]))
      return status;
  }
  // The exact arena, not the larger one that the session may have grown.
  call.arena_size = descriptor->run.arena_size(dims, call.threads);
  if (int status = run.add(call.arena_size, LITH_ALIGN, nullptr, &call.arena))
    return status;
  if (call.state)
    if (int status = run.add(descriptor->state_size, LITH_ALIGN, call.state, &call.state))
      return status;
  if (call.weights)
    if (int status = run.add(descriptor->image_size, LITH_ALIGN, call.weights, &call.weights))
      return status;
  call.inputs = run.pointers;
  call.outputs = run.pointers + inputCount;

  if (int status = failInCall(descriptor->run.call(&call), "run", descriptor))
    return status;
  for (uint32_t i = 0; i < outputCount; ++i) {
    if (int status = lith_output_shape(model, i, dims, shape, &bytes))
      return status;
    memcpy(outputs[i], run.pointers[inputCount + i], bytes);
  }
  if (call.state)
    memcpy(session->state, call.state, descriptor->state_size);
  return LITH_OK;
}
