// Calls carry their layer's path and their number (`layer.path`, `layer.node`); inputs of functions
// are the nodes of input layers.
#include "tools/lith/Node.h"

#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace lith::tools {
namespace {

/// The calls of one layer by their numbers, each with the values that go in and come out.
struct Node {
  SmallVector<Value> inputs, outputs;
};
using Nodes = std::map<int64_t, Node>;

std::string pathOf(Operation *op) {
  // The activation that a layer has as a layer of its own gives that layer's results.
  for (llvm::StringRef key : {"layer.part_of", "layer.path"})
    if (auto path = op->getAttrOfType<StringAttr>(key))
      return path.str();
  return "";
}

int64_t nodeOf(Operation *op) {
  auto node = op->getAttrOfType<IntegerAttr>("layer.node");
  return node ? node.getInt() : 0;
}

/// Where the layers of the function stand, as a prefix of their paths: that of the calls inside it.
std::string prefixOf(func::FuncOp function) {
  if (function.getSymName() != "main")
    for (Operation &op : function.getBody().getOps())
      if (std::string path = pathOf(&op); !path.empty())
        return llvm::StringRef(path).contains('/')
                   ? llvm::StringRef(path).rsplit('/').first.str() + "/"
                   : "";
  return "";
}

/// The results that the layer gives; its next states, which stand behind them, are its own.
SmallVector<Value> resultsOf(Operation *op) {
  size_t states = 0;
  if (auto layer = dyn_cast<layer::LayerOpInterface>(op)) {
    SmallVector<layer::Variable> variables;
    layer.getVariables(variables);
    states = llvm::count_if(variables, [](const layer::Variable &v) { return v.isState; });
  }
  return SmallVector<Value>(op->getResults().drop_back(states));
}

/// The tensors that the layer is called with; constants are none to Keras.
SmallVector<Value> inputsOf(Operation *op) {
  auto layer = dyn_cast<layer::LayerOpInterface>(op);
  SmallVector<Value> inputs =
      llvm::to_vector(layer ? layer.getInputs() : ValueRange(op->getOperands()));
  for (Value &input : inputs)
    input = layer::skipAutocasts(input);
  llvm::erase_if(inputs, [](Value v) { return v.getDefiningOp<arith::ConstantOp>() != nullptr; });
  return inputs;
}

std::map<std::string, Nodes> collectNodes(ModuleOp module) {
  std::map<std::string, Nodes> layers;
  for (auto function : module.getOps<func::FuncOp>()) {
    std::string prefix = prefixOf(function);
    for (BlockArgument argument : function.getArguments())
      if (auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "layer.name"))
        layers[prefix + name.str()].try_emplace(0, Node{{argument}, {argument}});
    // Calls within a layer, of the layers that it owns, are no nodes of theirs.
    for (Operation &op : function.getBody().getOps()) {
      if (!op.hasAttr("layer.path"))
        continue;
      Nodes &nodes = layers[pathOf(&op)];
      auto [node, isNew] = nodes.try_emplace(nodeOf(&op), Node{inputsOf(&op), {}});
      // A nested model that is called with several shapes stands here several times; the first is
      // it.
      if (isNew || op.hasAttr("layer.part_of"))
        node->second.outputs = resultsOf(&op);
    }
  }
  return layers;
}

/// "layer:node:tensor", as Keras's history of a tensor has it.
std::string tensorName(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto function = cast<func::FuncOp>(argument.getOwner()->getParentOp());
    auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "layer.name");
    return fmt::format("{}{}:0:0", prefixOf(function), name ? name.str() : "");
  }
  Operation *op = value.getDefiningOp();
  return fmt::format("{}:{}:{}", pathOf(op), nodeOf(op), cast<OpResult>(value).getResultNumber());
}

llvm::json::Array describeTensors(ArrayRef<Value> values) {
  llvm::json::Array tensors;
  for (Value value : values) {
    auto type = cast<RankedTensorType>(value.getType());
    llvm::json::Array shape;
    for (int64_t extent : type.getShape())
      shape.push_back(ShapedType::isDynamic(extent) ? llvm::json::Value(nullptr)
                                                    : llvm::json::Value(extent));
    tensors.push_back(llvm::json::Object{{"tensor", tensorName(value)},
                                         {"dtype", layer::getDTypeName(type.getElementType())},
                                         {"shape", std::move(shape)}});
  }
  return tensors;
}

/// "(None, 4)", as Python prints a shape.
std::string shapeText(const llvm::json::Array &shape) {
  std::vector<std::string> extents;
  for (const llvm::json::Value &extent : shape)
    extents.push_back(extent.getAsInteger() ? std::to_string(*extent.getAsInteger()) : "None");
  return "(" + llvm::join(extents, ", ") + (extents.size() == 1 ? ",)" : ")");
}

} // namespace

llvm::Expected<llvm::json::Object> describeNode(ModuleOp module, llvm::StringRef text) {
  auto [name, number] = text.rsplit(':');
  int64_t index = -1;
  bool hasIndex = text.contains(':') && !number.getAsInteger(10, index) && index >= 0;
  std::string layer = hasIndex ? name.str() : text.str();
  std::map<std::string, Nodes> layers = collectNodes(module);
  auto found = layers.find(layer);
  if (found == layers.end())
    return llvm::createStringError("--node: the model has no layer \"" + layer +
                                   "\"; `lith inspect` without --node lists them");
  const Nodes &nodes = found->second;
  if (!hasIndex && nodes.size() > 1)
    return llvm::createStringError(
        fmt::format("--node: layer \"{}\" is called {} times; say which, as in {}:0", layer,
                    nodes.size(), layer));
  auto node = hasIndex ? nodes.find(index) : nodes.begin();
  if (node == nodes.end())
    return llvm::createStringError(
        fmt::format("--node: layer \"{}\" has no node {}; it has {}", layer, index, nodes.size()));
  return llvm::json::Object{{"layer", layer},
                            {"node", node->first},
                            {"nodes", static_cast<int64_t>(nodes.size())},
                            {"input", describeTensors(node->second.inputs)},
                            {"output", describeTensors(node->second.outputs)}};
}

void printNode(const llvm::json::Object &node) {
  fmt::print("{:<8}{}:{} of {}\n", "node", visible(*node.getString("layer")),
             *node.getInteger("node"), *node.getInteger("nodes"));
  for (const char *side : {"input", "output"})
    for (const llvm::json::Value &value : *node.getArray(side)) {
      const llvm::json::Object &tensor = *value.getAsObject();
      fmt::print("{:<8}{} {} {}\n", side, visible(*tensor.getString("tensor")),
                 tensor.getString("dtype")->str(), shapeText(*tensor.getArray("shape")));
    }
}

} // namespace lith::tools
