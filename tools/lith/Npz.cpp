// Reads and writes .npz files: zip archives of .npy arrays. The format: numpy.lib.format, versions
// 1 and 2.
#include "tools/lith/Array.h"

#include "runtime/lith.h"
#include "tools/lith/Files.h"

#include "fmt/format.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

#include <cstring>
#include <zip.h>

namespace lith::tools {
namespace {

/// NumPy's type strings, little-endian. numpy has no bfloat16.
struct TypeString {
  const char *text;
  uint32_t dtype;
};
constexpr TypeString typeStrings[] = {{"<f4", LITH_F32}, {"<f8", LITH_F64}, {"<f2", LITH_F16},
                                      {"|i1", LITH_I8},  {"<i2", LITH_I16}, {"<i4", LITH_I32},
                                      {"<i8", LITH_I64}, {"|u1", LITH_U8},  {"<u2", LITH_U16},
                                      {"<u4", LITH_U32}, {"<u8", LITH_U64}, {"|b1", LITH_BOOL}};

constexpr char magic[] = "\x93NUMPY";
constexpr uint64_t maxArrayBytes = uint64_t(8) << 30;

/// The text after `'key':` in a header, up to `end`.
llvm::StringRef headerValue(llvm::StringRef header, llvm::StringRef key, char end) {
  size_t at = header.find(("'" + key + "':").str());
  if (at == llvm::StringRef::npos)
    return "";
  return header.drop_front(at + key.size() + 3).ltrim().take_until([&](char c) {
    return c == end;
  });
}

/// Fills type and shape from a header such as {'descr': '<f4', 'fortran_order': False, 'shape': (3,
/// 4), }.
llvm::Error parseHeader(llvm::StringRef header, Array &array) {
  llvm::StringRef type = headerValue(header, "descr", ',').trim(" '");
  const auto *known =
      llvm::find_if(typeStrings, [&](const TypeString &t) { return type == t.text; });
  if (known == std::end(typeStrings))
    return llvm::createStringError("has elements of type '%s', which lith does not read",
                                   type.str().c_str());
  array.dtype = known->dtype;
  if (headerValue(header, "fortran_order", ',').trim() != "False")
    return llvm::createStringError("is in Fortran order; save numpy.ascontiguousarray(x) instead");
  llvm::StringRef shape = headerValue(header, "shape", ')').ltrim('(');
  llvm::SmallVector<llvm::StringRef> parts;
  shape.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef part : parts) {
    if (part.trim().empty())
      continue;
    int64_t extent;
    if (part.trim().getAsInteger(10, extent) || array.shape.size() >= LITH_MAX_RANK)
      return llvm::createStringError("has a shape that lith does not read: (%s)",
                                     shape.str().c_str());
    array.shape.push_back(extent);
  }
  return llvm::Error::success();
}

/// Parses one .npy file's bytes.
llvm::Error parseNpy(llvm::StringRef data, Array &array) {
  if (!data.consume_front(llvm::StringRef(magic, 6)) || data.size() < 4)
    return llvm::createStringError("is no .npy array");
  bool isLong = data[0] >= 2;
  data = data.drop_front(2);
  if (data.size() < (isLong ? 4u : 2u))
    return llvm::createStringError("is cut short");
  uint32_t length = 0;
  std::memcpy(&length, data.data(), isLong ? 4 : 2);
  data = data.drop_front(isLong ? 4 : 2);
  if (data.size() < length)
    return llvm::createStringError("is cut short");
  if (llvm::Error error = parseHeader(data.take_front(length), array))
    return error;
  data = data.drop_front(length);
  std::optional<int64_t> count = elementCount(array.shape);
  if (!count || static_cast<uint64_t>(*count) * lith_dtype_size(array.dtype) != data.size())
    return llvm::createStringError("holds %zu bytes, its shape asks for another number",
                                   data.size());
  array.bytes.assign(data.begin(), data.end());
  return llvm::Error::success();
}

} // namespace

