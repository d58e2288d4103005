// Walks the functions of a module; each op with a layer's path is a call of that layer. What the
// config of a layer says, the op is asked; nothing here knows a layer.
#include "frontends/Export.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/BuildLayer.h"
#include "frontends/ConfigJson.h"
#include "frontends/ExportCall.h"
#include "frontends/Naming.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

#include "llvm/ADT/StringSet.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

namespace {

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
  llvm::Error run(func::FuncOp function);

private:
  void addInputs(func::FuncOp function);
  void numberCalls(Block &body);
  llvm::Error addCall(Operation *op);
  llvm::Error addActivation(Operation *op);
  llvm::Error attachActivation(Layer &layer, std::string path, Operation *op);
  llvm::Expected<Layer> makeLayer(Operation *op, std::string name, const std::string &path);
  llvm::Expected<Layer> makeModel(func::CallOp call, std::string name, const std::string &path);
  llvm::Expected<Layer> makeChild(Operation *op, StringRef key, const std::string &owner);
  llvm::Error addChildren(LayerOpInterface op, Layer &layer, const std::string &path);
  llvm::Expected<Call> makeCall(Operation *op);
  Argument argument(Value value);
  std::string unique(std::string name);
  llvm::Expected<Structure> structure(func::FuncOp function, StringRef nestingAttr,
                                      ValueRange values);

  Model &model;
  std::string prefix;
  Variables &variables;
  llvm::StringSet<> layerNames;      // of layers that have one, but for inputs
  llvm::StringMap<unsigned> numbers; // of layers, by name
  DenseMap<Operation *, unsigned> nodes;
  DenseMap<Value, TensorRef> tensors;
};

} // namespace

// The function's attributes that say how inputs and outputs nest; import sets them.
static constexpr StringLiteral inputsAttrName = "layer.inputs", outputsAttrName = "layer.outputs";

static Json shapeJson(ShapedType type) {
  Json::Array extents;
  for (int64_t extent : type.getShape())
    extents.push_back(ShapedType::isDynamic(extent) ? Json() : Json(extent));
  return Json(std::move(extents));
}

static Json text(StringRef value) { return Json(value.str()); }

/// The calls among the ops of a function or region: all but loads and stores of variables,
/// constants, and the casts that Keras makes by itself.
static auto callsIn(Block &block) {
  return llvm::make_filter_range(block.without_terminator(), [](Operation &op) {
    return !isa<ml_program::GlobalLoadOp, ml_program::GlobalStoreOp, arith::ConstantOp>(op) &&
           !op.hasAttr(autocastAttrName);
  });
}

std::string ModelExporter::unique(std::string name) {
  std::string result = name;
  for (unsigned n = 1; numbers.count(result) || layerNames.contains(result); ++n)
    result = fmt::format("{}_{}", name, n);
  return result;
}

void ModelExporter::addInputs(func::FuncOp function) {
  for (BlockArgument input : function.getArguments()) {
    auto given = function.getArgAttrOfType<StringAttr>(input.getArgNumber(), "layer.name");
    Layer layer;
    // The inputs of dicts are named after their keys here, which no name of a layer may hold.
    std::string name = given ? given.str() : "input_layer";
    std::replace(name.begin(), name.end(), '/', '_');
    layer.name = unique(name);
    layer.className = "InputLayer";
    layer.module = "keras.layers";
    auto type = cast<ShapedType>(input.getType());
    layer.config = Json(Json::Object{{"batch_shape", shapeJson(type)},
                                     {"dtype", text(getDTypeName(type.getElementType()))},
                                     {"sparse", Json(false)},
                                     {"ragged", Json(false)},
                                     {"name", text(layer.name)}});
    tensors[input] = {layer.name, 0, 0};
    numbers[layer.name] = model.layers.size();
    model.layers.push_back(std::move(layer));
  }
}

/// The layer's name in its own model: the last part of its path, empty where it has none.
static std::string layerName(Operation *op) {
  auto path = op->getAttrOfType<StringAttr>("layer.path");
  return path ? path.getValue().substr(path.getValue().rfind('/') + 1).str() : "";
}

