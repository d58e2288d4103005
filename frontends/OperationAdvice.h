// What to do instead of an operation of keras.ops that has no op.
#ifndef LITH_FRONTENDS_OPERATIONADVICE_H
#define LITH_FRONTENDS_OPERATIONADVICE_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace lith::frontends {

/// Advice for the operation of that class name; general advice where there is none of its own.
std::string adviseOnOperation(llvm::StringRef className);

} // namespace lith::frontends

#endif
