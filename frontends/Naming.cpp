// Follows Keras's naming.to_snake_case and the walk of its saving_lib, which names the members of a
// model's `layers` by their classes, with a count for each class.
#include "frontends/Naming.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <map>

using namespace lith::frontends;
using llvm::StringRef;

std::string lith::frontends::toSnakeCase(StringRef className) {
  std::string word;
  for (char c : className)
    if (llvm::isAlnum(c) || c == '_')
      word += c;
  // An underscore before each capital that begins a word ...
  std::string split;
  for (size_t i = 0; i < word.size();) {
    split += word[i++];
    if (i + 1 < word.size() && llvm::isUpper(word[i]) && llvm::isLower(word[i + 1])) {
      split += '_';
      split += word[i++];
      while (i < word.size() && llvm::isLower(word[i]))
        split += word[i++];
    }
  }
  // ... and before each capital behind a small letter.
  std::string snake;
  for (size_t i = 0; i < split.size(); ++i) {
    if (i > 0 && llvm::isUpper(split[i]) && llvm::isLower(split[i - 1]))
      snake += '_';
    snake += llvm::toLower(split[i]);
  }
  return snake;
}

namespace {

class Placer {
public:
  explicit Placer(GroupOfChild groupOf) : groupOf(groupOf) {}

  /// Appends the places of the layers of `model`, whose own place has these prefixes.
  void place(const Model &model, const LayerPlace &prefix);

  llvm::DenseMap<const Layer *, LayerPlace> places;

private:
  void place(const Layer &layer, LayerPlace here);

  GroupOfChild groupOf;
  std::map<int64_t, LayerPlace> shared; // by Keras's id of an object that stands in the file twice
};

} // namespace

void Placer::place(const Model &model, const LayerPlace &prefix) {
  llvm::StringMap<unsigned> counts;
  for (const Layer &layer : model.layers) {
    // Operations such as `x + 1` stand among the layers of the config, but the weights file counts
    // layers only.
    std::string key = layer.isOperation() ? "" : toSnakeCase(layer.className);
    if (unsigned count = key.empty() ? 0 : counts[key]++)
      key += "_" + std::to_string(count);
    place(layer,
          {prefix.path + layer.name, prefix.group + "layers/" + key, prefix.symbols + layer.name});
  }
}

/// Sets the place of one layer, and those of what is within it.
void Placer::place(const Layer &layer, LayerPlace here) {
  // Keras writes the weights of an object where it meets it first.
  if (layer.sharedId) {
    auto [first, isNew] = shared.try_emplace(*layer.sharedId, here);
    here.group = first->second.group;
    here.symbols = first->second.symbols;
  }
  if (layer.model)
    place(*layer.model, {here.path + "/", here.group + "/", here.symbols + "/"});
  llvm::StringMap<unsigned> counts;
  for (const Layer &child : layer.children) {
    std::string name = "/" + child.name;
    if (unsigned count = counts[child.name]++)
      name += "_" + std::to_string(count);
    place(child, {here.path + name, here.group + "/" + groupOf(layer, child), here.symbols + name});
  }
  places[&layer] = std::move(here);
}

llvm::DenseMap<const Layer *, LayerPlace> lith::frontends::placeLayers(const Model &model,
                                                                       GroupOfChild groupOf) {
  Placer placer(groupOf);
  placer.place(model, {});
  return std::move(placer.places);
}
