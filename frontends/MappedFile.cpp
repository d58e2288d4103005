// Maps files, and makes memory files.
#include "frontends/MappedFile.h"

#include "llvm/ADT/Twine.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Error systemError(const llvm::Twine &what) {
  return llvm::createStringError(what + ": " + strerror(errno));
}

MappedFile::Mapping::~Mapping() {
  if (!bytes.empty())
    munmap(const_cast<char *>(bytes.data()), bytes.size());
  close(fd);
}

Expected<MappedFile> MappedFile::open(StringRef path) {
  int fd = ::open(path.str().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return systemError(path);
  return adopt(fd, path);
}

Expected<MappedFile> MappedFile::adopt(int fd, StringRef what) {
  MappedFile file;
  file.mapping = std::make_shared<Mapping>();
  file.mapping->fd = fd;
  struct stat status{};
  if (fstat(fd, &status))
    return systemError(what);
  if (!S_ISREG(status.st_mode))
    return llvm::createStringError(what + ": not a regular file");
  size_t size = size_t(status.st_size);
  if (size == 0)
    return file;
  void *address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (address == MAP_FAILED)
    return systemError(what);
  file.mapping->bytes = llvm::ArrayRef(static_cast<const char *>(address), size);
  return file;
}

Expected<int> lith::frontends::createMemoryFile(const char *name) {
  int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0)
    return systemError("cannot make a memory file");
  return fd;
}

Error lith::frontends::sealMemoryFile(int fd) {
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
    return systemError("cannot seal a memory file");
  return Error::success();
}
