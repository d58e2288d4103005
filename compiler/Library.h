// From planned kernel IR to files: kernels, entry functions, runtime core and weights become one
// library, object or archive.
#ifndef LITH_COMPILER_LIBRARY_H
#define LITH_COMPILER_LIBRARY_H

#include "compiler/Compile.h"
#include "compiler/Interface.h"
#include "compiler/llvm/KernelObjects.h"

namespace lith::compiler {

/// Compiles and links what `options.emit` asks for.
llvm::Expected<CompileResult> makeLibrary(mlir::ModuleOp planned, const Interface &interface,
                                          const layer::WeightStore &weights,
                                          const CompileOptions &options,
                                          const KernelOptions &kernelOptions);

/// The entry functions and kernels as optimised LLVM IR, or as assembly.
llvm::Expected<std::string> printLibrary(mlir::ModuleOp planned, const Interface &interface,
                                         const CompileOptions &options,
                                         const KernelOptions &kernelOptions);

} // namespace lith::compiler

#endif // LITH_COMPILER_LIBRARY_H
