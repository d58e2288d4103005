// Weights files: the safetensors format (8 bytes of header length, a JSON header, the bytes).
// Lith's own hold Keras variable names and, in __metadata__, the hash of the model that they belong
// to. Depends on nothing of lith but the ABI header's codes, so that every program part may use it.
#ifndef LITH_RUNTIME_SAFETENSORS_H
#define LITH_RUNTIME_SAFETENSORS_H

#include "runtime/lith_abi.h"

namespace lith::runtime {

// The format's name of a dtype, "F32", or null; and back, 0 for an unknown one.
const char *formatName(uint32_t dtype);
uint32_t dtypeOfFormatName(const char *name);

// The key in __metadata__ for lith_descriptor::model_hash.
inline constexpr const char *modelHashKey = "lith.model_hash";

struct Tensor {
  const char *name;
  uint32_t dtype; // LITH_F32, ...
  uint32_t rank;
  int64_t shape[LITH_MAX_RANK];
  const void *data;
  uint64_t bytes;
};

struct Metadata {
  const char *key;
  const char *value;
};

// A file, mapped and checked whole: tensors tile the data part without hole, overlap or rest, each
// of the size that its shape says, no name twice. Names, values and data live until closeTensors.
struct TensorFile {
  Tensor *tensors = nullptr; // in the order of their data
  uint32_t tensorCount = 0;
  const Tensor **byName = nullptr;
  Metadata *metadata = nullptr;
  uint32_t metadataCount = 0;
  char *header = nullptr; // a copy, in which strings are unescaped
  void *map = nullptr;
  uint64_t mapSize = 0;
};

// Returns a LITH_* code; the sentence is in lith_error().
int openTensors(const char *path, TensorFile *file);
void closeTensors(TensorFile *file);
const Tensor *findTensor(const TensorFile &file, const char *name);
const char *findMetadata(const TensorFile &file, const char *key);

// Where each tensor's data begins in the data part of the file that writeTensors makes: large
// elements first, else in the order given, so that every tensor is aligned to its element and the
// data has no holes, which other readers of the format refuse. Returns the size of the data part.
uint64_t layOutTensors(const Tensor *tensors, uint32_t count, uint64_t *offsets);
// Writes beside `path` and renames: an existing file is replaced only by a complete one. The data
// part begins at a multiple of LITH_ALIGN.
int writeTensors(const char *path, const Tensor *tensors, uint32_t count, const Metadata *metadata,
                 uint32_t metadataCount);

} // namespace lith::runtime

#endif
