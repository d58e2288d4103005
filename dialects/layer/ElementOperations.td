// Operations of keras.ops on single elements.
#ifndef LITH_LAYER_ELEMENTOPERATIONS_TD
#define LITH_LAYER_ELEMENTOPERATIONS_TD

include "dialects/layer/Operations.td"

//===-- Arithmetic of two -------------------------------------------------------------------===//

def Layer_OpsAddOp : Layer_Binary<"add", "x1 + x2", "Same">;
def Layer_OpsSubtractOp : Layer_Binary<"subtract", "x1 - x2", "Same">;
def Layer_OpsMultiplyOp : Layer_Binary<"multiply", "x1 * x2", "Same">;
def Layer_OpsDivideOp : Layer_Binary<"divide", "x1 / x2", "Float">;
def Layer_OpsTrueDivideOp : Layer_Binary<"true_divide", "x1 / x2", "Float">;
def Layer_OpsDivideNoNanOp : Layer_Binary<"divide_no_nan", "x1 / x2, or 0 where x2 is 0", "Float">;
def Layer_OpsFloorDivideOp : Layer_Binary<"floor_divide", "floor(x1 / x2)", "Exact">;
def Layer_OpsModOp : Layer_Binary<"mod", "x1 - x2 * floor(x1 / x2), with the sign of x2", "Exact">;
def Layer_OpsFmodOp : Layer_Binary<"fmod", "x1 - x2 * trunc(x1 / x2), with the sign of x1", "Exact">;
def Layer_OpsPowerOp : Layer_Binary<"power", "x1 to the power of x2", "Same">;
def Layer_OpsMaximumOp : Layer_Binary<"maximum", "the larger of x1 and x2 (NaN if either is NaN)", "Any">;
def Layer_OpsMinimumOp : Layer_Binary<"minimum", "the smaller of x1 and x2 (NaN if either is NaN)", "Any">;
def Layer_OpsFmaxOp : Layer_Binary<"fmax", "the larger of x1 and x2 (the other where one is NaN)", "Any">;
def Layer_OpsFminOp : Layer_Binary<"fmin", "the smaller of x1 and x2 (the other where one is NaN)", "Any">;
def Layer_OpsHypotOp : Layer_Binary<"hypot", "sqrt(x1^2 + x2^2) without overflow on the way", "Float">;
def Layer_OpsArctan2Op : Layer_Binary<"arctan2", "the angle of the point (x2, x1)", "Float">;
def Layer_OpsLogaddexpOp : Layer_Binary<"logaddexp", "log(exp(x1) + exp(x2))", "Float">;
def Layer_OpsLogaddexp2Op : Layer_Binary<"logaddexp2", "log2(2^x1 + 2^x2)", "Float">;
def Layer_OpsHeavisideOp : Layer_Binary<"heaviside", "0 where x1 < 0, x2 where x1 is 0, else 1", "Float">;
def Layer_OpsBitwiseAndOp : Layer_Binary<"bitwise_and", "x & y", "Integer", "x", "y">;
def Layer_OpsBitwiseOrOp : Layer_Binary<"bitwise_or", "x | y", "Integer", "x", "y">;
def Layer_OpsBitwiseXorOp : Layer_Binary<"bitwise_xor", "x ^ y", "Integer", "x", "y">;
class Layer_Shift<string name, string formula> : Layer_Binary<name, formula, "Whole", "x", "y">;
def Layer_OpsLeftShiftOp : Layer_Shift<"left_shift", "x * 2^y, and 0 where y is no number of a bit">;
def Layer_OpsBitwiseLeftShiftOp : Layer_Shift<"bitwise_left_shift", "x * 2^y, and 0 where y is no number of a bit">;
def Layer_OpsRightShiftOp : Layer_Shift<"right_shift", "floor(x / 2^y), and 0 or -1 where y is no number of a bit">;
def Layer_OpsBitwiseRightShiftOp : Layer_Shift<"bitwise_right_shift", "floor(x / 2^y), and 0 or -1 where y is no number of a bit">;

//===-- Comparison and logic ----------------------------------------------------------------===//

