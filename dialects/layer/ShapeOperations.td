// Operations of keras.ops that move elements, pick them, or make them of shapes.
#ifndef LITH_LAYER_SHAPEOPERATIONS_TD
#define LITH_LAYER_SHAPEOPERATIONS_TD

include "dialects/layer/Operations.td"

/// One operand and a rule of its own for the result's shape. `constraint` is c1.
class Layer_Reshaping<string name, string what, string formula, string constraint, dag attributes = (ins), list<Trait> traits = []>
    : Layer_ShapeOperation<name, what, "spec.operand(\"x\");", !con((ins Layer_Tensor:$x), attributes), [], traits> {
  let description = formula # "\n\n    ops." # name # "_c1: " # constraint # ".";
}

/// Several operands of one rank, in one result.
class Layer_Joining<string name, string what, string formula, string constraint, string call, dag attributes = (ins)>
    : Layer_ShapeOperation<name, what, call, !con((ins Variadic<Layer_Tensor>:$xs), attributes)> {
  let description = formula # "\n\n    ops." # name # "_c1: " # constraint # ".";
}

/// One operand, in several results.
class Layer_Parting<string name, string what, string formula, string constraint, dag attributes>
    : Layer_Reshaping<name, what, formula, constraint, attributes> {
  let results = (outs Variadic<Layer_Tensor>:$outputs);
}

def Layer_OpsReshapeOp : Layer_Reshaping<"reshape", "The same elements in another shape",
    "the elements of x in their order, in `newshape`; one -1 takes what the others leave",
    "newshape holds the elements of x; a dynamic dimension of x needs a -1", (ins DenseI64ArrayAttr:$newshape), [Layer_MovesElements]>;
def Layer_OpsRavelOp : Layer_Reshaping<"ravel", "All elements in one row", "the elements of x in their order",
                                       "at most one dimension of x is dynamic", (ins), [Layer_MovesElements]>;
def Layer_OpsExpandDimsOp : Layer_Reshaping<"expand_dims", "Puts in axes of size 1", "x[.., None, ..]",
                                            "axes are axes of the result, each once", (ins DenseI64ArrayAttr:$axis), [Layer_MovesElements]>;
def Layer_OpsSqueezeOp : Layer_Reshaping<"squeeze", "Takes out axes of size 1", "x[.., 0, ..]",
                                         "axes are axes of x and have size 1; without them all such", (ins Layer_Axes:$axis), [Layer_MovesElements]>;
def Layer_OpsTransposeOp : Layer_Reshaping<"transpose", "Another order of axes", "output.shape[i] = x.shape[axes[i]]",
                                           "axes is a permutation of the axes; without it they are reversed", (ins Layer_Axes:$axes), [Layer_MovesElements]>;
def Layer_OpsSwapaxesOp : Layer_Reshaping<"swapaxes", "Two axes change places", "x with axis1 and axis2 in each other's place",
                                          "both are axes of x", (ins I64Attr:$axis1, I64Attr:$axis2), [Layer_MovesElements]>;
def Layer_OpsMoveaxisOp : Layer_Reshaping<"moveaxis", "Axes move to other places", "axis source[i] becomes axis destination[i]",
                                          "source and destination are as many axes of x, each once",
                                          (ins DenseI64ArrayAttr:$source, DenseI64ArrayAttr:$destination), [Layer_MovesElements]>;
def Layer_OpsBroadcastToOp : Layer_Reshaping<"broadcast_to", "Stretches axes of size 1", "x at every place of `shape`",
                                             "x fits `shape` by NumPy's broadcasting, and has static dimensions where shape has none of size 1",
                                             (ins DenseI64ArrayAttr:$shape)>;
def Layer_OpsTileOp : Layer_Reshaping<"tile", "Repeats x along its axes", "output[i, ..] = x[i mod size, ..]",
                                      "repeats are positive; repeated axes have a known size", (ins DenseI64ArrayAttr:$repeats)>;
