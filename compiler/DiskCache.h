// Compiled things kept between runs: a folder private to the user, bounded in size, whose entries
// are checked by content.
#ifndef LITH_COMPILER_DISKCACHE_H
#define LITH_COMPILER_DISKCACHE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace lith::compiler {

/// BLAKE3 of the parts, each with its length, as 32 hex digits.
std::string contentHash(llvm::ArrayRef<llvm::StringRef> parts);

/// The folder that lith caches in: $LITH_CACHE_DIR, else $XDG_CACHE_HOME/lith, else ~/.cache/lith;
/// empty where there is none.
std::string defaultCacheDir();

/// An entry is a file `KEY`: its bytes, and behind them their hash, so that one that is damaged or
/// was put there by hand is never used. (What opens a library does not mind bytes behind its end.)
/// Several processes may use a folder at once. A cache that cannot be used (not ours, not writable)
/// finds and keeps nothing.
class DiskCache {
public:
  /// `dir` empty: a cache that is always empty.
  DiskCache(llvm::StringRef dir, uint64_t maxBytes);
  /// Removes the entries that were used least recently, down to maxBytes.
  ~DiskCache();
  DiskCache(const DiskCache &) = delete;
  DiskCache &operator=(const DiskCache &) = delete;

  std::optional<std::string> get(llvm::StringRef key) const;
  /// The path of the entry's file, for what must be a file: a library.
  std::optional<std::string> getFile(llvm::StringRef key) const;
  void put(llvm::StringRef key, llvm::StringRef bytes);

private:
  std::string dir;
  uint64_t maxBytes;
  bool written = false;
};

} // namespace lith::compiler

#endif // LITH_COMPILER_DISKCACHE_H
