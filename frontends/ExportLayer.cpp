// A layer of a model that is exported: what its config says, the op is asked; and the layers that
// it owns.
#include "frontends/ConfigJson.h"
#include "frontends/ModelExporter.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

std::string lith::frontends::layerName(Operation *op) {
  auto path = op->getAttrOfType<StringAttr>("layer.path");
  return path ? path.getValue().substr(path.getValue().rfind('/') + 1).str() : "";
}

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

static Json text(StringRef value) { return Json(value.str()); }

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