def Layer_OpsRepeatOp : Layer_Reshaping<"repeat", "Repeats each element", "output[.., i, ..] = x[.., i / repeats, ..]",
                                        "repeats is one positive number; the axis has a known size (without one: all axes)",
                                        (ins DenseI64ArrayAttr:$repeats, OptionalAttr<I64Attr>:$axis)>;
def Layer_OpsFlipOp : Layer_Reshaping<"flip", "Turns axes round", "output[.., i, ..] = x[.., size - 1 - i, ..]",
                                      "axes are axes of x of known size; without them all are", (ins Layer_Axes:$axis)>;
def Layer_OpsFliplrOp : Layer_Reshaping<"fliplr", "Turns axis 1 round", "flip(x, 1)", "x has two axes and axis 1 a known size">;
def Layer_OpsFlipudOp : Layer_Reshaping<"flipud", "Turns axis 0 round", "flip(x, 0)", "x has an axis, of known size">;
def Layer_OpsRot90Op : Layer_ShapeOperation<"rot90", "Turns the plane of two axes by quarters", "spec.operand(\"array\");",
    (ins Layer_Tensor:$array, DefaultValuedAttr<I64Attr, "1">:$k, DenseI64ArrayAttr:$axes)> {
  let description = [{
    k times, from axes[0] towards axes[1]: output[.., i, .., j, ..] = array[.., j, .., size - 1 - i, ..]

    ops.rot90_c1: axes are two axes of known size.
  }];
}
def Layer_OpsRollOp : Layer_Reshaping<"roll", "Moves elements along axes, round the end", "output[.., i, ..] = x[.., (i - shift) mod size, ..]",
                                      "there is one shift for each axis (or one for all elements); axes have a known size",
                                      (ins DenseI64ArrayAttr:$shift, Layer_Axes:$axis)>;
def Layer_OpsPadOp : Layer_ShapeOperation<"pad", "Puts elements around x",
    "spec.operand(\"x\"); spec.floating(\"constant_values\").orNull();",
    (ins Layer_Tensor:$x, DenseI64ArrayAttr:$pad_width, DefaultValuedAttr<StrAttr, "\"constant\"">:$mode,
         OptionalAttr<F64Attr>:$constant_values)> {
  let description = [{
    output = x with pad_width[2 i] elements before and pad_width[2 i + 1] behind it along axis i (one pair serves all axes, one
    number both sides of them). They are
    `constant_values` or 0 (mode constant), the element at the edge (edge), or x mirrored without (reflect) or with (symmetric) its edge.

    ops.pad_c1: pad_width is one number, one pair or a pair for each axis, none negative. ops.pad_c2: mode is one of these; but for constant, padded axes
    have a known size that is larger than the padding (reflect) or as large (symmetric).
  }];
}
def Layer_OpsGetItemOp : Layer_ShapeOperation<"get_item", "A slice of x",
    "spec.operand(\"x\"); spec.slices(\"key\");", (ins Layer_Tensor:$x, StrAttr:$key)> {
  let description = [{
    output = x[key], with slices, integers, `None` and `...` as in NumPy.

    ops.get_item_c1: key is a list of these, with at most one `...` and no more entries than x has axes. ops.get_item_c2: integers are within
    their axis. ops.get_item_c3: of a dynamic axis all is taken, or its first or last element. ops.get_item_c4: something is left.

        %y = layer.ops.get_item %x {key = "[:, 1:, ..., None]"} : (tensor<?x4x6xf32>) -> tensor<?x3x6x1xf32>
  }];
}
def Layer_OpsTrilOp : Layer_Reshaping<"tril", "The lower triangle of matrices", "x[.., i, j] where j - i <= k, else 0",
                                      "x has rank 2 or more", (ins DefaultValuedAttr<I64Attr, "0">:$k)>;
def Layer_OpsTriuOp : Layer_Reshaping<"triu", "The upper triangle of matrices", "x[.., i, j] where j - i >= k, else 0",
                                      "x has rank 2 or more", (ins DefaultValuedAttr<I64Attr, "0">:$k)>;
