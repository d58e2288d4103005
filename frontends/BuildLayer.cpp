// Finds the op by the layer's class, gives it the config's attributes, asks it what variables it
// has and what it returns, and builds it, with the layers that it owns in its regions. What the
// op's own checks say becomes a problem of the layer.
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

std::string lith::frontends::findChildGroup(const Layer &owner, const Layer &child,
                                            MLIRContext &context) {
  OperationName name("layer." + toSnakeCase(owner.className), &context);
  ConfigSpec spec;
  if (name.hasInterface<LayerOpInterface>())
    name.getInterface<LayerOpInterface>()->describeConfig(spec);
  for (const ConfigKey &key : spec.getKeys())
    if (key.kind == ConfigKind::Child &&
        (key.name == child.key || llvm::is_contained(key.aliases, child.key)))
      return key.group;
  return child.key; // an activation
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
  if (!layer.refusal.empty()) {
    report(layer, layer.refusal);
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
    Refusal refusal = refuseLayer(layer.className);
    report(layer, std::move(refusal.what), std::move(refusal.advice));
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
    symbols[path] = symbol;
    declared.push_back({symbol, path, place.symbols, layer.className, type, variable.isTrainable});
  }
  return global;
}

/// The global of a child's variable that is one of the layer's, too; null where there is none.
ml_program::GlobalOp LayerBuilder::shareVariable(const Layer &layer, const Variable &variable) {
  const std::string &group = place(layer).group;
  std::string symbol = symbols.lookup(group + "/" + variable.sameAs);
  auto weight = llvm::find_if(
      declared, [&](const DeclaredWeight &declared) { return declared.symbol == symbol; });
  if (weight == declared.end())
    return nullptr;
  std::string path = group + "/" + variable.path;
  if (symbols.try_emplace(path, symbol).second) {
    weight->copies.push_back(path);
    weight->holders.push_back(place(layer).symbols);
  }
  return globals.lookup(symbol);
}

/// The value of one of the layer's variables, in the type in which the op takes it.
Value LayerBuilder::loadVariable(const Layer &layer, const Variable &variable,
                                 const OperationState &state) {
  Type element = variableType(layer, state, variable);
  if (!element)
    return {};
  auto negative = llvm::find_if(
      variable.shape, [](int64_t extent) { return extent < 0 && !ShapedType::isDynamic(extent); });
  if (negative != variable.shape.end()) {
    report(layer, fmt::format("variable {} would have the extent {}", variable.name, *negative),
           "sizes of layers are positive");
    return {};
  }
  if (llvm::is_contained(variable.shape, ShapedType::kDynamic)) {
    report(layer,
           fmt::format("variable {} has no fixed shape, because the layer's input has none",
                       variable.name),
           "give the model's input its extents (for state, its batch: --batch)");
    return {};
  }
  auto type = RankedTensorType::get(variable.shape, element);
  if (!checkSize(layer, type, "variable " + variable.name))
    return {};
  ml_program::GlobalOp global = variable.sameAs.empty()
                                    ? declareVariable(layer, variable, type, state.location)
                                    : shareVariable(layer, variable);
  if (!global) {
    report(layer, fmt::format("variable {} is {}, which its layer does not have", variable.name,
                              variable.sameAs));
    return {};
  }
  if (global.getType() != type) {
    report(layer,
           fmt::format("its calls need variables of different shapes: {} is {} and {}",
                       variable.name, shapeText(cast<ShapedType>(global.getType()).getShape()),
                       shapeText(type.getShape())),
           "a layer that is called more than once needs inputs of one shape");
    return {};
  }
  return autocastVariable(
      state, ml_program::GlobalLoadOp::create(builder, state.location, type,
                                              SymbolRefAttr::get(global.getSymNameAttr())));
}

/// Calls `ask` with an op that has only the inputs, attributes and regions of `state`.
template <typename Ask> static auto askProbe(OperationState &state, Ask ask) {
  Operation *probe = Operation::create(state);
  llvm::scope_exit destroy([&] {
    for (auto [region, probed] : llvm::zip_equal(state.regions, probe->getRegions()))
      region->takeBody(probed);
    probe->destroy();
  });
  return ask(cast<LayerOpInterface>(probe));
}

