// An .npz file: every array has as many bytes as its shape asks for.
#include "runtime/lith.h"
#include "tools/fuzz/Fuzz.h"
#include "tools/lith/Array.h"

#include <cstdlib>

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::MemoryFile file(data, size);
  llvm::Expected<std::vector<tools::Array>> arrays = tools::readNpz(file.path());
  if (!arrays) {
    fuzz::refuse(arrays.takeError());
    return 0;
  }
  for (const tools::Array &array : *arrays) {
    std::optional<int64_t> count = tools::elementCount(array.shape);
    if (!count || uint64_t(*count) * lith_dtype_size(array.dtype) != array.bytes.size())
      abort();
  }
  return 0;
}
