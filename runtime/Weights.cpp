// A model's weights: from a file or one by one, by Keras's names, and their preparation.
#include "runtime/Error.h"
#include "runtime/Model.h"
#include "runtime/core/Pool.h"

#include <stdlib.h>
#include <string.h>

using namespace lith::runtime;

namespace {

// Holds the model's lock while it lives.
struct Locked {
  explicit Locked(lith_model *model) : model(model) { pthread_mutex_lock(&model->lock); }
  ~Locked() { pthread_mutex_unlock(&model->lock); }
  lith_model *model;
};

const lith_variable *findWeight(const lith_model *model, const char *name, int *status) {
  const lith_descriptor *descriptor = model->descriptor;
  for (uint32_t i = 0; i < descriptor->weight_count; ++i)
    if (strcmp(descriptor->weights[i].name, name) == 0)
      return &descriptor->weights[i];
  *status = fail(LITH_ERROR_NAME, "model %s has no weight %s", descriptor->name, name);
  return nullptr;
}

int refuseEmbedded(const lith_descriptor *descriptor) {
  if (descriptor->weights_mode == LITH_WEIGHTS_EXTERNAL)
    return LITH_OK;
  if (descriptor->weights_mode == LITH_WEIGHTS_NONE)
    return fail(LITH_ERROR_NAME, "model %s has no weights", descriptor->name);
  return fail(LITH_ERROR_EMBEDDED,
              "the weights of model %s are inside its library, in prepared form, and cannot be "
              "replaced: compile it with --weights-mode=external",
              descriptor->name);
}

int checkTensor(const char *path, const lith_descriptor *descriptor, const lith_variable &weight,
                const Tensor *tensor) {
  if (!tensor)
    return fail(LITH_ERROR_WEIGHTS, "weights file %s has no %s, which model %s needs", path,
                weight.name, descriptor->name);
  if (tensor->dtype != weight.dtype)
    return fail(LITH_ERROR_WEIGHTS, "weights file %s: %s is %s and model %s needs %s", path,
                weight.name, lith_dtype_name(tensor->dtype), descriptor->name,
                lith_dtype_name(weight.dtype));
  bool same = tensor->rank == weight.rank;
  for (uint32_t i = 0; same && i < weight.rank; ++i)
    same = tensor->shape[i] == weight.dims[i];
  if (!same)
    return fail(LITH_ERROR_WEIGHTS, "weights file %s: %s has shape %s and model %s needs %s", path,
                weight.name, shapeText(tensor->shape, tensor->rank).text, descriptor->name,
                shapeText(weight.dims, weight.rank).text);
  return LITH_OK;
}

// Every weight is there with its dtype and shape, nothing else is, and the model is the same.
int checkFile(const char *path, const lith_descriptor *descriptor, const TensorFile &file) {
  const char *hash = findMetadata(file, modelHashKey);
  if (hash && strcmp(hash, descriptor->model_hash) != 0)
    return fail(LITH_ERROR_WEIGHTS,
                "weights file %s belongs to another model than %s (its hash is %s, not %s)", path,
                descriptor->name, hash, descriptor->model_hash);
  for (uint32_t i = 0; i < descriptor->weight_count; ++i)
    if (int status = checkTensor(path, descriptor, descriptor->weights[i],
                                 findTensor(file, descriptor->weights[i].name)))
      return status;
  for (uint32_t i = 0; file.tensorCount != descriptor->weight_count && i < file.tensorCount; ++i) {
    bool known = false;
    for (uint32_t k = 0; k < descriptor->weight_count; ++k)
      known = known || strcmp(descriptor->weights[k].name, file.tensors[i].name) == 0;
    if (!known)
      return fail(LITH_ERROR_WEIGHTS, "weights file %s has %s, which model %s does not know", path,
                  file.tensors[i].name, descriptor->name);
  }
  return LITH_OK;
}

void freeAll(void **blocks, uint32_t count) {
  for (uint32_t i = 0; blocks && i < count; ++i)
    free(blocks[i]);
  free(blocks);
}

// Points raw at the file's data; a tensor that is not aligned to its element is copied to own.
bool useTensors(const lith_descriptor *descriptor, const TensorFile &file, const void **raw,
                void **own) {
  for (uint32_t i = 0; i < descriptor->weight_count; ++i) {
    const Tensor *tensor = findTensor(file, descriptor->weights[i].name);
    raw[i] = tensor->data;
    if (reinterpret_cast<uintptr_t>(tensor->data) % lith_dtype_size(tensor->dtype) == 0)
      continue;
    own[i] = allocateBlock(tensor->bytes);
    if (!own[i])
      return false;
    memcpy(own[i], tensor->data, tensor->bytes);
    raw[i] = own[i];
  }
  return true;
}

int checkComplete(const lith_descriptor *descriptor, const void *const *raw) {
  for (uint32_t i = 0; i < descriptor->weight_count; ++i)
    if (!raw[i])
      return fail(LITH_ERROR_WEIGHTS, "model %s has no value for weight %s yet", descriptor->name,
                  descriptor->weights[i].name);
  return LITH_OK;
}

// Runs the library's prepare into a new image.
int makeImage(const lith_descriptor *descriptor, const void *const *raw, Image **result) {
  if (int status = checkComplete(descriptor, raw))
    return status;
  lith_call call = {};
  call.version = LITH_ABI_VERSION;
  call.threads = processorCount();
  call.inputs = raw;
  call.arena_size = descriptor->prepare.arena_size(nullptr, call.threads);
  call.arena = allocateBlock(call.arena_size);
  call.weights = allocateBlock(descriptor->image_size);
  call.pool = &lith_process_pool_v1;
  auto *image = static_cast<Image *>(malloc(sizeof(Image)));
  int status = call.arena && call.weights && image
                   ? failInCall(descriptor->prepare.call(&call), "prepare", descriptor)
                   : fail(LITH_ERROR_MEMORY, "no memory to prepare the weights of model %s",
                          descriptor->name);
  free(call.arena);
  if (status) {
    free(call.weights);
    free(image);
    return status;
  }
  *image = {call.weights, 1};
  *result = image;
  return LITH_OK;
}

// Gives the model an image and lets the old one go; called under the lock, returns the old one.
Image *publish(lith_model *model, Image *image) {
  Image *old = model->image;
  __atomic_store_n(&model->image, image, __ATOMIC_RELEASE);
  return old;
}

} // namespace

