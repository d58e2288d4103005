// What a code generator makes of a kernel, and the signature that both of them give it:
//   i32 NAME(lith_context *ctx, ptr a0, ..., i64 d0, ...)
// pointers of tensor arguments, then results; the extent of each `?` of these, in order; then the
// index arguments.
#ifndef LITH_COMPILER_LLVM_KERNEL_H
#define LITH_COMPILER_LLVM_KERNEL_H

#include "dialects/kernel/KernelDialect.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

namespace lith::compiler {

/// A kernel as LLVM IR, not yet optimised.
struct GeneratedKernel {
  std::unique_ptr<llvm::Module> module;
  /// Scratch that one call needs per thread, as LITH_SCRATCH_BYTES counts it.
  uint64_t scratchBytes = 0;
  /// Scratch depends on dynamic extents: `NAME_scratch(i64 d0, ...) -> i64` gives the bytes of the
  /// one block that the call allocates.
  bool hasDynamicScratch = false;
};

/// Loads every dialect that generateLoops will need. Passes load theirs when they first run, which
/// two threads must not do at once: call this before kernels are generated in parallel.
void loadLoopsDialects(mlir::MLIRContext *context);

/// Generates loops with MLIR's own lowerings: the plain generator that Halide's is held against,
/// and the one for code that runs once.
llvm::Expected<GeneratedKernel> generateLoops(kernel::FuncOp kernel, llvm::StringRef symbol,
                                              llvm::LLVMContext &context);

/// The memref of a kernel's argument or result: contiguous, or with its kernel.strides.
mlir::MemRefType getBufferType(mlir::RankedTensorType type, mlir::DictionaryAttr attributes);

/// Appends the parts of `type`'s descriptor, as functions on memrefs take them once lowered, for
/// the buffer at `pointer`; takes the extent of each `?` from the front of `extents`.
void appendDescriptor(llvm::IRBuilderBase &builder, mlir::MemRefType type, llvm::Value *pointer,
                      llvm::ArrayRef<llvm::Value *> &extents,
                      llvm::SmallVectorImpl<llvm::Value *> &parts);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_KERNEL_H
