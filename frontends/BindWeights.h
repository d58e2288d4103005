// Matches the variables that layers declare with the tensors of a weights file.
#ifndef LITH_FRONTENDS_BINDWEIGHTS_H
#define LITH_FRONTENDS_BINDWEIGHTS_H

#include "dialects/layer/WeightStore.h"
#include "frontends/Problem.h"
#include "frontends/WeightFile.h"

#include "llvm/ADT/StringSet.h"

namespace lith::frontends {

/// A weight that a layer asks for.
struct DeclaredWeight {
  std::string symbol;    // in the IR
  std::string path;      // in a Keras 3 file
  std::string layerPath; // for messages
  std::string className;
  mlir::RankedTensorType type;
  bool isTrainable = true; // where its layer is
  /// Further paths in a Keras 3 file, which hold the same again.
  std::vector<std::string> copies = {};
};

/// The IR's type for a dtype.
mlir::Type elementType(DType dtype, mlir::MLIRContext *context);

/// "[?, 3]".
std::string shapeText(llvm::ArrayRef<int64_t> shape);

/// A type in Keras's words: "float32[3, 4]".
std::string describeWeight(mlir::RankedTensorType type);

/// Whether `tensor`, which the file calls `name`, is of the type that is declared; else a problem.
bool checkWeight(const DeclaredWeight &weight, llvm::StringRef name,
                 const WeightFile::Tensor &tensor, const WeightFile &file, Problems &problems);

/// Gives each declared weight its value. A tensor is found under its path in a Keras 3 file, or
/// under its symbol, as lith itself writes safetensors. Missing and misshapen tensors are problems;
/// so are surplus ones, if `declared` is the whole model.
layer::WeightStore bindWeights(const std::shared_ptr<const WeightFile> &file,
                               llvm::ArrayRef<DeclaredWeight> declared, bool isWhole,
                               Problems &problems);

} // namespace lith::frontends

#endif
