// Opens the zip, refuses what no model needs (bombs, encryption, repeated names, truncation), and
// hands its members to their readers.
#include "frontends/KerasFile.h"
#include "frontends/Assets.h"
#include "frontends/Hdf5.h"
#include "frontends/KerasJson.h"
#include "frontends/MappedFile.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringSet.h"

#include <cerrno>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace {

constexpr uint64_t maxMembers = 10'000;
constexpr uint64_t maxJson = uint64_t(64) << 20;
constexpr uint64_t maxAsset = uint64_t(16) << 20;
constexpr uint64_t maxWeights = uint64_t(64) << 30;
// Weights hardly compress; JSON does so by ten or twenty.
constexpr uint64_t maxRatio = 200;

/// An open archive whose directory has been checked.
class Archive {
public:
  static Expected<std::unique_ptr<Archive>> open(StringRef path);
  ~Archive() { zip_discard(archive); }

  bool contains(const char *name) const { return zip_name_locate(archive, name, 0) >= 0; }

  /// Calls `sink` with the member's bytes, piece by piece; its size and checksum must be what the
  /// directory says.
  Error read(const char *name, uint64_t limit,
             llvm::function_ref<Error(llvm::ArrayRef<char>)> sink) const;

  Expected<std::string> readText(const char *name, uint64_t limit = maxJson) const {
    std::string text;
    if (Error failed = read(name, limit, [&](llvm::ArrayRef<char> piece) {
          text.append(piece.data(), piece.size());
          return Error::success();
        }))
      return std::move(failed);
    return text;
  }

private:
  Error checkDirectory() const;
  Error error(const llvm::Twine &message) const {
    return llvm::createStringError(llvm::Twine(path) + ": " + message);
  }

  std::string path;
  zip_t *archive = nullptr;
};

} // namespace

Expected<std::unique_ptr<Archive>> Archive::open(StringRef path) {
  int code = 0;
  zip_t *archive = zip_open(path.str().c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    bool isCut = code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS;
    return llvm::createStringError(
        path + ": not a sound zip archive: " +
        (code == ZIP_ER_EXISTS ? "a member stands twice in it" : reason) +
        (isCut ? "; is the file truncated?" : ""));
  }
  auto result = std::make_unique<Archive>();
  result->path = path.str();
  result->archive = archive;
  if (Error failed = result->checkDirectory())
    return std::move(failed);
  return result;
}

Error Archive::checkDirectory() const {
  zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count < 0 || uint64_t(count) > maxMembers)
    return error(llvm::Twine(count) + " members in the zip; no model has as many");
  llvm::StringSet<> names;
  for (zip_int64_t i = 0; i < count; ++i) {
    const char *name = zip_get_name(archive, zip_uint64_t(i), 0);
    if (!name || !names.insert(name).second)
      return error(
          fmt::format("member '{}' stands twice in the zip, or has no name", name ? name : ""));
  }
  return Error::success();
}

Error Archive::read(const char *name, uint64_t limit,
                    llvm::function_ref<Error(llvm::ArrayRef<char>)> sink) const {
  zip_stat_t status;
  if (zip_stat(archive, name, 0, &status) < 0)
    return error(fmt::format("{} is missing from the zip; this is no complete .keras file", name));
  constexpr zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if ((status.valid & wanted) != wanted || status.encryption_method != ZIP_EM_NONE)
    return error(fmt::format("{} is encrypted or has no size in the zip", name));
  if (status.size > limit || status.size / maxRatio > status.comp_size + 4096)
    return error(fmt::format("{} would unpack from {} to {} bytes; that is no model", name,
                             status.comp_size, status.size));
  zip_file_t *file = zip_fopen(archive, name, 0);
  if (!file)
    return error(fmt::format("{}: {}", name, zip_strerror(archive)));
  llvm::scope_exit close([&] { zip_fclose(file); });
  std::vector<char> buffer(1 << 20);
  uint64_t done = 0;
  while (true) {
    zip_int64_t count = zip_fread(file, buffer.data(), buffer.size());
    if (count < 0)
      return error(
          fmt::format("{} is damaged: {}", name, zip_error_strerror(zip_file_get_error(file))));
    if (count == 0)
      break;
    done += uint64_t(count);
    if (done > status.size)
      break;
    if (Error failed = sink(llvm::ArrayRef(buffer.data(), size_t(count))))
      return failed;
  }
  if (done != status.size)
    return error(fmt::format("{} is damaged: its size is not what the zip says", name));
  return Error::success();
}

/// Unpacks the weights into memory as a file, for the HDF5 reader.
static Expected<std::shared_ptr<const WeightFile>> readWeights(const Archive &archive,
                                                               StringRef path) {
  if (!archive.contains("model.weights.h5") && archive.contains("model.weights.npz"))
    return llvm::createStringError(path + ": weights are stored as model.weights.npz, which is not "
                                          "read; save with weights_format='h5'");
  Expected<int> fd = createMemoryFile("lith-weights");
  if (!fd)
    return fd.takeError();
  llvm::scope_exit close([&] { ::close(*fd); });
  auto append = [&](llvm::ArrayRef<char> piece) -> Error {
    while (!piece.empty()) {
      ssize_t count = write(*fd, piece.data(), piece.size());
      if (count <= 0 && errno != EINTR)
        return llvm::createStringError(path + ": no memory for its weights");
      piece = piece.drop_front(size_t(std::max<ssize_t>(count, 0)));
    }
    return Error::success();
  };
  if (Error failed = archive.read("model.weights.h5", maxWeights, append))
    return std::move(failed);
  if (Error failed = sealMemoryFile(*fd))
    return std::move(failed);
  return readHdf5(*fd, (path + ": model.weights.h5").str());
}

Expected<Config> lith::frontends::readKerasFile(StringRef path) {
  Expected<std::unique_ptr<Archive>> archive = Archive::open(path);
  if (!archive)
    return archive.takeError();
  auto parse = [&](const char *name) -> Expected<Json> {
    Expected<std::string> text = (*archive)->readText(name);
    if (!text)
      return text.takeError();
    return parseJson(*text, (path + ": " + name).str());
  };
  Expected<Json> metadata = parse("metadata.json");
  if (!metadata)
    return metadata.takeError();
  Expected<StringRef> versionText =
      JsonRef(*metadata, (path + ": metadata.json:").str()).getString("keras_version");
  if (!versionText)
    return versionText.takeError();
  Expected<Json> json = parse("config.json");
  if (!json)
    return json.takeError();
  Expected<Config> config =
      readKerasJson(std::move(*json), (path + ": config.json").str(), *versionText);
  if (!config)
    return config;
  Expected<std::shared_ptr<const WeightFile>> weights = readWeights(**archive, path);
  if (!weights)
    return weights.takeError();
  config->weights = std::move(*weights);
  Error failed = readAssets(
      config->main, *config->weights,
      [&](const std::string &name) -> Expected<std::optional<std::string>> {
        if (!(*archive)->contains(name.c_str()))
          return std::nullopt;
        Expected<std::string> text = (*archive)->readText(name.c_str(), maxAsset);
        return text ? Expected<std::optional<std::string>>(std::move(*text)) : text.takeError();
      });
  if (failed)
    return std::move(failed);
  return config;
}

Expected<std::shared_ptr<const WeightFile>> lith::frontends::readKerasFileWeights(StringRef path) {
  Expected<std::unique_ptr<Archive>> archive = Archive::open(path);
  return archive ? readWeights(**archive, path) : archive.takeError();
}
