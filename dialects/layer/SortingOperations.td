// Operations of keras.ops that compare all elements along an axis with each other, or with all of a sequence.
#ifndef LITH_LAYER_SORTINGOPERATIONS_TD
#define LITH_LAYER_SORTINGOPERATIONS_TD

include "dialects/layer/Operations.td"

class Layer_Sorting<string name, string what, string formula, string constraint, dag attributes>
    : Layer_ShapeOperation<name, what, "spec.operand(\"x\");", !con((ins Layer_Tensor:$x), attributes)> {
  let description = formula # [{. NaN is larger than all numbers, and equal elements keep their order.

    ops.}] # name # "_c1: " # constraint # ".";
}

def Layer_OpsSortOp : Layer_Sorting<"sort", "Elements in order", "x along axis, the least first", "axis is an axis of x of known size (without one: all elements in a row)",
                                    (ins DefaultValuedAttr<I64Attr, "-1">:$axis, UnitAttr:$everything)>;
def Layer_OpsArgsortOp : Layer_Sorting<"argsort", "Where elements stand in order", "the positions along axis of the elements in order, the least first",
                                       "axis is an axis of x of known size (without one: all elements in a row)",
                                       (ins DefaultValuedAttr<I64Attr, "-1">:$axis, UnitAttr:$everything)>;
def Layer_OpsTopKOp : Layer_Sorting<"top_k", "The largest elements of each row, and where they stand", "the k largest of each row, the largest first, ordered by their bits: -0 below 0, a NaN with a sign below all",
                                    "x has rows of a known size, of at least k elements, and k is positive",
                                    (ins I64Attr:$k, DefaultValuedAttr<BoolAttr, "true">:$sorted)> {
  let results = (outs Layer_Tensor:$values, Layer_Tensor:$indices);
}

def Layer_OpsInTopKOp : Layer_ShapeOperation<"in_top_k", "Whether a class is among the likeliest",
    "spec.operand(\"targets\").ofOwnType(); spec.operand(\"predictions\").ofOwnType();",
    (ins Layer_Tensor:$targets, Layer_Tensor:$predictions, I64Attr:$k)> {
  let description = [{
    output[..] = fewer than k of predictions[.., :] are above predictions[.., targets[..]], where NaN is -infinity, and so is what targets do not hit.

    ops.in_top_k_c1: targets are integers, predictions floats with one axis more, of known size; all others are one.
  }];
}

//===-- Quantiles ---------------------------------------------------------------------------===//

class Layer_Quantile<string name, string what, string formula, string call, dag operands, dag attributes>
    : Layer_ShapeOperation<name, what, call, !con(operands, (ins Layer_Axes:$axis), attributes, (ins Layer_False:$keepdims))> {
  let description = formula # [{ over `axis`, or over everything; NaN if there is one. Integers become float32.

    ops.}] # name # "_c1: axes are axes of x of known size, each once. ops." # name # "_c2: the elements are of a type that the operation takes."
    # !if(!eq(name, "median"), "", " ops." # name # "_c3: q is a number or a list of them, in its range, and method one of Keras's.");
}
def Layer_OpsMedianOp : Layer_Quantile<"median", "The middle element", "the middle x in order, or the mean of the two in the middle",
                                       "spec.operand(\"x\");", (ins Layer_Tensor:$x), (ins)>;
defvar xq = (ins Layer_Tensor:$x, ElementsAttr:$q);
defvar quantileCall = "spec.operand(\"x\"); spec.tensor(\"q\");";
def Layer_OpsQuantileOp : Layer_Quantile<"quantile", "Elements at places in order", "x in order at place q * (count - 1), between two of them in proportion",
                                         quantileCall, xq, (ins DefaultValuedAttr<StrAttr, "\"linear\"">:$method)>;
def Layer_OpsPercentileOp : Layer_Quantile<"percentile", "Elements at places in order",
    "x in order at place q / 100 * (count - 1); between two of them in proportion (linear), the lower or higher or nearest of them, or their mean (midpoint)",
    quantileCall, xq, (ins DefaultValuedAttr<StrAttr, "\"linear\"">:$method)>;

//===-- Against a sequence ------------------------------------------------------------------===//

def Layer_OpsSearchSortedOp : Layer_ShapeOperation<"search_sorted", "Where values belong in a sequence",
    "spec.operand(\"sorted_sequence\"); spec.operand(\"values\");",
    (ins Layer_Tensor:$sequence, Layer_Tensor:$values, DefaultValuedAttr<StrAttr, "\"left\"">:$side)> {
  let description = [{
    output = how many of sorted_sequence are below the value, and with side "right" equal to it.

    ops.search_sorted_c1: sorted_sequence has rank 1 and a known size, and the elements are numbers. ops.search_sorted_c2: side is "left" or "right".
  }];
}
def Layer_OpsDigitizeOp : Layer_ShapeOperation<"digitize", "The bins of values",
    "spec.operand(\"x\"); spec.operand(\"bins\");", (ins Layer_Tensor:$x, Layer_Tensor:$bins)> {
  let description = [{
    output = how many of bins are not above x; where bins fall, how many are above x.

    ops.digitize_c1: bins has rank 1 and a known size, which is not 0, and the elements are numbers.
  }];
}
def Layer_OpsIsInOp : Layer_ShapeOperation<"is_in", "Whether elements are among others", "spec.operand(\"x1\"); spec.operand(\"x2\");",
    (ins Layer_Tensor:$x, Layer_Tensor:$others, Layer_False:$assume_unique, Layer_False:$invert)> {
  let description = [{
    output = whether x1 is one of all elements of x2, or with invert whether it is none.

    ops.is_in_c1: the shape of x2 is known, and no element unsigned.
  }];
}

#endif
