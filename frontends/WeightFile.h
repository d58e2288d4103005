// Named tensors read from a file (HDF5 or safetensors): name, dtype, shape and bytes. The bytes lie
// in shared mappings of the file wherever the file stores them as they are, so that a model's
// weights are not copied when they are read.
#ifndef LITH_FRONTENDS_WEIGHTFILE_H
#define LITH_FRONTENDS_WEIGHTFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lith::frontends {

/// Element types that a weights file can hold. Values are little-endian; a bool is one byte.
enum class DType : uint8_t {
  Bool,
  Int8,
  UInt8,
  Int16,
  UInt16,
  Int32,
  UInt32,
  Int64,
  UInt64,
  Float16,
  BFloat16,
  Float32,
  Float64
};
constexpr unsigned numDTypes = unsigned(DType::Float64) + 1;

unsigned dtypeSize(DType dtype);
/// Keras's name: "float32".
llvm::StringRef dtypeName(DType dtype);
std::optional<DType> findDType(llvm::StringRef name);

/// Product of `shape` times the element size, or nothing where an extent is negative or the product
/// of those that are not 0 overflows 63 bits: strides of the shape never overflow either.
std::optional<int64_t> byteSize(DType dtype, llvm::ArrayRef<int64_t> shape);

/// "float32[3, 3, 64]".
std::string typeName(DType dtype, llvm::ArrayRef<int64_t> shape);

struct WeightFile {
  struct Tensor {
    DType dtype;
    llvm::SmallVector<int64_t, 4> shape;
    llvm::ArrayRef<char> data;
  };

  std::string path; // of the file, for messages
  llvm::StringMap<Tensor> tensors;
  /// String attributes (HDF5), as "object@attribute"; safetensors' metadata as "@key".
  llvm::StringMap<std::string> attributes;
  /// Attributes that are lists of strings (HDF5), likewise.
  llvm::StringMap<std::vector<std::string>> lists;
  /// What keeps `data` alive.
  std::vector<std::shared_ptr<const void>> owners;

  std::vector<llvm::StringRef> sortedNames() const;
};

/// Reads an HDF5 or safetensors file, or the weights of a .keras, told apart by content.
llvm::Expected<std::shared_ptr<const WeightFile>> readWeightFile(llvm::StringRef path);

/// Reads safetensors from a buffer that `owner` keeps alive.
llvm::Expected<std::shared_ptr<const WeightFile>> readSafetensors(llvm::ArrayRef<char> bytes,
                                                                  std::shared_ptr<const void> owner,
                                                                  llvm::StringRef path);

} // namespace lith::frontends

#endif
