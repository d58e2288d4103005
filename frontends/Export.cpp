// Walks the functions of a module; each op with a layer's path is a call of that layer. What the
// config of a layer says, the op is asked; nothing here knows a layer.
#include "frontends/Export.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/ConfigJson.h"
#include "frontends/Naming.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

namespace {

/// The export of one function to one model.
class ModelExporter {
public:
  ModelExporter(func::FuncOp function, Model &model) : function(function), model(model) {}
  llvm::Error run();

private:
  void addInputs();
  llvm::Error addCall(Operation *op);
  llvm::Expected<Layer> makeLayer(Operation *op, std::string name);
  Argument argument(Value value);
  std::string unique(std::string name);
  Structure structure(ValueRange values);

  func::FuncOp function;
  Model &model;
  llvm::StringMap<unsigned> numbers; // of layers, by name
  DenseMap<Value, TensorRef> tensors;
};

} // namespace

/// The Keras name of an element type.
static std::string dtypeName(Type type) {
  if (type.isInteger(1))
    return "bool";
  if (auto integer = dyn_cast<IntegerType>(type))
    return fmt::format("{}int{}", integer.isUnsigned() ? "u" : "", integer.getWidth());
  return type.isBF16() ? "bfloat16" : fmt::format("float{}", type.getIntOrFloatBitWidth());
}

static Json shapeJson(ShapedType type) {
  Json::Array extents;
  for (int64_t extent : type.getShape())
    extents.push_back(ShapedType::isDynamic(extent) ? Json() : Json(extent));
  return Json(std::move(extents));
}

static Json text(StringRef value) { return Json(value.str()); }

std::string ModelExporter::unique(std::string name) {
  std::string result = name;
  for (unsigned n = 1; numbers.count(result); ++n)
    result = fmt::format("{}_{}", name, n);
  return result;
}

void ModelExporter::addInputs() {
  for (BlockArgument input : function.getArguments()) {
    auto given = function.getArgAttrOfType<StringAttr>(input.getArgNumber(), "layer.name");
    Layer layer;
    layer.name = unique(given ? given.str() : "input_layer");
    layer.className = "InputLayer";
    layer.module = "keras.layers";
    auto type = cast<ShapedType>(input.getType());
    layer.config = Json(Json::Object{{"batch_shape", shapeJson(type)},
                                     {"dtype", text(dtypeName(type.getElementType()))},
                                     {"sparse", Json(false)},
                                     {"ragged", Json(false)},
                                     {"name", text(layer.name)}});
    tensors[input] = {layer.name, 0, 0};
    model.inputs.tensors.push_back(tensors[input]);
    numbers[layer.name] = model.layers.size();
    model.layers.push_back(std::move(layer));
  }
}

/// The layer's name in its own model: the last part of its path, empty where it has none. The
/// activation that a layer has as a layer becomes one behind it.
static std::string layerName(Operation *op) {
  auto whole = op->getAttrOfType<StringAttr>("layer.part_of");
  auto path = whole ? whole : op->getAttrOfType<StringAttr>("layer.path");
  StringRef name = path ? path.getValue().substr(path.getValue().rfind('/') + 1) : "";
  return whole ? name.str() + "_activation" : name.str();
}

Argument ModelExporter::argument(Value value) {
  Argument result;
  result.kind = Argument::Kind::Tensor;
  result.tensor = tensors.lookup(value);
  auto type = cast<ShapedType>(value.getType());
  // Keras's own description of the tensor goes with it into the JSON.
  result.constant = Json(
      Json::Object{{"shape", shapeJson(type)}, {"dtype", text(dtypeName(type.getElementType()))}});
  return result;
}

llvm::Expected<Layer> ModelExporter::makeLayer(Operation *op, std::string name) {
  Layer layer;
  layer.name = std::move(name);
  if (auto call = dyn_cast<func::CallOp>(op)) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(op, call.getCalleeAttr());
    layer.model = std::make_shared<Model>();
    layer.model->name = layer.name;
    if (llvm::Error error = ModelExporter(callee, *layer.model).run())
      return std::move(error);
    layer.className = layer.model->className;
    layer.module = layer.className == "Sequential" ? "keras" : "keras.src.models.functional";
    return layer;
  }
  auto interface = dyn_cast<LayerOpInterface>(op);
  if (!interface)
    return llvm::createStringError(fmt::format(
        "{}: this op is no layer; only the layer pool, before any pass, can be given to Keras",
        op->getName().getStringRef().str()));
  if (op->getName().getStringRef().starts_with("layer.ops."))
    return llvm::createStringError(
        fmt::format("layer {}: functions of keras.ops are not given back "
                    "to Keras yet",
                    layer.name));
  llvm::Expected<Json::Object> config = writeConfig(op);
  if (!config)
    return llvm::createStringError(
        fmt::format("layer {}: {}", layer.name, llvm::toString(config.takeError())));
  config->insert(config->begin(), {"name", text(layer.name)});
  layer.className = interface.getKerasClass();
  layer.module = "keras.layers";
  layer.config = Json(std::move(*config));
  return layer;
}

