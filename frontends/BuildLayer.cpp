// Finds the op by the layer's class, gives it the config's attributes, asks it what variables it
// has and what it returns, and builds it. What the op's own checks say becomes a problem of the
// layer.
#include "frontends/BuildLayer.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/Graph.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/MathExtras.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

void LayerBuilder::report(const Layer &layer, std::string what, std::string advice) {
  problems.add({place(layer).path, layer.className, std::move(what), std::move(advice)});
}

/// Runs `action`; what MLIR's checks say meanwhile becomes problems of the layer.
template <typename Action> auto LayerBuilder::collecting(const Layer &layer, Action action) {
  ScopedDiagnosticHandler handler(builder.getContext(), [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == DiagnosticSeverity::Error) {
      std::string whole = diagnostic.str();
      StringRef text = whole;
      // The path and class of the layer say what "'layer.dense' op" would.
      if (text.consume_front("'layer."))
        text = text.split("' op ").second;
      report(layer, text.str());
    }
    return success();
  });
  return action();
}

/// None, or a list of Nones, as Keras writes the absent masks of several inputs.
static bool isNothing(const Json &json) {
  const Json::Array *items = json.asArray();
  return json.isNull() || (items && llvm::all_of(*items, isNothing));
}

/// What a call is given besides tensors; whether the call can be imported.
bool LayerBuilder::checkCall(const Layer &layer, const Call &call) {
  size_t before = problems.size();
  OperationName op("layer." + toSnakeCase(layer.className), builder.getContext());
  for (const Argument &argument : call.args)
    if (argument.kind == Argument::Kind::Constant && !isNothing(argument.constant))
      report(layer, fmt::format("is called with the constant {}", argument.constant.text(60)),
             "only tensors are supported as positional arguments");
  for (const auto &[key, argument] : call.kwargs) {
    SmallVector<const TensorRef *> tensors;
    collectTensors(argument, tensors);
    bool isFalse = argument.constant.asBool() && !*argument.constant.asBool();
    bool isSame = key == "training" && (isFalse || op.hasTrait<IgnoresTraining>());
    if (tensors.empty() && (isNothing(argument.constant) || isSame))
      continue;
    if (key == "training")
      report(layer,
             "is called with training=True, so it is random or changes when the model runs; this "
             "is not supported yet",
             "call the layer without `training` and save the model again");
    else if (key == "mask")
      report(layer, "is called with a mask; masks are not supported yet", "remove the mask");
    else if (tensors.empty())
      report(layer, fmt::format("call argument {} = {} is not supported", key,
                                argument.constant.text(60)));
    else if (key != "inputs" && key != "initial_state")
      report(layer,
             fmt::format("is called with a tensor as argument {}, which is not supported yet", key),
             "give tensors by position");
  }
  return problems.size() == before;
}

std::optional<OperationName> LayerBuilder::findOp(const Layer &layer) {
  if (layer.isOperation()) {
    report(
        layer,
        fmt::format(
            "uses the function {} of {}; functions of keras.ops in a model are not supported yet",
            layer.className, layer.module),
        "use the layer of that name if there is one");
    return std::nullopt;
  }
  if (!layer.registeredName.empty() || !StringRef(layer.module).starts_with("keras")) {
    report(layer,
           fmt::format("is a class of its author's, {}, whose computation is not in the file",
                       layer.registeredName.empty() ? layer.module + "." + layer.className
                                                    : layer.registeredName),
           "build the model from Keras's own layers");
    return std::nullopt;
  }
  OperationName name("layer." + toSnakeCase(layer.className), builder.getContext());
  if (!name.hasInterface<LayerOpInterface>()) {
    report(layer, "this layer is not supported yet", "see the list of layers in README.md");
    return std::nullopt;
  }
  return name;
}

bool LayerBuilder::checkSize(const Layer &layer, Type type, StringRef what) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  int64_t elements = 1;
  for (int64_t extent : tensor ? tensor.getShape() : ArrayRef<int64_t>())
    if (!ShapedType::isDynamic(extent) &&
        (llvm::MulOverflow(elements, extent, elements) || elements > INT32_MAX)) {
      report(
          layer,
          fmt::format("{} {} has 2^31 elements or more", what.str(), shapeText(tensor.getShape())),
          "make it smaller");
      return false;
    }
  return true;
}

/// The global of a variable, made when the variable is first asked for.
ml_program::GlobalOp LayerBuilder::declareVariable(const Layer &layer, const Variable &variable,
                                                   RankedTensorType type, Location loc) {
  const LayerPlace &place = this->place(layer);
  std::string symbol = place.path + "/" + variable.name;
  ml_program::GlobalOp &global = globals[symbol];
  if (global)
    return global;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(*module.getOps<func::FuncOp>().begin());
  Attribute value;
  if (variable.isState)
    value = builder.getZeroAttr(type);
  else
    value = ml_program::ExternAttr::get(builder.getContext(), type);
  global = ml_program::GlobalOp::create(builder, loc, builder.getStringAttr(symbol), type,
                                        /*is_mutable=*/variable.isState, value,
                                        builder.getStringAttr("private"));
  if (!variable.isState) {
    std::string path = place.group + "/" + variable.path;
    global->setAttr("lith.path", builder.getStringAttr(path));
    declared.push_back({symbol, path, place.path, layer.className, type, variable.isTrainable});
  }
  return global;
}