/// Whether the op has what its own checks rely on.
bool LayerBuilder::checkProbe(const Layer &layer, LayerOpInterface probe) {
  auto isMissing = [&](const ConfigKey &key) {
    return !key.nullable && key.kind != ConfigKind::Child &&
           !probe->getInherentAttr(key.name).value_or(Attribute());
  };
  ConfigSpec spec;
  probe.describeConfig(spec);
  for (const ConfigKey &key : spec.getKeys())
    if (isMissing(key)) {
      report(layer, fmt::format("config key \"{}\" is missing", key.name));
      return false;
    }
  CallSpec call;
  probe.describeCall(call);
  for (const CallArgument &argument : call.getKeys())
    if (!argument.isOperand() && isMissing(argument)) {
      report(layer, fmt::format("call argument {} is missing", argument.name));
      return false;
    }
  if (probe.getInputs().size() == probe->getNumOperands())
    return true;
  report(layer, fmt::format("takes {} tensors, but is called with {}", probe.getInputs().size(),
                            probe->getNumOperands()));
  return false;
}

/// Asks the op for its variables and, into `state`, its types.
bool LayerBuilder::askOp(const Layer &layer, OperationState &state,
                         SmallVectorImpl<Variable> &variables) {
  bool good = askProbe(state, [&](LayerOpInterface op) {
    if (!checkProbe(layer, op) || failed(op.inferTypes(state.types)))
      return false;
    op.getVariables(variables);
    return true;
  });
  return good &&
         llvm::all_of(state.types, [&](Type type) { return checkSize(layer, type, "result"); });
}

/// Builds the op whole, and stores the next values of its states, which are its last results.
Operation *LayerBuilder::createOp(const Layer &layer, OperationState &state) {
  SmallVector<Variable> variables;
  size_t inputCount = state.operands.size();
  if (!collecting(layer, [&] { return askOp(layer, state, variables); }))
    return nullptr;
  for (const Variable &variable : variables)
    if (Value value = loadVariable(layer, variable, state))
      state.addOperands(value);
  if (state.operands.size() != variables.size() + inputCount)
    return nullptr;
  Operation *op = builder.create(state);
  if (failed(collecting(layer, [&] { return verify(op); })))
    return nullptr;
  SmallVector<Variable> states =
      llvm::filter_to_vector(variables, [](const Variable &v) { return v.isState; });
  for (auto [variable, value] :
       llvm::zip_equal(states, op->getResults().take_back(states.size()))) {
    ml_program::GlobalOp global = globals[place(layer).symbols + "/" + variable.name];
    ml_program::GlobalStoreOp::create(
        builder, state.location, SymbolRefAttr::get(global.getSymNameAttr()),
        autocast(state.location, value, getElementTypeOrSelf(global.getType())));
  }
  return op;
}

/// `layer` with "linear" for its activation.
static Layer withoutActivation(const Layer &layer) {
  Layer linear = layer;
  Json::Object members = *layer.config.asObject();
  for (Json::Member &member : members)
    if (member.first == "activation")
      member.second = Json(std::string("linear"));
  linear.config = Json(std::move(members));
  return linear;
}

/// Reads the layer's config into the attributes of `state`, all but the activation where it is to
/// be linear.
bool LayerBuilder::readConfig(const Layer &layer, bool isLinear, OperationState &state) {
  size_t before = problems.size();
  readPolicy(layer, state);
  ConfigSpec spec;
  state.name.getInterface<LayerOpInterface>()->describeConfig(spec);
  for (std::string &problem : readAttributes(isLinear ? withoutActivation(layer) : layer, spec,
                                             config.kerasVersion, builder, state.attributes))
    report(layer, std::move(problem));
  return problems.size() == before;
}