llvm::Error ModelExporter::addCall(Operation *op) {
  std::string name = layerName(op);
  if (name.empty())
    name = unique(op->getName().stripDialect().str());
  auto [entry, isNew] = numbers.try_emplace(name, model.layers.size());
  if (isNew) {
    llvm::Expected<Layer> layer = makeLayer(op, name);
    if (!layer)
      return layer.takeError();
    model.layers.push_back(std::move(*layer));
  }
  Layer &layer = model.layers[entry->second];
  auto interface = dyn_cast<LayerOpInterface>(op);
  SmallVector<Argument> inputs;
  for (Value input : interface ? interface.getInputs() : op->getOperands())
    inputs.push_back(argument(input));
  Call call;
  if (inputs.size() > 1) {
    Argument list;
    list.kind = Argument::Kind::List;
    list.items.assign(inputs.begin(), inputs.end());
    call.args.push_back(std::move(list));
  } else {
    call.args.assign(inputs.begin(), inputs.end());
  }
  for (OpResult result : op->getResults())
    tensors[result] = {name, unsigned(layer.calls.size()), result.getResultNumber()};
  layer.calls.push_back(std::move(call));
  return llvm::Error::success();
}

Structure ModelExporter::structure(ValueRange values) {
  Structure result;
  result.kind = values.size() == 1 ? Structure::Kind::Single : Structure::Kind::List;
  for (Value value : values)
    result.tensors.push_back(tensors.lookup(value));
  return result;
}

llvm::Error ModelExporter::run() {
  auto modelClass = function->getAttrOfType<StringAttr>("layer.class");
  model.className = modelClass ? modelClass.str() : "Functional";
  addInputs();
  for (Operation &op : function.getBody().front().without_terminator())
    if (!isa<ml_program::GlobalLoadOp, ml_program::GlobalStoreOp>(op))
      if (llvm::Error error = addCall(&op))
        return error;
  model.inputs = structure(function.getArguments());
  model.outputs = structure(function.getBody().front().getTerminator()->getOperands());
  return llvm::Error::success();
}

/// The global that each variable of each layer is, by "layer path/variable" of the exported model.
static void
collectGlobals(func::FuncOp function, const Model &model,
               const DenseMap<const Layer *, LayerPlace> &places,
               llvm::MapVector<std::string, std::string, llvm::StringMap<unsigned>> &globals) {
  llvm::StringMap<const Layer *> layers;
  for (const Layer &layer : model.layers)
    layers[layer.name] = &layer;
  for (Operation &op : function.getBody().front().without_terminator()) {
    const Layer *layer = layers.lookup(layerName(&op));
    if (!layer)
      continue;
    if (auto call = dyn_cast<func::CallOp>(op)) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
      collectGlobals(callee, *layer->model, places, globals);
      continue;
    }
    auto interface = dyn_cast<LayerOpInterface>(op);
    if (!interface)
      continue;
    SmallVector<Variable> variables;
    interface.getVariables(variables);
    size_t inputs = interface.getInputs().size();
    for (auto [i, variable] : llvm::enumerate(variables)) {
      auto load = op.getOperand(inputs + i).getDefiningOp<ml_program::GlobalLoadOp>();
      if (load && !variable.isState)
        globals[places.lookup(layer).group + "/" + variable.path] =
            load.getGlobal().getLeafReference().str();
    }
  }
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
  if (llvm::Error error = ModelExporter(main, exported.config.main).run())
    return std::move(error);
  orderAsKeras(exported.config.main);
  llvm::MapVector<std::string, std::string, llvm::StringMap<unsigned>> globals;
  collectGlobals(main, exported.config.main, placeLayers(exported.config.main), globals);
  for (auto &[path, symbol] : globals) {
    auto value = store.find(symbol);
    if (value != store.end())
      exported.weights.push_back({path, value->second});
    else if (!store.empty())
      return llvm::createStringError(fmt::format("weight {} has no value", symbol));
  }
  return exported;
}
