// From functions on memrefs to LLVM IR: the way of loop kernels and of entry functions.
#ifndef LITH_COMPILER_LLVM_TOLLVM_H
#define LITH_COMPILER_LLVM_TOLLVM_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

namespace lith::compiler {

/// On a kernel.call that an observer may watch: the number of its site, and the terms of its
/// FlopCount, each a factor followed by pairs of operand and dimension. Without terms the number of
/// operations is unknown.
inline constexpr llvm::StringLiteral siteAttrName = "lith.site";
inline constexpr llvm::StringLiteral flopsAttrName = "lith.flops";
/// `void (lith_context *, i32 site, i64 flops)`, called behind each watched call.
inline constexpr llvm::StringLiteral observedSymbol = "lith_observed";

/// Lowers linalg, scf, affine, memref, arith, math and kernel.call; memref arguments become their
/// descriptors' parts. A function with kernel calls must take the lith_context as a first argument
/// of type !llvm.ptr; it then returns i32, the first error of a kernel or 0. `module` is consumed.
llvm::Expected<std::unique_ptr<llvm::Module>> translateToLLVM(mlir::ModuleOp module,
                                                              llvm::LLVMContext &context);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_TOLLVM_H
