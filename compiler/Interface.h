// What a planned model shows to the outside: inputs, outputs, weights, state and dynamic
// dimensions, in the terms of runtime/lith_abi.h. Descriptor, header and weights file are made of
// it.
#ifndef LITH_COMPILER_INTERFACE_H
#define LITH_COMPILER_INTERFACE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace lith::compiler {

/// Attributes of planned IR, which passes/README.md tells of.
inline constexpr llvm::StringLiteral imageBytesAttrName = "kernel.image_bytes";
inline constexpr llvm::StringLiteral stateBytesAttrName = "kernel.state_bytes";
inline constexpr llvm::StringLiteral dimNamesAttrName = "kernel.dim_names";
inline constexpr llvm::StringLiteral dimMultiplesAttrName = "kernel.dim_multiples";
inline constexpr llvm::StringLiteral dimsAttrName = "kernel.dims";
inline constexpr llvm::StringLiteral inputsAttrName = "kernel.inputs";
inline constexpr llvm::StringLiteral arenaBytesAttrName = "kernel.arena_bytes";
inline constexpr llvm::StringLiteral batchAttrName = "kernel.batch";
inline constexpr llvm::StringLiteral offsetAttrName = "kernel.offset";
inline constexpr llvm::StringLiteral preparedAttrName = "kernel.prepared";
/// Weights, state and arena: the first arguments of every function of planned IR.
inline constexpr unsigned blockCount = 3;

struct TensorInfo {
  std::string name;
  /// -1 - number of a dynamic dimension, or an extent.
  llvm::SmallVector<int64_t> dims;
  uint32_t dtype = 0;
  uint64_t elementBytes = 0;
};

/// A weight or a state variable; its dims are fixed.
struct VariableInfo : TensorInfo {
  std::string path;
  uint64_t bytes = 0, rawOffset = 0, blockOffset = 0;
};

struct DimInfo {
  std::string name;
  int64_t min = 1, max = INT64_MAX, multiple = 1;
};

struct Interface {
  std::string name, target, modelHash;
  std::vector<TensorInfo> inputs, outputs;
  std::vector<VariableInfo> weights, states;
  std::vector<DimInfo> dims;
  unsigned givenDims = 0;
  /// @run exists for blocks of samples only: the batch is dimension 0, which they do not take.
  bool isBatched = false;
  uint64_t rawSize = 0, imageSize = 0, stateSize = 0;
};

/// The variants of @run: one, or one per block of samples, largest first.
llvm::SmallVector<mlir::func::FuncOp> getRunVariants(mlir::ModuleOp module);

/// The function that gives the derived dimensions, or null where all are given.
mlir::func::FuncOp getResolve(mlir::ModuleOp module);

/// Reads the interface of planned IR.
llvm::Expected<Interface> readInterface(mlir::ModuleOp module);

/// The LITH_* number of an element type, or 0 where the ABI has none.
uint32_t getDtype(mlir::Type type);
uint64_t getElementBytes(mlir::Type type);

} // namespace lith::compiler

#endif // LITH_COMPILER_INTERFACE_H
