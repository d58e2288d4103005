// Loads a shared library from memory by way of a temporary file.
#include "compiler/LoadedLibrary.h"

#include "compiler/Fault.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

#include <dlfcn.h>

namespace lith::compiler {

llvm::Expected<LoadedLibrary> LoadedLibrary::load(llvm::StringRef bytes) {
  llvm::SmallString<128> path;
  int file;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("lith", "so", file, path))
    return llvm::createStringError(error, "no temporary file can be made: " + error.message());
  {
    llvm::raw_fd_ostream out(file, /*shouldClose=*/true);
    out << bytes;
    out.close();
    if (std::error_code error = out.error()) {
      out.clear_error();
      llvm::sys::fs::remove(path);
      return llvm::createStringError(error, "cannot write " + path + ": " + error.message());
    }
  }
  void *handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  std::string reason = handle ? "" : dlerror();
  llvm::sys::fs::remove(path);
  if (!handle)
    return internalFault("a library that was just made cannot be loaded: " + reason);
  auto *pointer = static_cast<const lith_descriptor *const *>(dlsym(handle, LITH_LIBRARY_SYMBOL));
  LoadedLibrary library(handle, pointer ? *pointer : nullptr);
  if (!pointer)
    return internalFault("a library that was just made has no descriptor");
  return library;
}

LoadedLibrary::~LoadedLibrary() {
  if (handle)
    dlclose(handle);
}

} // namespace lith::compiler
