// The values of weights, kept beside the IR: the IR knows a weight as a symbol with a type, never
// as numbers.
#ifndef LITH_DIALECTS_LAYER_WEIGHTSTORE_H
#define LITH_DIALECTS_LAYER_WEIGHTSTORE_H

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <string>

namespace lith::layer {

/// The value of one weight: row-major, little-endian, `type` says shape and element type.
struct Weight {
  mlir::RankedTensorType type;
  llvm::ArrayRef<char> bytes;
  /// Keeps `bytes` alive: a mapped file or a buffer.
  std::shared_ptr<const void> owner;
};

/// Symbol name of the `ml_program.global` ("dense/kernel") -> value, in the order of the file.
using WeightStore = llvm::MapVector<std::string, Weight, llvm::StringMap<unsigned>>;

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_WEIGHTSTORE_H
