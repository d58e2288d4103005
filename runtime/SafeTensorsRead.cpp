// Reads a weights file: maps it, reads its header in one pass and holds every offset against the
// file's real size, so that what follows may trust all of it.
#include "runtime/Error.h"
#include "runtime/JsonReader.h"
#include "runtime/SafeTensors.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lith::runtime;

namespace {

constexpr uint64_t largestHeader = 100u << 20; // as the format's own library has it

// Makes room for one element more of an array that doubles.
template <typename Element> Element *append(Element *&elements, uint32_t &count) {
  if ((count & (count - 1)) == 0) {
    uint64_t room = count ? uint64_t(count) * 2 : 1;
    void *grown = realloc(elements, room * sizeof(Element));
    if (!grown)
      return nullptr;
    elements = static_cast<Element *>(grown);
  }
  Element *last = &elements[count++];
  *last = {};
  return last;
}

// One reading of one header.
class HeaderReader {
public:
  HeaderReader(const char *path, TensorFile *file, uint64_t length, uint64_t dataSize)
      : path(path), file(file), json(file->header, length), dataSize(dataSize) {}

  int read();

private:
  int readMetadata();
  int readTensor(const char *name);
  int readShape(Tensor *tensor);
  int readOffsets(Tensor *tensor);
  int broken(const char *what) {
    return fail(LITH_ERROR_WEIGHTS, "weights file %s: the header is broken at byte %llu: %s", path,
                static_cast<unsigned long long>(json.offset() + 8), what);
  }

