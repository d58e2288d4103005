// Opening and closing a model: finding the descriptor in a library and holding it against what this
// liblith understands; the weights image and who uses it.
#include "runtime/Model.h"
#include "runtime/Error.h"

#include <dlfcn.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

using namespace lith::runtime;

namespace {

int checkTensors(const char *model, const char *what, const lith_tensor *tensors, uint32_t count,
                 uint32_t dimCount) {
  for (uint32_t i = 0; i < count; ++i) {
    bool sound = tensors[i].rank <= LITH_MAX_RANK && lith_dtype_size(tensors[i].dtype);
    for (uint32_t k = 0; sound && k < tensors[i].rank; ++k)
      sound = tensors[i].dims[k] >= -int64_t(dimCount);
    if (!sound)
      return fail(LITH_ERROR_VERSION, "model %s: its description of %s %s makes no sense", model,
                  what, tensors[i].name);
  }
  return LITH_OK;
}

int checkDescriptor(const lith_descriptor *descriptor) {
  if (descriptor->version != LITH_ABI_VERSION || descriptor->size != sizeof(lith_descriptor))
    return fail(LITH_ERROR_VERSION,
                "the library was made for version %u of lith's ABI and this is version %u: compile "
                "the model again",
                descriptor->version, LITH_ABI_VERSION);
  if (descriptor->dim_count > LITH_MAX_DIMS)
    return fail(LITH_ERROR_VERSION, "model %s: it has too many dynamic dimensions",
                descriptor->name);
  if (int status = checkTensors(descriptor->name, "input", descriptor->inputs,
                                descriptor->input_count, descriptor->dim_count))
    return status;
  return checkTensors(descriptor->name, "output", descriptor->outputs, descriptor->output_count,
                      descriptor->dim_count);
}

// dlopen looks for a name without a slash in the system's folders; a path is meant here.
void *openLibrary(const char *path) {
  if (strchr(path, '/'))
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
  char here[4096];
  snprintf(here, sizeof(here), "./%s", path);
  return dlopen(here, RTLD_NOW | RTLD_LOCAL);
}

} // namespace

void *lith::runtime::allocateBlock(uint64_t bytes) {
  uint64_t rounded = (bytes + LITH_ALIGN - 1) / LITH_ALIGN * LITH_ALIGN;
  if (rounded < bytes)
    return nullptr;
  void *block = aligned_alloc(LITH_ALIGN, rounded ? rounded : LITH_ALIGN);
  if (block)
    memset(block, 0, rounded);
  return block;
}

uint32_t lith::runtime::processorCount() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0)
    return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? count : 1;
}

void lith::runtime::dropImage(lith_model *model, Image *image) {
  pthread_mutex_lock(&model->lock);
  bool last = image && --image->uses == 0;
  pthread_mutex_unlock(&model->lock);
  if (!last)
    return;
  free(image->bytes);
  free(image);
}

void lith::runtime::renewImage(lith_session *session) {
  lith_model *model = session->model;
  if (__atomic_load_n(&model->image, __ATOMIC_ACQUIRE) == session->image)
    return;
  pthread_mutex_lock(&model->lock);
  Image *old = session->image;
  session->image = model->image;
  if (session->image)
    ++session->image->uses;
  pthread_mutex_unlock(&model->lock);
  dropImage(model, old);
}

extern "C" int lith_open_descriptor(const lith_descriptor *descriptor, lith_model **result) {
  *result = nullptr;
  if (int status = checkDescriptor(descriptor))
    return status;
  auto *model = static_cast<lith_model *>(malloc(sizeof(lith_model)));
  if (!model)
    return fail(LITH_ERROR_MEMORY, "no memory for model %s", descriptor->name);
  *model = {};
  model->descriptor = descriptor;
  uint64_t count = uint64_t(descriptor->weight_count) + 1;
  model->raw = static_cast<const void **>(calloc(count, sizeof(void *)));
  model->own = static_cast<void **>(calloc(count, sizeof(void *)));
  if (!model->raw || !model->own) {
    lith_close(model);
    return fail(LITH_ERROR_MEMORY, "no memory for model %s", descriptor->name);
  }
  *result = model;
  return LITH_OK;
}

extern "C" int lith_open(const char *path, lith_model **result) {
  *result = nullptr;
  void *library = openLibrary(path);
  if (!library)
    return fail(LITH_ERROR_FILE, "cannot open library %s: %s", path, dlerror());
  auto *symbol = static_cast<const lith_descriptor *const *>(dlsym(library, LITH_LIBRARY_SYMBOL));
  if (!symbol) {
    dlclose(library);
    return fail(LITH_ERROR_FILE,
                "%s is a library, but not one that lith made (it has no symbol %s)", path,
                LITH_LIBRARY_SYMBOL);
  }
  int status = lith_open_descriptor(*symbol, result);
  if (status)
    dlclose(library);
  else
    (*result)->library = library;
  return status;
}

extern "C" void lith_close(lith_model *model) {
  if (!model)
    return;
  dropImage(model, model->image);
  for (uint32_t i = 0; model->own && i < model->descriptor->weight_count; ++i)
    free(model->own[i]);
  free(model->own);
  free(model->raw);
  closeTensors(&model->file);
  pthread_mutex_destroy(&model->lock);
  if (model->library)
    dlclose(model->library);
  free(model);
}

extern "C" const lith_descriptor *lith_describe(const lith_model *model) {
  return model->descriptor;
}
