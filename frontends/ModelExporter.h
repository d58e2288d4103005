// The walk through layer IR that makes a config of it.
#ifndef LITH_FRONTENDS_MODELEXPORTER_H
#define LITH_FRONTENDS_MODELEXPORTER_H

#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/Config.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/StringSet.h"

namespace lith::frontends {

/// A variable's place below its layer's own group, and the global that it is.
struct NamedVariable {
  std::string path, symbol;
};
/// The variables of layers, by the layers' paths in the exported model.
using Variables = llvm::StringMap<std::vector<NamedVariable>>;

/// The export of one function to one model.
class ModelExporter {
public:
  /// `prefix` stands before the paths of the model's layers.
  ModelExporter(Model &model, std::string prefix, Variables &variables)
      : model(model), prefix(std::move(prefix)), variables(variables) {}
  llvm::Error run(mlir::func::FuncOp function);

private:
  void addInputs(mlir::func::FuncOp function);
  /// Finds the number of each call among its layer's: by `layer.node`, or in order where ops lack
  /// it.
  void numberCalls(mlir::Block &body);
  llvm::Error addCall(mlir::Operation *op);
  llvm::Expected<Call> makeCall(mlir::Operation *op);
  Argument argument(mlir::Value value);
  std::string unique(std::string name);
  llvm::Expected<Structure> structure(mlir::func::FuncOp function, llvm::StringRef nestingAttr,
                                      mlir::ValueRange values);

  // Layers and what they own (ExportLayer.cpp).
  llvm::Expected<Layer> makeLayer(mlir::Operation *op, std::string name, const std::string &path);
  /// A nested model: what the function does that is called.
  llvm::Expected<Layer> makeModel(mlir::func::CallOp call, std::string name,
                                  const std::string &path);
  /// A layer that stands in another one's config.
  llvm::Expected<Layer> makeChild(mlir::Operation *op, llvm::StringRef key,
                                  const std::string &owner);
  /// The layers that the op owns: the calls in its regions.
  llvm::Error addChildren(layer::LayerOpInterface op, Layer &layer, const std::string &path);
  /// The activation that a layer has as a layer: part of the call before it.
  llvm::Error addActivation(mlir::Operation *op);
  /// Gives the layer, or the one that is its activation, the activation that the op is. `path` is
  /// the layer's.
  llvm::Error attachActivation(Layer &layer, std::string path, mlir::Operation *op);

  Model &model;
  std::string prefix;
  Variables &variables;
  llvm::StringSet<> layerNames;      // of layers that have one, but for inputs
  llvm::StringMap<unsigned> numbers; // of layers, by name
  llvm::DenseMap<mlir::Operation *, unsigned> nodes;
  llvm::DenseMap<mlir::Value, TensorRef> tensors;
};

/// The layer's name in its own model: the last part of its path, empty where it has none.
std::string layerName(mlir::Operation *op);

/// The calls among the ops of a function or region: all but loads and stores of variables,
/// constants, and the casts that Keras makes by itself.
inline auto callsIn(mlir::Block &block) {
  return llvm::make_filter_range(block.without_terminator(), [](mlir::Operation &op) {
    return !llvm::isa<mlir::ml_program::GlobalLoadOp, mlir::ml_program::GlobalStoreOp,
                      mlir::arith::ConstantOp>(op) &&
           !op.hasAttr(layer::autocastAttrName);
  });
}

} // namespace lith::frontends

#endif
