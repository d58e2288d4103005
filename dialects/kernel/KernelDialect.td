// The kernel dialect: what one call of generated code computes, and how Halide is told to compute
// it.
#ifndef LITH_KERNEL_DIALECT_TD
#define LITH_KERNEL_DIALECT_TD

include "mlir/IR/OpBase.td"

def Kernel_Dialect : Dialect {
  let name = "kernel";
  let cppNamespace = "::lith::kernel";
  let summary = "Kernels with schedules, and calls of them";
  let description = [{
    A `kernel.func` is a closed contract: tensors in, tensors out, a body of structured ops that both code generators handle whole.
    `@run` and `@prepare` are sequences of `kernel.call`, with `scf.for` and `scf.if` around them.
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 1;
}

#endif
