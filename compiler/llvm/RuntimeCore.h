// The runtime core that every library carries, compiled for the library's target.
#ifndef LITH_COMPILER_LLVM_RUNTIMECORE_H
#define LITH_COMPILER_LLVM_RUNTIMECORE_H

#include "compiler/DiskCache.h"

#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

#include <string>

namespace lith::compiler {

/// Whether there is a core for the target; the error says for which there is.
llvm::Error checkRuntimeCore(const llvm::Triple &triple);

/// The core as an object for `machine`; `cache` may be null.
llvm::Expected<std::string> compileRuntimeCore(llvm::TargetMachine &machine, DiskCache *cache);

/// The text of runtime/lith_abi.h.
llvm::StringRef getAbiHeader();

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_RUNTIMECORE_H
