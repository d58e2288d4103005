// Attributes of the kernel dialect.
#ifndef LITH_KERNEL_ATTRS_TD
#define LITH_KERNEL_ATTRS_TD

include "dialects/kernel/KernelDialect.td"
include "mlir/IR/AttrTypeBase.td"

class Kernel_Attr<string name, string attrMnemonic> : AttrDef<Kernel_Dialect, name> {
  let mnemonic = attrMnemonic;
}

def Kernel_TargetAttr : Kernel_Attr<"Target", "target"> {
  let summary = "The machine that kernels are compiled for.";
  let description = [{
    The facts that decisions about schedules, packing and layout depend on, stated in the IR so that passes ask nothing of the machine
    that they run on. Caches are in bytes; `vector_registers` counts architectural vector registers of `vector_bits`.

        #kernel.target<triple = "x86_64-pc-linux-gnu", cpu = "znver3", features = "", vector_bits = 256, vector_registers = 16,
                       l1 = 32768, l2 = 524288, l3 = 33554432>
  }];
  let parameters = (ins
    StringRefParameter<>:$triple, StringRefParameter<>:$cpu, StringRefParameter<>:$features,
    "int64_t":$vector_bits, "int64_t":$vector_registers, "int64_t":$l1, "int64_t":$l2, "int64_t":$l3);
  let assemblyFormat = "`<` struct(params) `>`";
}

#endif