/// Whether the op's last step is its attribute `activation`, so that a layer may take its place.
static bool endsInActivation(OperationName name) {
  return name.hasTrait<EndsInActivation>() ||
         name.getStringRef() == ActivationOp::getOperationName();
}

/// The types that the layer calls its child number `child` with; nothing where its own call is at
/// fault.
std::optional<SmallVector<Type>>
LayerBuilder::askChildInputs(const Layer &layer, OperationState &state, unsigned child) {
  return collecting(layer, [&] {
    return askProbe(state, [&](LayerOpInterface op) -> std::optional<SmallVector<Type>> {
      SmallVector<Type> types;
      if (!checkProbe(layer, op) || failed(op.inferChildInputs(child, types)))
        return std::nullopt;
      return types;
    });
  });
}

/// Builds the layers that this one owns into the regions of `state`. Where the layer's own call is
/// not known to be fine, they are checked as far as their config goes.
bool LayerBuilder::buildChildren(const Layer &layer, unsigned node, bool isKnown,
                                 OperationState &state) {
  ConfigSpec spec;
  state.name.getInterface<LayerOpInterface>()->describeConfig(spec);
  SmallVector<const ConfigKey *> keys;
  for (const ConfigKey &key : spec.getKeys())
    if (key.kind == ConfigKind::Child)
      keys.push_back(&key);
  for (size_t i = 0; i < keys.size(); ++i)
    state.addRegion();
  for (auto [i, key] : llvm::enumerate(keys)) {
    const Layer *child = layer.findChild(key->name);
    for (const std::string &alias : key->aliases)
      child = child ? child : layer.findChild(alias);
    const Json *json = layer.config.find(key->name);
    if (!child && key->nullable && (!json || json->isNull()))
      continue;
    if (!child) {
      report(layer, json ? fmt::format("{} = {} is not supported, expected a serialized layer",
                                       key->name, json->text(80))
                         : fmt::format("config key \"{}\" is missing", key->name));
      return false;
    }
    std::optional<SmallVector<Type>> inputs;
    if (isKnown)
      inputs = askChildInputs(layer, state, i);
    Block &block = state.regions[i]->emplaceBlock();
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&block);
    for (Type type : inputs.value_or(SmallVector<Type>()))
      block.addArgument(type, state.location);
    Values results = build(*child, node, inputs ? Values(block.getArguments()) : Values{Value()});
    isKnown &= inputs && !results.empty();
    YieldOp::create(builder, state.location, results);
  }
  return isKnown;
}

/// Builds one call of a layer whose op is `name`, without its activation where it is to be linear.
Values LayerBuilder::buildOp(const Layer &layer, OperationName name, unsigned node,
                             const Values &tensors, bool isLinear) {
  const LayerPlace &place = this->place(layer);
  OperationState state(NameLoc::get(builder.getStringAttr(place.path)), name);
  bool good = readConfig(layer, isLinear, state);
  if (layer.isChild() && !llvm::is_contained(tensors, Value()))
    state.addOperands(tensors);
  else
    good = !layer.isChild() && bindCall(layer, layer.calls[node], tensors, state) && good;
  if (!buildChildren(layer, node, good, state))
    return {};
  state.attributes.set("layer.path", builder.getStringAttr(place.path));
  state.attributes.set("layer.node", builder.getI64IntegerAttr(node));
  if (layer.key == "activation")
    state.attributes.set("layer.part_of",
                         builder.getStringAttr(StringRef(place.path).rsplit('/').first));
  Operation *op = createOp(layer, state);
  return op ? Values(op->getResults()) : Values();
}

Values LayerBuilder::build(const Layer &layer, unsigned node, const Values &tensors) {
  if (layer.model)
    return buildModel(layer, node, tensors);
  std::optional<OperationName> name = findOp(layer);
  if (!name)
    return {};
  const Layer *activation = endsInActivation(*name) ? layer.findChild("activation") : nullptr;
  Values results = buildOp(layer, *name, node, tensors, activation != nullptr);
  if (!activation)
    return results;
  // The layer without its activation, then the activation.
  return build(*activation, node, results.empty() ? Values{Value()} : results);
}
