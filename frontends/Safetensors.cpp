// safetensors: eight bytes of header length, a JSON header {"name": {"dtype", "shape",
// "data_offsets"}}, then the bytes of all tensors.
#include "frontends/Json.h"
#include "frontends/WeightFile.h"

#include "llvm/Support/Endian.h"

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

static std::optional<DType> readDType(StringRef name) {
  constexpr std::pair<StringRef, DType> names[] = {
      {"BOOL", DType::Bool},   {"I8", DType::Int8},       {"U8", DType::UInt8},
      {"I16", DType::Int16},   {"U16", DType::UInt16},    {"I32", DType::Int32},
      {"U32", DType::UInt32},  {"I64", DType::Int64},     {"U64", DType::UInt64},
      {"F16", DType::Float16}, {"BF16", DType::BFloat16}, {"F32", DType::Float32},
      {"F64", DType::Float64}};
  for (auto [spelling, dtype] : names)
    if (spelling == name)
      return dtype;
  return std::nullopt;
}

static Expected<std::vector<int64_t>> readIntegers(const JsonRef &object, StringRef key) {
  Expected<std::vector<JsonRef>> items = object.getItems(key);
  if (!items)
    return items.takeError();
  std::vector<int64_t> integers;
  for (const JsonRef &item : *items) {
    Expected<int64_t> integer = item.integer();
    if (!integer)
      return integer.takeError();
    integers.push_back(*integer);
  }
  return integers;
}

static Expected<WeightFile::Tensor> readTensor(const JsonRef &entry, llvm::ArrayRef<char> data) {
  Expected<StringRef> dtypeText = entry.getString("dtype");
  if (!dtypeText)
    return dtypeText.takeError();
  std::optional<DType> dtype = readDType(*dtypeText);
  if (!dtype)
    return entry.error("dtype " + *dtypeText + " is not supported");
  Expected<std::vector<int64_t>> shape = readIntegers(entry, "shape");
  if (!shape)
    return shape.takeError();
  Expected<std::vector<int64_t>> offsets = readIntegers(entry, "data_offsets");
  if (!offsets)
    return offsets.takeError();
  int64_t size = int64_t(data.size());
  if (offsets->size() != 2 || (*offsets)[0] < 0 || (*offsets)[0] > (*offsets)[1] ||
      (*offsets)[1] > size)
    return entry.error("data_offsets lie outside of the file");
  int64_t bytes = (*offsets)[1] - (*offsets)[0];
  if (byteSize(*dtype, *shape) != bytes)
    return entry.error(typeName(*dtype, *shape) + " does not take " + llvm::Twine(bytes) +
                       " bytes");
  WeightFile::Tensor tensor{*dtype, {}, data.slice(size_t((*offsets)[0]), size_t(bytes))};
  tensor.shape.assign(shape->begin(), shape->end());
  return tensor;
}

Expected<std::shared_ptr<const WeightFile>>
lith::frontends::readSafetensors(llvm::ArrayRef<char> bytes, std::shared_ptr<const void> owner,
                                 StringRef path) {
  uint64_t length = bytes.size() >= 8 ? llvm::support::endian::read64le(bytes.data()) : UINT64_MAX;
  if (bytes.size() < 8 || length > bytes.size() - 8)
    return llvm::createStringError(
        path + ": the safetensors header is longer than the file; the file is truncated");
  Expected<Json> header = parseJson(StringRef(bytes.data() + 8, length), path);
  if (!header)
    return header.takeError();
  JsonRef root(*header, (path + ":").str());
  if (!header->asObject())
    return root.error("the safetensors header is no object");
  auto file = std::make_shared<WeightFile>();
  file->path = path.str();
  file->owners.push_back(std::move(owner));
  for (const auto &[name, entry] : *header->asObject()) {
    JsonRef ref(entry, path.str() + ": " + name);
    if (name == "__metadata__") {
      for (const auto &[key, value] : entry.asObject() ? *entry.asObject() : Json::Object())
        if (value.asString())
          file->attributes["@" + key] = *value.asString();
      continue;
    }
    Expected<WeightFile::Tensor> tensor = readTensor(ref, bytes.drop_front(8 + length));
    if (!tensor)
      return tensor.takeError();
    file->tensors.try_emplace(name, std::move(*tensor));
  }
  return file;
}
