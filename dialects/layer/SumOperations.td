// Operations of keras.ops that multiply and add up: matrix products and their relatives.
#ifndef LITH_LAYER_SUMOPERATIONS_TD
#define LITH_LAYER_SUMOPERATIONS_TD

include "dialects/layer/Operations.td"

/// A sum of products, as Einstein writes it: which axes of the operands are one, and which of these the result has.
class Layer_ProductSum<string name, string what, string formula, string call, dag operands>
    : Layer_ShapeOperation<name, what, call, operands> {
  let description = formula # "\n\n    ops." # name # "_c1: the operands have axes that fit together so. ops." # name
                  # "_c2: their elements are numbers.";
}

defvar pair = (ins Layer_Tensor:$lhs, Layer_Tensor:$rhs);
defvar x1x2 = "spec.operand(\"x1\"); spec.operand(\"x2\");";

def Layer_OpsMatmulOp : Layer_ProductSum<"matmul", "Matrix product",
    "sum over k of x1[.., i, k] * x2[.., k, j]; axes in front broadcast, an operand of rank 1 is a row or a column", x1x2, pair>;
def Layer_OpsDotOp : Layer_ProductSum<"dot", "Dot product",
    "sum over k of x1[.., k] * x2[.., k, j]; with an operand of rank 0 the product of elements", x1x2, pair>;
def Layer_OpsInnerOp : Layer_ProductSum<"inner", "Inner product", "sum over k of x1[.., k] * x2[.., k]", x1x2, pair>;
def Layer_OpsVdotOp : Layer_ProductSum<"vdot", "Dot product of everything", "the sum of x1 * x2, which have one shape", x1x2, pair>;
def Layer_OpsOuterOp : Layer_ProductSum<"outer", "All products of two", "x1[i] * x2[j], both in one row", x1x2, pair>;
def Layer_OpsTensordotOp : Layer_ProductSum<"tensordot", "Sum of products over axes",
    "the sum of x1 * x2 over axes[0] of x1 and axes[1] of x2, which are one; a number n means the last n and the first n", x1x2,
    !con(pair, (ins DenseI64ArrayAttr:$axes, UnitAttr:$are_pairs))>;
def Layer_OpsEinsumOp : Layer_ProductSum<"einsum", "Sum of products by letters",
    "axes with one letter are one, and what is not behind `->` is summed over; without an arrow the letters that stand once stay, sorted",
    "spec.rest(\"operands\");", (ins Variadic<Layer_Tensor>:$operands, StrAttr:$subscripts)>;

//===-- Normalisations ------------------------------------------------------------------------===//

class Layer_Normalizing<string name, string what, string formula, string call, dag operands>
    : Layer_ShapeOperation<name, what, call, operands> {
  let description = formula # "\n\n    ops." # name # "_c1: axes are axes of x, each once. ops." # name
                  # "_c2: the elements are floating-point.";
}
def Layer_OpsSoftmaxOp : Layer_Normalizing<"softmax", "Shares of one", "exp(x - max) / sum exp(x - max) over axis (all without one)",
    "spec.operand(\"x\");", (ins Layer_Tensor:$x, DefaultValuedAttr<DenseI64ArrayAttr, "{-1}">:$axis, UnitAttr:$everything)>;
def Layer_OpsLogSoftmaxOp : Layer_Normalizing<"log_softmax", "Logarithms of shares of one", "x - max - log sum exp(x - max) over axis (all without one)",
    "spec.operand(\"x\");", (ins Layer_Tensor:$x, DefaultValuedAttr<DenseI64ArrayAttr, "{-1}">:$axis, UnitAttr:$everything)>;
def Layer_OpsNormalizeOp : Layer_Normalizing<"normalize", "Rows of length one",
    "x / max(norm of order `order` over axis, epsilon); of order 2 x * min(1 / norm, 1 / epsilon)",
    "spec.operand(\"x\");", (ins Layer_Tensor:$x, DefaultValuedAttr<DenseI64ArrayAttr, "{-1}">:$axis, DefaultValuedAttr<I64Attr, "2">:$order,
                             DefaultValuedAttr<F64Attr, "1.0e-7">:$epsilon)>;
def Layer_OpsGluOp : Layer_Normalizing<"glu", "One half gates the other", "a * sigmoid(b), the halves of x along axis, which is even",
    "spec.operand(\"x\");", (ins Layer_Tensor:$x, DefaultValuedAttr<I64Attr, "-1">:$axis)>;

#endif
