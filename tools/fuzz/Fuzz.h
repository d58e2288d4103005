// What the fuzzers share: the bytes under test as a file with a path, and what becomes of a
// refusal.
#ifndef LITH_TOOLS_FUZZ_FUZZ_H
#define LITH_TOOLS_FUZZ_FUZZ_H

#include "llvm/Support/Error.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace lith::fuzz {

/// A file in memory that holds `data`, and goes when this goes.
class MemoryFile {
public:
  MemoryFile(const uint8_t *data, size_t size);
  ~MemoryFile();
  /// A path under which this process can open the file.
  std::string path() const;
  int descriptor() const { return fd; }

private:
  int fd;
};

/// What a fuzzer does with input that its reader refuses: nothing. With LITH_FUZZ_SOUND in the
/// environment every input has to be sound and this ends the program, so that a test can tell a
/// fuzzer that reads from one that refuses everything.
void refuse(llvm::Error reason);

} // namespace lith::fuzz

#endif
