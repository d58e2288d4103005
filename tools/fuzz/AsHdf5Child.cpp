// HDF5 is read by a child, which is the fuzzer started anew: what it then does instead of fuzzing.
#include "frontends/Hdf5.h"

#include <unistd.h>

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv) {
  if (frontends::isHdf5Child(*argc, *argv))
    _exit(frontends::hdf5ChildMain());
  return 0;
}
