// Compiled things kept between runs.
#include "compiler/DiskCache.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace lith::compiler {

std::string contentHash(llvm::ArrayRef<llvm::StringRef> parts) {
  llvm::BLAKE3 hasher;
  for (llvm::StringRef part : parts) {
    uint64_t length = part.size();
    hasher.update({reinterpret_cast<const uint8_t *>(&length), sizeof length});
    hasher.update(part);
  }
  return llvm::toHex(hasher.final<16>(), /*LowerCase=*/true);
}

std::string defaultCacheDir() {
  if (const char *own = getenv("LITH_CACHE_DIR"))
    return own;
  llvm::SmallString<128> dir;
  if (const char *xdg = getenv("XDG_CACHE_HOME"); xdg && *xdg)
    dir = xdg;
  else if (!path::cache_directory(dir))
    return "";
  path::append(dir, "lith");
  return std::string(dir);
}

/// Whether `dir` is (now) a folder of ours that nobody else can write to: what lies in it is run.
static bool makePrivateFolder(llvm::StringRef dir) {
  if (fs::create_directories(dir, /*IgnoreExisting=*/true, fs::owner_all))
    return false;
  struct stat status;
  return lstat(dir.str().c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == geteuid() && !(status.st_mode & (S_IWGRP | S_IWOTH));
}

DiskCache::DiskCache(llvm::StringRef dir, uint64_t maxBytes) : dir(dir), maxBytes(maxBytes) {
  if (!dir.empty() && !makePrivateFolder(dir))
    this->dir.clear();
}

DiskCache::~DiskCache() {
  if (!written)
    return;
  struct Entry {
    llvm::sys::TimePoint<> used;
    uint64_t bytes;
    std::string path;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  std::error_code error;
  for (fs::directory_iterator it(dir, error), end; it != end && !error; it.increment(error))
    if (auto status = it->status(); status && status->type() == fs::file_type::regular_file) {
      entries.push_back({status->getLastModificationTime(), status->getSize(), it->path()});
      total += status->getSize();
    }
  llvm::sort(entries, [](const Entry &a, const Entry &b) { return a.used < b.used; });
  for (const Entry &entry : entries) {
    if (total <= maxBytes)
      break;
    fs::remove(entry.path);
    total -= entry.bytes;
  }
}

static constexpr size_t hashDigits = 32;

static std::string fileFor(llvm::StringRef dir, llvm::StringRef key) {
  llvm::SmallString<128> file(dir);
  path::append(file, key);
  return std::string(file);
}

/// The file of an entry, if its bytes are what they were; a use counts for its age.
static std::unique_ptr<llvm::MemoryBuffer> open(llvm::StringRef dir, llvm::StringRef key) {
  if (dir.empty())
    return nullptr;
  std::string file = fileFor(dir, key);
  auto buffer =
      llvm::MemoryBuffer::getFile(file, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer || (*buffer)->getBufferSize() < hashDigits)
    return nullptr;
  llvm::StringRef bytes = (*buffer)->getBuffer();
  if (contentHash(bytes.drop_back(hashDigits)) != bytes.take_back(hashDigits))
    return nullptr;
  utimensat(AT_FDCWD, file.c_str(), nullptr, 0);
  return std::move(*buffer);
}

std::optional<std::string> DiskCache::get(llvm::StringRef key) const {
  auto buffer = open(dir, key);
  return buffer ? std::optional(buffer->getBuffer().drop_back(hashDigits).str()) : std::nullopt;
}

std::optional<std::string> DiskCache::getFile(llvm::StringRef key) const {
  return open(dir, key) ? std::optional(fileFor(dir, key)) : std::nullopt;
}

void DiskCache::put(llvm::StringRef key, llvm::StringRef bytes) {
  if (dir.empty())
    return;
  // A full disk is no reason to fail: the entry is then not there the next time.
  llvm::consumeError(llvm::writeToOutput(fileFor(dir, key), [&](llvm::raw_ostream &out) {
    out << bytes << contentHash(bytes);
    return llvm::Error::success();
  }));
  written = true;
}

} // namespace lith::compiler
