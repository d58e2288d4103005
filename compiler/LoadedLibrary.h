// A shared library that was just made, loaded into this process: to prepare weights at compile time
// and to run tests.
#ifndef LITH_COMPILER_LOADEDLIBRARY_H
#define LITH_COMPILER_LOADEDLIBRARY_H

#include "runtime/lith_abi.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace lith::compiler {

class LoadedLibrary {
public:
  /// Loads the library whose bytes are given.
  static llvm::Expected<LoadedLibrary> load(llvm::StringRef bytes);

  LoadedLibrary(LoadedLibrary &&other) : handle(other.handle), descriptor(other.descriptor) {
    other.handle = nullptr;
  }
  ~LoadedLibrary();

  const lith_descriptor &getDescriptor() const { return *descriptor; }

private:
  LoadedLibrary(void *handle, const lith_descriptor *descriptor)
      : handle(handle), descriptor(descriptor) {}

  void *handle;
  const lith_descriptor *descriptor;
};

} // namespace lith::compiler

#endif // LITH_COMPILER_LOADEDLIBRARY_H
