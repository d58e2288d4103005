// Output files: an existing one is replaced only by a complete one, and several come together.
#ifndef LITH_TOOLS_LITH_FILES_H
#define LITH_TOOLS_LITH_FILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace lith::tools {

struct OutputFile {
  std::string path;
  llvm::StringRef bytes;
};

/// Writes each file to a temporary one beside it, and moves them to their places, in this order,
/// only when all are written. Streams are written to as they are.
llvm::Error writeFiles(llvm::ArrayRef<OutputFile> files);
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes);

/// Whether the path is "-", which is standard output, or something like /dev/null, beside which no
/// file belongs.
bool isStream(llvm::StringRef path);

/// The whole of a file.
llvm::Expected<std::string> readFile(llvm::StringRef path);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_FILES_H
