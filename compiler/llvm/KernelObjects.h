// From the kernels of a module to objects: identical ones once, on all cores, through the cache.
#ifndef LITH_COMPILER_LLVM_KERNELOBJECTS_H
#define LITH_COMPILER_LLVM_KERNELOBJECTS_H

#include "compiler/DiskCache.h"
#include "dialects/kernel/KernelDialect.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <vector>

namespace lith::compiler {

/// A finished kernel, and what those who call it need to know.
struct KernelObject {
  /// `lith_k_` and 16 hex digits of the hash of all that the object depends on.
  std::string symbol;
  std::string object;
  uint64_t scratchBytes = 0;
  /// `SYMBOL_scratch` gives the scratch instead (Kernel.h).
  bool hasDynamicScratch = false;
};

struct KernelOptions {
  kernel::TargetAttr target;
  bool useHalide = true;
  bool optimizeForSize = false;
  unsigned jobs = 0;
  /// null: nothing is kept.
  DiskCache *cache = nullptr;
  /// done, total, the kernel's name.
  std::function<void(unsigned, unsigned, llvm::StringRef)> progress;
};

struct KernelObjects {
  std::vector<KernelObject> objects;
  /// Name of a kernel.func -> its object.
  llvm::StringMap<unsigned> byName;
  unsigned fromCache = 0;

  const KernelObject &get(llvm::StringRef name) const { return objects[byName.lookup(name)]; }
  /// Takes the other's objects in.
  void append(KernelObjects other);
};

/// Compiles `kernels`; the code does not depend on the order, nor on what else is compiled.
llvm::Expected<KernelObjects> compileKernels(llvm::ArrayRef<kernel::FuncOp> kernels,
                                             const KernelOptions &options);

/// The loop nests that Halide makes of `kernels`, for people.
llvm::Expected<std::string> printLoopNests(llvm::ArrayRef<kernel::FuncOp> kernels);

/// The optimised LLVM IR (or assembly) of `kernels`, one after the other, for people.
llvm::Expected<std::string> printKernels(llvm::ArrayRef<kernel::FuncOp> kernels,
                                         const KernelOptions &options, bool asAssembly);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_KERNELOBJECTS_H
