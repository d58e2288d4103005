// A lowered Halide module as an LLVM module of ours, with the kernel ABI.
#ifndef LITH_COMPILER_HALIDE_BITCODE_H
#define LITH_COMPILER_HALIDE_BITCODE_H

#include "compiler/halide/Translate.h"

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace lith::compiler {

/// Brings `lowered`, whose function is `entry`, over to our LLVM and wraps it as the kernel `name`.
/// `prefix` is taken out of every name, so that equal kernels give equal modules.
llvm::Expected<std::unique_ptr<llvm::Module>>
makeLLVMModule(const Halide::Module &lowered, const std::string &entry, const std::string &prefix,
               llvm::StringRef name, const Translation &translation, kernel::TargetAttr target,
               llvm::LLVMContext &context);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_BITCODE_H
