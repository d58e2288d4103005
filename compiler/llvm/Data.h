// Bytes as an object file: how a weights image gets into a library.
#ifndef LITH_COMPILER_LLVM_DATA_H
#define LITH_COMPILER_LLVM_DATA_H

#include "dialects/kernel/KernelDialect.h"

#include "llvm/Support/Error.h"

#include <string>

namespace lith::compiler {

/// An object that defines the hidden symbol `name` in read-only memory, at a multiple of
/// LITH_ALIGN.
llvm::Expected<std::string> makeDataObject(llvm::StringRef name, llvm::StringRef bytes,
                                           kernel::TargetAttr target);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_DATA_H
