// Keras saves a layer's weights as its trainable ones and then the others, a nested model's
// likewise over all its layers, and loads them in that order. So does this; what the file calls a
// weight is compared where it says something.
#include "frontends/LegacyWeights.h"
#include "frontends/LegacyTensors.h"
#include "frontends/Naming.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace lith::frontends;
using llvm::ArrayRef;
using llvm::StringRef;

namespace {

/// The weights of one layer in the file.
struct Group {
  std::string layer;
  std::vector<std::string> names; // of weights, in order
  std::string path;               // of the group in the file
};

/// The weights of a layer that are trained, and the others.
struct Weights {
  std::vector<WantedWeight> trainable, fixed;
};

/// The weights that one layer of the model asks for, in the order of the file.
struct Wanted {
  const Layer *layer;
  std::vector<WantedWeight> weights;
};

class Binder {
public:
  Binder(const std::shared_ptr<const WeightFile> &file, const Model &model,
         ArrayRef<DeclaredWeight> declared, bool isWhole, Problems &problems);
  lith::layer::WeightStore run();

private:
  void readGroups();
  Weights collect(const Layer &layer);
  std::vector<std::pair<const Wanted *, const Group *>> matchLayers();
  std::optional<std::vector<LegacyTensor>> readTensors(const Wanted &wanted, const Group &group);
  void bind(const Wanted &wanted, const Group &group);
  void reportMissing(const Wanted &wanted);
  void reportSurplus(const Group &group);
  void reportCount(const Wanted &wanted, const Group &group);
  void report(const Layer &layer, std::string what);

  const std::shared_ptr<const WeightFile> &file;
  bool isWhole;
  Problems &problems;
  llvm::DenseMap<const Layer *, LayerPlace> places;
  llvm::StringMap<std::vector<const DeclaredWeight *>> declaredOf; // by LayerPlace::symbols
  std::vector<Wanted> wanted;
  std::vector<Group> groups;
  LegacyWriter writer;
  lith::layer::WeightStore store;
};

} // namespace

/// The group that holds the groups of layers: a whole model's file has its weights in one.
static std::string findRoot(const WeightFile &file) {
  for (StringRef root : {"model_weights", ""})
    for (StringRef list : {"@layer_names", "@layer_names0"})
      if (file.lists.contains((root + list).str()))
        return root.str();
  return "none";
}

bool lith::frontends::hasLegacyLayout(const WeightFile &file) { return findRoot(file) != "none"; }

/// A list of names; Keras cuts one that is too long for HDF5 into pieces with numbers.
static std::vector<std::string> readNames(const WeightFile &file, const std::string &attribute) {
  if (auto list = file.lists.find(attribute); list != file.lists.end())
    return list->second;
  std::vector<std::string> names;
  for (unsigned piece = 0;; ++piece) {
    auto list = file.lists.find(attribute + std::to_string(piece));
    if (list == file.lists.end())
      return names;
    llvm::append_range(names, list->second);
  }
}

static std::string joinPath(StringRef group, StringRef name) {
  return group.empty() ? name.str() : (group + "/" + name).str();
}

/// "kernel" of "dense_1/kernel:0" and "dense_1/kernel_2:0".
static StringRef leafName(StringRef name) {
  name = name.rsplit(':').first;
  if (size_t slash = name.rfind('/'); slash != StringRef::npos)
    name = name.substr(slash + 1);
  auto [stem, number] = name.rsplit('_');
  bool isNumbered = !number.empty() && llvm::all_of(number, llvm::isDigit);
  return isNumbered ? stem : name;
}

Binder::Binder(const std::shared_ptr<const WeightFile> &file, const Model &model,
               ArrayRef<DeclaredWeight> declared, bool isWhole, Problems &problems)
    : file(file), isWhole(isWhole), problems(problems),
      // This layout knows no groups within a layer.
      places(placeLayers(model, [](const Layer &, const Layer &child) { return child.key; })) {
  for (const DeclaredWeight &weight : declared) {
    for (const std::string &holder : weight.holders)
      declaredOf[holder].insert(declaredOf[holder].begin(), &weight);
    declaredOf[weight.layerPath].push_back(&weight);
  }
  for (const Layer &layer : model.layers) {
    Weights weights = collect(layer);
    // What a nested model uses twice it holds once.
    std::vector<WantedWeight> once;
    llvm::StringSet<> seen;
    for (const WantedWeight &weight : llvm::concat<WantedWeight>(weights.trainable, weights.fixed))
      if (seen.insert(weight.weight->symbol).second)
        once.push_back(weight);
    if (!once.empty())
      wanted.push_back({&layer, std::move(once)});
  }
  readGroups();
}

