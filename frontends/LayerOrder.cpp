// Keras lists the layers of a Functional model by their distance from the outputs, the furthest
// first, and at equal distance in the order in which a walk from the outputs meets them. It loads
// weights by that order, whatever the order in the config, so what we write has to have it, too.
#include "frontends/Export.h"
#include "frontends/Graph.h"

#include "llvm/ADT/StringMap.h"

#include <algorithm>

using namespace lith::frontends;
using llvm::SmallVector;
using llvm::StringMap;

namespace {

/// One call of a layer; a node in Keras's words.
struct Node {
  unsigned layer;
  SmallVector<unsigned> parents; // nodes, in the order of the call's tensors
  unsigned depth = 0;
  bool isSeen = false;
};

/// The walk over the calls of one model.
class Order {
public:
  explicit Order(const Model &model);
  /// The layers' new order, as indices into the old one.
  std::vector<unsigned> sorted();

private:
  void walk(unsigned output);

  const Model &model;
  std::vector<Node> nodes;
  StringMap<unsigned> layerNumbers;
  std::vector<unsigned> firstNode; // of each layer
  std::vector<unsigned> finished;  // nodes, from inputs to outputs
  std::vector<int64_t> traversal;  // of each layer, -1 before it is met
  int64_t met = 0;
};

} // namespace

Order::Order(const Model &model) : model(model), traversal(model.layers.size(), -1) {
  for (auto [i, layer] : llvm::enumerate(model.layers)) {
    layerNumbers[layer.name] = i;
    firstNode.push_back(nodes.size());
    nodes.resize(nodes.size() + std::max<size_t>(layer.calls.size(), 1), Node{unsigned(i), {}});
  }
  for (auto [i, layer] : llvm::enumerate(model.layers))
    for (auto [n, call] : llvm::enumerate(layer.calls)) {
      SmallVector<const TensorRef *> tensors;
      collectTensors(call, tensors);
      for (const TensorRef *tensor : tensors)
        nodes[firstNode[i] + n].parents.push_back(firstNode[layerNumbers[tensor->layer]] +
                                                  tensor->node);
    }
}

/// Meets the node and what it depends on, depth first, without recursion.
void Order::walk(unsigned output) {
  std::vector<std::pair<unsigned, unsigned>> path; // node, parents looked at
  auto meet = [&](unsigned node) {
    if (nodes[node].isSeen)
      return;
    nodes[node].isSeen = true;
    if (traversal[nodes[node].layer] < 0)
      traversal[nodes[node].layer] = met++;
    path.emplace_back(node, 0);
  };
  meet(output);
  while (!path.empty()) {
    auto &[node, next] = path.back();
    if (next < nodes[node].parents.size()) {
      meet(nodes[node].parents[next++]);
      continue;
    }
    finished.push_back(node);
    path.pop_back();
  }
}

std::vector<unsigned> Order::sorted() {
  for (const TensorRef &tensor : model.outputs.tensors)
    walk(firstNode[layerNumbers[tensor.layer]] + tensor.node);
  std::vector<unsigned> depths(model.layers.size(), 0);
  for (unsigned i : llvm::reverse(finished)) {
    Node &node = nodes[i];
    node.depth = depths[node.layer] = std::max(node.depth, depths[node.layer]);
    for (unsigned parent : node.parents)
      nodes[parent].depth = std::max(nodes[parent].depth, node.depth + 1);
  }
  std::vector<unsigned> order(model.layers.size());
  for (auto [i, slot] : llvm::enumerate(order))
    slot = i;
  llvm::sort(order, [&](unsigned a, unsigned b) {
    return std::tuple(-int64_t(depths[a]), traversal[a], a) <
           std::tuple(-int64_t(depths[b]), traversal[b], b);
  });
  return order;
}

/// Orders the models within a layer.
static void orderWithin(Layer &layer) {
  if (layer.model)
    orderAsKeras(*layer.model);
  for (Layer &child : layer.children)
    orderWithin(child);
}

void lith::frontends::orderAsKeras(Model &model) {
  for (Layer &layer : model.layers)
    orderWithin(layer);
  if (model.className == "Sequential")
    return;
  std::vector<Layer> layers;
  for (unsigned i : Order(model).sorted())
    layers.push_back(std::move(model.layers[i]));
  model.layers = std::move(layers);
}
