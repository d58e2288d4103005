// The kernel dialect: kernels, calls of them, and the target that they are compiled for.
#ifndef LITH_DIALECTS_KERNEL_KERNELDIALECT_H
#define LITH_DIALECTS_KERNEL_KERNELDIALECT_H

#include "dialects/kernel/Schedule.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace lith::kernel {
/// Argument and result attribute: strides in elements of the buffer behind a tensor.
inline constexpr llvm::StringLiteral stridesAttrName = "kernel.strides";
/// Argument attribute: the number of the result that may share the argument's buffer.
inline constexpr llvm::StringLiteral mayAliasAttrName = "kernel.may_alias";
/// On an op in a kernel body: its schedule (ScheduleAttr), and its name in the schedules of others.
inline constexpr llvm::StringLiteral scheduleAttrName = "kernel.schedule";
inline constexpr llvm::StringLiteral stageAttrName = "kernel.stage";
/// Module attribute of type TargetAttr.
inline constexpr llvm::StringLiteral targetAttrName = "kernel.target";
} // namespace lith::kernel

#include "dialects/kernel/KernelDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/kernel/KernelAttrs.h.inc"

#define GET_OP_CLASSES
#include "dialects/kernel/KernelOps.h.inc"

#endif // LITH_DIALECTS_KERNEL_KERNELDIALECT_H
