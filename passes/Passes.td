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

def DropTrainingLayers : Pass<"layer-drop-training-layers", "::mlir::ModuleOp"> {
  let summary = "Drop layers that act in training only";
  let description = [{
    A layer that passes its only input on when it is not training (LayerOpInterface::isIdentityAtInference) is replaced by that input,
    one that only calls the layer that it owns (isChildAtInference) by that layer.
  }];
  let statistics = [Statistic<"numDropped", "dropped", "Layers dropped">];
}

def FuseActivation : Pass<"layer-fuse-activation", "::mlir::ModuleOp"> {
  let summary = "Make activation layers attributes of the layers before them";
  let description = [{
    A layer that is an activation of Keras (LayerOpInterface::getAsActivation: `layer.activation`, ReLU, Softmax, ..) disappears
    into its producer's `activation`, where that ends in one (trait EndsInActivation), has none yet, and is read by nobody else.
  }];
  let statistics = [Statistic<"numFused", "fused", "Activation layers fused">];
}

def FoldBatchNorm : Pass<"layer-fold-batch-norm", "::mlir::ModuleOp"> {
  let summary = "Fold batch normalisation into the layer before or behind it";
  let description = [{
    With s and t the scale and shift that batch normalisation comes down to at inference:

    layer -> norm: a convolution of any kind or a dense layer, without activation and with no other user, gets kernel * s and
    bias * s + t over its output channels.
    norm -> layer: a dense layer or a convolution that reads no padding (zeros would have to be shifted, too), the only user of the
    norm, gets kernel * s over its input channels and bias + the sum of kernel * t; a transposed convolution does not, because
    outputs at its edges see fewer taps.

    The arithmetic stands on the variables alone, so that it is hoisted into @prepare.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect"];
  let statistics = [Statistic<"numFolded", "norms-folded", "Batch normalisations that are gone">];
}

def WidenHalf : Pass<"layer-widen-half", "::mlir::ModuleOp"> {
  let summary = "Compute in float32 or float64 alone";
  let description = [{
    float16 and bfloat16 are types for memory: a layer with operands or results of them becomes casts to float32, the layer on those,
    and casts back, so that its results are rounded once. Where floats of several types meet (a layer in float16 with variables in
    float32, inputs that Keras does not cast), all become float32, or float64 if one is. Layers that only move elements
    (MovesElements) stay as they are. Casts of variables end in @prepare.
  }];
  let statistics = [Statistic<"numWidened", "widened", "Layers that compute in another type now">];
}

def LowerLayers : Pass<"layer-lower-layers", "::mlir::ModuleOp"> {
  let summary = "Lower layers to linalg on tensors";
  let description = [{
    Asks every layer for its lowering (LayerOpInterface::lower). Layers compute in one type (layer-widen-half ran). Afterwards no op of the layer dialect is left: the linalg pool.
  }];
}

def FoldTransposes : Pass<"linalg-fold-transposes", "::mlir::ModuleOp"> {
  let summary = "Cancel transposes across what does not care for layout";
  let description = [{
    A transpose moves behind elementwise ops and concats whose whole operands are all transposed alike, and behind a pad that is
    transposed again, goes into the reading order of a reduction, and is dropped where its inverse follows. What layers with data_format "channels_first" put around their
    channels_last forms thus stays at the ends of a model.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def ExpandMath : Pass<"linalg-expand-math", "::mlir::ModuleOp"> {
  let summary = "Expand exp, log and their relatives into arith";
  let description = [{
    exp, expm1, log, log1p, tanh, erf and erfc of scalars become straight-line arith: polynomials, integer operations on the bits,
    selects; no branch, no call, vectorizable. Both code generators compile the same expansion. f16 and bf16 go through f32.
    NaN, infinities, overflow, underflow and denormals come out as IEEE's. sqrt and abs, which processors have, stay.

    Bounds of the error in units of the last place of the exact result, with and without fused multiply-add (the tests
    expand-math-accuracy.mlir and expand-math-accuracy-f64.mlir hold them; f64 is measured against the C library's double):

        |     | exp | expm1 | log | log1p | tanh | erf | erfc |
        | f32 | 1   | 1.5   | 1   | 1.5   | 2.5  | 2.6 | 3.5  |
        | f64 | 1   | 2     | 1   | 2     | 3    | 2   | 3    |

    sin, cos, tan (of any float: the angle is reduced with as many bits of pi as it takes), asin, acos, atan, atan2, sinh, cosh, asinh,
    acosh, atanh, pow, cbrt, exp2, log2 and log10 of f32 and narrower types are computed in double and rounded once: 0.51 units, and the
    remainder (arith.remf) is exact (expand-math-wide.mlir). Of f64 they are computed with pairs of doubles where one is not enough, and
    the remainder stays; layers refuse it. Bounds (expand-math-wide-f64.mlir measures them against the C library):

        |     | sin, cos | tan | asin, acos | atan, atan2 | sinh, cosh | asinh, atanh | acosh | pow | cbrt | exp2 | log2, log10 |
        | f64 | 1        | 2.5 | 2.5        | 2           | 3          | 2            | 3     | 1.5 | 1    | 1.5  | 2           |
  }];
  let statistics = [Statistic<"numExpanded", "expanded", "Math functions expanded">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
}

def ExpandHalf : Pass<"linalg-expand-half", "::mlir::ModuleOp"> {
  let summary = "Expand half types into integer arithmetic";
  let description = [{
    Scalar arithmetic on f16 and bf16 becomes arithmetic on f32 between conversions, and the conversions (arith.extf, arith.truncf)
    integer operations on the bits: exact upwards, to nearest with ties to even downwards (from f64, too, without rounding twice),
    NaN kept, overflow to infinity, denormals kept. Halves are then only loaded, stored, chosen (arith.select) and seen as bits, so
    neither code generator needs instructions or a library for them.
  }];
  let statistics = [Statistic<"numExpanded", "expanded", "Operations on halves expanded">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
}

def SetShapes : Pass<"layer-set-shapes", "::mlir::ModuleOp"> {
  let summary = "Set the shapes of inputs";
  let description = [{
    `shapes=x=1x28x28,y=?x3`: by input name; the batch may be left out, `?` is dynamic. All types that follow are inferred again.
    set_shapes_c1: extents are positive numbers or `?`. set_shapes_c2: the rank stays. set_shapes_c3: the input exists.
  }];
  let options = [ListOption<"shapes", "shapes", "std::string", "NAME=AxBxC, one for each input to set">];
}

def SpecializeBatch : Pass<"layer-specialize-batch", "::mlir::ModuleOp"> {
  let summary = "Versions for fixed batches";
  let description = [{
    Where the batch (the leading `?` of every input and output) is dynamic and no layer mixes samples, @main becomes @main_1 and, where a
    block of samples fits the cache, @main_8, each with `kernel.batch`: the entry function calls them in a loop over the caller's batch.
    Otherwise the batch stays symbolic. With `batch=N`, @main is for that batch alone.
  }];
  let options = [Option<"batch", "batch", "int64_t", "0", "a fixed batch; 0: dynamic">,
                 Option<"blocks", "blocks", "bool", "true", "make a version for a block of samples too">];
}

def FindMultiples : Pass<"linalg-find-multiples", "::mlir::ModuleOp"> {
  let summary = "Find what dynamic dimensions must be multiples of";
  let description = [{
    A reshape of (batch, 4) to (-1, 8) is sound only for an even batch. Functions get `kernel.dim_multiples`, a number for each of their
    dynamic dimensions, where one is not 1. find_multiples_c1: a size that is divided is a multiple of one dimension.
  }];
}

def FindEqualSizes : Pass<"linalg-find-equal-sizes", "::mlir::ModuleOp"> {
  let summary = "Find what dynamic sizes must be equal";
  let description = [{
    Two operands of one loop, or of a concatenation beside its axis, have equal sizes; where these are different formulas of the function's
    dynamic dimensions, only a call can tell. Functions get `kernel.dim_differences`, a map from the dimensions to numbers that must be 0; a
    library refuses calls in which one is not, before anything is read. find_equal_sizes_c1: the difference of two sizes that meet is no
    constant other than 0.
  }];
}

def HoistPrepare : Pass<"linalg-hoist-prepare", "::mlir::ModuleOp"> {
  let summary = "Move work on weights alone to @prepare";
  let description = [{
    What depends on immutable globals and constants alone, and is more than a load, a view or a fill, is computed in @prepare and stored
    to a global with `kernel.prepared`, which @run loads. Spreading a small value over a large tensor stays where it is.
  }];
  let dependentDialects = ["::mlir::ml_program::MLProgramDialect"];
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
    README.md for the form. With `check`, both forms are run with unknown kernels and compared (PlanChecker.h).
    plan_arena_c1: every tensor has a place (kernel-insert-copies ran). plan_arena_c2: no view of a live tensor is overwritten.
  }];
  let options = [Option<"check", "check", "bool", "false", "run the plan and the tensors side by side">];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect", "::mlir::affine::AffineDialect"];
}

def PackLayouts : Pass<"linalg-pack-layouts", "::mlir::ModuleOp"> {
  let summary = "Pack weights by blocks of output channels";
  let description = [{
    The weights of a convolution or matrix product become [CO/b][KH][KW][CI][b] (zeros behind the last channel), and its indexing map reads
    them as (co floordiv b, kh, kw, ci, co mod b); the result keeps its layout. b is the width of the register tile that
    kernel-choose-schedules will take. Packing depends on weights alone, so linalg-hoist-prepare moves it to @prepare. Without a
    `kernel.target` nothing is packed.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def ChooseSchedules : Pass<"kernel-choose-schedules", "::mlir::ModuleOp"> {
  let summary = "Decide how Halide computes each kernel";
  let description = [{
    Writes `kernel.schedule` on the ops of each kernel, from shapes and the module's `kernel.target`: the register tile of convolutions,
    matrix products and poolings, the order of the loops around it, what is computed where, and what is parallel. A kernel of another
    kind keeps Halide's plain schedule, and all do where the module states no target. README.md has the model.
  }];
  let dependentDialects = ["::lith::kernel::KernelDialect", "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

#endif