def Layer_OpsEqualOp : Layer_Binary<"equal", "x1 == x2", "Compare">;
def Layer_OpsNotEqualOp : Layer_Binary<"not_equal", "x1 != x2", "Compare">;
def Layer_OpsGreaterOp : Layer_Binary<"greater", "x1 > x2", "Compare">;
def Layer_OpsGreaterEqualOp : Layer_Binary<"greater_equal", "x1 >= x2", "Compare">;
def Layer_OpsLessOp : Layer_Binary<"less", "x1 < x2", "Compare">;
def Layer_OpsLessEqualOp : Layer_Binary<"less_equal", "x1 <= x2", "Compare">;
def Layer_OpsLogicalAndOp : Layer_Binary<"logical_and", "x1 and x2", "Logic">;
def Layer_OpsLogicalOrOp : Layer_Binary<"logical_or", "x1 or x2", "Logic">;
def Layer_OpsLogicalXorOp : Layer_Binary<"logical_xor", "x1 or x2, not both", "Logic">;
def Layer_OpsLogicalNotOp : Layer_Unary<"logical_not", "not x", "Logic">;
def Layer_OpsIsnanOp : Layer_Unary<"isnan", "whether x is NaN", "Test">;
def Layer_OpsIsinfOp : Layer_Unary<"isinf", "whether x is an infinity", "Test">;
def Layer_OpsIsposinfOp : Layer_Unary<"isposinf", "whether x is +infinity", "Test">;
def Layer_OpsIsneginfOp : Layer_Unary<"isneginf", "whether x is -infinity", "Test">;
def Layer_OpsIsfiniteOp : Layer_Unary<"isfinite", "whether x is neither an infinity nor NaN", "Test">;
def Layer_OpsIsrealOp : Layer_Unary<"isreal", "true: there are no complex numbers", "Test">;
def Layer_OpsSignbitOp : Layer_Unary<"signbit", "whether x has a minus sign, -0 too", "Test">;
def Layer_OpsIscloseOp : Layer_ElementOperation<
    "isclose", "|x1 - x2| <= atol + rtol * |x2|", "Compare",
    "spec.operand(\"x1\"); spec.operand(\"x2\"); spec.floating(\"rtol\"); spec.floating(\"atol\");",
    (ins Layer_Tensor:$lhs, Layer_Tensor:$rhs),
    (ins DefaultValuedAttr<F64Attr, "1.0e-5">:$rtol, DefaultValuedAttr<F64Attr, "1.0e-8">:$atol, Layer_False:$equal_nan)>;

def Layer_OpsWhereOp : Layer_ElementOperation<
    "where", "x1 where condition is true, else x2", "Where",
    "spec.operand(\"condition\").ofOwnType(); spec.operand(\"x1\"); spec.operand(\"x2\");",
    (ins Layer_Tensor:$condition, Layer_Tensor:$lhs, Layer_Tensor:$rhs)> {
  let extraClassDefinition = common # elements # "void $cppClass::describeConfig(ConfigSpec &) {}";
}

//===-- Functions of one element ------------------------------------------------------------===//

