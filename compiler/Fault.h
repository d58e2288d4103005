// Errors that are no fault of the model: one of lith's own, for which the driver exits with 3, and
// one of what was asked, for which it exits with 2. For all others it exits with 1.
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

/// An option that cannot be followed, whatever the model.
class WrongUsage : public llvm::ErrorInfo<WrongUsage> {
public:
  static inline char ID = 0;

  explicit WrongUsage(std::string text) : text(std::move(text)) {}
  void log(llvm::raw_ostream &out) const override { out << text; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

private:
  std::string text;
};

inline llvm::Error wrongUsage(const llvm::Twine &text) {
  return llvm::make_error<WrongUsage>(text.str());
}

inline llvm::Error internalFault(const llvm::Twine &text) {
  return llvm::make_error<InternalFault>(text.str());
}

} // namespace lith::compiler

#endif // LITH_COMPILER_FAULT_H
