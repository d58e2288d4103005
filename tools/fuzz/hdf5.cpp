// An HDF5 file. The child that reads it may come to any end, as libhdf5 is not safe on such files;
// whatever happens to it, its parent gets an error, or tensors that can be read to the last byte.
#include "frontends/Hdf5.h"
#include "tools/fuzz/CheckTensors.h"
#include "tools/fuzz/Fuzz.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <unistd.h>

using namespace lith;

/// libFuzzer does not see into the child. What the child tells, in its words without the names and
/// numbers of the file, stands in for the places that it has reached.
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t outcomes[1 << 12];

static void note(llvm::StringRef text) {
  uint64_t hash = 0;
  llvm::SmallVector<llvm::StringRef> words;
  text.split(words, ' ');
  for (llvm::StringRef word : words)
    if (llvm::all_of(word, llvm::isAlpha))
      hash = llvm::xxh3_64bits((llvm::Twine(hash) + word).str());
  outcomes[hash % std::size(outcomes)] = 1;
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::MemoryFile memory(data, size);
  llvm::Expected<std::shared_ptr<const frontends::WeightFile>> file =
      frontends::readHdf5(memory.descriptor(), "fuzz");
  if (!file) {
    std::string reason = llvm::toString(file.takeError());
    note(reason);
    fuzz::refuse(llvm::createStringError(reason));
    return 0;
  }
  fuzz::checkTensors(**file);
  for (const auto &tensor : (*file)->tensors)
    note("tensor " + frontends::dtypeName(tensor.second.dtype).str());
  return 0;
}