def Layer_OpsAbsoluteOp : Layer_Unary<"absolute", "|x|", "Any">;
def Layer_OpsAbsOp : Layer_Unary<"abs", "|x|", "Any">;
def Layer_OpsFabsOp : Layer_Unary<"fabs", "|x|", "Float">;
def Layer_OpsNegativeOp : Layer_Unary<"negative", "-x", "Same">;
def Layer_OpsSignOp : Layer_Unary<"sign", "-1, 0 or 1 (NaN for NaN)", "Same">;
def Layer_OpsSquareOp : Layer_Unary<"square", "x^2", "Wide">;
def Layer_OpsSqrtOp : Layer_Unary<"sqrt", "the square root of x", "Float">;
def Layer_OpsRsqrtOp : Layer_Unary<"rsqrt", "1 / sqrt(x)", "Float">;
def Layer_OpsReciprocalOp : Layer_Unary<"reciprocal", "1 / x", "Float">;
def Layer_OpsCbrtOp : Layer_Unary<"cbrt", "the cubic root of x", "Float">;
def Layer_OpsExpOp : Layer_Unary<"exp", "e^x", "Float">;
def Layer_OpsExp2Op : Layer_Unary<"exp2", "2^x", "Float">;
def Layer_OpsExpm1Op : Layer_Unary<"expm1", "e^x - 1", "Float">;
def Layer_OpsLogOp : Layer_Unary<"log", "the natural logarithm of x", "Float">;
def Layer_OpsLog1pOp : Layer_Unary<"log1p", "log(1 + x)", "Float">;
def Layer_OpsLog2Op : Layer_Unary<"log2", "the logarithm of x to base 2", "Float">;
def Layer_OpsLog10Op : Layer_Unary<"log10", "the logarithm of x to base 10", "Float">;
def Layer_OpsSinOp : Layer_Unary<"sin", "sin(x)", "Float">;
def Layer_OpsCosOp : Layer_Unary<"cos", "cos(x)", "Float">;
def Layer_OpsTanOp : Layer_Unary<"tan", "tan(x)", "Float">;
def Layer_OpsArcsinOp : Layer_Unary<"arcsin", "arcsin(x)", "Float">;
def Layer_OpsArccosOp : Layer_Unary<"arccos", "arccos(x)", "Float">;
def Layer_OpsArctanOp : Layer_Unary<"arctan", "arctan(x)", "Float">;
def Layer_OpsSinhOp : Layer_Unary<"sinh", "sinh(x)", "Float">;
def Layer_OpsCoshOp : Layer_Unary<"cosh", "cosh(x)", "Float">;
def Layer_OpsTanhOp : Layer_Unary<"tanh", "tanh(x)", "Float">;
def Layer_OpsArcsinhOp : Layer_Unary<"arcsinh", "arcsinh(x)", "Float">;
def Layer_OpsArccoshOp : Layer_Unary<"arccosh", "arccosh(x)", "Float">;
def Layer_OpsArctanhOp : Layer_Unary<"arctanh", "arctanh(x)", "Float">;
def Layer_OpsSincOp : Layer_Unary<"sinc", "sin(pi x) / (pi x), 1 where x is 0", "Float">;
def Layer_OpsErfOp : Layer_Unary<"erf", "the error function of x", "Float">;
def Layer_OpsErfcOp : Layer_Unary<"erfc", "1 - erf(x)", "Float">;
def Layer_OpsDeg2radOp : Layer_Unary<"deg2rad", "x * pi / 180", "Float">;
def Layer_OpsRad2degOp : Layer_Unary<"rad2deg", "x * 180 / pi", "Float">;
def Layer_OpsCeilOp : Layer_Unary<"ceil", "the least integer that is not below x", "Float">;
def Layer_OpsFloorOp : Layer_Unary<"floor", "the largest integer that is not above x", "Float">;
def Layer_OpsTruncOp : Layer_Unary<"trunc", "x cut off towards zero", "Any">;
def Layer_OpsBitwiseNotOp : Layer_Unary<"bitwise_not", "all bits of x turned", "Integer">;
def Layer_OpsBitwiseInvertOp : Layer_Unary<"bitwise_invert", "all bits of x turned", "Integer">;
def Layer_OpsCopyOp : Layer_Unary<"copy", "x", "Any">;
def Layer_OpsRealOp : Layer_Unary<"real", "x", "Any">;
def Layer_OpsConjugateOp : Layer_Unary<"conjugate", "x: there are no complex numbers", "Any">;
def Layer_OpsConjOp : Layer_Unary<"conj", "x: there are no complex numbers", "Any">;
def Layer_OpsAngleOp : Layer_Unary<"angle", "the angle of x in the plane of complex numbers: 0, or pi where it has a minus sign", "Float">;
def Layer_OpsImagOp : Layer_Unary<"imag", "0: there are no complex numbers", "Any">;
def Layer_OpsStopGradientOp : Layer_Operation<"stop_gradient", "x: gradients mean nothing to inference",
                                              "spec.operand(\"variable\").alias(\"x\");", ["isIdentityAtInference"]> {
  let arguments = (ins Layer_Tensor:$x);
}

def Layer_OpsRoundOp : Layer_ConfiguredUnary<"round", "x rounded to `decimals` digits, half to even", "Any",
                                             (ins DefaultValuedAttr<I64Attr, "0">:$decimals)>;
def Layer_OpsClipOp : Layer_ConfiguredUnary<"clip", "min(max(x, x_min), x_max)", "Wide",
                                            (ins OptionalAttr<F64Attr>:$x_min, OptionalAttr<F64Attr>:$x_max)>;
