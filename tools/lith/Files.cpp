// Output files: an existing one is replaced only by a complete one, and several come together.
#include "tools/lith/Files.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace lith::tools {
namespace {

using llvm::sys::fs::TempFile;

llvm::Error cannotWrite(llvm::StringRef path, const std::string &reason) {
  return llvm::createStringError(path + ": cannot be written: " + reason);
}

llvm::Error writeTo(llvm::raw_fd_ostream &out, const OutputFile &file) {
  out << file.bytes;
  out.flush();
  std::error_code error = out.error();
  out.clear_error();
  return error ? cannotWrite(file.path, error.message()) : llvm::Error::success();
}

llvm::Error writeStream(const OutputFile &file) {
  if (file.path == "-")
    return writeTo(llvm::outs(), file);
  std::error_code error;
  llvm::raw_fd_ostream out(file.path, error);
  return error ? cannotWrite(file.path, error.message()) : writeTo(out, file);
}

/// Temporary files that are gone with this object, but for those that were moved to their places.
class TempFiles {
public:
  llvm::Error write(const OutputFile &file) {
    if (llvm::sys::fs::is_directory(file.path))
      return cannotWrite(file.path, "it is a folder");
    llvm::Expected<TempFile> temporary = TempFile::create(file.path + ".temp-%%%%%%");
    if (!temporary)
      return cannotWrite(file.path, llvm::toString(temporary.takeError()));
    files.emplace_back(std::move(*temporary), file.path);
    llvm::raw_fd_ostream out(files.back().first.FD, /*shouldClose=*/false);
    return writeTo(out, file);
  }

  llvm::Error keepAll() {
    for (auto &[temporary, path] : files)
      if (llvm::Error error = temporary.keep(path))
        return cannotWrite(path, llvm::toString(std::move(error)));
    return llvm::Error::success();
  }

  ~TempFiles() {
    for (auto &[temporary, path] : files)
      llvm::consumeError(temporary.discard());
  }

private:
  std::vector<std::pair<TempFile, std::string>> files;
};

} // namespace

bool isStream(llvm::StringRef path) {
  llvm::sys::fs::file_status status;
  return path == "-" || (!llvm::sys::fs::status(path, status) && exists(status) &&
                         !is_regular_file(status) && !is_directory(status));
}

llvm::Error writeFiles(llvm::ArrayRef<OutputFile> outputs) {
  TempFiles files;
  for (const OutputFile &output : outputs)
    if (llvm::Error error = isStream(output.path) ? writeStream(output) : files.write(output))
      return error;
  return files.keepAll();
}

llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes) {
  return writeFiles({{path.str(), bytes}});
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