/// The weights of `layer` in Keras's order: its own, and then those of the layers in it. One that
/// is frozen has all of its own first, and then all of each child; a model its trainable ones
/// first.
Weights Binder::collect(const Layer &layer) {
  const Json *flag = layer.config.find("trainable");
  bool isFrozen = flag && flag->asBool() && !*flag->asBool();
  StringRef symbols = places.find(&layer)->second.symbols;
  Weights all;
  auto freeze = [&] {
    if (!isFrozen)
      return;
    all.fixed.insert(all.fixed.begin(), all.trainable.begin(), all.trainable.end());
    all.trainable.clear();
  };
  auto children =
      llvm::map_to_vector(layer.children, [&](const Layer &child) { return collect(child); });
  // What a layer has of its child's is trained where the child is.
  auto isTrained = [&](const DeclaredWeight *weight) {
    auto isThis = [&](const WantedWeight &other) { return other.weight == weight; };
    return weight->layerPath == symbols ? weight->isTrainable
                                        : llvm::any_of(children, [&](const Weights &inner) {
                                            return llvm::any_of(inner.trainable, isThis);
                                          });
  };
  for (const DeclaredWeight *weight : declaredOf.lookup(symbols))
    (isTrained(weight) ? all.trainable : all.fixed).push_back({weight, &layer});
  freeze();
  for (const Weights &inner : children) {
    llvm::append_range(isFrozen ? all.fixed : all.trainable, inner.trainable);
    llvm::append_range(all.fixed, inner.fixed);
  }
  for (const Layer &member :
       layer.model ? ArrayRef<Layer>(layer.model->layers) : ArrayRef<Layer>()) {
    Weights inner = collect(member);
    llvm::append_range(all.trainable, inner.trainable);
    llvm::append_range(all.fixed, inner.fixed);
  }
  freeze();
  return all;
}

void Binder::readGroups() {
  std::string root = findRoot(*file);
  for (auto [attribute, text] :
       {std::pair("keras_version", &writer.kerasVersion), std::pair("backend", &writer.backend)})
    for (const std::string &holder : {root, std::string()})
      if (auto found = file->attributes.find(holder + "@" + attribute);
          found != file->attributes.end() && text->empty())
        *text = found->second;
  if (writer.kerasVersion.empty())
    writer.kerasVersion = "1"; // Keras began to write its version with 1.1
  std::vector<std::string> layers = readNames(*file, root + "@layer_names");
  // Weights of the model itself, which only a class of its author's has.
  layers.push_back("top_level_model_weights");
  for (const std::string &layer : layers) {
    std::string path = joinPath(root, layer);
    std::vector<std::string> names = readNames(*file, path + "@weight_names");
    // The states of random generators, which inference does not use.
    llvm::erase_if(names, [](StringRef name) {
      return name.contains("StateVar") || name.contains("seed_generator_state");
    });
    if (!names.empty())
      groups.push_back({layer, std::move(names), std::move(path)});
  }
}

void Binder::report(const Layer &layer, std::string what) {
  problems.add({places.find(&layer)->second.path, layer.className, std::move(what),
                "are these weights of another model?"});
}

void Binder::reportMissing(const Wanted &wanted) {
  for (const WantedWeight &weight : wanted.weights)
    problems.add({weight.weight->layerPath, weight.weight->className,
                  fmt::format("weight {} {} is missing: {} has no weights of layer {}",
                              weight.weight->symbol, describeWeight(weight.weight->type),
                              file->path, wanted.layer->name),
                  "are these weights of another model?"});
}

