// A safetensors file: every tensor that is read lies within the file, with as many bytes as its
// shape asks for.
#include "frontends/WeightFile.h"

#include <cstdlib>

using namespace lith::frontends;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::ArrayRef<char> bytes(reinterpret_cast<const char *>(data), size);
  llvm::Expected<std::shared_ptr<const WeightFile>> file = readSafetensors(bytes, nullptr, "fuzz");
  if (!file) {
    llvm::consumeError(file.takeError());
    return 0;
  }
  for (const auto &tensor : (*file)->tensors) {
    llvm::ArrayRef<char> values = tensor.second.data;
    bool isInside =
        values.empty() || (values.begin() >= bytes.begin() && values.end() <= bytes.end());
    if (!isInside || byteSize(tensor.second.dtype, tensor.second.shape) != int64_t(values.size()))
      abort();
  }
  return 0;
}
