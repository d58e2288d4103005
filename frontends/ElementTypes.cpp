// Element types of weights, and the sizes that follow from them.
#include "frontends/WeightFile.h"

#include "llvm/Support/MathExtras.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace lith::frontends;
using llvm::StringRef;

unsigned lith::frontends::dtypeSize(DType dtype) {
  constexpr uint8_t sizes[numDTypes] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 2, 4, 8};
  return sizes[unsigned(dtype)];
}

StringRef lith::frontends::dtypeName(DType dtype) {
  constexpr StringRef names[numDTypes] = {"bool",     "int8",    "uint8",  "int16",  "uint16",
                                          "int32",    "uint32",  "int64",  "uint64", "float16",
                                          "bfloat16", "float32", "float64"};
  return names[unsigned(dtype)];
}

std::optional<DType> lith::frontends::findDType(StringRef name) {
  for (unsigned dtype = 0; dtype < numDTypes; ++dtype)
    if (dtypeName(DType(dtype)) == name)
      return DType(dtype);
  return std::nullopt;
}

std::optional<int64_t> lith::frontends::byteSize(DType dtype, llvm::ArrayRef<int64_t> shape) {
  int64_t bytes = dtypeSize(dtype);
  bool isEmpty = false;
  for (int64_t extent : shape) {
    if (extent < 0 || llvm::MulOverflow(bytes, std::max<int64_t>(extent, 1), bytes))
      return std::nullopt;
    isEmpty |= extent == 0;
  }
  return isEmpty ? 0 : bytes;
}

std::string lith::frontends::typeName(DType dtype, llvm::ArrayRef<int64_t> shape) {
  return fmt::format("{}[{}]", dtypeName(dtype).str(), fmt::join(shape, ", "));
}
