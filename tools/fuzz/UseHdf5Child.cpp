// HDF5 is read by fuzz-hdf5-child, which stands beside the fuzzer: started anew, a fuzzer would
// spend nearly all of its time on the start of its sanitizers.
#include "frontends/Hdf5.h"

#include <filesystem>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  std::filesystem::path fuzzer = std::filesystem::read_symlink("/proc/self/exe");
  lith::frontends::setHdf5Child(fuzzer.replace_filename("fuzz-hdf5-child"));
  return 0;
}
