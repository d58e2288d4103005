// Lists within each other.
#include "frontends/NestedLists.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using llvm::ArrayRef;
using llvm::SmallVector;

/// Whether the lists of `json` nest and are long as `shape` says.
static bool hasShape(const Json &json, ArrayRef<int64_t> shape) {
  const Json::Array *items = json.asArray();
  if (!items || shape.empty())
    return !items && shape.empty();
  return int64_t(items->size()) == shape.front() &&
         llvm::all_of(*items, [&](const Json &item) { return hasShape(item, shape.drop_front()); });
}

std::optional<SmallVector<int64_t>> lith::frontends::nestedShape(const Json &json) {
  SmallVector<int64_t> shape;
  for (const Json *first = &json; const Json::Array *items = first->asArray();) {
    shape.push_back(int64_t(items->size()));
    if (items->empty())
      return std::nullopt;
    first = &items->front();
  }
  return hasShape(json, shape) ? std::optional(std::move(shape)) : std::nullopt;
}
