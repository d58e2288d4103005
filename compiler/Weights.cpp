// Weights as bytes: files and images.
#include "compiler/Weights.h"

#include "compiler/Fault.h"
#include "compiler/LoadedLibrary.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/JSON.h"

#include <cstdlib>
#include <memory>

namespace lith::compiler {
namespace {

/// The name that safetensors gives a dtype of the ABI.
llvm::StringRef getFormatName(uint32_t dtype) {
  static constexpr llvm::StringLiteral names[] = {"",    "F32", "F64", "F16", "BF16",
                                                  "I8",  "I16", "I32", "I64", "U8",
                                                  "U16", "U32", "U64", "BOOL"};
  return names[dtype];
}

/// Memory at a multiple of LITH_ALIGN.
struct AlignedBlock {
  explicit AlignedBlock(uint64_t bytes)
      : data(static_cast<char *>(std::aligned_alloc(
            LITH_ALIGN, llvm::alignTo(std::max<uint64_t>(bytes, 1), LITH_ALIGN)))),
        bytes(bytes) {}
  ~AlignedBlock() { std::free(data); }
  AlignedBlock(const AlignedBlock &) = delete;

  char *data;
  uint64_t bytes;
};

/// Tables of names and sizes for the JSON header; written by hand because its order is that of the
/// data.
std::string writeHeader(const Interface &interface) {
  std::vector<const VariableInfo *> order;
  for (const VariableInfo &weight : interface.weights)
    order.push_back(&weight);
  llvm::sort(order, [](const VariableInfo *a, const VariableInfo *b) {
    return std::pair(a->rawOffset, a) < std::pair(b->rawOffset, b);
  });
  std::string text;
  llvm::raw_string_ostream out(text);
  out << "{\"__metadata__\":{\"lith.model_hash\":\"" << interface.modelHash << "\"}";
  for (const VariableInfo *weight : order) {
    out << "," << llvm::json::Value(weight->name) << ":{\"dtype\":\""
        << getFormatName(weight->dtype) << "\",\"shape\":[";
    llvm::interleave(weight->dims, out, ",");
    out << "],\"data_offsets\":[" << weight->rawOffset << "," << weight->rawOffset + weight->bytes
        << "]}";
  }
  out << "}";
  // The data begins aligned, for those who map the file.
  text.append(llvm::offsetToAlignment(8 + text.size(), llvm::Align(LITH_ALIGN)), ' ');
  return text;
}

} // namespace

llvm::Expected<std::vector<llvm::ArrayRef<char>>> findWeights(const Interface &interface,
                                                              const layer::WeightStore &store) {
  std::vector<llvm::ArrayRef<char>> values;
  std::string missing;
  for (const VariableInfo &weight : interface.weights) {
    auto found = store.find(weight.name);
    if (found == store.end())
      missing += (missing.empty() ? "" : ", ") + weight.name;
    else if (found->second.bytes.size() != weight.bytes)
      return llvm::createStringError("weight '" + weight.name + "' has " +
                                     llvm::Twine(found->second.bytes.size()) +
                                     " bytes where the model takes " + llvm::Twine(weight.bytes));
    else
      values.push_back(found->second.bytes);
  }
  if (!missing.empty())
    return llvm::createStringError("weights without values: " + missing +
                                   "; give them with --weights=FILE, or compile with "
                                   "--weights-mode=external and load them at run time");
  return values;
}

std::string writeSafetensors(const Interface &interface,
                             llvm::ArrayRef<llvm::ArrayRef<char>> values) {
  std::string header = writeHeader(interface), file(8, '\0');
  llvm::support::endian::write64le(file.data(), header.size());
  file += header;
  size_t data = file.size();
  file.resize(data + interface.rawSize);
  for (auto [weight, value] : llvm::zip(interface.weights, values))
    llvm::copy(value, file.begin() + data + weight.rawOffset);
  return file;
}

llvm::Expected<std::string> prepareImage(llvm::StringRef library, const Interface &interface,
                                         llvm::ArrayRef<llvm::ArrayRef<char>> values) {
  llvm::Expected<LoadedLibrary> loaded = LoadedLibrary::load(library);
  if (!loaded)
    return loaded.takeError();
  const lith_entry &prepare = loaded->getDescriptor().prepare;
  AlignedBlock image(interface.imageSize), arena(prepare.arena_size(nullptr, 1));
  if (!image.data || !arena.data)
    return llvm::createStringError("no memory for " + llvm::Twine(interface.imageSize) +
                                   " bytes of prepared weights");
  // Gaps between tensors must not depend on what the memory held.
  memset(image.data, 0, image.bytes);
  // A value may lie anywhere in a mapped file; kernels want it aligned to its element.
  std::vector<std::unique_ptr<AlignedBlock>> copies;
  std::vector<const void *> raw;
  for (auto [weight, value] : llvm::zip(interface.weights, values)) {
    raw.push_back(value.data());
    if (reinterpret_cast<uintptr_t>(value.data()) % weight.elementBytes == 0)
      continue;
    copies.push_back(std::make_unique<AlignedBlock>(value.size()));
    memcpy(copies.back()->data, value.data(), value.size());
    raw.back() = copies.back()->data;
  }
  lith_call call{};
  call.version = LITH_ABI_VERSION;
  call.threads = 1;
  call.weights = image.data;
  call.arena = arena.data;
  call.arena_size = arena.bytes;
  call.inputs = raw.data();
  if (int status = prepare.call(&call))
    return internalFault("the preparation of weights returned error " + llvm::Twine(status));
  return std::string(image.data, image.bytes);
}

} // namespace lith::compiler
