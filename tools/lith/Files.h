// Output files: an existing one is replaced only by a complete one.
#ifndef LITH_TOOLS_LITH_FILES_H
#define LITH_TOOLS_LITH_FILES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace lith::tools {

/// Writes `bytes` to a temporary file beside `path` and moves it there; "-" is standard output.
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes);

/// The whole of a file.
llvm::Expected<std::string> readFile(llvm::StringRef path);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_FILES_H
