// What to do instead of layers and operations of keras.ops that have no op.
#ifndef LITH_FRONTENDS_OPERATIONADVICE_H
#define LITH_FRONTENDS_OPERATIONADVICE_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace lith::frontends {

/// Advice for the operation of that class name; general advice where there is none of its own.
std::string adviseOnOperation(llvm::StringRef className);

/// Why a layer of Keras cannot be compiled, and what to do instead.
struct Refusal {
  std::string what, advice;
};

/// The refusal of a layer that has no op.
Refusal refuseLayer(llvm::StringRef className);

} // namespace lith::frontends

#endif
