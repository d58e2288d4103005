// Weights files: what is written is read again, what is wrong is refused with the reason, and no
// damage to a file does worse than that.
#include "runtime/SafeTensors.h"
#include "test/runtime/Check.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace lith::runtime;

namespace {

const char *path; // of the file under test

void writeFile(const void *bytes, size_t size) {
  FILE *out = fopen(path, "wb");
  CHECK(out && fwrite(bytes, 1, size, out) == size && fclose(out) == 0);
}

size_t readFile(char *bytes, size_t room) {
  FILE *in = fopen(path, "rb");
  CHECK(in);
  size_t size = fread(bytes, 1, room, in);
  fclose(in);
  return size;
}

// A file of this header with so many bytes of data.
void writeHeader(const char *header, size_t dataSize) {
  char bytes[4096] = {};
  uint64_t length = strlen(header);
  memcpy(bytes, &length, 8);
  memcpy(bytes + 8, header, length);
  writeFile(bytes, 8 + length + dataSize);
}

struct Bad {
  const char *header;
  size_t dataSize;
  const char *says;
};

const Bad badFiles[] = {
    {"{}", 1, "data behind its last tensor"},
    {"[]", 0, "not a weights file"},
    {"{", 0, "a name and : must follow"},
    {"{} x", 0, "nothing may follow"},
    {R"({"a":3})", 0, "must be an object"},
    {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})", 4, ", or } must follow"},
    {R"({"a":{"dtype":"F32","shape":[1]}})", 0, "must have dtype, shape and data_offsets"},
    {R"({"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}})", 4, "unknown dtype F31"},
    {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 3, "is truncated"},
    {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4, "bytes 4 to 0"},
    {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4, "does not take the 4 bytes"},
    {R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", 0,
     "does not take the 0 bytes"},
    {R"({"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}})", 4,
     "whole numbers"},
    {R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4, "whole numbers"},
    {R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", 4, "whole numbers"},
    {R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})", 4, "8 numbers"},
    {R"({"a":{"dtype":"F32","shape":[[[[[[[[1]]]]]]]],"data_offsets":[0,4]}})", 4, "whole numbers"},
    {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
     R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
     3, "overlaps another's or leaves a hole"},
    {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
     R"("b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
     3, "overlaps another's or leaves a hole"},
    {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
     R"("\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
     2, "has a twice"},
    {R"({"a\u0000":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "a name and : must"},
    {R"({"\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "a name and : must"},
    {"{\"\xC0\x80\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "a name and :"},
    {R"({"__metadata__":{"a":1}})", 0, "strings to strings"},
    {R"({"__metadata__":[]})", 0, "must be an object"},
};

void testBadFiles() {
  TensorFile file;
  for (const Bad &bad : badFiles) {
    writeHeader(bad.header, bad.dataSize);
    CHECK_ERROR(LITH_ERROR_WEIGHTS, bad.says, openTensors(path, &file));
  }
  uint64_t huge[] = {~uint64_t(0), '{'};
  writeFile(huge, sizeof(huge));
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "not a weights file", openTensors(path, &file));
  huge[0] = 1000;
  writeFile(huge, sizeof(huge));
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "should have 1000 bytes", openTensors(path, &file));
  writeFile("", 0);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "too short", openTensors(path, &file));
  CHECK_ERROR(LITH_ERROR_FILE, "not a regular file", openTensors("/dev/null", &file));
  CHECK_ERROR(LITH_ERROR_FILE, "cannot open", openTensors("/nowhere/file", &file));
  CHECK_ERROR(LITH_ERROR_FILE, "cannot write",
              writeTensors("/nowhere/file", nullptr, 0, nullptr, 0));
}

Tensor tensorOf(const char *name, uint32_t dtype, int64_t length, const void *data) {
  return {name, dtype, 1, {length}, data, uint64_t(length) * lith_dtype_size(dtype)};
}

void testRoundTrip() {
  const uint8_t bytes[] = {1, 2, 3};
  const double doubles[] = {0.5, -1};
  const float floats[] = {3, 4, 5};
  const Tensor tensors[] = {tensorOf("a/\"quoted\"\\\n\xC3\xA4", LITH_U8, 3, bytes),
                            tensorOf("doubles", LITH_F64, 2, doubles),
                            tensorOf("floats", LITH_F32, 3, floats),
                            tensorOf("empty", LITH_F32, 0, floats)};
  const Metadata metadata[] = {{"one", "1\t"}, {modelHashKey, "abc"}};
  CHECK(writeTensors(path, tensors, 4, metadata, 2) == LITH_OK);
  TensorFile file;
  CHECK(openTensors(path, &file) == LITH_OK);
  CHECK(file.tensorCount == 4 && file.metadataCount == 2);
  CHECK(strcmp(findMetadata(file, "one"), "1\t") == 0 && !findMetadata(file, "two"));
  uint64_t offsets[4];
  CHECK(layOutTensors(tensors, 4, offsets) == 16 + 12 + 3 && offsets[0] == 28);
  auto *data = static_cast<const char *>(file.map) + file.mapSize - 31;
  CHECK(reinterpret_cast<uintptr_t>(data) % LITH_ALIGN == 0);
  for (int i = 0; i < 4; ++i) {
    const Tensor *read = findTensor(file, tensors[i].name);
    CHECK(read && read->dtype == tensors[i].dtype && read->shape[0] == tensors[i].shape[0]);
    CHECK(read->data == data + offsets[i]);
    CHECK(memcmp(read->data, tensors[i].data, tensors[i].bytes) == 0);
  }
  CHECK(!findTensor(file, "nothing"));
  closeTensors(&file);
  Tensor wrong = tensors[1];
  wrong.bytes = 8;
  CHECK_ERROR(LITH_ERROR_SIZE, "do not fit", writeTensors(path, &wrong, 1, nullptr, 0));
}