void Binder::reportSurplus(const Group &group) {
  for (const std::string &name : group.names)
    problems.add({group.layer, "",
                  fmt::format("{} holds {}, which no layer asks for", file->path,
                              joinPath(group.path, name)),
                  "are these weights of another model?"});
}

void Binder::reportCount(const Wanted &wanted, const Group &group) {
  std::vector<std::string> names;
  for (const WantedWeight &weight : wanted.weights)
    names.push_back(weight.weight->symbol);
  report(*wanted.layer, fmt::format("has {} weights ({}), but {} holds {} for layer {} ({})",
                                    names.size(), fmt::join(names, ", "), file->path,
                                    group.names.size(), group.layer, fmt::join(group.names, ", ")));
}

/// Which layer of the model is which of the file: by name if the names are the same, or in order,
/// as Keras does it.
std::vector<std::pair<const Wanted *, const Group *>> Binder::matchLayers() {
  std::vector<std::pair<const Wanted *, const Group *>> pairs;
  llvm::StringMap<const Group *> byName;
  for (const Group &group : groups)
    byName[group.layer] = &group;
  for (const Wanted &layer : wanted)
    if (const Group *group = byName.lookup(layer.layer->name))
      pairs.emplace_back(&layer, group);
  bool isSame = pairs.size() == wanted.size() && pairs.size() == groups.size();
  if (isSame || !isWhole)
    return pairs;
  if (wanted.size() == groups.size()) {
    pairs.clear();
    for (auto [layer, group] : llvm::zip_equal(wanted, groups))
      pairs.emplace_back(&layer, &group);
    return pairs;
  }
  for (const Wanted &layer : wanted)
    if (!byName.contains(layer.layer->name))
      reportMissing(layer);
  llvm::StringSet<> names;
  for (const Wanted &layer : wanted)
    names.insert(layer.layer->name);
  for (const Group &group : groups)
    if (!names.contains(group.layer))
      reportSurplus(group);
  return pairs;
}

std::optional<std::vector<LegacyTensor>> Binder::readTensors(const Wanted &wanted,
                                                             const Group &group) {
  std::vector<LegacyTensor> tensors;
  for (const std::string &name : group.names) {
    std::string path = joinPath(group.path, name);
    auto found = file->tensors.find(path);
    if (found == file->tensors.end()) {
      report(*wanted.layer,
             fmt::format("{} lists weight {}, but has no dataset {}", file->path, name, path));
      return std::nullopt;
    }
    tensors.push_back({path, found->second, file});
  }
  return convertLegacyTensors(wanted.weights, std::move(tensors), writer);
}

void Binder::bind(const Wanted &wanted, const Group &group) {
  std::optional<std::vector<LegacyTensor>> tensors = readTensors(wanted, group);
  if (!tensors)
    return;
  if (tensors->size() != wanted.weights.size()) {
    reportCount(wanted, group);
    return;
  }
  llvm::StringSet<> leaves;
  for (const WantedWeight &weight : wanted.weights)
    leaves.insert(leafName(weight.weight->symbol));
  for (auto [weight, tensor] : llvm::zip_equal(wanted.weights, *tensors)) {
    const DeclaredWeight &declared = *weight.weight;
    StringRef leaf = leafName(tensor.name);
    if (leaves.contains(leaf) && leaf != leafName(declared.symbol)) {
      problems.add({declared.layerPath, declared.className,
                    fmt::format("weight {} stands where {} has {}", declared.symbol, file->path,
                                tensor.name),
                    "are these weights of another model?"});
      continue;
    }
    if (auto value = fitWeight(declared, tensor.name, tensor.tensor, tensor.owner, *file, problems))
      store.insert({declared.symbol, std::move(*value)});
  }
}

lith::layer::WeightStore Binder::run() {
  for (auto [layer, group] : matchLayers())
    bind(*layer, *group);
  return std::move(store);
}

lith::layer::WeightStore
lith::frontends::bindLegacyWeights(const std::shared_ptr<const WeightFile> &file,
                                   const Model &model, ArrayRef<DeclaredWeight> declared,
                                   bool isWhole, Problems &problems) {
  return Binder(file, model, declared, isWhole, problems).run();
}
