// An error that is a fault of lith's own and not of the model: the driver exits with 3 for it and
// with 1 for all others.
#ifndef LITH_COMPILER_FAULT_H
#define LITH_COMPILER_FAULT_H

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace lith::compiler {

class InternalFault : public llvm::ErrorInfo<InternalFault> {
public:
  static inline char ID = 0;

  explicit InternalFault(std::string text) : text(std::move(text)) {}
  void log(llvm::raw_ostream &out) const override { out << text; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

private:
  std::string text;
};

inline llvm::Error internalFault(const llvm::Twine &text) {
  return llvm::make_error<InternalFault>(text.str());
}

} // namespace lith::compiler

#endif // LITH_COMPILER_FAULT_H
