// Weights as bytes: the safetensors file of external weights, and the prepared image that goes into
// a library.
#ifndef LITH_COMPILER_WEIGHTS_H
#define LITH_COMPILER_WEIGHTS_H

#include "compiler/Interface.h"
#include "dialects/layer/WeightStore.h"

namespace lith::compiler {

/// The value of each weight of the interface, in its order; an error names those that are missing
/// or of another shape.
llvm::Expected<std::vector<llvm::ArrayRef<char>>> findWeights(const Interface &interface,
                                                              const layer::WeightStore &store);

/// The safetensors file with the values, marked with the model's hash.
std::string writeSafetensors(const Interface &interface,
                             llvm::ArrayRef<llvm::ArrayRef<char>> values);

/// Runs NAME_prepare of `library`, a shared library for this machine, on the values: the image.
llvm::Expected<std::string> prepareImage(llvm::StringRef library, const Interface &interface,
                                         llvm::ArrayRef<llvm::ArrayRef<char>> values);

} // namespace lith::compiler

#endif // LITH_COMPILER_WEIGHTS_H
