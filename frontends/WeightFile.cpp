// The choice of reader for a weights file.
#include "frontends/WeightFile.h"
#include "frontends/Hdf5.h"
#include "frontends/KerasFile.h"
#include "frontends/MappedFile.h"

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

std::vector<StringRef> WeightFile::sortedNames() const {
  std::vector<StringRef> names;
  for (const auto &entry : tensors)
    names.push_back(entry.getKey());
  llvm::sort(names);
  return names;
}

Expected<std::shared_ptr<const WeightFile>> lith::frontends::readWeightFile(StringRef path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return file.takeError();
  if (file->isHdf5())
    return readHdf5(file->fd(), path);
  if (file->isZip())
    return readKerasFileWeights(path);
  llvm::ArrayRef<char> bytes = file->bytes();
  if (bytes.size() > 8 && bytes[8] == '{')
    return readSafetensors(bytes, file->owner(), path);
  return llvm::createStringError(
      path + ": neither an HDF5 (.weights.h5) nor a .keras nor a safetensors file");
}