class Layer_Diagonal<string name, string what, string formula>
    : Layer_Reshaping<name, what, formula, "axis1 and axis2 are two axes of known size, and the diagonal is not empty",
                      (ins DefaultValuedAttr<I64Attr, "0">:$offset, DefaultValuedAttr<I64Attr, "0">:$axis1, DefaultValuedAttr<I64Attr, "1">:$axis2)>;
def Layer_OpsDiagonalOp : Layer_Diagonal<"diagonal", "The diagonals of matrices", "output[.., i] = x[.., i, .., i + offset, ..], for a negative offset x[.., i - offset, .., i, ..]">;
def Layer_OpsTraceOp : Layer_Diagonal<"trace", "The sums of diagonals", "sum over i of x[.., i, .., i + offset, ..]; narrow integers and bool become int32">;
def Layer_OpsDiagOp : Layer_Reshaping<"diag", "The diagonal of a matrix, or a matrix with a diagonal", "x[i, i + k], or of a row the matrix of which that is x and all else 0",
                                      "x has rank 1 or 2 and a known shape, and the diagonal is not empty", (ins DefaultValuedAttr<I64Attr, "0">:$k)>;
def Layer_OpsDiagflatOp : Layer_Reshaping<"diagflat", "A matrix with a diagonal", "the matrix with the elements of x at [i, i + k] and 0 everywhere else",
                                          "x has a known shape", (ins DefaultValuedAttr<I64Attr, "0">:$k)>;
def Layer_OpsCrossOp : Layer_ShapeOperation<"cross", "The cross product of vectors", "spec.operand(\"x1\"); spec.operand(\"x2\");",
    (ins Layer_Tensor:$lhs, Layer_Tensor:$rhs, DefaultValuedAttr<I64Attr, "-1">:$axisa, DefaultValuedAttr<I64Attr, "-1">:$axisb,
         DefaultValuedAttr<I64Attr, "-1">:$axisc, OptionalAttr<I64Attr>:$axis)> {
  let description = [{
    output[i] = x1[i + 1] * x2[i + 2] - x1[i + 2] * x2[i + 1], modulo 3, along axis axisa of x1, axisb of x2 and axisc of the output; `axis`
    stands for all three. The other axes fit together by NumPy's broadcasting.

    ops.cross_c1: the axes exist, those of the operands have size 3, and the others fit together. ops.cross_c2: the elements are numbers.
  }];
}
def Layer_OpsDiffOp : Layer_Reshaping<"diff", "Differences of neighbours", "x[.., i + 1, ..] - x[.., i, ..], n times",
                                      "axis is an axis of x of known size above n; the elements are numbers",
                                      (ins DefaultValuedAttr<I64Attr, "1">:$n, DefaultValuedAttr<I64Attr, "-1">:$axis)>;
