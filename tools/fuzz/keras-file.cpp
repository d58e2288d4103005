// The zip of a .keras file, its members included. HDF5 is read by a child, which is this program
// started anew.
#include "frontends/Hdf5.h"
#include "frontends/KerasFile.h"
#include "tools/fuzz/Fuzz.h"

#include <unistd.h>

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv) {
  if (frontends::isHdf5Child(*argc, *argv))
    _exit(frontends::hdf5ChildMain());
  return 0;
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::MemoryFile file(data, size);
  llvm::Expected<frontends::Config> config = frontends::readKerasFile(file.path());
  if (!config)
    fuzz::refuse(config.takeError());
  return 0;
}
