// Writes a weights file, and the format's names of dtypes.
#include "runtime/Error.h"
#include "runtime/SafeTensors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

using namespace lith::runtime;

namespace {

constexpr const char *formatNames[] = {nullptr, "F32", "F64", "F16", "BF16", "I8",  "I16",
                                       "I32",   "I64", "U8",  "U16", "U32",  "U64", "BOOL"};

// Text that grows; `failed` once there is no memory for it.
struct Text {
  char *bytes = nullptr;
  uint64_t size = 0;
  uint64_t room = 0;
  bool failed = false;

  void put(const char *more, uint64_t length) {
    if (size + length > room) {
      uint64_t wanted = (size + length) * 2;
      auto *grown = static_cast<char *>(failed ? nullptr : realloc(bytes, wanted));
      failed = !grown;
      if (failed)
        return;
      bytes = grown;
      room = wanted;
    }
    memcpy(bytes + size, more, length);
    size += length;
  }
  void put(const char *more) { put(more, strlen(more)); }
  void putNumber(uint64_t number) {
    char digits[24];
    put(digits, snprintf(digits, sizeof(digits), "%llu", static_cast<unsigned long long>(number)));
  }
  void putString(const char *text) {
    put("\"");
    for (; *text; ++text) {
      char escape[8];
      if (*text == '"' || *text == '\\')
        put(escape, snprintf(escape, sizeof(escape), "\\%c", *text));
      else if (static_cast<unsigned char>(*text) < 0x20)
        put(escape, snprintf(escape, sizeof(escape), "\\u%04x", *text));
      else
        put(text, 1);
    }
    put("\"");
  }
};

void putTensor(Text &text, const Tensor &tensor, uint64_t offset) {
  text.putString(tensor.name);
  text.put(":{\"dtype\":\"");
  text.put(formatNames[tensor.dtype]);
  text.put("\",\"shape\":[");
  for (uint32_t i = 0; i < tensor.rank; ++i) {
    text.put(i ? "," : "");
    text.putNumber(uint64_t(tensor.shape[i]));
  }
  text.put("],\"data_offsets\":[");
  text.putNumber(offset);
  text.put(",");
  text.putNumber(offset + tensor.bytes);
  text.put("]}");
}

// The header, with spaces behind it so that the data part is aligned.
Text makeHeader(const Tensor *tensors, uint32_t count, const uint64_t *offsets,
                const Metadata *metadata, uint32_t metadataCount) {
  Text text;
  text.put("{\"__metadata__\":{");
  for (uint32_t i = 0; i < metadataCount; ++i) {
    text.put(i ? "," : "");
    text.putString(metadata[i].key);
    text.put(":");
    text.putString(metadata[i].value);
  }
  text.put("}");
  for (uint32_t i = 0; i < count; ++i) {
    text.put(",");
    putTensor(text, tensors[i], offsets[i]);
  }
  text.put("}");
  while ((text.size + 8) % LITH_ALIGN && !text.failed)
    text.put(" ");
  return text;
}

bool writeAll(FILE *out, const Text &header, const Tensor *tensors, uint32_t count) {
  bool good = fwrite(&header.size, 8, 1, out) == 1 &&
              fwrite(header.bytes, 1, header.size, out) == header.size;
  for (uint32_t size = 8; size; size /= 2)
    for (uint32_t i = 0; i < count; ++i)
      if (lith_dtype_size(tensors[i].dtype) == size && tensors[i].bytes)
        good = good && fwrite(tensors[i].data, 1, tensors[i].bytes, out) == tensors[i].bytes;
  return fflush(out) == 0 && good;
}

int replaceFile(const char *path, const Text &header, const Tensor *tensors, uint32_t count) {
  static uint32_t files = 0;
  char beside[4096];
  int length = snprintf(beside, sizeof(beside), "%s.%d-%u.part", path, getpid(),
                        __atomic_fetch_add(&files, 1, __ATOMIC_RELAXED));
  if (length >= static_cast<int>(sizeof(beside)))
    return fail(LITH_ERROR_FILE, "cannot write weights file %s: its name is too long", path);
  FILE *out = fopen(beside, "wbxe");
  if (!out)
    return fail(LITH_ERROR_FILE, "cannot write weights file %s: %m", path);
  bool good = writeAll(out, header, tensors, count);
  good = fclose(out) == 0 && good;
  if (good && rename(beside, path) == 0)
    return LITH_OK;
  int status = fail(LITH_ERROR_FILE, "cannot write weights file %s: %m", path);
  unlink(beside);
  return status;
}

} // namespace

const char *lith::runtime::formatName(uint32_t dtype) {
  return dtype < sizeof(formatNames) / sizeof(formatNames[0]) ? formatNames[dtype] : nullptr;
}

uint32_t lith::runtime::dtypeOfFormatName(const char *name) {
  for (uint32_t dtype = 1; formatName(dtype); ++dtype)
    if (strcmp(formatName(dtype), name) == 0)
      return dtype;
  return 0;
}

uint64_t lith::runtime::layOutTensors(const Tensor *tensors, uint32_t count, uint64_t *offsets) {
  uint64_t size = 0;
  for (uint32_t element = 8; element; element /= 2)
    for (uint32_t i = 0; i < count; ++i)
      if (lith_dtype_size(tensors[i].dtype) == element) {
        offsets[i] = size;
        size += tensors[i].bytes;
      }
  return size;
}

int lith::runtime::writeTensors(const char *path, const Tensor *tensors, uint32_t count,
                                const Metadata *metadata, uint32_t metadataCount) {
  for (uint32_t i = 0; i < count; ++i) {
    uint64_t bytes;
    bool sound = tensors[i].rank <= LITH_MAX_RANK &&
                 tensorBytes(tensors[i].dtype, tensors[i].shape, tensors[i].rank, &bytes);
    if (!sound || bytes != tensors[i].bytes)
      return fail(LITH_ERROR_SIZE,
                  "cannot write weights file %s: the bytes of %s do not fit its "
                  "shape",
                  path, tensors[i].name);
  }
  auto *offsets = static_cast<uint64_t *>(malloc((uint64_t(count) + 1) * sizeof(uint64_t)));
  if (!offsets)
    return fail(LITH_ERROR_MEMORY, "cannot write weights file %s: no memory", path);
  layOutTensors(tensors, count, offsets);
  Text header = makeHeader(tensors, count, offsets, metadata, metadataCount);
  int status = header.failed
                   ? fail(LITH_ERROR_MEMORY, "cannot write weights file %s: no memory", path)
                   : replaceFile(path, header, tensors, count);
  free(header.bytes);
  free(offsets);
  return status;
}
