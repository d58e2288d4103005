// Finds the op by the layer's class, gives it the config's attributes, asks it what variables it
// has and what it returns, and builds it. What the op's own checks say becomes a problem of the
// layer.
#include "frontends/BuildLayer.h"
#include "dialects/layer/Core.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/OperationAdvice.h"

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

std::optional<OperationName> LayerBuilder::findOp(const Layer &layer) {
  if (!layer.registeredName.empty() || !StringRef(layer.module).starts_with("keras")) {
    report(layer,
           fmt::format("is a class of its author's, {}, whose computation is not in the file",
                       layer.registeredName.empty() ? layer.module + "." + layer.className
                                                    : layer.registeredName),
           "build the model from Keras's own layers");
    return std::nullopt;
  }
  OperationName name((layer.isOperation() ? "layer.ops." : "layer.") + toSnakeCase(layer.className),
                     builder.getContext());
  if (layer.isOperation() && !name.hasInterface<LayerOpInterface>()) {
    report(layer,
           fmt::format("uses the function {} of {}, which is not supported", layer.className,
                       layer.module),
           adviseOnOperation(layer.className));
    return std::nullopt;
  }
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
  std::string symbol = place.symbols + "/" + variable.name;
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
    declared.push_back({symbol, path, place.symbols, layer.className, type, variable.isTrainable});
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
        SymbolRefAttr::get(globals[place(layer).symbols + "/" + variable.name].getSymNameAttr()),
        value);
  return op;
}

/// Reads the layer's config into the attributes of `state`.
bool LayerBuilder::readConfig(const Layer &layer, OperationState &state) {
  size_t before = problems.size();
  if (std::string policy = policyName(layer.config.find("dtype"));
      policy != "float32" && !layer.isOperation())
    report(layer, fmt::format("dtype policy {} is not supported yet", policy),
           "save the model with dtype float32");
  ConfigSpec spec;
  state.name.getInterface<LayerOpInterface>()->describeConfig(spec);
  for (std::string &problem :
       readAttributes(layer, spec, config.kerasVersion, builder, state.attributes))
    report(layer, std::move(problem));
  return problems.size() == before;
}

/// `config` with "linear" for its activation.
static Json withoutActivation(const Json &config) {
  Json::Object members = *config.asObject();
  for (Json::Member &member : members)
    if (member.first == "activation")
      member.second = Json(std::string("linear"));
  return Json(std::move(members));
}

/// Whether the op's last step is its attribute `activation`, so that a layer may take its place.
static bool endsInActivation(OperationName name) {
  return name.hasTrait<EndsInActivation>() ||
         name.getStringRef() == ActivationOp::getOperationName();
}

/// The layer that `layer` has as its activation, with its own place in the model and in the file.
const Layer &LayerBuilder::activationPart(const Layer &layer, const Json &object) {
  std::unique_ptr<Layer> &part = parts[&layer];
  if (part)
    return *part;
  auto text = [&](StringRef key) {
    const Json *value = object.find(key);
    return value && value->asString() ? *value->asString() : std::string();
  };
  part = std::make_unique<Layer>();
  part->name = "activation";
  part->className = text("class_name");
  part->module = text("module");
  part->registeredName = text("registered_name");
  if (part->registeredName == part->className)
    part->registeredName.clear();
  part->config = object.find("config")->asObject() ? *object.find("config") : Json(Json::Object());
  part->where = layer.where;
  Argument input;
  input.kind = Argument::Kind::Tensor;
  Call call;
  call.args.push_back(std::move(input));
  part->calls.assign(std::max<size_t>(layer.calls.size(), 1), call);
  LayerPlace at = place(layer);
  at.path += "/activation";
  at.symbols += "/activation";
  at.group += "/activation";
  places[part.get()] = std::move(at);
  return *part;
}

Values LayerBuilder::build(const Layer &layer, unsigned node, const Values &tensors) {
  std::optional<OperationName> name = findOp(layer);
  if (!name)
    return {};
  if (const Json *object = endsInActivation(*name) ? findActivationLayer(layer.config) : nullptr) {
    // The layer without its activation, then the activation.
    const Layer &activation = activationPart(layer, *object);
    Layer linear = layer;
    linear.config = withoutActivation(layer.config);
    places[&linear] = place(layer);
    Values results = build(linear, node, tensors);
    places.erase(&linear);
    results = build(activation, node, results.empty() ? Values{Value()} : results);
    if (!results.empty())
      results.front().getDefiningOp()->setAttr("layer.part_of",
                                               builder.getStringAttr(place(layer).path));
    return results;
  }
  const LayerPlace &place = this->place(layer);
  OperationState state(NameLoc::get(builder.getStringAttr(place.path)), *name);
  bool good = readConfig(layer, state);
  good = bindCall(layer, layer.calls[node], tensors, state) && good;
  if (!good)
    return {};
  state.attributes.set("layer.path", builder.getStringAttr(place.path));
  state.attributes.set("layer.node", builder.getI64IntegerAttr(node));
  Operation *op = createOp(layer, state);
  return op ? Values(op->getResults()) : Values();
}
