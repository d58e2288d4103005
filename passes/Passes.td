// Every pass is declared here and nowhere else; one .cpp and one test of the same name each.
#ifndef LITH_PASSES_TD
#define LITH_PASSES_TD

include "mlir/Pass/PassBase.td"

def InlineModels : Pass<"layer-inline-models", "::mlir::ModuleOp"> {
  let summary = "Put nested models into the model that calls them";
  let description = [{
    A nested model is a private function that the outer one calls; here each call becomes a copy of its body, and the functions go.
    inline_models_c1: no model contains itself.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

def LowerLayers : Pass<"layer-lower-layers", "::mlir::ModuleOp"> {
  let summary = "Lower layers to linalg on tensors";
  let description = [{
    Asks every layer for its lowering (LayerOpInterface::lower). Afterwards no op of the layer dialect is left: the linalg pool.
  }];
}

def OutlineRun : Pass<"linalg-outline-run", "::mlir::ModuleOp"> {
  let summary = "Make @run, @prepare and @reset";
  let description = [{
    @main (and its versions @main_*) becomes @run (@run_*). Where there are weights, an empty @prepare is added; where there is state,
    @reset, which stores its first value.
    outline_run_c1: the first value of state is a splat.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect", "::mlir::ml_program::MLProgramDialect"];
}

def FormKernels : Pass<"linalg-form-kernels", "::mlir::ModuleOp"> {
  let summary = "Group linalg ops into kernels";
  let description = [{
    Every function becomes calls of kernels on tensors, with views (expand_shape, collapse_shape, extract_slice, insert_slice and, at
    level 2, concat), loops and loads and stores of globals between them. See KernelGroups.h for what shares a kernel.
    form_kernels_c1: kernels take tensors, sizes and constants.
  }];
  let options = [Option<"optLevel", "opt-level", "int", "2", "0: one op a kernel; 1: fusion; 2: producers write into concat's result">];
  let dependentDialects = ["::lith::kernel::KernelDialect", "::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"];
}

def InsertCopies : Pass<"kernel-insert-copies", "::mlir::ModuleOp"> {
  let summary = "Copy what is wanted in two places";
  let description = [{
    Concat, insert_slice, stores, loops and returns want their operands at a certain place; where an operand cannot live there (it is an
    argument, or wanted elsewhere too, or would overwrite what is still read), a kernel copies it. Then strides that follow from places
    are written on the kernels (`kernel.strides`).
    insert_copies_c1, insert_copies_c2: faults of lith.
  }];
  let dependentDialects = ["::lith::kernel::KernelDialect", "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def PlanArena : Pass<"kernel-plan-arena", "::mlir::ModuleOp"> {
  let summary = "Give every tensor its place in memory";
  let description = [{
    Tensors become views of the arena, the weights image, the state block, inputs and outputs, at offsets planned from live ranges; see
    README.md for the form. Every plan is checked by following each buffer through the function.
    plan_arena_c1: every tensor has a place (kernel-insert-copies ran). plan_arena_c2: no view of a live tensor is overwritten.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect", "::mlir::affine::AffineDialect"];
}

#endif
