// One call of a layer -> its op, with loads of its variables.
#ifndef LITH_FRONTENDS_BUILDLAYER_H
#define LITH_FRONTENDS_BUILDLAYER_H

#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/BindWeights.h"
#include "frontends/Config.h"
#include "frontends/Naming.h"
#include "frontends/Problem.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"

namespace lith::frontends {

/// Results of a call. A null value is one that could not be made, and the reason has been reported.
using Values = llvm::SmallVector<mlir::Value>;

/// What a call gives for each of the arguments that an op's CallSpec declares.
using BoundCall = llvm::SmallVector<llvm::SmallVector<const Argument *, 1>>;
/// The values of the tensors in a call.
using TensorValues = llvm::DenseMap<const TensorRef *, mlir::Value>;

/// Below which group of its own a Keras 3 file has what the child of a layer owns, as the layer's
/// op says.
std::string findChildGroup(const Layer &owner, const Layer &child, mlir::MLIRContext &context);

/// Builds a call of a nested model, as LayerBuilder::build does of a layer.
using ModelBuilder = std::function<Values(const Layer &, unsigned node, const Values &tensors)>;

/// The attribute of a constant of rank 0 that is an array in the file, not one of Python's numbers.
inline constexpr llvm::StringLiteral arrayAttrName = "layer.array";

/// The type that a Python number of `type` takes beside operands of `other`, which is null if there
/// are none.
mlir::Type weakType(mlir::Type type, mlir::Type other);

class LayerBuilder {
public:
  LayerBuilder(const Config &config, mlir::ModuleOp module, mlir::OpBuilder &builder,
               Problems &problems, ModelBuilder buildModel)
      : config(config), module(module), builder(builder), problems(problems),
        buildModel(std::move(buildModel)),
        places(placeLayers(config.main, [&](const Layer &owner, const Layer &child) {
          return findChildGroup(owner, child, *module.getContext());
        })) {}

  /// Builds call `node` of `layer` where the builder stands. `tensors` are the values of the
  /// tensors in the call, as collectTensors finds them. With a null value among them nothing is
  /// built, and the layer is checked as far as its config goes. Nothing is returned where the call
  /// could not be built.
  Values build(const Layer &layer, unsigned node, const Values &tensors);

  /// Whether what a nested model is called with besides tensors is supported.
  bool checkCall(const Layer &layer, const Call &call);
  /// Whether a tensor type is small enough.
  bool checkSize(const Layer &layer, mlir::Type type, llvm::StringRef what);
  /// A cast that Keras makes by itself, where the builder stands.
  mlir::Value autocast(mlir::Location loc, mlir::Value value, mlir::Type element);

  void report(const Layer &layer, std::string what, std::string advice = "");
  const LayerPlace &place(const Layer &layer) const { return places.find(&layer)->second; }
  llvm::ArrayRef<DeclaredWeight> declaredWeights() const { return declared; }

private:
  std::optional<mlir::OperationName> findOp(const Layer &layer);
  Values buildOp(const Layer &layer, mlir::OperationName name, unsigned node, const Values &tensors,
                 bool isLinear);
  bool buildChildren(const Layer &layer, unsigned node, bool isKnown, mlir::OperationState &state);
  std::optional<llvm::SmallVector<mlir::Type>>
  askChildInputs(const Layer &layer, mlir::OperationState &state, unsigned child);
  bool readConfig(const Layer &layer, bool isLinear, mlir::OperationState &state);

  // What follows from the layer's dtype policy (Policies.cpp).
  /// Puts the policy among the attributes; false, and a report, where it is not supported.
  bool readPolicy(const Layer &layer, mlir::OperationState &state);
  layer::DTypePolicy policyOf(const mlir::OperationState &state);
  /// An input, and a variable, in the type in which the op takes it.
  mlir::Value autocastInput(const mlir::OperationState &state, mlir::Value value);
  mlir::Value autocastVariable(const mlir::OperationState &state, mlir::Value value);
  /// The element type of a variable; null, and a report, where it has none.
  mlir::Type variableType(const Layer &layer, const mlir::OperationState &state,
                          const layer::Variable &variable);

  bool bindCall(const Layer &layer, const Call &call, const Values &tensors,
                mlir::OperationState &state);
  bool bindConstants(const Layer &layer, const layer::CallSpec &spec, const BoundCall &bound,
                     mlir::OperationState &state);
  bool bindOperands(const Layer &layer, const layer::CallSpec &spec, const BoundCall &bound,
                    const TensorValues &values, mlir::OperationState &state);
  std::optional<BoundCall> matchArguments(const Layer &layer, const Call &call,
                                          const layer::CallSpec &spec);
  bool checkUnknown(const Layer &layer, llvm::StringRef key, const Argument &argument);
  bool checkProbe(const Layer &layer, layer::LayerOpInterface probe);
  bool askOp(const Layer &layer, mlir::OperationState &state,
             llvm::SmallVectorImpl<layer::Variable> &variables);
  mlir::Operation *createOp(const Layer &layer, mlir::OperationState &state);
  mlir::Value loadVariable(const Layer &layer, const layer::Variable &variable,
                           const mlir::OperationState &state);
  mlir::ml_program::GlobalOp shareVariable(const Layer &layer, const layer::Variable &variable);
  mlir::ml_program::GlobalOp declareVariable(const Layer &layer, const layer::Variable &variable,
                                             mlir::RankedTensorType type, mlir::Location loc);
  template <typename Action> auto collecting(const Layer &layer, Action action);

  const Config &config;
  mlir::ModuleOp module;
  mlir::OpBuilder &builder;
  Problems &problems;
  ModelBuilder buildModel;
  llvm::DenseMap<const Layer *, LayerPlace> places;
  std::vector<DeclaredWeight> declared;
  llvm::StringMap<mlir::ml_program::GlobalOp> globals; // by symbol
  llvm::StringMap<std::string> symbols;                // of variables, by their paths in the file
};

} // namespace lith::frontends

#endif
