// Links objects with lld, in this process.
#include "compiler/llvm/Link.h"

#include "compiler/Fault.h"

#include "lld/Common/Driver.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ObjCopy/CommonConfig.h"
#include "llvm/ObjCopy/ConfigManager.h"
#include "llvm/ObjCopy/ObjCopy.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <mutex>

LLD_HAS_DRIVER(elf)

namespace lith::compiler {
namespace {

/// A folder of our own, gone with this object.
class TemporaryFolder {
public:
  llvm::Error create() {
    if (std::error_code error = llvm::sys::fs::createUniqueDirectory("lith", path))
      return llvm::createStringError(error, "no temporary folder can be made in $TMPDIR or /tmp: " +
                                                error.message());
    return llvm::Error::success();
  }
  ~TemporaryFolder() {
    if (!path.empty())
      llvm::sys::fs::remove_directories(path);
  }
  std::string operator/(const llvm::Twine &name) const { return (path + "/" + name).str(); }

private:
  llvm::SmallString<128> path;
};

llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream out(path, error);
  if (!error) {
    out << bytes;
    out.close();
    error = out.error();
    out.clear_error();
  }
  if (error)
    return llvm::createStringError(error, "cannot write " + path + ": " + error.message());
  return llvm::Error::success();
}

llvm::Expected<std::string> readFile(llvm::StringRef path) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file)
    return llvm::createStringError(file.getError(), "cannot read " + path);
  return (*file)->getBuffer().str();
}

/// Runs lld with `arguments` and the objects, in a folder of its own, and reads its output.
llvm::Expected<std::string> runLinker(std::vector<std::string> arguments,
                                      llvm::ArrayRef<llvm::StringRef> objects,
                                      llvm::ArrayRef<std::string> trailing) {
  TemporaryFolder folder;
  if (llvm::Error error = folder.create())
    return std::move(error);
  arguments.insert(arguments.begin(), "ld.lld");
  std::string output = folder / "out";
  arguments.insert(arguments.end(), {"-o", output, "--build-id=none", "--threads=1"});
  for (auto [index, bytes] : llvm::enumerate(objects)) {
    arguments.push_back(folder / (llvm::Twine(index) + ".o"));
    if (llvm::Error error = writeFile(arguments.back(), bytes))
      return std::move(error);
  }
  llvm::append_range(arguments, trailing);
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());

  // lld keeps its state in globals.
  static std::mutex mutex;
  std::lock_guard<std::mutex> lock(mutex);
  std::string messages;
  llvm::raw_string_ostream out(messages);
  lld::Result result = lld::lldMain(pointers, out, out, {{lld::Gnu, &lld::elf::link}});
  if (result.retCode != 0)
    return internalFault("the linker refuses the generated objects: " + messages);
  return readFile(output);
}

/// The C libraries that the runtime core and a few operations (fmod) need, where they can be found;
/// elsewhere their symbols are left for the program to resolve.
std::vector<std::string> findLibraries(const llvm::Triple &triple) {
  std::vector<std::string> found;
  std::string gnu = (triple.getArchName() + "-linux-gnu").str();
  for (llvm::StringRef name : {"libc.so.6", "libm.so.6"})
    for (const std::string &folder : {"/lib/" + gnu, "/usr/lib/" + gnu, "/usr/" + gnu + "/lib",
                                      std::string("/lib64"), std::string("/usr/lib64")}) {
      std::string path = folder + "/" + name.str();
      if (!llvm::sys::fs::exists(path))
        continue;
      found.push_back(path);
      break;
    }
  return found;
}

} // namespace

llvm::Expected<std::string> linkShared(llvm::ArrayRef<llvm::StringRef> objects,
                                       llvm::StringRef soname, const llvm::Triple &triple) {
  if (!triple.isOSBinFormatELF())
    return llvm::createStringError("--emit=so: shared libraries for " + triple.str() +
                                   " are not made; --emit=obj is");
  std::vector<std::string> libraries{"--as-needed"};
  llvm::append_range(libraries, findLibraries(triple));
  // Pages of 4 KB and no gaps between segments in the file: libraries are small.
  return runLinker({"-shared", "-soname", soname.str(), "--gc-sections", "--strip-all",
                    "--hash-style=gnu", "-z", "relro", "-z", "now", "-z", "noexecstack", "-z",
                    "max-page-size=4096"},
                   objects, libraries);
}

llvm::Expected<std::string> linkRelocatable(llvm::ArrayRef<llvm::StringRef> objects,
                                            llvm::ArrayRef<std::string> roots) {
  std::vector<std::string> arguments{"-r", "--gc-sections"};
  for (const std::string &root : roots)
    arguments.insert(arguments.end(), {"-u", root});
  llvm::Expected<std::string> joined = runLinker(arguments, objects, {});
  if (!joined)
    return joined.takeError();

  auto object =
      llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(*joined, "joined object"));
  if (!object)
    return internalFault("the joined object cannot be read: " + llvm::toString(object.takeError()));
  llvm::objcopy::ConfigManager config;
  config.Common.OutputFilename = "object";
  config.Common.StripDebug = true;
  config.ELF.LocalizeHidden = true;
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream out(bytes);
  if (llvm::Error error = llvm::objcopy::executeObjcopyOnBinary(config, **object, out))
    return internalFault("hidden symbols cannot be made local: " +
                         llvm::toString(std::move(error)));
  return std::string(bytes);
}

llvm::Expected<std::string> makeArchive(llvm::StringRef object, llvm::StringRef name) {
  std::string member = (name + ".o").str();
  std::vector<llvm::NewArchiveMember> members;
  members.emplace_back(llvm::MemoryBufferRef(object, member));
  auto archive = llvm::writeArchiveToBuffer(members, llvm::SymtabWritingMode::NormalSymtab,
                                            llvm::object::Archive::K_GNU, /*Deterministic=*/true,
                                            /*Thin=*/false);
  if (!archive)
    return archive.takeError();
  return (*archive)->getBuffer().str();
}

} // namespace lith::compiler
