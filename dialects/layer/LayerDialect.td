// The layer dialect: a model as its author wrote it, one op per Keras layer.
#ifndef LITH_LAYER_DIALECT_TD
#define LITH_LAYER_DIALECT_TD

include "mlir/IR/OpBase.td"

def Layer_Dialect : Dialect {
  let name = "layer";
  let cppNamespace = "::lith::layer";
  let summary = "Keras layers on tensors";
  let description = [{
    One op per Keras layer. An op is named as Keras names the layer in snake case (`layer.conv2d`), its attributes are Keras's
    config keys, its operands are the layer's inputs and then its variables, in Keras's order. Results have Keras's shapes.
    Discardable attributes: `layer.path` (the layer's path in the model) and `layer.node` (which call of a shared layer this is).
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::ml_program::MLProgramDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
  let extraClassDeclaration = [{
    /// Registers the ops of one section.
    template <typename... Ops> void addSection() { addOperations<Ops...>(); }
  }];
}

#endif