extern "C" int lith_load_weights(lith_model *model, const char *path) {
  const lith_descriptor *descriptor = model->descriptor;
  if (int status = refuseEmbedded(descriptor))
    return status;
  TensorFile file;
  int status = openTensors(path, &file);
  if (!status)
    status = checkFile(path, descriptor, file);
  uint32_t count = descriptor->weight_count;
  auto **raw = static_cast<const void **>(calloc(uint64_t(count) + 1, sizeof(void *)));
  auto **own = static_cast<void **>(calloc(uint64_t(count) + 1, sizeof(void *)));
  Image *image = nullptr;
  if (!status)
    status = raw && own && useTensors(descriptor, file, raw, own)
                 ? makeImage(descriptor, raw, &image)
                 : fail(LITH_ERROR_MEMORY, "weights file %s: no memory", path);
  if (!status) {
    Locked locked(model);
    // What the model had goes out by the names of what was read.
    auto exchange = [](auto &left, auto &right) {
      auto kept = left;
      left = right;
      right = kept;
    };
    exchange(model->file, file);
    exchange(model->raw, raw);
    exchange(model->own, own);
    image = publish(model, image);
  }
  if (image)
    dropImage(model, image);
  free(raw);
  freeAll(own, count);
  closeTensors(&file);
  return status;
}

extern "C" int lith_save_weights(lith_model *model, const char *path) {
  const lith_descriptor *descriptor = model->descriptor;
  if (int status = refuseEmbedded(descriptor))
    return status;
  uint32_t count = descriptor->weight_count;
  auto *tensors = static_cast<Tensor *>(calloc(uint64_t(count) + 1, sizeof(Tensor)));
  if (!tensors)
    return fail(LITH_ERROR_MEMORY, "cannot write weights file %s: no memory", path);
  Metadata hash = {modelHashKey, descriptor->model_hash};
  Locked locked(model);
  for (uint32_t i = 0; i < count; ++i) {
    const lith_variable &weight = descriptor->weights[i];
    tensors[i] = {weight.name, weight.dtype, weight.rank, {}, model->raw[i], weight.size};
    memcpy(tensors[i].shape, weight.dims, weight.rank * sizeof(int64_t));
  }
  int status = checkComplete(descriptor, model->raw);
  if (!status)
    status = writeTensors(path, tensors, count, &hash, 1);
  free(tensors);
  return status;
}

extern "C" int lith_prepare(lith_model *model) {
  if (int status = refuseEmbedded(model->descriptor))
    return status;
  Image *image = nullptr;
  {
    Locked locked(model);
    if (int status = makeImage(model->descriptor, model->raw, &image))
      return status;
    image = publish(model, image);
  }
  if (image)
    dropImage(model, image);
  return LITH_OK;
}

extern "C" int lith_get_weight(lith_model *model, const char *name, void *data, uint64_t bytes) {
  const lith_descriptor *descriptor = model->descriptor;
  int status = LITH_OK;
  const lith_variable *weight = findWeight(model, name, &status);
  if (!weight)
    return status;
  if (bytes != weight->size)
    return fail(LITH_ERROR_SIZE, "weight %s of model %s has %llu bytes, not %llu", name,
                descriptor->name, static_cast<unsigned long long>(weight->size),
                static_cast<unsigned long long>(bytes));
  if (descriptor->weights_mode == LITH_WEIGHTS_EMBEDDED) {
    if (weight->block_offset == LITH_NO_OFFSET)
      return fail(LITH_ERROR_EMBEDDED,
                  "weight %s of model %s is inside its library in prepared form only: read it from "
                  "the model's file, or compile with --weights-mode=external",
                  name, descriptor->name);
    memcpy(data, static_cast<const char *>(descriptor->image) + weight->block_offset, bytes);
    return LITH_OK;
  }
  Locked locked(model);
  const void *raw = model->raw[weight - descriptor->weights];
  if (!raw)
    return fail(LITH_ERROR_WEIGHTS, "model %s has no value for weight %s yet", descriptor->name,
                name);
  memcpy(data, raw, bytes);
  return LITH_OK;
}

extern "C" int lith_set_weight(lith_model *model, const char *name, const void *data,
                               uint64_t bytes) {
  int status = LITH_OK;
  const lith_variable *weight = findWeight(model, name, &status);
  if (!weight)
    return status;
  if (int refused = refuseEmbedded(model->descriptor))
    return refused;
  if (bytes != weight->size)
    return fail(LITH_ERROR_SIZE, "weight %s of model %s has %llu bytes, not %llu", name,
                model->descriptor->name, static_cast<unsigned long long>(weight->size),
                static_cast<unsigned long long>(bytes));
  Locked locked(model);
  uint64_t index = weight - model->descriptor->weights;
  if (!model->own[index])
    model->own[index] = allocateBlock(bytes);
  if (!model->own[index])
    return fail(LITH_ERROR_MEMORY, "no memory for weight %s", name);
  memcpy(model->own[index], data, bytes);
  model->raw[index] = model->own[index];
  return LITH_OK;
}
