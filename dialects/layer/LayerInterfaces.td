// What generic code asks of a layer: its config keys, its variables, its result types, its lowering.
#ifndef LITH_LAYER_INTERFACES_TD
#define LITH_LAYER_INTERFACES_TD

include "mlir/IR/OpBase.td"

def Layer_LayerOpInterface : OpInterface<"LayerOpInterface"> {
  let cppNamespace = "::lith::layer";
  let description = [{
    Everything that import, the verifier and the lowering need to know of a layer, so that no table of layers exists anywhere.
    `getVariables` and `inferTypes` may be called on an op that has only its inputs and attributes: import builds such an op,
    asks it, and then builds it whole; the verifier asks the finished op the same questions. `inferTypes` comes first: it checks what
    `getVariables` may then rely on.
    Operands are the inputs, then the variables, with at most one optional or variadic group and no segment attribute: an op with
    several optional variables takes them as one `Variadic<Layer_Tensor>:$variables` and finds each with `findVariable`.
    State is a variable, too; the op's last results are the next values of its states, which import stores.
    A layer that owns layers (ConfigSpec::child) has a region of one block for each, which says what the child does with the block's
    arguments and ends in `layer.yield`. Import fills the regions before it asks for types and variables.
  }];
  let methods = [
    StaticInterfaceMethod<
      "Keras's class of this layer: the name of the op's own class, which is the same.",
      "::llvm::StringRef", "getKerasClass", (ins), "", [{
        ::llvm::StringRef name = ::llvm::getTypeName<ConcreteOp>();
        name.consume_back("Op");
        return name.substr(name.rfind(':') + 1);
      }]>,
    StaticInterfaceMethod<
      "The module in which Keras's files say that the class is.",
      "::llvm::StringRef", "getKerasModule", (ins), "", [{ return "keras.layers"; }]>,
    StaticInterfaceMethod<
      "Declares the config keys that the layer reads, their kinds, spellings and defaults for each Keras version.",
      "void", "describeConfig", (ins "::lith::layer::ConfigSpec &":$spec)>,
    StaticInterfaceMethod<
      "Declares the arguments of the layer's call: tensors, which are its inputs in this order, and constants, which become attributes.",
      "void", "describeCall", (ins "::lith::layer::CallSpec &":$spec), "", [{ spec.operands("inputs"); }]>,
    InterfaceMethod<
      "The layer's inputs: the operands that are not variables; one, unless the layer says otherwise.",
      "::mlir::ValueRange", "getInputs", (ins), "", [{ return $_op->getOperands().take_front(1); }]>,
    InterfaceMethod<
      "Appends the layer's variables in Keras's order, as shapes and places in the file.",
      "void", "getVariables", (ins "::llvm::SmallVectorImpl<::lith::layer::Variable> &":$variables), "", [{ (void)variables; }]>,
    InterfaceMethod<
      "Checks every constraint, by name, and appends the result types.",
      "::llvm::LogicalResult", "inferTypes", (ins "::llvm::SmallVectorImpl<::mlir::Type> &":$types)>,
    InterfaceMethod<
      "Appends the types of what the layer calls its child with, counted as its regions: those of its own inputs, unless it says otherwise. Asked before the regions are filled.",
      "::llvm::LogicalResult", "inferChildInputs",
      (ins "unsigned":$child, "::llvm::SmallVectorImpl<::mlir::Type> &":$types), "", [{
        (void)child;
        ::llvm::append_range(types, $_op.getInputs().getTypes());
        return ::llvm::success();
      }]>,
    InterfaceMethod<
      "Computes the layer with linalg on tensors; appends one value per result.",
      "::llvm::LogicalResult", "lower",
      (ins "::mlir::OpBuilder &":$builder, "::llvm::SmallVectorImpl<::mlir::Value> &":$results)>,
    InterfaceMethod<
      "Whether the layer passes its only input on unchanged when it is not training.",
      "bool", "isIdentityAtInference", (ins), "", [{ return false; }]>,
    InterfaceMethod<
      "Whether the layer does what its only child does with the same inputs when it is not training.",
      "bool", "isChildAtInference", (ins), "", [{ return false; }]>,
    InterfaceMethod<
      "The activation that this layer is, by its Keras name; empty if it is none.",
      "::llvm::StringRef", "getAsActivation", (ins), "", [{ return ""; }]>,
    InterfaceMethod<
      "How the layer is linear in its input, channel by channel, up to its activation; nothing where it is not.",
      "::std::optional<::lith::layer::LinearLayer>", "describeLinear", (ins), "", [{ return ::std::nullopt; }]>,
    InterfaceMethod<
      "Whether a result for one sample depends on other samples of the batch.",
      "bool", "mixesSamples", (ins), "", [{ return false; }]>
  ];
  let verify = [{ return ::lith::layer::detail::verifyLayer($_op); }];
}

#endif
