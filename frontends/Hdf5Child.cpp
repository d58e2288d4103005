// The child that holds the HDF5 library. It takes limits upon itself, walks the file that its
// parent left open, and reports every dataset and text attribute; it follows no soft or external
// link, reads no other file and loads no plugin.
#include "frontends/Hdf5.h"
#include "frontends/Hdf5Protocol.h"
#include "frontends/Hdf5Types.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lith::frontends;
using namespace lith::frontends::hdf5;

namespace {

/// Reports to the parent, in large writes.
class Reporter {
public:
  void tag(Tag tag) { bytes += char(tag); }
  void integer(int64_t value) {
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
  }
  void text(llvm::StringRef value) {
    integer(int64_t(value.size()));
    bytes.append(value.data(), value.size());
    if (bytes.size() >= 1 << 16)
      flush();
  }
  void flush() {
    for (size_t done = 0; done < bytes.size();) {
      ssize_t n = write(PipeFd, bytes.data() + done, bytes.size() - done);
      if (n <= 0)
        _exit(1); // the parent is gone
      done += size_t(n);
    }
    bytes.clear();
  }
  [[noreturn]] void fail(const std::string &message) {
    tag(Failed);
    text(message);
    flush();
    _exit(1);
  }

private:
  std::string bytes;
};

/// The innermost reason on HDF5's error stack.
std::string reason() {
  std::string text = "unknown reason";
  auto visit = [](unsigned, const H5E_error2_t *error, void *out) -> herr_t {
    if (error->desc)
      *static_cast<std::string *>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, visit, &text);
  return text;
}

class Walker {
public:
  Walker(Reporter &report, uint64_t fileSize) : report(report), limit(outputLimit(fileSize)) {}

  void visitGroup(hid_t group, const std::string &path, uint64_t depth);

private:
  struct Link {
    std::string name;
    H5L_type_t type;
  };

  void visitObject(hid_t group, const Link &link, const std::string &path, uint64_t depth);
  void visitDataset(hid_t dataset, const std::string &path);
  std::string visitAttributes(hid_t object, const std::string &path);
  std::optional<std::vector<std::string>> readTexts(hid_t attribute, const std::string &path,
                                                    bool &isList);
  int64_t unpack(hid_t dataset, hid_t type, int64_t bytes, const std::string &path);

  Reporter &report;
  uint64_t limit;       // of bytes unpacked
  uint64_t output = 0;  // bytes unpacked so far
  uint64_t objects = 0; // seen so far
};

void Walker::visitGroup(hid_t group, const std::string &path, uint64_t depth) {
  if (depth > maxDepth)
    report.fail(fmt::format("groups are nested deeper than {} levels at {}...", maxDepth,
                            path.substr(0, 80)));
  visitAttributes(group, path);
  std::vector<Link> links;
  auto collect = [](hid_t, const char *name, const H5L_info_t *info, void *out) -> herr_t {
    auto &links = *static_cast<std::vector<Link> *>(out);
    links.push_back({name, info->type});
    return links.size() > maxObjects; // 1 stops
  };
  if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &links) < 0)
    report.fail(fmt::format("group /{} is damaged: {}", path, reason()));
  for (const Link &link : links)
    visitObject(group, link, path.empty() ? link.name : path + "/" + link.name, depth);
}

void Walker::visitObject(hid_t group, const Link &link, const std::string &path, uint64_t depth) {
  if (++objects > maxObjects)
    report.fail(fmt::format("more than {} objects; do groups contain each other?", maxObjects));
  if (link.type != H5L_TYPE_HARD)
    report.fail(fmt::format("{} is {} link; links to other places are not followed", path,
                            link.type == H5L_TYPE_SOFT ? "a soft" : "an external"));
  hid_t object = H5Oopen(group, link.name.c_str(), H5P_DEFAULT);
  if (object < 0)
    report.fail(fmt::format("{} cannot be opened: {}", path, reason()));
  H5I_type_t type = H5Iget_type(object);
  if (type == H5I_GROUP)
    visitGroup(object, path, depth + 1);
  else if (type == H5I_DATASET)
    visitDataset(object, path);
  H5Oclose(object);
}

