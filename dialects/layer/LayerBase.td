// Base classes of layers: traits, assembly format and the interface live here, so that an op is one short def.
#ifndef LITH_LAYER_BASE_TD
#define LITH_LAYER_BASE_TD

include "dialects/layer/LayerDialect.td"
include "dialects/layer/LayerInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Layer_Tensor : RankedTensorOf<[AnyFloat, AnyInteger]>;

/// A Keras activation by its Keras name; "linear" where there is none.
class Layer_DefaultActivation<string name> : DefaultValuedAttr<StrAttr, "\"" # name # "\"">;

/// The layer's last step applies its attribute `activation`, which is "linear" unless given.
def Layer_EndsInActivation : NativeOpTrait<"EndsInActivation"> {
  let cppNamespace = "::lith::layer";
}

/// `training=True` in the layer's call says nothing: the layer does the same either way, or Keras saves it without being asked and
/// overrides it at inference.
def Layer_IgnoresTraining : NativeOpTrait<"IgnoresTraining"> {
  let cppNamespace = "::lith::layer";
}

/// The layer takes its float inputs as they are (Keras's autocast=False); others get them in the type that they compute in.
def Layer_KeepsInputs : NativeOpTrait<"KeepsInputs"> {
  let cppNamespace = "::lith::layer";
}

/// The layer takes its variables as they are, and computes in float32 or wider.
def Layer_KeepsVariables : NativeOpTrait<"KeepsVariables"> {
  let cppNamespace = "::lith::layer";
}

/// Integers as input become floats of the type that the layer computes in.
def Layer_TakesIntegers : NativeOpTrait<"TakesIntegers"> {
  let cppNamespace = "::lith::layer";
}

/// Integers as input become float32, whatever the layer computes in otherwise.
def Layer_MakesFloats : NativeOpTrait<"MakesFloats"> {
  let cppNamespace = "::lith::layer";
}

/// The result's elements are the operands' elements, or constants: nothing is computed, so that any type may stay what it is.
def Layer_MovesElements : NativeOpTrait<"MovesElements"> {
  let cppNamespace = "::lith::layer";
}

class Layer_DefaultI64s<string values> : DefaultValuedAttr<DenseI64ArrayAttr, values>;

class Layer_DefaultF64s<string values> : DefaultValuedAttr<DenseF64ArrayAttr, values>;

def Layer_DefaultFormat : DefaultValuedAttr<StrAttr, "\"channels_last\"">;

def Layer_DefaultPadding : DefaultValuedAttr<StrAttr, "\"valid\"">;

/// Every layer. `ownMethods` are the interface methods with defaults that this op overrides; a forgotten one is a link error.
class Layer_Op<string mnemonic, list<string> ownMethods = [], list<Trait> traits = []>
    : Op<Layer_Dialect, mnemonic, traits # [
        Pure,
        DeclareOpInterfaceMethods<Layer_LayerOpInterface, ownMethods>]> {
  let results = (outs Layer_Tensor:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif
