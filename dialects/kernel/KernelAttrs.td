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

def Kernel_PlaceAttr : Kernel_Attr<"Place", "place"> {
  let summary = "Where a stage is computed or stored: inline, root, or at a loop of another stage.";
  let parameters = (ins "::lith::kernel::PlaceKind":$kind, "::mlir::StringAttr":$stage, "::mlir::StringAttr":$loop);
  let hasCustomAssemblyFormat = 1;
}

def Kernel_DirectiveAttr : Kernel_Attr<"Directive", "directive"> {
  let summary = "One of Halide's scheduling directives on loops of a stage.";
  let description = [{
    Loops are named: `d0`, `d1`, ... are the op's iterators, and `split` and `fuse` name what they make. See `#kernel.schedule`, inside of
    which directives stand without their `#kernel.directive`.
  }];
  let parameters = (ins
    "::lith::kernel::DirectiveKind":$kind, ArrayRefParameter<"::mlir::StringAttr">:$loops, "int64_t":$factor,
    "::lith::kernel::TailStrategy":$tail);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def Kernel_ScheduleAttr : Kernel_Attr<"Schedule", "schedule"> {
  let summary = "How Halide computes one stage of a kernel.";
  let description = [{
    The discardable attribute `kernel.schedule` of an op in a kernel body; `kernel.stage` names the op for the schedules of others. It holds
    directives of Halide and nothing else: what changes types, operands or layouts is a rewrite. `pure` directives apply to the op's
    definition (for a reduction, to the one that sets the start value), `update` ones to the reduction itself.

        schedule  ::= `#kernel.schedule<` place (`,` `store` place)? (`,` `pure` `=` list)? (`,` `update` `=` list)? `>`
        place     ::= `inline` | `root` | `at` `(` string `,` loop `)`
        list      ::= `[` directive (`,` directive)* `]`
        directive ::= `split` `(` loop `,` outer `,` inner `,` factor (`,` tail)? `)` | `fuse` `(` inner `,` outer `,` fused `)`
                    | `reorder` `(` loop (`,` loop)+ `)`   the innermost first
                    | `vectorize` `(` loop `)` | `unroll` `(` loop `)` | `parallel` `(` loop `)`
        tail      ::= `round_up` | `guard_with_if` | `predicate` | `predicate_loads` | `predicate_stores` | `shift_inwards`

    schedule_c1: a directive uses loops that exist at its place: iterators of the op, or what an earlier directive of the list made and no
    earlier one used up; it makes names that are new. schedule_c2: `pure` names no reduction iterator. schedule_c3: `at` names a stage of the
    same kernel and a loop of its innermost definition. schedule_c4: `update` stands only on a reduction. schedule_c5: `inline` has neither
    directives nor `store`, and stands on no reduction.

        kernel.schedule = #kernel.schedule<at("bias", d2o), pure = [vectorize(d3)], update = [split(d3, d3o, d3i, 8), vectorize(d3i)]>
  }];
  let parameters = (ins
    "::lith::kernel::PlaceAttr":$compute, "::lith::kernel::PlaceAttr":$store,
    ArrayRefParameter<"::lith::kernel::DirectiveAttr">:$pure, ArrayRefParameter<"::lith::kernel::DirectiveAttr">:$update);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif
