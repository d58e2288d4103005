// Walks the functions of a module; each op with a layer's path is a call of that layer. What the
// config of a layer says, the op is asked; nothing here knows a layer.
#include "frontends/Export.h"
#include "frontends/BuildLayer.h"
#include "frontends/ExportCall.h"
#include "frontends/ModelExporter.h"
#include "frontends/Naming.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

// The function's attributes that say how inputs and outputs nest; import sets them.
static constexpr StringLiteral inputsAttrName = "layer.inputs", outputsAttrName = "layer.outputs";

static Json shapeJson(ShapedType type) {
  Json::Array extents;
  for (int64_t extent : type.getShape())
    extents.push_back(ShapedType::isDynamic(extent) ? Json() : Json(extent));
  return Json(std::move(extents));
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
                                     {"dtype", Json(getDTypeName(type.getElementType()))},
                                     {"sparse", Json(false)},
                                     {"ragged", Json(false)},
                                     {"name", Json(layer.name)}});
    tensors[input] = {layer.name, 0, 0};
    numbers[layer.name] = model.layers.size();
    model.layers.push_back(std::move(layer));
  }
}

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
                                      {"dtype", Json(getDTypeName(type.getElementType()))}});
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