llvm::Expected<std::vector<Array>> readNpz(llvm::StringRef path) {
  int code = 0;
  zip_t *archive = zip_open(path.str().c_str(), ZIP_RDONLY, &code);
  if (!archive)
    return llvm::createStringError("%s: is no .npz file (numpy.savez makes one)",
                                   path.str().c_str());
  llvm::scope_exit close([&] { zip_discard(archive); });
  std::vector<Array> arrays;
  llvm::StringSet<> names;
  for (zip_int64_t i = 0, n = zip_get_num_entries(archive, 0); i < n; ++i) {
    auto fail = [&](const llvm::Twine &what) {
      return llvm::createStringError("%s: member %lld %s", path.str().c_str(),
                                     static_cast<long long>(i), what.str().c_str());
    };
    zip_stat_t stat;
    if (zip_stat_index(archive, i, 0, &stat) || !(stat.valid & ZIP_STAT_NAME) ||
        !(stat.valid & ZIP_STAT_SIZE))
      return fail("cannot be read");
    if (stat.size > maxArrayBytes)
      return fail("is larger than 8 GiB");
    zip_file_t *file = zip_fopen_index(archive, i, 0);
    if (!file)
      return fail("cannot be read");
    // The stated size is not believed: memory grows as data arrives.
    std::string data;
    char block[1 << 16];
    zip_int64_t got;
    while ((got = zip_fread(file, block, sizeof block)) > 0 && data.size() <= maxArrayBytes)
      data.append(block, got);
    zip_fclose(file);
    if (got < 0 || data.size() != stat.size)
      return fail("is damaged");
    Array array;
    llvm::StringRef name = stat.name;
    name.consume_back(".npy");
    array.name = name.str();
    if (!names.insert(name).second)
      return fail("('" + name + "') has the name of another");
    if (llvm::Error error = parseNpy(data, array))
      return fail("('" + name + "') " + llvm::toString(std::move(error)));
    arrays.push_back(std::move(array));
  }
  return arrays;
}

/// The .npy header of an array, padded so that data starts at a multiple of 64.
static std::string npyHeader(const Array &array) {
  const auto *type =
      llvm::find_if(typeStrings, [&](const TypeString &t) { return t.dtype == array.dtype; });
  std::string shape;
  for (int64_t extent : array.shape)
    shape += fmt::format("{},", extent);
  std::string text =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type->text, shape);
  text.append(63 - (10 + text.size()) % 64, ' ');
  text += '\n';
  uint16_t length = static_cast<uint16_t>(text.size());
  std::string header(magic, 6);
  header += std::string("\x01\x00", 2);
  header.append(reinterpret_cast<const char *>(&length), 2);
  return header + text;
}

llvm::Error writeNpz(llvm::StringRef path, llvm::ArrayRef<Array> arrays) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  llvm::scope_exit release([&] { zip_source_free(target); });
  zip_t *archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (!archive)
    return llvm::createStringError("%s: cannot make an archive", path.str().c_str());
  std::vector<std::string> members;
  members.reserve(arrays.size());
  for (const Array &given : arrays) {
    // numpy has no bfloat16; its values fit float32 exactly.
    Array array = given;
    if (given.dtype == LITH_BF16)
      if (llvm::Error fault = convert(given, LITH_F32).moveInto(array))
        return fault;
    members.push_back(npyHeader(array) + std::string(array.bytes.begin(), array.bytes.end()));
    zip_source_t *source =
        zip_source_buffer(archive, members.back().data(), members.back().size(), 0);
    zip_int64_t index =
        zip_file_add(archive, (array.name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
      return llvm::createStringError("%s: array '%s' cannot be added", path.str().c_str(),
                                     array.name.c_str());
    zip_set_file_compression(archive, index, ZIP_CM_STORE, 0);
    zip_file_set_mtime(archive, index, 0, 0);
  }
  zip_close(archive);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(zip_source_tell(target), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  return writeFile(path, bytes);
}

} // namespace lith::tools