/// The texts of an attribute, of fixed or variable length; nothing where it holds anything else. A
/// list without elements has no type of its own: h5py writes it as numbers.
std::optional<std::vector<std::string>> Walker::readTexts(hid_t attribute, const std::string &path,
                                                          bool &isList) {
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  hssize_t count = H5Sget_simple_extent_npoints(space);
  int rank = H5Sget_simple_extent_ndims(space);
  bool isText = H5Tget_class(type) == H5T_STRING;
  isList = rank == 1;
  std::optional<std::vector<std::string>> texts;
  if (count > hssize_t(maxTexts))
    report.fail(fmt::format("an attribute of {} has {} elements", path, count));
  if (isList && count == 0) {
    texts.emplace();
  } else if (isText && (rank == 0 || isList) && count > 0) {
    texts.emplace(size_t(count));
    // HDF5 holds an attribute whole, so its size is bounded by the file's.
    size_t size = H5Tget_size(type);
    std::vector<char> bytes(size * size_t(count));
    if (H5Aread(attribute, type, bytes.data()) < 0)
      report.fail(fmt::format("an attribute of {} is damaged: {}", path, reason()));
    bool isVariable = H5Tis_variable_str(type) > 0;
    for (size_t i = 0; i < texts->size(); ++i) {
      const char *text = bytes.data() + i * size;
      if (isVariable) {
        memcpy(&text, bytes.data() + i * size, sizeof text);
        (*texts)[i] = text ? text : "";
      } else {
        (*texts)[i].assign(text, strnlen(text, size));
      }
    }
    if (isVariable)
      H5Dvlen_reclaim(type, space, H5P_DEFAULT, bytes.data());
  }
  H5Sclose(space);
  H5Tclose(type);
  return texts;
}

/// Reports the text attributes of an object; returns the one that is called "dtype".
std::string Walker::visitAttributes(hid_t object, const std::string &path) {
  std::vector<std::string> names;
  auto collect = [](hid_t, const char *name, const H5A_info_t *, void *out) -> herr_t {
    auto &names = *static_cast<std::vector<std::string> *>(out);
    names.push_back(name);
    return names.size() > 1000; // 1 stops
  };
  if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names) < 0)
    report.fail(fmt::format("the attributes of /{} are damaged: {}", path, reason()));
  std::string dtype;
  for (const std::string &name : names) {
    hid_t attribute = H5Aopen(object, name.c_str(), H5P_DEFAULT);
    if (attribute < 0)
      report.fail(fmt::format("attribute {} of /{} cannot be opened: {}", name, path, reason()));
    bool isList = false;
    std::optional<std::vector<std::string>> texts = readTexts(attribute, path, isList);
    H5Aclose(attribute);
    if (!texts)
      continue;
    report.tag(isList ? List : Attribute);
    report.text(path + "@" + name);
    if (isList)
      report.integer(int64_t(texts->size()));
    for (const std::string &text : *texts)
      report.text(text);
    if (name == "dtype" && !isList)
      dtype = texts->front();
  }
  return dtype;
}

void Walker::visitDataset(hid_t dataset, const std::string &path) {
  std::string dtypeAttribute = visitAttributes(dataset, path);
  hid_t type = H5Dget_type(dataset), space = H5Dget_space(dataset),
        create = H5Dget_create_plist(dataset);
  if (type < 0 || space < 0 || create < 0)
    report.fail(fmt::format("dataset {} is damaged: {}", path, reason()));
  std::optional<DType> dtype = classify(type, dtypeAttribute);
  if (!dtype)
    report.fail(fmt::format("dataset {} holds no numbers of a known type", path));
  int rank = H5Sget_simple_extent_ndims(space);
  hsize_t dims[maxRank];
  if (rank < 0 || rank > maxRank || H5Sget_simple_extent_type(space) == H5S_NULL ||
      H5Sget_simple_extent_dims(space, dims, nullptr) < 0)
    report.fail(fmt::format("dataset {} has no usable shape", path));
  std::vector<int64_t> shape(dims, dims + rank);
  std::optional<int64_t> bytes = byteSize(*dtype, shape);
  if (!bytes)
    report.fail(fmt::format("dataset {} claims a shape beyond all memory", path));
  H5D_layout_t layout = H5Pget_layout(create);
  if (layout == H5D_VIRTUAL || (layout == H5D_CONTIGUOUS && H5Pget_external_count(create) > 0))
    report.fail(
        fmt::format("dataset {} keeps its values in other files, which are not read", path));

  H5T_order_t order = H5Tget_class(type) == H5T_OPAQUE ? H5T_ORDER_NONE : H5Tget_order(type);
  haddr_t offset =
      layout == H5D_CONTIGUOUS && order != H5T_ORDER_BE ? H5Dget_offset(dataset) : HADDR_UNDEF;
  bool inFile = offset != HADDR_UNDEF && H5Dget_storage_size(dataset) == hsize_t(*bytes);
  int64_t place = inFile ? int64_t(offset) : unpack(dataset, type, *bytes, path);

  report.tag(Tensor);
  report.text(path);
  report.integer(int64_t(*dtype));
  report.integer(rank);
  for (int64_t extent : shape)
    report.integer(extent);
  report.integer(inFile ? InFile : InOutput);
  report.integer(place);
  report.integer(*bytes);
  H5Pclose(create);
  H5Sclose(space);
  H5Tclose(type);
}