def Layer_OpsCumsumOp : Layer_Reshaping<"cumsum", "Sums of all elements so far", "output[.., i, ..] = sum over j <= i of x[.., j, ..]",
                                        "axis is an axis of x of known size (without one: all elements in a row); the elements are numbers, dtype that of x",
                                        (ins OptionalAttr<I64Attr>:$axis, OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsNancumsumOp : Layer_Reshaping<"nancumsum", "Sums of all elements so far, NaN as 0", "output[.., i, ..] = sum over j <= i of x[.., j, ..], those that are not NaN",
                                            "axis is an axis of x of known size (without one: all elements in a row); the elements are numbers, dtype that of x",
                                            (ins OptionalAttr<I64Attr>:$axis, OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsCumprodOp : Layer_Reshaping<"cumprod", "Products of all elements so far", "output[.., i, ..] = product over j <= i of x[.., j, ..]",
                                         "axis is an axis of x of known size (without one: all elements in a row); the elements are numbers, dtype that of x",
                                         (ins OptionalAttr<I64Attr>:$axis, OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsNancumprodOp : Layer_Reshaping<"nancumprod", "Products of all elements so far, NaN as 1", "output[.., i, ..] = product over j <= i of x[.., j, ..], those that are not NaN",
                                            "axis is an axis of x of known size (without one: all elements in a row); the elements are numbers, dtype that of x",
                                            (ins OptionalAttr<I64Attr>:$axis, OptionalAttr<StrAttr>:$dtype)>;

def Layer_OpsConcatenateOp : Layer_Joining<"concatenate", "Operands one behind the other", "xs joined along axis",
    "xs have one rank, axis is one of it, and all other dimensions are equal", "spec.operands(\"xs\");",
    (ins DefaultValuedAttr<I64Attr, "0">:$axis)>;
def Layer_OpsStackOp : Layer_Joining<"stack", "Operands side by side along a new axis", "output[.., i, ..] = xs[i]",
    "xs have one shape, and axis is an axis of the result", "spec.operands(\"xs\").alias(\"x\");",
    (ins DefaultValuedAttr<I64Attr, "0">:$axis)>;
def Layer_OpsHstackOp : Layer_Joining<"hstack", "Operands side by side", "xs joined along axis 1 (0 where they have one axis)",
                                      "xs have one rank, and all other dimensions are equal", "spec.operands(\"xs\");">;
def Layer_OpsVstackOp : Layer_Joining<"vstack", "Operands one below the other", "xs joined along axis 0, as rows where they have one axis",
                                      "xs have one rank of 2 or more, and all other dimensions are equal", "spec.operands(\"xs\");">;
def Layer_OpsDstackOp : Layer_Joining<"dstack", "Operands one behind the other in depth", "xs joined along axis 2, with one of size 1 behind where they have two axes",
                                      "xs have one rank, or rank 1 and known shapes, and all other dimensions are equal", "spec.operands(\"xs\");">;
def Layer_OpsAppendOp : Layer_Joining<"append", "x2 behind x1", "x1 and x2 joined along axis",
    "x1 and x2 have one rank, axis is one of it, and all other dimensions are equal", "spec.operand(\"x1\"); spec.operand(\"x2\");",
    (ins I64Attr:$axis)>;

def Layer_OpsSplitOp : Layer_Parting<"split", "Parts of x along an axis", "x cut into equal parts, or before the positions given",
    "axis is an axis of x of known size, which the parts divide, or the positions rise within it",
    (ins DenseI64ArrayAttr:$indices_or_sections, DefaultValuedAttr<I64Attr, "0">:$axis, UnitAttr:$at_positions)>;
class Layer_AxisSplit<string name, string axis, string rank>
    : Layer_Parting<name, "Parts of x along " # axis, "x cut into equal parts, or before the positions given",
                    "x has " # rank # ", that axis has a known size, which the parts divide, or the positions rise within it",
                    (ins DenseI64ArrayAttr:$indices_or_sections, UnitAttr:$at_positions)>;
def Layer_OpsHsplitOp : Layer_AxisSplit<"hsplit", "axis 1 (0 where it has one)", "an axis">;
def Layer_OpsVsplitOp : Layer_AxisSplit<"vsplit", "axis 0", "two axes or more">;
def Layer_OpsDsplitOp : Layer_AxisSplit<"dsplit", "axis 2", "three axes or more">;
def Layer_OpsArraySplitOp : Layer_Parting<"array_split", "Parts of x along an axis, nearly equal ones", "x cut into parts, of which the first are longer by 1",
    "axis is an axis of x of known size, which is not below indices_or_sections",
    (ins I64Attr:$indices_or_sections, DefaultValuedAttr<I64Attr, "0">:$axis)>;
def Layer_OpsUnstackOp : Layer_Parting<"unstack", "The elements of x along an axis", "output i = x[.., i, ..]",
    "axis is an axis of x of known size, which is num where that is given",
    (ins OptionalAttr<I64Attr>:$num, DefaultValuedAttr<I64Attr, "0">:$axis)>;

/// A gather: indices count from the end where negative; what they do not hit is NaN, or the least integer.
class Layer_Picking<string name, string what, string formula, string constraint>
    : Layer_ShapeOperation<name, what, "spec.operand(\"x\").ofOwnType(); spec.operand(\"indices\").ofOwnType();",
                           (ins Layer_Tensor:$x, Layer_Tensor:$indices, OptionalAttr<I64Attr>:$axis)> {
  let description = formula # [{

    Negative indices count from the end. An index that hits nothing gives NaN (the least integer, true), as Keras does on jax.

    ops.}] # name # "_c1: " # constraint # ". ops." # name # "_c2: indices are integers.";
}
def Layer_OpsTakeOp : Layer_Picking<"take", "Picks elements along an axis", "output[.., i.., ..] = x[.., indices[i..], ..]",
                                    "axis is an axis of x of known size (without one: all elements in a row)">;
def Layer_OpsTakeAlongAxisOp : Layer_Picking<"take_along_axis", "Picks an element for each index along an axis",
    "output[.., i, ..] = x[.., indices[.., i, ..], ..]",
    "axis is an axis of x of known size; x and indices have one rank and fit together along all other axes">;
def Layer_OpsSelectOp : Layer_ShapeOperation<
    "select", "Choices by conditions", "spec.operands(\"condlist\").ofOwnType().countAs(\"conditions\"); spec.operands(\"choicelist\").countAs(\"choices\"); spec.operand(\"default\").orNull();",
    (ins Variadic<Layer_Tensor>:$operands, I64Attr:$conditions, I64Attr:$choices)> {
  let description = [{
    output = the choice of the first condition that is true, and the default, or 0, where none is. Operands are the conditions, as many choices, and the
    default.

    ops.select_c1: there is a choice for each condition, and all fit together by NumPy's broadcasting. ops.select_c2: no element is unsigned.
  }];
}

def Layer_OpsOneHotOp : Layer_Reshaping<"one_hot", "Indices as rows of 0 and one 1", "output[.., c, ..] = x[..] == c",
    "num_classes is positive, axis an axis of the result, dtype a dtype; sparse is false",
    (ins I64Attr:$num_classes, DefaultValuedAttr<I64Attr, "-1">:$axis, OptionalAttr<StrAttr>:$dtype, Layer_False:$sparse)>;

def Layer_OpsCastOp : Layer_Reshaping<"cast", "Another dtype", "x as dtype", "dtype is one that elements can have", (ins StrAttr:$dtype),
                                      [Layer_MovesElements]>;
def Layer_OpsSaturateCastOp : Layer_Reshaping<"saturate_cast", "Another dtype, and no value beyond it", "min(max(x, least), largest) as dtype, of the values that both dtypes have",
                                              "dtype is one that elements can have", (ins StrAttr:$dtype), [Layer_MovesElements]>;
def Layer_OpsConvertToTensorOp : Layer_Reshaping<"convert_to_tensor", "x as a tensor", "x as dtype", "dtype is one that elements can have",
                                                 (ins OptionalAttr<StrAttr>:$dtype), [Layer_MovesElements]>;
def Layer_OpsArrayOp : Layer_Reshaping<"array", "x as a tensor", "x as dtype", "dtype is one that elements can have",
                                       (ins OptionalAttr<StrAttr>:$dtype), [Layer_MovesElements]>;
def Layer_OpsZerosLikeOp : Layer_Reshaping<"zeros_like", "Zeros in the shape of x", "0", "dtype is one that elements can have",
                                           (ins OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsOnesLikeOp : Layer_Reshaping<"ones_like", "Ones in the shape of x", "1", "dtype is one that elements can have",
                                          (ins OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsEmptyLikeOp : Layer_Reshaping<"empty_like", "Something in the shape of x: zeros", "0", "dtype is one that elements can have",
                                           (ins OptionalAttr<StrAttr>:$dtype)>;
def Layer_OpsFullLikeOp : Layer_ShapeOperation<"full_like", "One number in the shape of x",
    "spec.operand(\"x\"); spec.operand(\"fill_value\");", (ins Layer_Tensor:$x, Layer_Tensor:$fill_value, OptionalAttr<StrAttr>:$dtype)> {
  let description = "fill_value, as dtype\n\n    ops.full_like_c1: dtype is one that elements can have; fill_value fits into x.";
}

#endif