/// Finds the number of each call among its layer's: by `layer.node`, or in order where ops lack it.
void ModelExporter::numberCalls(Block &body) {
  llvm::MapVector<StringRef, SmallVector<Operation *>> calls;
  for (Operation &op : callsIn(body))
    if (auto path = op.getAttrOfType<StringAttr>("layer.path");
        path && !op.hasAttr("layer.part_of"))
      calls[path.getValue()].push_back(&op);
  auto node = [](Operation *op) { return op->getAttrOfType<IntegerAttr>("layer.node"); };
  for (auto &[path, ops] : calls) {
    layerNames.insert(layerName(ops.front()));
    if (llvm::all_of(ops, node))
      llvm::sort(ops,
                 [&](Operation *a, Operation *b) { return node(a).getInt() < node(b).getInt(); });
    for (auto [number, op] : llvm::enumerate(ops))
      nodes[op] = unsigned(number);
  }
}

Argument ModelExporter::argument(Value value) {
  value = skipAutocasts(value);
  Argument result;
  result.kind = Argument::Kind::Tensor;
  result.tensor = tensors.lookup(value);
  auto type = cast<ShapedType>(value.getType());
  // Keras's own description of the tensor goes with it into the JSON.
  result.constant = Json(Json::Object{{"shape", shapeJson(type)},
                                      {"dtype", text(getDTypeName(type.getElementType()))}});
  return result;
}

/// The lists and dicts of `nesting` with `leaves` in the place of their numbers; an error where it
/// is no such thing.
static llvm::Expected<Argument> nest(const Json &nesting, ArrayRef<Argument> leaves) {
  if (const int64_t *number = nesting.asInt();
      number && *number >= 0 && size_t(*number) < leaves.size())
    return leaves[size_t(*number)];
  Argument result;
  result.kind = nesting.asObject() ? Argument::Kind::Dict : Argument::Kind::List;
  auto add = [&](const Json &item) -> llvm::Error {
    llvm::Expected<Argument> inner = nest(item, leaves);
    if (!inner)
      return inner.takeError();
    result.items.push_back(std::move(*inner));
    return llvm::Error::success();
  };
  if (const Json::Array *items = nesting.asArray()) {
    for (const Json &item : *items)
      if (llvm::Error error = add(item))
        return std::move(error);
    return result;
  }
  if (!nesting.asObject())
    return llvm::createStringError("the nesting of inputs or outputs is not understood: " +
                                   nesting.text(60));
  for (const auto &[key, item] : *nesting.asObject()) {
    if (llvm::Error error = add(item))
      return std::move(error);
    result.keys.push_back(key);
  }
  return result;
}

/// What the attribute of a function says of how its inputs or outputs nest; null where it says
/// nothing.
static llvm::Expected<Json> findNesting(func::FuncOp function, StringRef name) {
  auto attribute = function->getAttrOfType<StringAttr>(name);
  if (!attribute)
    return Json();
  return parseJson(attribute.getValue(), name);
}

/// A nested model: what the function does that is called.
llvm::Expected<Layer> ModelExporter::makeModel(func::CallOp call, std::string name,
                                               const std::string &path) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
  Layer layer;
  layer.name = std::move(name);
  layer.model = std::make_shared<Model>();
  layer.model->name = layer.name;
  if (llvm::Error error = ModelExporter(*layer.model, path + "/", variables).run(callee))
    return std::move(error);
  layer.className = layer.model->className;
  layer.module = layer.className == "Sequential" ? "keras" : "keras.src.models.functional";
  return layer;
}

llvm::Expected<Layer> ModelExporter::makeLayer(Operation *op, std::string name,
                                               const std::string &path) {
  if (auto call = dyn_cast<func::CallOp>(op))
    return makeModel(call, std::move(name), path);
  auto interface = dyn_cast<LayerOpInterface>(op);
  if (!interface)
    return llvm::createStringError(fmt::format(
        "{}: this op is no layer; only the layer pool, before any pass, can be given to Keras",
        op->getName().getStringRef().str()));
  llvm::Expected<Json::Object> config = writeConfig(op);
  if (!config)
    return llvm::createStringError(
        fmt::format("layer {}: {}", name, llvm::toString(config.takeError())));
  Layer layer;
  layer.name = std::move(name);
  config->insert(config->begin(), {"name", text(layer.name)});
  if (auto policy = op->getAttrOfType<StringAttr>(policyAttrName))
    config->emplace_back("dtype",
                         Json(Json::Object{{"module", text("keras")},
                                           {"class_name", text("DTypePolicy")},
                                           {"config", Json(Json::Object{{"name", text(policy)}})},
                                           {"registered_name", Json()}}));
  layer.className = interface.getKerasClass();
  layer.module = interface.getKerasModule();
  layer.config = Json(std::move(*config));
  SmallVector<Variable> declared;
  interface.getVariables(declared);
  size_t inputs = interface.getInputs().size();
  for (auto [i, variable] : llvm::enumerate(declared)) {
    auto load = skipAutocasts(op->getOperand(inputs + i)).getDefiningOp<ml_program::GlobalLoadOp>();
    if (load && !variable.isState)
      variables[path].push_back({variable.path, load.getGlobal().getLeafReference().str()});
  }
  if (llvm::Error error = addChildren(interface, layer, path))
    return std::move(error);
  return layer;
}

