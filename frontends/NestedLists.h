// Lists within each other, which is how JSON has tensors.
#ifndef LITH_FRONTENDS_NESTEDLISTS_H
#define LITH_FRONTENDS_NESTEDLISTS_H

#include "frontends/Json.h"

#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace lith::frontends {

/// The shape of the lists that nest in `json`, without extents where it is no list; nothing where
/// they are not all as long as their neighbours, or one is empty.
std::optional<llvm::SmallVector<int64_t>> nestedShape(const Json &json);

} // namespace lith::frontends

#endif
