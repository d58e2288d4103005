// The zip of a .keras file, its members included; HDF5 by the child.
#include "frontends/KerasFile.h"
#include "tools/fuzz/Fuzz.h"

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::MemoryFile file(data, size);
  llvm::Expected<frontends::Config> config = frontends::readKerasFile(file.path());
  if (!config)
    fuzz::refuse(config.takeError());
  return 0;
}