/// A layer that stands in another one's config.
llvm::Expected<Layer> ModelExporter::makeChild(Operation *op, StringRef key,
                                               const std::string &owner) {
  std::string name = layerName(op);
  if (name.empty())
    name = op->getName().stripDialect().str();
  llvm::Expected<Layer> child = makeLayer(op, name, owner + "/" + name);
  if (child)
    child->key = key;
  return child;
}

/// The layers that the op owns: the calls in its regions.
llvm::Error ModelExporter::addChildren(LayerOpInterface op, Layer &layer, const std::string &path) {
  ConfigSpec spec;
  op.describeConfig(spec);
  unsigned number = 0;
  for (const ConfigKey &key : spec.getKeys()) {
    if (key.kind != ConfigKind::Child)
      continue;
    Region &region = op->getRegion(number++);
    if (region.empty())
      continue;
    size_t before = layer.children.size();
    for (Operation &call : callsIn(region.front())) {
      if (call.hasAttr("layer.part_of") && layer.children.size() > before) {
        Layer &child = layer.children.back();
        if (llvm::Error error = attachActivation(child, path + "/" + child.name, &call))
          return error;
        continue;
      }
      if (layer.children.size() > before)
        return llvm::createStringError(
            fmt::format("layer {}: its {} is more than one layer", layer.name, key.name));
      llvm::Expected<Layer> child = makeChild(&call, key.name, path);
      if (!child)
        return child.takeError();
      layer.children.push_back(std::move(*child));
    }
  }
  return llvm::Error::success();
}

/// Gives the layer, or the one that is its activation, the activation that the op is. `path` is the
/// layer's.
llvm::Error ModelExporter::attachActivation(Layer &layer, std::string path, Operation *op) {
  StringRef owner = op->getAttrOfType<StringAttr>("layer.part_of").getValue();
  Layer *holder = &layer;
  while (path != owner && holder->findChild("activation")) {
    holder =
        &*llvm::find_if(holder->children, [](const Layer &c) { return c.key == "activation"; });
    path += "/" + holder->name;
  }
  if (path != owner)
    return llvm::createStringError(
        fmt::format("{}: is a part of {}, which is not before it", layerName(op), owner.str()));
  if (holder->findChild("activation"))
    return llvm::Error::success(); // another call of the same
  llvm::Expected<Layer> child = makeChild(op, "activation", path);
  if (!child)
    return child.takeError();
  holder->children.push_back(std::move(*child));
  return llvm::Error::success();
}

/// The activation that a layer has as a layer: part of the call before it.
llvm::Error ModelExporter::addActivation(Operation *op) {
  TensorRef whole = tensors.lookup(op->getOperand(0));
  auto number = numbers.find(whole.layer);
  if (number == numbers.end() || !op->getOperand(0).hasOneUse())
    return llvm::createStringError(fmt::format(
        "{}: as a part of a layer it must be the only one that reads it", layerName(op)));
  for (OpResult result : op->getResults())
    tensors[result] = whole;
  return attachActivation(model.layers[number->second], prefix + whole.layer, op);
}

llvm::Expected<Call> ModelExporter::makeCall(Operation *op) {
  if (auto layer = dyn_cast<LayerOpInterface>(op))
    return exportCall(layer, [&](Value value) { return argument(value); });
  SmallVector<Argument> leaves;
  for (Value input : op->getOperands())
    leaves.push_back(argument(input));
  Call call;
  auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      op, cast<func::CallOp>(op).getCalleeAttr());
  llvm::Expected<Json> nesting = findNesting(callee, inputsAttrName);
  if (!nesting)
    return nesting.takeError();
  if (!nesting->isNull()) {
    llvm::Expected<Argument> nested = nest(*nesting, leaves);
    if (!nested)
      return nested.takeError();
    call.args.push_back(std::move(*nested));
  } else if (leaves.size() == 1) {
    call.args.assign(leaves.begin(), leaves.end());
  } else {
    Argument list;
    list.kind = Argument::Kind::List;
    list.items.assign(leaves.begin(), leaves.end());
    call.args.push_back(std::move(list));
  }
  return call;
}

