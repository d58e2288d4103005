// Kernels to LLVM by way of Halide: the fast code generator. Nothing of Halide shows in this
// header, so that only this folder is compiled with exceptions.
#ifndef LITH_COMPILER_HALIDE_HALIDECODEGEN_H
#define LITH_COMPILER_HALIDE_HALIDECODEGEN_H

#include "dialects/kernel/KernelDialect.h"

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace lith::compiler {

/// A kernel as LLVM IR, not yet optimised.
struct HalideKernel {
  /// Defines one function with external linkage, of the kernel's name and of the kernel ABI
  /// `i32 (ptr context, ptr a0..an, i64 dynamic dimensions...)`; everything else in it is internal.
  /// It declares only what the runtime core defines (lith_parallel_for, lith_scratch_*).
  std::unique_ptr<llvm::Module> module;
  /// Scratch that one thread needs at most, as LITH_SCRATCH_BYTES counts it.
  uint64_t scratchBytes = 0;
};

/// Translates `kernel` for the target that the module around it states. Safe to call on several
/// threads at once, with a context for each; equal kernels give equal modules.
llvm::Expected<HalideKernel> compileKernelWithHalide(kernel::FuncOp kernel,
                                                     llvm::LLVMContext &context);

/// The loop nest that Halide makes of `kernel`, for people and for FileCheck.
llvm::Expected<std::string> printHalide(kernel::FuncOp kernel);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_HALIDECODEGEN_H