  const char *path;
  TensorFile *file;
  JsonReader json;
  uint64_t dataSize;
};

int HeaderReader::read() {
  if (!json.take('{'))
    return broken("it must begin with {");
  if (!json.take('}')) {
    do {
      const char *name;
      if (!json.takeString(&name) || !json.take(':'))
        return broken("a name and : must follow");
      bool isMetadata = strcmp(name, "__metadata__") == 0;
      if (int status = isMetadata ? readMetadata() : readTensor(name))
        return status;
    } while (json.take(','));
    if (!json.take('}'))
      return broken(", or } must follow");
  }
  return json.isAtEnd() ? LITH_OK : broken("nothing may follow the last }");
}

int HeaderReader::readMetadata() {
  if (!json.take('{'))
    return broken("__metadata__ must be an object");
  if (json.take('}'))
    return LITH_OK;
  do {
    Metadata *entry = append(file->metadata, file->metadataCount);
    if (!entry)
      return fail(LITH_ERROR_MEMORY, "weights file %s: no memory for its header", path);
    if (!json.takeString(&entry->key) || !json.take(':') || !json.takeString(&entry->value))
      return broken("__metadata__ must map strings to strings");
  } while (json.take(','));
  return json.take('}') ? LITH_OK : broken(", or } must follow");
}

int HeaderReader::readShape(Tensor *tensor) {
  if (!json.take('['))
    return broken("shape must be a list");
  if (json.take(']'))
    return LITH_OK;
  do {
    if (tensor->rank == LITH_MAX_RANK)
      return broken("a shape may have 8 numbers at most");
    if (!json.takeUnsigned(&tensor->shape[tensor->rank++]))
      return broken("a shape must hold whole numbers");
  } while (json.take(','));
  return json.take(']') ? LITH_OK : broken(", or ] must follow");
}

int HeaderReader::readOffsets(Tensor *tensor) {
  int64_t begin, end;
  if (!json.take('[') || !json.takeUnsigned(&begin) || !json.take(',') ||
      !json.takeUnsigned(&end) || !json.take(']'))
    return broken("data_offsets must be two whole numbers");
  if (begin > end || uint64_t(end) > dataSize)
    return fail(LITH_ERROR_WEIGHTS,
                "weights file %s is truncated or broken: %s should be at bytes %lld to %lld of its "
                "data, which has %llu",
                path, tensor->name, static_cast<long long>(begin), static_cast<long long>(end),
                static_cast<unsigned long long>(dataSize));
  auto *data = static_cast<const char *>(file->map) + file->mapSize - dataSize;
  tensor->data = data + begin;
  tensor->bytes = uint64_t(end - begin);
  return LITH_OK;
}

int HeaderReader::readTensor(const char *name) {
  Tensor *tensor = append(file->tensors, file->tensorCount);
  if (!tensor)
    return fail(LITH_ERROR_MEMORY, "weights file %s: no memory for its header", path);
  tensor->name = name;
  bool hasShape = false;
  if (!json.take('{'))
    return broken("a tensor must be an object");
  do {
    const char *key, *dtype;
    if (!json.takeString(&key) || !json.take(':'))
      return broken("a name and : must follow");
    int status = LITH_OK;
    if (strcmp(key, "dtype") == 0) {
      if (!json.takeString(&dtype))
        return broken("dtype must be a string");
      tensor->dtype = dtypeOfFormatName(dtype);
      if (!tensor->dtype)
        return fail(LITH_ERROR_WEIGHTS, "weights file %s: %s has unknown dtype %s", path, name,
                    dtype);
    } else if (strcmp(key, "shape") == 0 && !hasShape) {
      hasShape = true;
      status = readShape(tensor);
    } else if (strcmp(key, "data_offsets") == 0) {
      status = readOffsets(tensor);
    } else {
      return broken("a tensor has dtype, shape and data_offsets, each once");
    }
    if (status)
      return status;
  } while (json.take(','));
  if (!json.take('}'))
    return broken(", or } must follow");
  if (!tensor->dtype || !hasShape || !tensor->data)
    return broken("a tensor must have dtype, shape and data_offsets");
  uint64_t bytes;
  if (!tensorBytes(tensor->dtype, tensor->shape, tensor->rank, &bytes) || bytes != tensor->bytes)
    return fail(LITH_ERROR_WEIGHTS,
                "weights file %s: %s of shape %s does not take the %llu bytes "
                "that its data_offsets give it",
                path, name, shapeText(tensor->shape, tensor->rank).text,
                static_cast<unsigned long long>(tensor->bytes));
  return LITH_OK;
}

int compareData(const void *left, const void *right) {
  auto *a = static_cast<const Tensor *>(left), *b = static_cast<const Tensor *>(right);
  if (a->data != b->data)
    return a->data < b->data ? -1 : 1;
  return a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

int compareName(const void *left, const void *right) {
  return strcmp((*static_cast<const Tensor *const *>(left))->name,
                (*static_cast<const Tensor *const *>(right))->name);
}

// Tensors stand one behind the other and fill the data part; no name stands twice.
int checkWhole(const char *path, TensorFile *file, uint64_t dataSize) {
  uint32_t count = file->tensorCount;
  if (count)
    qsort(file->tensors, count, sizeof(Tensor), compareData);
  auto *at = static_cast<const char *>(file->map) + file->mapSize - dataSize;
  for (uint32_t i = 0; i < count; ++i) {
    if (file->tensors[i].data != at)
      return fail(LITH_ERROR_WEIGHTS,
                  "weights file %s: the data of %s overlaps another's or "
                  "leaves a hole",
                  path, file->tensors[i].name);
    at += file->tensors[i].bytes;
  }
  if (at != static_cast<const char *>(file->map) + file->mapSize)
    return fail(LITH_ERROR_WEIGHTS, "weights file %s: there is data behind its last tensor", path);
  file->byName = static_cast<const Tensor **>(malloc((count + 1) * sizeof(Tensor *)));
  if (!file->byName)
    return fail(LITH_ERROR_MEMORY, "weights file %s: no memory for its header", path);
  for (uint32_t i = 0; i < count; ++i)
    file->byName[i] = &file->tensors[i];
  qsort(file->byName, count, sizeof(Tensor *), compareName);
  for (uint32_t i = 1; i < count; ++i)
    if (strcmp(file->byName[i - 1]->name, file->byName[i]->name) == 0)
      return fail(LITH_ERROR_WEIGHTS, "weights file %s has %s twice", path, file->byName[i]->name);
  return LITH_OK;
}

int mapFile(const char *path, TensorFile *file) {
  int handle = open(path, O_RDONLY | O_CLOEXEC);
  if (handle < 0)
    return fail(LITH_ERROR_FILE, "cannot open weights file %s: %m", path);
  struct stat status;
  bool regular = fstat(handle, &status) == 0 && S_ISREG(status.st_mode);
  void *map = MAP_FAILED;
  if (regular && status.st_size > 8)
    map = mmap(nullptr, status.st_size, PROT_READ, MAP_PRIVATE, handle, 0);
  close(handle);
  if (!regular)
    return fail(LITH_ERROR_FILE, "weights file %s is not a regular file", path);
  if (status.st_size <= 8)
    return fail(LITH_ERROR_WEIGHTS, "weights file %s is too short to be one (safetensors)", path);
  if (map == MAP_FAILED)
    return fail(LITH_ERROR_MEMORY, "cannot map weights file %s: %m", path);
  file->map = map;
  file->mapSize = status.st_size;
  return LITH_OK;
}

int readFile(const char *path, TensorFile *file) {
  if (int status = mapFile(path, file))
    return status;
  uint64_t length;
  memcpy(&length, file->map, 8);
  auto *text = static_cast<const char *>(file->map) + 8;
  if (length > largestHeader || *text != '{')
    return fail(LITH_ERROR_WEIGHTS, "%s is not a weights file (safetensors)", path);
  if (length > file->mapSize - 8)
    return fail(LITH_ERROR_WEIGHTS,
                "weights file %s is truncated: its header should have %llu "
                "bytes",
                path, static_cast<unsigned long long>(length));
  file->header = static_cast<char *>(malloc(length));
  if (!file->header)
    return fail(LITH_ERROR_MEMORY, "weights file %s: no memory for its header", path);
  memcpy(file->header, text, length);
  uint64_t dataSize = file->mapSize - 8 - length;
  if (int status = HeaderReader(path, file, length, dataSize).read())
    return status;
  return checkWhole(path, file, dataSize);
}

} // namespace

int lith::runtime::openTensors(const char *path, TensorFile *file) {
  *file = {};
  int status = readFile(path, file);
  if (status)
    closeTensors(file);
  return status;
}

void lith::runtime::closeTensors(TensorFile *file) {
  free(file->tensors);
  free(file->byName);
  free(file->metadata);
  free(file->header);
  if (file->map)
    munmap(file->map, file->mapSize);
  *file = {};
}

const Tensor *lith::runtime::findTensor(const TensorFile &file, const char *name) {
  uint32_t low = 0, high = file.tensorCount;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = strcmp(file.byName[middle]->name, name);
    if (order == 0)
      return file.byName[middle];
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return nullptr;
}

const char *lith::runtime::findMetadata(const TensorFile &file, const char *key) {
  for (uint32_t i = 0; i < file.metadataCount; ++i)
    if (strcmp(file.metadata[i].key, key) == 0)
      return file.metadata[i].value;
  return nullptr;
}