llvm::Error ModelExporter::addCall(Operation *op) {
  if (op->hasAttr("layer.part_of"))
    return addActivation(op);
  std::string name = layerName(op);
  if (name.empty())
    name = unique(op->getName().stripDialect().str());
  auto [entry, isNew] = numbers.try_emplace(name, model.layers.size());
  if (isNew) {
    llvm::Expected<Layer> layer = makeLayer(op, name, prefix + name);
    if (!layer)
      return layer.takeError();
    model.layers.push_back(std::move(*layer));
  }
  llvm::Expected<Call> call = makeCall(op);
  if (!call)
    return llvm::createStringError(
        fmt::format("layer {}: {}", name, llvm::toString(call.takeError())));
  unsigned node = nodes.lookup(op);
  for (OpResult result : op->getResults())
    tensors[result] = {name, node, result.getResultNumber()};
  std::vector<Call> &calls = model.layers[entry->second].calls;
  calls.resize(std::max<size_t>(calls.size(), node + 1));
  calls[node] = std::move(*call);
  return llvm::Error::success();
}

llvm::Expected<Structure> ModelExporter::structure(func::FuncOp function, StringRef nestingAttr,
                                                   ValueRange values) {
  Structure result;
  llvm::Expected<Json> nesting = findNesting(function, nestingAttr);
  if (!nesting)
    return nesting.takeError();
  // That it fits is found out here, where an error can be told.
  SmallVector<Argument> leaves(values.size());
  llvm::Expected<Argument> nested =
      nesting->isNull() ? llvm::Expected<Argument>(Argument()) : nest(*nesting, leaves);
  if (!nested)
    return nested.takeError();
  result.nesting = std::move(*nesting);
  result.kind = values.size() == 1 ? Structure::Kind::Single : Structure::Kind::List;
  for (Value value : values)
    result.tensors.push_back(tensors.lookup(skipAutocasts(value)));
  return result;
}

llvm::Error ModelExporter::run(func::FuncOp function) {
  auto modelClass = function->getAttrOfType<StringAttr>("layer.class");
  model.className = modelClass ? modelClass.str() : "Functional";
  Block &body = function.getBody().front();
  numberCalls(body);
  addInputs(function);
  for (Operation &op : callsIn(body))
    if (llvm::Error error = addCall(&op))
      return error;
  llvm::Expected<Structure> inputs = structure(function, inputsAttrName, function.getArguments());
  if (!inputs)
    return inputs.takeError();
  llvm::Expected<Structure> outputs =
      structure(function, outputsAttrName, body.getTerminator()->getOperands());
  if (!outputs)
    return outputs.takeError();
  model.inputs = std::move(*inputs);
  model.outputs = std::move(*outputs);
  return llvm::Error::success();
}

llvm::Expected<ExportedModel> lith::frontends::exportModel(ModuleOp module,
                                                           const WeightStore &store) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main)
    return llvm::createStringError("the module has no function @main; only the layer pool, before "
                                   "any pass, can be given to Keras");
  ExportedModel exported;
  auto name = module->getAttrOfType<StringAttr>("layer.model");
  exported.config.kerasVersion = "3.15.1";
  exported.config.main.name = name ? name.str() : "model";
  Variables variables;
  if (llvm::Error error = ModelExporter(exported.config.main, "", variables).run(main))
    return std::move(error);
  orderAsKeras(exported.config.main);
  auto places = placeLayers(exported.config.main, [&](const Layer &owner, const Layer &child) {
    return findChildGroup(owner, child, *module.getContext());
  });
  for (auto &[layer, place] : places)
    for (const NamedVariable &variable : variables.lookup(place.path)) {
      auto value = store.find(variable.symbol);
      if (value != store.end())
        exported.weights.push_back({place.group + "/" + variable.path, value->second});
      else if (!store.empty())
        return llvm::createStringError(fmt::format("weight {} has no value", variable.symbol));
    }
  llvm::sort(exported.weights,
             [](const PlacedWeight &a, const PlacedWeight &b) { return a.path < b.path; });
  return exported;
}
