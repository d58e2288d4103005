// What the HDF5 child says of a file, and, if that is a model, its import with the weights: a child
// that a file has taken over may say anything.
#include "frontends/Hdf5Records.h"
#include "frontends/ReadModel.h"
#include "tools/fuzz/CheckTensors.h"
#include "tools/fuzz/Fuzz.h"
#include "tools/fuzz/ImportConfig.h"

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // The file that the child has read, and what it has unpacked.
  static const std::vector<char> inFile(1 << 20), inOutput(1 << 17);
  auto file = std::make_shared<frontends::WeightFile>();
  file->path = "fuzz";
  llvm::StringRef said(reinterpret_cast<const char *>(data), size);
  if (llvm::Error failed = frontends::hdf5::readRecords(said, inFile, inOutput, *file)) {
    fuzz::refuse(std::move(failed));
    return 0;
  }
  fuzz::checkTensors(*file);
  if (file->attributes.contains("@model_config"))
    fuzz::importConfig(frontends::readHdf5Model(std::move(file), "fuzz"));
  return 0;
}
