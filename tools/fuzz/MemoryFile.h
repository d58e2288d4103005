// What the fuzzers share: the bytes under test as a file with a path.
#ifndef LITH_TOOLS_FUZZ_MEMORYFILE_H
#define LITH_TOOLS_FUZZ_MEMORYFILE_H

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

private:
  int fd;
};

} // namespace lith::fuzz

#endif
