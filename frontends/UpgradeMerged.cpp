// A Sequential of Keras 1 whose first layer is a Merge of models.
#include "frontends/UpgradeConfig.h"
#include "frontends/UpgradeParts.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace {

/// A Sequential of Keras 1 that begins with a Merge of other models: their layers, and those that
/// follow, as one functional model. That is also how Keras 1 saved their weights.
class MergedSequential {
public:
  explicit MergedSequential(StringRef kerasVersion) : kerasVersion(kerasVersion) {}
  Expected<Json> upgrade(const JsonRef &entry, llvm::ArrayRef<JsonRef> entries);

private:
  Error addBranch(const JsonRef &branch);
  void addCalled(Json layer, Json argument);

  StringRef kerasVersion;
  Json::Array layers, inputs;
  Json::Array ends; // tensors that the branches end in
};

} // namespace

static Json callOf(Json argument) {
  return Json::Array{Json::Object{{"args", Json::Array{std::move(argument)}}}};
}

void MergedSequential::addCalled(Json layer, Json argument) {
  layers.push_back(with(withName(layer), "inbound_nodes", callOf(std::move(argument))));
}

Error MergedSequential::addBranch(const JsonRef &branch) {
  Expected<Json> upgraded = upgradeEntry(branch, kerasVersion);
  if (!upgraded)
    return upgraded.takeError();
  const Json::Array *inner = isModel(*upgraded) ? layersOf(*upgraded) : nullptr;
  if (!inner || inner->empty())
    return branch.error("a Merge of what is no model is not supported");
  const Json &config = *upgraded->find("config");
  if (isSequential(*upgraded)) {
    if (classOf(inner->front()) != "InputLayer")
      return branch.error("the shape of the model's input is not known");
    layers.push_back(inner->front());
    for (size_t i = 1; i < inner->size(); ++i)
      addCalled((*inner)[i],
                makeTensor(nameOf((*inner)[i - 1]), Json(int64_t(0)), Json(int64_t(0))));
    inputs.push_back(Json::Array{text(nameOf(inner->front())), Json(int64_t(0)), Json(int64_t(0))});
    ends.push_back(makeTensor(nameOf(inner->back()), Json(int64_t(0)), Json(int64_t(0))));
    return Error::success();
  }
  llvm::append_range(layers, *inner);
  const Json *outputs = config.find("output_layers"), *innerInputs = config.find("input_layers");
  if (!outputs || !outputs->asArray() || !innerInputs || !innerInputs->asArray())
    return branch.error("the model does not say what its inputs and outputs are");
  llvm::append_range(inputs, *innerInputs->asArray());
  visitRefs(*outputs, [&](const Ref &ref) {
    ends.push_back(makeTensor(ref.layer, Json(ref.node), *ref.index));
  });
  return Error::success();
}

Expected<Json> MergedSequential::upgrade(const JsonRef &entry, llvm::ArrayRef<JsonRef> entries) {
  Expected<JsonRef> config = entries.front().get("config");
  if (!config)
    return config.takeError();
  Expected<std::vector<JsonRef>> branches = config->getItems("layers");
  if (!branches)
    return branches.takeError();
  for (const JsonRef &branch : *branches)
    if (Error failed = addBranch(branch))
      return std::move(failed);
  Json::Object mergeConfig = *config->json().asObject();
  llvm::erase_if(mergeConfig, [](const Json::Member &member) { return member.first == "layers"; });
  Json merge = with(entries.front().json(), "config", std::move(mergeConfig));
  Json argument(ends);
  std::string last;
  for (size_t i = 0; i < entries.size(); ++i) {
    Expected<Json> layer =
        upgradeEntry(i ? entries[i] : JsonRef(merge, entries[i].where().str()), kerasVersion);
    if (!layer)
      return layer.takeError();
    last = nameOf(*layer).str();
    addCalled(std::move(*layer), std::move(argument));
    argument = makeTensor(last, Json(int64_t(0)), Json(int64_t(0)));
  }
  Json::Array output{text(last), Json(int64_t(0)), Json(int64_t(0))};
  StringRef name = nameOf(entry.json());
  return modelEntry(entry.json(), "Functional",
                    Json::Object{{"name", text(name.empty() ? "sequential" : name)},
                                 {"layers", layers},
                                 {"input_layers", inputs},
                                 {"output_layers", Json::Array{Json(std::move(output))}}});
}

Expected<Json> upgrade::upgradeMergedSequential(const JsonRef &entry,
                                                llvm::ArrayRef<JsonRef> entries,
                                                StringRef kerasVersion) {
  return MergedSequential(kerasVersion).upgrade(entry, entries);
}
