// A safetensors file: every tensor that is read lies within the file.
#include "tools/fuzz/CheckTensors.h"
#include "tools/fuzz/Fuzz.h"

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // libFuzzer keeps the bytes in memory of their own, so that a view beyond them is noticed.
  llvm::ArrayRef<char> bytes(reinterpret_cast<const char *>(data), size);
  llvm::Expected<std::shared_ptr<const frontends::WeightFile>> file =
      frontends::readSafetensors(bytes, nullptr, "fuzz");
  if (file)
    fuzz::checkTensors(**file);
  else
    fuzz::refuse(file.takeError());
  return 0;
}