/// Reads a dataset that is compressed, scattered or of the other byte order into the output;
/// returns its offset there.
int64_t Walker::unpack(hid_t dataset, hid_t type, int64_t bytes, const std::string &path) {
  if (bytes == 0)
    return 0;
  // A multiple of every page size, so that each tensor can be mapped alone.
  constexpr uint64_t page = 65536;
  uint64_t offset = (output + page - 1) / page * page;
  // A shape may promise far more than was ever stored.
  uint64_t stored = H5Dget_storage_size(dataset);
  if (uint64_t(bytes) > limit || offset + uint64_t(bytes) > limit ||
      uint64_t(bytes) / 1000 > stored + 1000)
    report.fail(
        fmt::format("dataset {} would unpack to {} bytes from {} stored ones; that is no weight",
                    path, bytes, stored));
  output = offset + uint64_t(bytes);
  hid_t memory = H5Tcopy(type);
  if (H5Tget_class(memory) != H5T_OPAQUE && H5Tget_class(memory) != H5T_ENUM)
    H5Tset_order(memory, H5T_ORDER_LE);
  void *to = ftruncate(OutputFd, off_t(output))
                 ? MAP_FAILED
                 : mmap(nullptr, size_t(bytes), PROT_READ | PROT_WRITE, MAP_SHARED, OutputFd,
                        off_t(offset));
  if (to == MAP_FAILED)
    report.fail(fmt::format("no memory to unpack dataset {} ({} bytes)", path, bytes));
  if (H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0)
    report.fail(fmt::format("dataset {} cannot be read: {}", path, reason()));
  munmap(to, size_t(bytes));
  H5Tclose(memory);
  return int64_t(offset);
}

/// The parent's file, mapped. HDF5 takes it for a file image that it made itself, so that it
/// neither opens nor copies anything.
llvm::MutableArrayRef<char> image;

hid_t openImage(uint64_t size) {
  void *address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, FileFd, 0);
  if (address == MAP_FAILED)
    return H5I_INVALID_HID;
  image = {static_cast<char *>(address), size};
  H5FD_file_image_callbacks_t callbacks{};
  callbacks.image_malloc = [](size_t, H5FD_file_image_op_t, void *) -> void * {
    return image.data();
  };
  callbacks.image_memcpy = [](void *to, const void *, size_t, H5FD_file_image_op_t, void *) {
    return to;
  };
  callbacks.image_realloc = [](void *, size_t, H5FD_file_image_op_t, void *) -> void * {
    return nullptr;
  };
  callbacks.image_free = [](void *, H5FD_file_image_op_t, void *) -> herr_t { return 0; };
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (H5Pset_fapl_core(access, 1 << 16, /*backing_store=*/false) < 0 ||
      H5Pset_file_image_callbacks(access, &callbacks) < 0 ||
      H5Pset_file_image(access, image.data(), image.size()) < 0)
    return H5I_INVALID_HID;
  return H5Fopen("image", H5F_ACC_RDONLY, access);
}

void setLimit(int resource, uint64_t value) {
  rlimit limit{value, value};
  setrlimit(resource, &limit);
}

} // namespace

bool lith::frontends::isHdf5Child(int argc, char **argv) {
  return argc == 2 && !strcmp(argv[1], childArgument);
}

int lith::frontends::hdf5ChildMain() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  struct stat status{};
  if (fstat(FileFd, &status) < 0)
    return 1;
  uint64_t fileSize = uint64_t(status.st_size);
  setLimit(RLIMIT_CORE, 0);
  setLimit(RLIMIT_CPU, cpuSeconds(fileSize));
  setLimit(RLIMIT_DATA, memoryLimit(fileSize));
  setLimit(RLIMIT_FSIZE, outputLimit(fileSize));
  setLimit(RLIMIT_NOFILE, 32);

  Reporter report;
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
  hid_t file = openImage(fileSize);
  if (file < 0)
    report.fail("not a readable HDF5 file: " + reason());
  hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
  if (root < 0)
    report.fail("the root group is damaged: " + reason());
  Walker(report, fileSize).visitGroup(root, "", 0);
  report.tag(End);
  report.flush();
  _exit(0); // nothing to write back, and no clean-up that a damaged file could disturb
}
