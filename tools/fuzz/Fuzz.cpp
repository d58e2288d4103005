// The bytes under test as a file, refusals, and the settings of the sanitizers.
#include "tools/fuzz/Fuzz.h"

#include <cstdio>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

using namespace lith;

fuzz::MemoryFile::MemoryFile(const uint8_t *data, size_t size)
    : fd(memfd_create("fuzz", MFD_CLOEXEC)) {
  if (fd < 0 || write(fd, data, size) != ssize_t(size))
    abort();
}

fuzz::MemoryFile::~MemoryFile() { close(fd); }

std::string fuzz::MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(fd); }

void fuzz::refuse(llvm::Error reason) {
  static const bool mustBeSound = getenv("LITH_FUZZ_SOUND");
  std::string text = llvm::toString(std::move(reason));
  if (!mustBeSound)
    return;
  fprintf(stderr, "refused: %s\n", text.c_str());
  _exit(1);
}

// LLVM's allocators tell the sanitizer what is in use. Those inside of libLLVM, which is built
// without it, do not, so that memory which passes between the two would look freed.
// NOLINTNEXTLINE(readability-identifier-naming): the sanitizer's name.
extern "C" const char *__asan_default_options() { return "allow_user_poisoning=0"; }
