// Sorts calls by their uses (Kahn), earliest in the file first, so that the order is always the
// same; nothing here recurses over the graph, which may be as deep as it has layers.
#include "frontends/Graph.h"

#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>
#include <set>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;

std::vector<const Argument *> lith::frontends::inFlatOrder(const Argument &argument) {
  std::vector<unsigned> order(argument.items.size());
  std::iota(order.begin(), order.end(), 0);
  if (argument.kind == Argument::Kind::Dict)
    llvm::sort(order, [&](unsigned a, unsigned b) { return argument.keys[a] < argument.keys[b]; });
  std::vector<const Argument *> items;
  for (unsigned i : order)
    items.push_back(&argument.items[i]);
  return items;
}

void lith::frontends::collectTensors(const Argument &argument,
                                     llvm::SmallVectorImpl<const TensorRef *> &tensors) {
  if (argument.kind == Argument::Kind::Tensor)
    tensors.push_back(&argument.tensor);
  for (const Argument *item : inFlatOrder(argument))
    collectTensors(*item, tensors);
}

void lith::frontends::collectTensors(const Call &call,
                                     llvm::SmallVectorImpl<const TensorRef *> &tensors) {
  for (const Argument &argument : call.args)
    collectTensors(argument, tensors);
  for (const auto &keyword : call.kwargs)
    collectTensors(keyword.second, tensors);
}

namespace {

/// The graph of calls, each with a number.
struct Calls {
  std::vector<CallRef> refs;
  std::vector<unsigned> firstOfLayer;
  std::vector<std::vector<unsigned>> users;
  std::vector<unsigned> waiting; // how many results each call still waits for
};

} // namespace

static unsigned callCount(const Layer &layer) {
  return layer.isInput() ? 1 : unsigned(layer.calls.size());
}

/// The number of the call that `tensor` comes from.
static Expected<unsigned> findCall(const Model &model, const llvm::StringMap<unsigned> &layers,
                                   const Calls &calls, const TensorRef &tensor,
                                   llvm::StringRef where) {
  auto found = layers.find(tensor.layer);
  if (found == layers.end())
    return llvm::createStringError(where + ": refers to layer \"" + tensor.layer +
                                   "\", which the model does not have");
  if (tensor.node >= callCount(model.layers[found->second]))
    return llvm::createStringError(where + ": refers to call " + llvm::Twine(tensor.node) +
                                   " of layer \"" + tensor.layer + "\", which is called " +
                                   llvm::Twine(callCount(model.layers[found->second])) + " times");
  return calls.firstOfLayer[found->second] + tensor.node;
}

static Error linkCalls(const Model &model, const llvm::StringMap<unsigned> &layers, Calls &calls) {
  calls.users.resize(calls.refs.size());
  calls.waiting.resize(calls.refs.size());
  for (auto [number, ref] : llvm::enumerate(calls.refs)) {
    const Layer &layer = model.layers[ref.layer];
    if (layer.isInput())
      continue;
    llvm::SmallVector<const TensorRef *> tensors;
    collectTensors(layer.calls[ref.node], tensors);
    for (const TensorRef *tensor : tensors) {
      Expected<unsigned> from = findCall(model, layers, calls, *tensor, layer.where);
      if (!from)
        return from.takeError();
      calls.users[*from].push_back(unsigned(number));
      ++calls.waiting[number];
    }
  }
  for (const Structure *structure : {&model.inputs, &model.outputs})
    for (const TensorRef &tensor : structure->tensors)
      if (Expected<unsigned> from =
              findCall(model, layers, calls, tensor, "model \"" + model.name + "\"");
          !from)
        return from.takeError();
  return Error::success();
}

/// Names the layers on one cycle among the calls that never became ready.
static Error reportCycle(const Model &model, const Calls &calls) {
  unsigned at = unsigned(llvm::find_if(calls.waiting, [](unsigned count) { return count > 0; }) -
                         calls.waiting.begin());
  // Each call that waits has a predecessor that waits; going back often enough ends on a cycle.
  std::vector<unsigned> before(calls.refs.size());
  for (unsigned from = 0; from < calls.refs.size(); ++from)
    if (calls.waiting[from])
      for (unsigned user : calls.users[from])
        before[user] = from;
  for (size_t i = 0; i < calls.refs.size(); ++i)
    at = before[at];
  std::string path = model.layers[calls.refs[at].layer].name;
  unsigned shown = 0;
  for (unsigned step = before[at]; step != at && shown < 8; step = before[step], ++shown)
    path = model.layers[calls.refs[step].layer].name + " -> " + path;
  path = (shown == 8 ? "... -> " : model.layers[calls.refs[at].layer].name + " -> ") + path;
  return llvm::createStringError("model \"" + model.name + "\": its layers form a cycle: " + path);
}

Expected<std::vector<CallRef>> lith::frontends::orderCalls(const Model &model,
                                                           llvm::StringMap<unsigned> &layers) {
  Calls calls;
  for (auto [number, layer] : llvm::enumerate(model.layers)) {
    layers[layer.name] = unsigned(number);
    calls.firstOfLayer.push_back(unsigned(calls.refs.size()));
    for (unsigned node = 0; node < callCount(layer); ++node)
      calls.refs.push_back({unsigned(number), node});
  }
  if (Error failed = linkCalls(model, layers, calls))
    return std::move(failed);
  std::set<unsigned> ready;
  for (unsigned call = 0; call < calls.refs.size(); ++call)
    if (!calls.waiting[call])
      ready.insert(call);
  std::vector<CallRef> order;
  while (!ready.empty()) {
    unsigned call = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(calls.refs[call]);
    for (unsigned user : calls.users[call])
      if (--calls.waiting[user] == 0)
        ready.insert(user);
  }
  if (order.size() != calls.refs.size())
    return reportCycle(model, calls);
  return order;
}
