// Operations of keras.ops that meet every element of one operand with every element of another.
#ifndef LITH_LAYER_PAIRWISEOPERATIONS_TD
#define LITH_LAYER_PAIRWISEOPERATIONS_TD

include "dialects/layer/Operations.td"

class Layer_Pairwise<string name, string what, string formula, string constraint>
    : Layer_ShapeOperation<name, what, "spec.operand(\"" # !if(!eq(name, "c_dist"), "x", "x1") # "\"); spec.operand(\""
                           # !if(!eq(name, "c_dist"), "y", "x2") # "\");", (ins Layer_Tensor:$lhs, Layer_Tensor:$rhs)> {
  let description = formula # "\n\n    ops." # name # "_c1: " # constraint # ". ops." # name # "_c2: the elements are numbers.";
}
def Layer_OpsKronOp : Layer_Pairwise<"kron", "The Kronecker product", "output[i * size of x2 + j, ..] = x1[i, ..] * x2[j, ..] along every axis",
                                     "x1 and x2 have one rank, x2 a known shape, and x1 one where that of x2 is not 1">;
def Layer_OpsCDistOp : Layer_Pairwise<"c_dist", "Distances of all rows", "output[.., i, j] = sqrt(sum over k of (x[.., i, k] - y[.., j, k])^2)",
                                      "both have rank 2 or more and rows of one known size, and the axes in front fit together by NumPy's broadcasting">;

def Layer_OpsMeshgridOp : Layer_ShapeOperation<"meshgrid", "Grids of coordinates", "spec.rest(\"x\");",
    (ins Variadic<Layer_Tensor>:$xs, DefaultValuedAttr<StrAttr, "\"xy\"">:$indexing)> {
  let description = [{
    output k = the elements of x[k] in a row, along axis k of a grid that has an axis for each x; with indexing "xy" axes 0 and 1 change places.

    ops.meshgrid_c1: the shapes of all x are known. ops.meshgrid_c2: indexing is "xy", of two or more, or "ij".
  }];
  let results = (outs Variadic<Layer_Tensor>:$outputs);
}

#endif
