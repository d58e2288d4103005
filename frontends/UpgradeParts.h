// What the files that upgrade a model's JSON share: looking at entries, and writing them anew.
#ifndef LITH_FRONTENDS_UPGRADEPARTS_H
#define LITH_FRONTENDS_UPGRADEPARTS_H

#include "frontends/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace lith::frontends::upgrade {

inline Json text(llvm::StringRef value) { return Json(value.str()); }

/// The class in an entry {"class_name", "config"}.
llvm::StringRef classOf(const Json &entry);
/// The name of the layer in an entry; older files have it in the config only.
llvm::StringRef nameOf(const Json &entry);
bool isSequential(const Json &entry);
/// A Sequential or functional model.
bool isModel(const Json &entry);
/// The layers of a model's entry, or null.
const Json::Array *layersOf(const Json &entry);

/// The config of a layer, or the arguments of a call, taken apart to be written anew.
struct Members {
  Json::Object list;

  Json *find(llvm::StringRef key) {
    auto found = llvm::find_if(list, [&](const Json::Member &m) { return m.first == key; });
    return found == list.end() ? nullptr : &found->second;
  }
  void rename(llvm::StringRef from, llvm::StringRef to) {
    for (Json::Member &member : list)
      if (member.first == from)
        member.first = to.str();
  }
  void erase(llvm::StringRef key) {
    llvm::erase_if(list, [&](const Json::Member &m) { return m.first == key; });
  }
  void set(llvm::StringRef key, Json value) {
    erase(key);
    list.emplace_back(key.str(), std::move(value));
  }
  /// Puts the values of `keys`, where all of them are there, into a list called `to`.
  void gather(llvm::ArrayRef<llvm::StringRef> keys, llvm::StringRef to) {
    Json::Array items;
    for (llvm::StringRef key : keys)
      if (Json *value = find(key))
        items.push_back(*value);
    if (items.size() != keys.size())
      return;
    for (llvm::StringRef key : keys)
      erase(key);
    list.emplace_back(to.str(), std::move(items));
  }
};

/// `object` with `key` set to `value`.
Json with(const Json &object, llvm::StringRef key, Json value);
/// The entry with its name beside the config, where Keras 3 has it.
Json withName(const Json &entry);
/// The entry of a model, with its new config, as Keras 3 writes it.
Json modelEntry(const Json &entry, llvm::StringRef className, Json config);

/// A tensor as Keras 1 and 2 name it: [layer, node, index] or, in a call, [layer, node, index,
/// keyword arguments].
struct Ref {
  llvm::StringRef layer;
  int64_t node;
  const Json *index;
  const Json *kwargs; // or null
};
std::optional<Ref> asRef(const Json &json);
/// Calls `visit` with every tensor under `json`.
void visitRefs(const Json &json, llvm::function_ref<void(const Ref &)> visit);

/// A tensor in a call, as Keras 3 writes it.
Json makeTensor(llvm::StringRef layer, Json node, Json index);

/// Models of the several kinds; `entries` are the layers of a Sequential.
llvm::Expected<Json> upgradeFunctional(const JsonRef &entry, llvm::StringRef kerasVersion);
llvm::Expected<Json> upgradeMergedSequential(const JsonRef &entry, llvm::ArrayRef<JsonRef> entries,
                                             llvm::StringRef kerasVersion);

} // namespace lith::frontends::upgrade

#endif
