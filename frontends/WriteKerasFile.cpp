// Writes what KerasFile.cpp reads: a zip of config.json, metadata.json and model.weights.h5. The
// HDF5 library writes our own values here, and reads nothing, so that it needs no child process.
#include "frontends/Export.h"

#include "llvm/ADT/ScopeExit.h"

#include <fmt/format.h>
#include <hdf5.h>
#include <zip.h>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;

/// What h5py writes for float16; HDF5 has no name for it.
static hid_t halfType() {
  hid_t type = H5Tcopy(H5T_IEEE_F32LE);
  H5Tset_fields(type, 15, 10, 5, 0, 10);
  H5Tset_size(type, 2);
  H5Tset_ebias(type, 15);
  return type;
}

/// The HDF5 type of an element, to be closed; Keras has no weights of any other.
static Expected<hid_t> elementType(mlir::Type type) {
  if (type.isF32())
    return H5Tcopy(H5T_IEEE_F32LE);
  if (type.isF64())
    return H5Tcopy(H5T_IEEE_F64LE);
  if (type.isF16())
    return halfType();
  if (type.isBF16())
    return H5Tcreate(H5T_OPAQUE, 2); // and a note beside the values
  if (type.isInteger(32))
    return H5Tcopy(type.isUnsignedInteger() ? H5T_STD_U32LE : H5T_STD_I32LE);
  if (type.isInteger(64))
    return H5Tcopy(type.isUnsignedInteger() ? H5T_STD_U64LE : H5T_STD_I64LE);
  if (type.isInteger(8))
    return H5Tcopy(type.isUnsignedInteger() ? H5T_STD_U8LE : H5T_STD_I8LE);
  return llvm::createStringError("weights of this element type cannot be written to HDF5 yet");
}

/// The attribute by which Keras knows bfloat16, a string as h5py writes it.
static bool noteBrainFloat(hid_t dataset) {
  hid_t space = H5Screate(H5S_SCALAR), type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  hid_t note = H5Acreate2(dataset, "dtype", type, space, H5P_DEFAULT, H5P_DEFAULT);
  const char *text = "bfloat16";
  bool good = note >= 0 && H5Awrite(note, type, &text) >= 0;
  if (note >= 0)
    H5Aclose(note);
  H5Tclose(type);
  H5Sclose(space);
  return good;
}

static Error writeDataset(hid_t file, const PlacedWeight &weight) {
  Expected<hid_t> type = elementType(weight.value.type.getElementType());
  if (!type)
    return llvm::createStringError(weight.path + ": " + llvm::toString(type.takeError()));
  llvm::scope_exit closeType([&] { H5Tclose(*type); });
  llvm::SmallVector<hsize_t> extents(weight.value.type.getShape());
  hid_t space = extents.empty() ? H5Screate(H5S_SCALAR)
                                : H5Screate_simple(int(extents.size()), extents.data(), nullptr);
  hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  hid_t dataset =
      H5Dcreate2(file, weight.path.c_str(), *type, space, links, H5P_DEFAULT, H5P_DEFAULT);
  bool good = dataset >= 0 && H5Dwrite(dataset, *type, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                       weight.value.bytes.data()) >= 0;
  if (good && weight.value.type.getElementType().isBF16())
    good = noteBrainFloat(dataset);
  if (dataset >= 0)
    H5Dclose(dataset);
  H5Pclose(links);
  H5Sclose(space);
  return good ? Error::success()
              : llvm::createStringError(weight.path + ": HDF5 cannot write this weight");
}

/// The weights as an HDF5 file in memory.
static Expected<std::string> writeWeights(llvm::ArrayRef<PlacedWeight> weights) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  llvm::scope_exit closeAccess([&] { H5Pclose(access); });
  constexpr size_t growBy = size_t(1) << 20;
  H5Pset_fapl_core(access, growBy, /*backing_store=*/0);
  hid_t file = H5Fcreate("weights", H5F_ACC_TRUNC, H5P_DEFAULT, access);
  if (file < 0)
    return llvm::createStringError("HDF5 cannot make a file in memory");
  llvm::scope_exit closeFile([&] { H5Fclose(file); });
  for (const PlacedWeight &weight : weights)
    if (Error error = writeDataset(file, weight))
      return std::move(error);
  H5Fflush(file, H5F_SCOPE_GLOBAL);
  ssize_t size = H5Fget_file_image(file, nullptr, 0);
  std::string bytes(size_t(std::max<ssize_t>(size, 0)), '\0');
  if (size <= 0 || H5Fget_file_image(file, bytes.data(), bytes.size()) != size)
    return llvm::createStringError("HDF5 cannot give the file's bytes");
  return bytes;
}

/// A zip of `members`, stored without compression, dated as reproducible builds are.
static Expected<std::string>
writeZip(llvm::ArrayRef<std::pair<const char *, llvm::StringRef>> members) {
  zip_error_t failure;
  zip_error_init(&failure);
  llvm::scope_exit finish([&] { zip_error_fini(&failure); });
  zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, &failure);
  zip_t *archive = target ? zip_open_from_source(target, ZIP_TRUNCATE, &failure) : nullptr;
  if (!archive)
    return llvm::createStringError(zip_error_strerror(&failure));
  zip_source_keep(target);
  llvm::scope_exit release([&] { zip_source_free(target); });
  for (auto [name, bytes] : members) {
    zip_source_t *source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    constexpr zip_uint16_t firstDay = 1 << 5 | 1; // 1980-01-01
    if (index < 0 || zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) < 0 ||
        zip_file_set_dostime(archive, zip_uint64_t(index), 0, firstDay, 0) < 0)
      return llvm::createStringError(zip_strerror(archive));
  }
  if (zip_close(archive) < 0)
    return llvm::createStringError(zip_strerror(archive));
  zip_stat_t status;
  if (zip_source_stat(target, &status) < 0 || zip_source_open(target) < 0)
    return llvm::createStringError("the zip cannot be read back");
  std::string bytes(size_t(status.size), '\0');
  zip_int64_t count = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (count != zip_int64_t(bytes.size()))
    return llvm::createStringError("the zip cannot be read back");
  return bytes;
}

Expected<std::string> lith::frontends::writeKerasFile(const ExportedModel &model) {
  std::string config = toKerasJson(model.config).text(SIZE_MAX);
  std::string metadata =
      fmt::format("{{\"keras_version\": {}}}", quoteJson(model.config.kerasVersion));
  Expected<std::string> weights = writeWeights(model.weights);
  if (!weights)
    return weights.takeError();
  return writeZip(
      {{"metadata.json", metadata}, {"config.json", config}, {"model.weights.h5", *weights}});
}
