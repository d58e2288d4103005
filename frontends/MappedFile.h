// A file or memfd, mapped for reading. What is read from it may go on living after the object,
// through owner().
#ifndef LITH_FRONTENDS_MAPPEDFILE_H
#define LITH_FRONTENDS_MAPPEDFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace lith::frontends {

class MappedFile {
public:
  static llvm::Expected<MappedFile> open(llvm::StringRef path);
  /// Maps what `fd` holds now; the descriptor is closed with the mapping. `what` names it in
  /// messages.
  static llvm::Expected<MappedFile> adopt(int fd, llvm::StringRef what);

  int fd() const { return mapping->fd; }
  llvm::ArrayRef<char> bytes() const { return mapping->bytes; }
  llvm::StringRef text() const { return {mapping->bytes.data(), mapping->bytes.size()}; }
  /// Keeps the bytes alive.
  std::shared_ptr<const void> owner() const { return mapping; }

  bool isHdf5() const { return text().starts_with("\x89HDF\r\n\x1a\n"); }
  bool isZip() const {
    return text().starts_with("PK\x03\x04") || text().starts_with("PK\x05\x06");
  }

private:
  struct Mapping {
    int fd = -1;
    llvm::ArrayRef<char> bytes;
    ~Mapping();
  };

  std::shared_ptr<Mapping> mapping;
};

/// An anonymous file in memory, for bytes that a child or the HDF5 library has to read as a file.
llvm::Expected<int> createMemoryFile(const char *name);

/// Forbids any further change of a memory file, by whoever holds it.
llvm::Error sealMemoryFile(int fd);

} // namespace lith::frontends

#endif