/// The value of one of the layer's variables.
Value LayerBuilder::loadVariable(const Layer &layer, const Variable &variable, Location loc) {
  std::optional<DType> dtype = findDType(variable.dtype);
  if (!dtype) {
    report(layer,
           fmt::format("variable {} has the unknown dtype {}", variable.name, variable.dtype));
    return {};
  }
  if (llvm::any_of(variable.shape, [](int64_t extent) { return extent < 0; })) {
    report(layer,
           fmt::format("variable {} has no fixed shape, because the layer's input has none",
                       variable.name),
           "give the model's input its extents (for state, its batch: --batch)");
    return {};
  }
  auto type = RankedTensorType::get(variable.shape, elementType(*dtype, builder.getContext()));
  if (!checkSize(layer, type, "variable " + variable.name))
    return {};
  ml_program::GlobalOp global = declareVariable(layer, variable, type, loc);
  if (global.getType() != type) {
    report(layer,
           fmt::format("its calls need variables of different shapes: {} is {} and {}",
                       variable.name, shapeText(cast<ShapedType>(global.getType()).getShape()),
                       shapeText(type.getShape())),
           "a layer that is called more than once needs inputs of one shape");
    return {};
  }
  return ml_program::GlobalLoadOp::create(builder, loc, type,
                                          SymbolRefAttr::get(global.getSymNameAttr()));
}

/// Asks an op that has only inputs and attributes for its variables and, into `state`, its types.
bool LayerBuilder::askOp(const Layer &layer, OperationState &state,
                         SmallVectorImpl<Variable> &variables) {
  Operation *probe = Operation::create(state);
  llvm::scope_exit destroy([&] { probe->destroy(); });
  auto op = cast<LayerOpInterface>(probe);
  ConfigSpec spec;
  op.describeConfig(spec);
  for (const ConfigKey &key : spec.getKeys())
    if (!key.nullable && !probe->getInherentAttr(key.name).value_or(Attribute())) {
      report(layer, fmt::format("config key \"{}\" is missing", key.name));
      return false;
    }
  if (op.getInputs().size() != state.operands.size()) {
    report(layer, fmt::format("takes {} tensors, but is called with {}", op.getInputs().size(),
                              state.operands.size()));
    return false;
  }
  if (failed(op.inferTypes(state.types)))
    return false;
  op.getVariables(variables);
  return llvm::all_of(state.types, [&](Type type) { return checkSize(layer, type, "result"); });
}

/// Builds the op whole, and stores the next values of its states, which are its last results.
Operation *LayerBuilder::createOp(const Layer &layer, OperationState &state) {
  SmallVector<Variable> variables;
  size_t inputCount = state.operands.size();
  if (!collecting(layer, [&] { return askOp(layer, state, variables); }))
    return nullptr;
  for (const Variable &variable : variables)
    if (Value value = loadVariable(layer, variable, state.location))
      state.addOperands(value);
  if (state.operands.size() != variables.size() + inputCount)
    return nullptr;
  Operation *op = builder.create(state);
  if (failed(collecting(layer, [&] { return verify(op); })))
    return nullptr;
  SmallVector<Variable> states =
      llvm::filter_to_vector(variables, [](const Variable &v) { return v.isState; });
  for (auto [variable, value] : llvm::zip_equal(states, op->getResults().take_back(states.size())))
    ml_program::GlobalStoreOp::create(
        builder, state.location,
        SymbolRefAttr::get(globals[place(layer).path + "/" + variable.name].getSymNameAttr()),
        value);
  return op;
}

/// Reads the layer's config into the attributes of `state`.
bool LayerBuilder::readConfig(const Layer &layer, OperationState &state) {
  size_t before = problems.size();
  std::string policy = policyName(layer.config.find("dtype"));
  if (policy != "float32")
    report(layer, fmt::format("dtype policy {} is not supported yet", policy),
           "save the model with dtype float32");
  ConfigSpec spec;
  state.name.getInterface<LayerOpInterface>()->describeConfig(spec);
  for (std::string &problem :
       readAttributes(layer, spec, config.kerasVersion, builder, state.attributes))
    report(layer, std::move(problem));
  return problems.size() == before;
}

Values LayerBuilder::build(const Layer &layer, unsigned node, const Values &inputs) {
  bool good = layer.isOperation() || checkCall(layer, layer.calls[node]);
  std::optional<OperationName> name = findOp(layer);
  if (!name)
    return {};
  const LayerPlace &place = this->place(layer);
  OperationState state(NameLoc::get(builder.getStringAttr(place.path)), *name);
  good = readConfig(layer, state) && good;
  if (inputs.empty())
    report(layer, "is called without a tensor");
  if (!good || inputs.empty() || llvm::is_contained(inputs, Value()))
    return {};
  state.attributes.set("layer.path", builder.getStringAttr(place.path));
  state.attributes.set("layer.node", builder.getI64IntegerAttr(node));
  state.addOperands(inputs);
  Operation *op = createOp(layer, state);
  return op ? Values(op->getResults()) : Values();
}
