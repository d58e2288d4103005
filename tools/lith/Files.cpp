// Output files: an existing one is replaced only by a complete one.
#include "tools/lith/Files.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace lith::tools {

llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes) {
  if (path == "-") {
    llvm::outs() << bytes;
    llvm::outs().flush();
    return llvm::Error::success();
  }
  return llvm::handleErrors(llvm::writeToOutput(path,
                                                [&](llvm::raw_ostream &out) -> llvm::Error {
                                                  out << bytes;
                                                  return llvm::Error::success();
                                                }),
                            [&](const llvm::ErrorInfoBase &info) {
                              return llvm::createStringError("%s: cannot be written: %s",
                                                             path.str().c_str(),
                                                             info.message().c_str());
                            });
}

llvm::Expected<std::string> readFile(llvm::StringRef path) {
  auto buffer =
      llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError("%s: cannot be read: %s", path.str().c_str(),
                                   buffer.getError().message().c_str());
  return (*buffer)->getBuffer().str();
}

} // namespace lith::tools
