// Operations of keras.ops that make one number of many along axes.
#ifndef LITH_LAYER_REDUCTIONOPERATIONS_TD
#define LITH_LAYER_REDUCTIONOPERATIONS_TD

include "dialects/layer/Operations.td"

def Layer_OpsSumOp : Layer_Reduction<"sum", "sum x", "Same">;
def Layer_OpsNansumOp : Layer_Reduction<"nansum", "sum x with NaN as 0", "Same">;
def Layer_OpsProdOp : Layer_Reduction<"prod", "product x", "Same", (ins OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsNanprodOp : Layer_Reduction<"nanprod", "product x with NaN as 1", "Same">;
def Layer_OpsMeanOp : Layer_Reduction<"mean", "(sum x) / count", "Float">;
def Layer_OpsVarOp : Layer_Reduction<"var", "mean (x - mean x)^2", "Float">;
def Layer_OpsStdOp : Layer_Reduction<"std", "sqrt(mean (x - mean x)^2)", "Float">;
def Layer_OpsNanmeanOp : Layer_Reduction<"nanmean", "mean x without NaN (NaN if nothing else is there)", "Float">;
def Layer_OpsNanvarOp : Layer_Reduction<"nanvar", "mean (x - nanmean x)^2 without NaN", "Float">;
def Layer_OpsNanstdOp : Layer_Reduction<"nanstd", "sqrt(mean (x - nanmean x)^2) without NaN", "Float">;
def Layer_OpsMaxOp : Layer_Reduction<"max", "the largest x (NaN if any is NaN), and not below `initial`", "Keep",
                                     (ins OptionalAttr<F64Attr>:$initial)>;
def Layer_OpsMinOp : Layer_Reduction<"min", "the least x (NaN if any is NaN), and not above `initial`", "Keep",
                                     (ins OptionalAttr<F64Attr>:$initial)>;
def Layer_OpsAmaxOp : Layer_Reduction<"amax", "the largest x (NaN if any is NaN)", "Keep">;
def Layer_OpsAminOp : Layer_Reduction<"amin", "the least x (NaN if any is NaN)", "Keep">;
def Layer_OpsNanmaxOp : Layer_Reduction<"nanmax", "the largest x that is not NaN (NaN if all are)", "Keep">;
def Layer_OpsNanminOp : Layer_Reduction<"nanmin", "the least x that is not NaN (NaN if all are)", "Keep">;
def Layer_OpsPtpOp : Layer_Reduction<"ptp", "max x - min x", "Keep">;
def Layer_OpsAllOp : Layer_Reduction<"all", "whether every x is true", "Bool">;
def Layer_OpsAnyOp : Layer_Reduction<"any", "whether any x is true", "Bool">;
def Layer_OpsCountNonzeroOp : Layer_Reduction<"count_nonzero", "the number of x that are not 0", "Count", (ins),
                                              "spec.integers(\"axis\").orNull().orBare();">;
def Layer_OpsLogsumexpOp : Layer_Reduction<"logsumexp", "log sum exp x", "Float">;
def Layer_OpsNormOp : Layer_Reduction<"norm", "(sum |x|^ord)^(1 / ord), 2 without ord; ord inf, -inf and 0 are max |x|, min |x| and the count of x != 0", "Float",
                                      (ins OptionalAttr<F64Attr>:$ord)>;
def Layer_OpsArgmaxOp : Layer_Reduction<"argmax", "where the largest x is first (the first NaN, if there is one), along one axis", "Index">;
def Layer_OpsArgminOp : Layer_Reduction<"argmin", "where the least x is first (the first NaN, if there is one), along one axis", "Index">;

def Layer_OpsNanargmaxOp : Layer_Reduction<"nanargmax", "where the largest x is first, NaN as -infinity (-1 if all are NaN), along one axis", "Index">;
def Layer_OpsNanargminOp : Layer_Reduction<"nanargmin", "where the least x is first, NaN as infinity (-1 if all are NaN), along one axis", "Index">;

def Layer_OpsAverageOp : Layer_ShapeOperation<"average", "Weighted means", "spec.operand(\"x\"); spec.operand(\"weights\").orNull();",
    (ins Layer_Tensor:$x, Variadic<Layer_Tensor>:$weights, OptionalAttr<I64Attr>:$axis)> {
  let description = [{
    (sum x * weights) / (sum weights) over `axis`, or over everything; the mean without weights. Integers become float32.

    ops.average_c1: axis is an axis of x; weights have the shape of x, or are a row as long as the axis.
  }];
}
def Layer_OpsTrapezoidOp : Layer_ShapeOperation<"trapezoid", "Areas under curves", "spec.operand(\"y\");",
    (ins Layer_Tensor:$y, OptionalAttr<ElementsAttr>:$x, DefaultValuedAttr<F64Attr, "1.0">:$dx, DefaultValuedAttr<I64Attr, "-1">:$axis)> {
  let description = [{
    sum over i of (y[.., i, ..] + y[.., i + 1, ..]) / 2 * d, where d is dx, or x[i + 1] - x[i]. Integers become float32.

    ops.trapezoid_c1: axis is an axis of y of known size, of 2 or more. ops.trapezoid_c2: x is a row of as many numbers. ops.trapezoid_c3: no element is unsigned.
  }];
}

/// Mean and variance at once: two results.
def Layer_OpsMomentsOp : Layer_ShapeOperation<"moments", "mean and variance over axes", "spec.operand(\"x\");",
    (ins Layer_Tensor:$x, DenseI64ArrayAttr:$axes, Layer_False:$keepdims, Layer_False:$synchronized)> {
  let description = [{
    mean = (sum x) / count, variance = mean (x - mean)^2 over `axes`

    ops.moments_c1: axes are axes of x, each once. ops.moments_c2: the elements are floating-point.
  }];
  let results = (outs Layer_Tensor:$mean, Layer_Tensor:$variance);
}

#endif
