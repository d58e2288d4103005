// Reshapes to sizes that tf.shape tells: see the header.
#include "frontends/UpgradeSizes.h"
#include "frontends/UpgradeFunction.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::StringRef;

/// What the only call of an entry takes first, with its keyword arguments.
static std::optional<Ref> onlyCall(const Json &entry) {
  const Json *nodes = entry.find("inbound_nodes");
  const Json::Array *calls = nodes ? nodes->asArray() : nullptr;
  return calls && calls->size() == 1 ? asRef(calls->front()) : std::nullopt;
}

/// One word for a tensor.
static std::string keyOf(const Ref &ref) {
  return (ref.layer + "/" + llvm::Twine(ref.node) + "/" + ref.index->text()).str();
}

static const Json *keyword(const Ref &ref, StringRef key) {
  return ref.kwargs ? ref.kwargs->find(key) : nullptr;
}

Sizes::Sizes(const Json::Array &layers) {
  // A layer may stand in front of what it calls.
  for (size_t before = tellers.size() + 1; before != tellers.size();) {
    before = tellers.size();
    findTellers(layers);
  }
  for (const Json &layer : layers) {
    const Json *nodes = layer.find("inbound_nodes");
    if (!nodes || tellers.contains(nameOf(layer)))
      continue;
    std::optional<Json> plain = withoutSizes(layer);
    visitRefs(plain ? *plain->find("inbound_nodes") : *nodes,
              [&](const Ref &ref) { asked.insert(ref.layer); });
  }
  // What tells a size asks for all sizes of the tensor.
  for (const Json &layer : layers)
    if (asked.contains(nameOf(layer)) && tellers.contains(nameOf(layer)))
      visitRefs(*layer.find("inbound_nodes"), [&](const Ref &ref) { asked.insert(ref.layer); });
}

void Sizes::findTellers(const Json::Array &layers) {
  for (const Json &layer : layers) {
    StringRef function = functionOf(layer);
    std::optional<Ref> call = function.empty() ? std::nullopt : onlyCall(layer);
    if (!call)
      continue;
    if (function == "shape") {
      tellers[nameOf(layer)] = {keyOf(*call), std::nullopt, true};
      continue;
    }
    auto whole = tellers.find(call->layer);
    if (whole == tellers.end() || !whole->second.isWhole)
      continue;
    const Json *spec = keyword(*call, "slice_spec");
    if (function == "unstack")
      tellers[nameOf(layer)] = {whole->second.tensor, std::nullopt, false};
    else if (function == "__operators__.getitem" && spec && spec->asInt())
      tellers[nameOf(layer)] = {whole->second.tensor, *spec->asInt(), false};
  }
}

std::optional<Sizes::Size> Sizes::sizeOf(const Json &json) const {
  std::optional<Ref> ref = asRef(json);
  auto found = ref ? tellers.find(ref->layer) : tellers.end();
  if (found == tellers.end() || found->second.isWhole || !ref->index->asInt())
    return std::nullopt;
  return Size{found->second.tensor, found->second.axis.value_or(*ref->index->asInt())};
}

std::optional<Json> Sizes::withoutSizes(const Json &entry) const {
  std::optional<Ref> call = functionOf(entry) == "reshape" ? onlyCall(entry) : std::nullopt;
  const Json *shape = call ? keyword(*call, "shape") : nullptr;
  if (!shape || !shape->asArray())
    return std::nullopt;
  Json::Array plain;
  size_t sizes = 0, open = 0;
  for (const Json &item : *shape->asArray()) {
    bool isSize = sizeOf(item).has_value();
    sizes += isSize;
    open += isSize || (item.asInt() && *item.asInt() == -1);
    plain.push_back(isSize ? Json(int64_t(-1)) : item);
  }
  if (sizes == 0)
    return std::nullopt;
  Json tensor(Json::Array{text(call->layer), Json(call->node), *call->index});
  auto callWith = [&](Json::Object kwargs) {
    Json::Array parts = *tensor.asArray();
    parts.push_back(Json(std::move(kwargs)));
    return Json(Json::Array{Json(std::move(parts))});
  };
  if (open == 1)
    return with(entry, "inbound_nodes", callWith({{"shape", Json(std::move(plain))}}));
  std::optional<Size> first = sizeOf(shape->asArray()->front());
  if (sizes > 1 || !first || first->axis != 0 || first->tensor != keyOf(*call))
    return std::nullopt;
  // The batch stays: this is Keras's own layer.
  plain.erase(plain.begin());
  Json::Object config{{"name", text(nameOf(entry))}, {"target_shape", Json(std::move(plain))}};
  return Json(Json::Object{{"class_name", text("Reshape")},
                           {"config", Json(std::move(config))},
                           {"name", text(nameOf(entry))},
                           {"inbound_nodes", callWith({})}});
}

Json Sizes::resolve(const Json &entry) const { return withoutSizes(entry).value_or(entry); }