void writeWeights(const TinyData &data, const char *kernelName, uint32_t dtype, int64_t columns,
                  const char *hash, uint32_t count = 2) {
  const Tensor tensors[] = {
      {kernelName, dtype, 2, {12 / columns, columns}, data.kernel, sizeof(data.kernel)},
      {"dense/bias", LITH_F32, 1, {units}, data.bias, sizeof(data.bias)},
      {"dense/more", LITH_F32, 1, {units}, data.bias, sizeof(data.bias)}};
  const Metadata metadata[] = {{modelHashKey, hash}};
  CHECK(writeTensors(path, tensors, count, metadata, hash ? 1 : 0) == LITH_OK);
}

void testModel() {
  constexpr const char *hash = "0123456789abcdef", *kernel = "dense/kernel";
  TinyData data(1), other(3);
  lith_model *model;
  lith_session *session;
  CHECK(lith_open_descriptor(&tiny_descriptor, &model) == LITH_OK);
  writeWeights(data, kernel, LITH_F32, units, hash);
  CHECK(lith_load_weights(model, path) == LITH_OK);
  CHECK(lith_open_session(model, nullptr, 2, &session) == LITH_OK);
  CHECK(data.run(session, 10) == LITH_OK && data.isRight(10));

  // What is wrong is refused, and the model keeps what it had.
  writeWeights(other, "dense/kernel2", LITH_F32, units, hash);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "has no dense/kernel", lith_load_weights(model, path));
  writeWeights(other, kernel, LITH_I32, units, hash);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "dense/kernel is i32 and model tiny needs f32",
              lith_load_weights(model, path));
  writeWeights(other, kernel, LITH_F32, 3, hash);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "has shape [4, 3] and model tiny needs [3, 4]",
              lith_load_weights(model, path));
  writeWeights(other, kernel, LITH_F32, units, "fedcba");
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "belongs to another model", lith_load_weights(model, path));
  writeWeights(other, kernel, LITH_F32, units, hash, 3);
  CHECK_ERROR(LITH_ERROR_WEIGHTS, "has dense/more, which model tiny does not know",
              lith_load_weights(model, path));
  CHECK(data.run(session, 10) == LITH_OK && data.isRight(10));
  float bias[units];
  CHECK(lith_get_weight(model, "dense/bias", bias, sizeof(bias)) == LITH_OK);
  CHECK(memcmp(bias, data.bias, sizeof(bias)) == 0);

  // A file without a hash, made by another program, serves when all of it fits.
  writeWeights(other, kernel, LITH_F32, units, nullptr);
  CHECK(lith_load_weights(model, path) == LITH_OK);
  CHECK(other.run(session, 10) == LITH_OK && other.isRight(10));

  // What is saved is what was set, and loads again.
  data.setWeights(model);
  CHECK(lith_save_weights(model, path) == LITH_OK);
  CHECK_ERROR(LITH_ERROR_FILE, "cannot write", lith_save_weights(model, "/nowhere/file"));
  other.setWeights(model);
  CHECK(lith_load_weights(model, path) == LITH_OK);
  CHECK(data.run(session, 10) == LITH_OK && data.isRight(10));
  lith_close_session(session);
  lith_close(model);
}

// Any prefix of a file is refused; a file with a byte changed is refused or read.
void testDamage() {
  TinyData data;
  writeWeights(data, "dense/kernel", LITH_F32, units, "0123456789abcdef");
  char whole[1024], bytes[1024];
  size_t size = readFile(whole, sizeof(whole));
  // A file in memory: there are many to write.
  const char *onDisk = path;
  int handle = memfd_create("damaged", 0);
  char inMemory[32];
  snprintf(inMemory, sizeof(inMemory), "/proc/self/fd/%d", handle);
  path = inMemory;
  TensorFile file;
  for (size_t length = 0; length < size; ++length) {
    writeFile(whole, length);
    CHECK(openTensors(path, &file) != LITH_OK);
  }
  uint32_t random = 12345;
  for (int i = 0; i < 20000; ++i) {
    memcpy(bytes, whole, size);
    for (int changes = 0; changes <= i % 3; ++changes) {
      random = random * 1664525 + 1013904223;
      bytes[(random >> 8) % size] = static_cast<char>(i % 5 ? "{}[]\",:0u\\"[random % 10] : random);
    }
    writeFile(bytes, size);
    if (openTensors(path, &file) == LITH_OK)
      closeTensors(&file);
  }
  close(handle);
  path = onDisk;
}

} // namespace

int main(int argc, char **argv) {
  path = argv[1];
  testBadFiles();
  testRoundTrip();
  testModel();
  testDamage();
  unlink(path);
  puts("weights-files: passed");
}
