// Errors that are no fault of the model: one of lith's own, for which the driver exits with 3, and
// one of what was asked, for which it exits with 2. For all others it exits with 1.
#ifndef LITH_COMPILER_FAULT_H
#define LITH_COMPILER_FAULT_H

#include "llvm/Support/Error.h"

namespace lith::compiler {

class InternalFault : public llvm::ErrorInfo<InternalFault, llvm::StringError> {
public:
  static inline char ID = 0;
  using ErrorInfo::ErrorInfo;
};

/// An option that cannot be followed, whatever the model.
class WrongUsage : public llvm::ErrorInfo<WrongUsage, llvm::StringError> {
public:
  static inline char ID = 0;
  using ErrorInfo::ErrorInfo;
};

inline llvm::Error wrongUsage(const llvm::Twine &text) {
  return llvm::make_error<WrongUsage>(text, llvm::inconvertibleErrorCode());
}

inline llvm::Error internalFault(const llvm::Twine &text) {
  return llvm::make_error<InternalFault>(text, llvm::inconvertibleErrorCode());
}

} // namespace lith::compiler

#endif // LITH_COMPILER_FAULT_H
