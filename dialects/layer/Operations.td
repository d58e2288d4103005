// Base classes of the operations of keras.ops that a functional model may use directly: https://keras.io/api/ops/
// An operation is `layer.ops.` and Keras's snake case of its class.
#ifndef LITH_LAYER_OPERATIONS_TD
#define LITH_LAYER_OPERATIONS_TD

include "dialects/layer/LayerBase.td"

/// A list of axes, one axis (a list of one), or all (absent).
def Layer_Axes : OptionalAttr<DenseI64ArrayAttr>;

def Layer_False : DefaultValuedAttr<BoolAttr, "false">;

/// Every operation. All operands are inputs: operations have no variables. `call` is the C++ list of the tensors' names.
class Layer_Operation<string name, string what, string call, list<string> own = [], list<Trait> traits = [],
                      string module = "keras.src.ops">
    : Layer_Op<"ops." # name, ["getKerasClass", "getKerasModule", "getInputs", "describeCall"] # own, traits> {
  let summary = what # ".";
  code common = [{
    ::llvm::StringRef $cppClass::getKerasClass() { return detail::operationClass<$cppClass>(); }
    ::llvm::StringRef $cppClass::getKerasModule() { return "}] # module # [{"; }
    ::mlir::ValueRange $cppClass::getInputs() { return (*this)->getOperands(); }
    void $cppClass::describeCall(CallSpec &spec) { }] # call # [{ }
  }];
  let extraClassDefinition = common;
}

/// result[..] = f(x[..], ..), with NumPy's broadcasting where there are several operands. `rule` says in which type it is computed:
/// Same: in what the operands meet in, which are numbers; Any: the same, bool too; Float: as Same, but integers as float32;
/// Exact: as Same, and not in float64; Wide: as Same, bool as int32; Integer: as Any, but no floats; Whole: as Same, but no floats; Compare: operands meet, the result is
/// bool; Logic: operands become bool, the result is bool; Test: a float's property, the result is bool.
/// Unsigned integers are computed in more bits with a sign, of which the last are the result.
/// The op's C++ is `compute`: one element from one element of each operand.
class Layer_ElementOperation<string name, string formula, string rule, string call, dag operands, dag attributes = (ins)>
    : Layer_Operation<name, formula, call, ["mixesSamples"]> {
  let description = "output = " # formula # [{, element by element.

    }] # "ops." # name # "_c1: operands fit together by NumPy's broadcasting. "
    # "ops." # name # "_c2: their element types are ones that the operation takes (rule " # rule # ").";
  let arguments = !con(operands, attributes);
  let extraClassDeclaration = [{
    /// One element of the result, from one element of each operand.
    ::mlir::Value compute(::mlir::ImplicitLocOpBuilder &b, ::mlir::ValueRange x);
  }];
  code elements = [{
    ::llvm::LogicalResult $cppClass::inferTypes(::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return detail::inferElements(*this, detail::ElementRule::}] # rule # [{, types);
    }
    ::llvm::LogicalResult $cppClass::lower(::mlir::OpBuilder &builder, ::llvm::SmallVectorImpl<::mlir::Value> &results) {
      results.push_back(detail::lowerElements(
          *this, detail::ElementRule::}] # rule # [{, builder,
          [&](::mlir::ImplicitLocOpBuilder &b, ::mlir::ValueRange x) { return compute(b, x); }));
      return ::mlir::success();
    }
    bool $cppClass::mixesSamples() { return detail::mixesElements(*this); }
  }];
  let extraClassDefinition = common # elements;
}

class Layer_Unary<string name, string formula, string rule>
    : Layer_ElementOperation<name, formula, rule, "spec.operand(\"x\");", (ins Layer_Tensor:$x)> {
  let extraClassDefinition = common # elements # "void $cppClass::describeConfig(ConfigSpec &) {}";
}

/// A function of one element with keys in its config: the op describes them itself.
class Layer_ConfiguredUnary<string name, string formula, string rule, dag attributes>
    : Layer_ElementOperation<name, formula, rule, "spec.operand(\"x\");", (ins Layer_Tensor:$x), attributes>;

class Layer_Binary<string name, string formula, string rule, string first = "x1", string second = "x2">
    : Layer_ElementOperation<name, formula, rule,
                             "spec.operand(\"" # first # "\")" # !if(!eq(rule, "Float"), ".asReal()", "")
                             # "; spec.operand(\"" # second # "\")" # !if(!eq(rule, "Float"), ".asReal()", "") # ";",
                             (ins Layer_Tensor:$lhs, Layer_Tensor:$rhs)> {
  let extraClassDefinition = common # elements # "void $cppClass::describeConfig(ConfigSpec &) {}";
}

/// Axes become one number: a fold and what is done before and behind it. `rule` gives the result's type: Same (narrow integers and
/// bool become int32), Keep (the input's), Float (integers become float32), Bool, Index (int32). `keys` is the C++ that describes `axis` and
/// `keepdims`.
class Layer_Reduction<string name, string formula, string rule, dag attributes = (ins),
                      string keys = "detail::describeReduction(spec);">
    : Layer_Operation<name, formula, "spec.operand(\"x\");", ["mixesSamples"]> {
  let description = "output = " # formula # [{ over `axis`, or over everything.

    }] # "ops." # name # "_c1: axes are axes of x, each once; negative ones count from the end. "
    # "ops." # name # "_c2: the elements are of a type that the operation takes.";
  let arguments = !con((ins Layer_Tensor:$x), attributes, (ins Layer_Axes:$axis, Layer_False:$keepdims));
  let extraClassDeclaration = [{
    /// The config keys beside axis and keepdims.
    static void describeMore(ConfigSpec &spec);
    /// x without `axes`, which are sorted and none negative.
    ::mlir::Value reduce(::mlir::ImplicitLocOpBuilder &b, ::mlir::Value x, ::llvm::ArrayRef<int64_t> axes);
  }];
  code reduction = [{
    void $cppClass::describeConfig(ConfigSpec &spec) { }] # keys # [{ describeMore(spec); }
    ::llvm::LogicalResult $cppClass::inferTypes(::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return detail::inferReduction(*this, detail::ReductionRule::}] # rule # [{, types);
    }
    ::llvm::LogicalResult $cppClass::lower(::mlir::OpBuilder &builder, ::llvm::SmallVectorImpl<::mlir::Value> &results) {
      results.push_back(detail::lowerReduction(
          *this, detail::ReductionRule::}] # rule # [{, builder,
          [&](::mlir::ImplicitLocOpBuilder &b, ::mlir::Value x, ::llvm::ArrayRef<int64_t> axes) { return reduce(b, x, axes); }));
      return ::mlir::success();
    }
    bool $cppClass::mixesSamples() { return detail::mixesReduction(*this); }
  }];
  let extraClassDefinition = common # reduction;
}

/// An operation that moves elements and computes none, or has a shape rule of its own.
class Layer_ShapeOperation<string name, string what, string call, dag operands, list<string> own = [], list<Trait> traits = []>
    : Layer_Operation<name, what, call, ["mixesSamples"] # own, traits> {
  let arguments = operands;
}

#endif
