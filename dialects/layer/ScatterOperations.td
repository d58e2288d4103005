// Operations of keras.ops that write elements at places that indices name, and segments.
#ifndef LITH_LAYER_SCATTEROPERATIONS_TD
#define LITH_LAYER_SCATTEROPERATIONS_TD

include "dialects/layer/Operations.td"

def Layer_OpsSliceOp : Layer_ShapeOperation<"slice", "A part of x", "spec.operand(\"inputs\"); spec.integers(\"start_indices\");",
    (ins Layer_Tensor:$x, DenseI64ArrayAttr:$start_indices, DenseI64ArrayAttr:$shape)> {
  let description = [{
    output[i, ..] = inputs[i + start, ..], as many elements as shape says; -1 takes all that are left.

    ops.slice_c1: start_indices and shape have a number for each axis of inputs; the part is within it and not empty; of a dynamic axis all is
    taken.
  }];
}
def Layer_OpsSliceUpdateOp : Layer_ShapeOperation<"slice_update", "x with another part",
    "spec.operand(\"inputs\"); spec.integers(\"start_indices\"); spec.operand(\"updates\");",
    (ins Layer_Tensor:$x, Layer_Tensor:$updates, DenseI64ArrayAttr:$start_indices)> {
  let description = [{
    output = inputs, and updates[i, ..] at [i + start, ..], as inputs' type.

    ops.slice_update_c1: inputs and updates have one rank, and start_indices a number for each axis; the part is within inputs; a dynamic axis is
    written whole.
  }];
}

/// Elements written at indices. `constraint` is c1 and begins with the operands.
class Layer_Scattering<string name, string what, string formula, string call, string constraint, dag operands, dag attributes>
    : Layer_ShapeOperation<name, what, call, !con(operands, attributes)> {
  let description = formula # [{. Indices count from the end where negative; those that hit nothing write nothing.

    ops.}] # name # "_c1: " # constraint # "; indices are integers. ops." # name # "_c2: the elements are numbers.";
}
def Layer_OpsScatterOp : Layer_Scattering<"scatter", "Zeros with elements added to them", "output[indices[n, :], ..] = the sum of values[n, ..] there, else 0",
    "spec.operand(\"indices\").ofOwnType(); spec.operand(\"values\").ofOwnType();",
    "shape is positive, indices[n, k] have its first k axes, and values are [n, ..] with the rest", (ins Layer_Tensor:$indices, Layer_Tensor:$values),
    (ins DenseI64ArrayAttr:$shape)>;
def Layer_OpsScatterUpdateOp : Layer_Scattering<"scatter_update", "x with elements written into it",
    "output = inputs, with updates[n, ..] at [indices[n, :], ..], one after the other: in the place of what is there, or added to it (add), multiplied with it "
    "(mul), or the larger or smaller of both (max, min)",
    "spec.operand(\"inputs\").ofOwnType(); spec.operand(\"indices\").ofOwnType(); spec.operand(\"updates\").ofOwnType();",
    "reduction is one of these or none, indices[n, k] have the first k axes of inputs, which are known, and updates are [n, ..] with the rest",
    (ins Layer_Tensor:$x, Layer_Tensor:$indices, Layer_Tensor:$updates), (ins OptionalAttr<StrAttr>:$reduction)>;

class Layer_Segment<string name, string what, string none>
    : Layer_ShapeOperation<name, what # " of segments", "spec.operand(\"data\").ofOwnType(); spec.operand(\"segment_ids\").ofOwnType();",
                           (ins Layer_Tensor:$data, Layer_Tensor:$segment_ids, I64Attr:$num_segments, Layer_False:$sorted)> {
  let description = "output[s, ..] = " # what # " of data[n, ..] over all n whose segment_ids[n] is s, or " # none # [{. Other ids say nothing.

    ops.}] # name # "_c1: data has an axis, segment_ids are as many integers, and num_segments is positive. ops." # name # "_c2: the elements are numbers.";
}
def Layer_OpsSegmentSumOp : Layer_Segment<"segment_sum", "the sum", "0">;
def Layer_OpsSegmentProdOp : Layer_Segment<"segment_prod", "the product", "1">;
def Layer_OpsSegmentMaxOp : Layer_Segment<"segment_max", "the largest", "-infinity (the least integer)">;
def Layer_OpsSegmentMinOp : Layer_Segment<"segment_min", "the least", "infinity (the largest integer)">;

#endif
