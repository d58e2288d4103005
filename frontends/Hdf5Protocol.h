// What the HDF5 child and its parent agree on: file descriptors, limits, and the records that the
// child writes into the pipe. A record is a tag byte and its fields; integers are 64-bit in host
// order, texts are a length and bytes.
#ifndef LITH_FRONTENDS_HDF5PROTOCOL_H
#define LITH_FRONTENDS_HDF5PROTOCOL_H

#include <cstdint>

namespace lith::frontends::hdf5 {

constexpr const char *childArgument = "--internal-hdf5-child";

/// The child's open files.
enum Fd : int { FileFd = 3, PipeFd = 4, OutputFd = 5 };

enum Tag : char {
  Tensor = 'T', // text name, int dtype, int rank, rank ints shape, int place, int offset, int bytes
  Attribute = 'A', // text "object@name", text value
  List = 'L',      // text "object@name", int count, count texts
  Failed = 'E',    // text message; nothing follows
  End = 'Z',       // all was said
};

/// Where a tensor's bytes lie: in the file itself, or in the output that the child has filled.
enum Place : int64_t { InFile = 0, InOutput = 1 };

constexpr int maxRank = 32;
constexpr uint64_t maxObjects = 100'000;
constexpr uint64_t maxDepth = 64;
constexpr uint64_t maxTexts = 1'000'000;             // of one list
constexpr uint64_t maxListing = uint64_t(256) << 20; // bytes of records

/// Bytes that datasets may unpack to, where a file of `fileSize` bytes has compressed or foreign
/// ones.
constexpr uint64_t outputLimit(uint64_t fileSize) {
  uint64_t floor = uint64_t(256) << 20, ceiling = uint64_t(8) << 30;
  return fileSize < floor / 1000 ? floor : fileSize > ceiling / 1000 ? ceiling : fileSize * 1000;
}
constexpr uint64_t memoryLimit(uint64_t fileSize) {
  uint64_t wanted = (uint64_t(512) << 20) + fileSize, ceiling = uint64_t(4) << 30;
  return wanted < ceiling ? wanted : ceiling;
}
constexpr uint64_t cpuSeconds(uint64_t fileSize) { return 5 + (fileSize >> 24); }

} // namespace lith::frontends::hdf5

#endif