def Layer_OpsNanToNumOp : Layer_ConfiguredUnary<
    "nan_to_num", "x, and in place of NaN, +infinity and -infinity the numbers given (the largest and the least)", "Any",
    (ins DefaultValuedAttr<F64Attr, "0.0">:$nan, OptionalAttr<F64Attr>:$posinf, OptionalAttr<F64Attr>:$neginf)>;

//===-- Activations as functions -------------------------------------------------------------===//

def Layer_OpsReluOp : Layer_Unary<"relu", "max(x, 0)", "Wide">;
def Layer_OpsRelu6Op : Layer_Unary<"relu6", "min(max(x, 0), 6)", "Float">;
def Layer_OpsSigmoidOp : Layer_Unary<"sigmoid", "1 / (1 + exp(-x))", "Float">;
def Layer_OpsSparseSigmoidOp : Layer_Unary<"sparse_sigmoid", "0.5 * clip(x + 1, 0, 2)", "Float">;
def Layer_OpsSoftplusOp : Layer_Unary<"softplus", "log(exp(x) + 1)", "Float">;
def Layer_OpsSoftsignOp : Layer_Unary<"softsign", "x / (|x| + 1)", "Float">;
def Layer_OpsSparsePlusOp : Layer_Unary<"sparse_plus", "0 below -1, x above 1, (x + 1)^2 / 4 between", "Float">;
def Layer_OpsSiluOp : Layer_Unary<"silu", "x * sigmoid(x)", "Float">;
def Layer_OpsLogSigmoidOp : Layer_Unary<"log_sigmoid", "log(sigmoid(x))", "Float">;
def Layer_OpsHardSigmoidOp : Layer_Unary<"hard_sigmoid", "relu6(x + 3) / 6", "Float">;
def Layer_OpsHardSiluOp : Layer_Unary<"hard_silu", "x * hard_sigmoid(x)", "Float">;
def Layer_OpsSeluOp : Layer_Unary<"selu", "scale * elu(x, alpha) with Keras's scale and alpha", "Float">;
def Layer_OpsTanhShrinkOp : Layer_Unary<"tanh_shrink", "x - tanh(x)", "Float">;
def Layer_OpsHardTanhOp : Layer_Unary<"hard_tanh", "x within [-1, 1]", "Wide">;
def Layer_OpsGeluOp : Layer_ConfiguredUnary<"gelu", "x * P(X <= x) of a normal X, or approximately by tanh", "Float",
                                            (ins DefaultValuedAttr<BoolAttr, "true">:$approximate)>;
def Layer_OpsLeakyReluOp : Layer_ConfiguredUnary<"leaky_relu", "x, or negative_slope * x below zero", "Float",
                                                 (ins DefaultValuedAttr<F64Attr, "0.2">:$negative_slope)>;
def Layer_OpsEluOp : Layer_ConfiguredUnary<"elu", "x, or alpha * (exp(x) - 1) below zero", "Float",
                                           (ins DefaultValuedAttr<F64Attr, "1.0">:$alpha)>;
def Layer_OpsCeluOp : Layer_ConfiguredUnary<"celu", "max(x, 0) + alpha * (exp(min(x, 0) / alpha) - 1)", "Float",
                                            (ins DefaultValuedAttr<F64Attr, "1.0">:$alpha)>;
def Layer_OpsSoftShrinkOp : Layer_ConfiguredUnary<"soft_shrink", "x moved towards zero by threshold", "Float",
                                                  (ins DefaultValuedAttr<F64Attr, "0.5">:$threshold)>;
def Layer_OpsHardShrinkOp : Layer_ConfiguredUnary<"hard_shrink", "x where |x| > threshold, else 0", "Float",
                                                  (ins DefaultValuedAttr<F64Attr, "0.5">:$threshold)>;
def Layer_OpsThresholdOp : Layer_ConfiguredUnary<"threshold", "x where x > threshold, else default_value", "Float",
                                                 (ins F64Attr:$threshold, F64Attr:$default_value)>;
def Layer_OpsSquareplusOp : Layer_ConfiguredUnary<"squareplus", "(x + sqrt(x^2 + b)) / 2", "Float",
                                                  (ins DefaultValuedAttr<F64Attr, "4.0">:$b)>;

#endif
