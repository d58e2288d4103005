// Where @run calls which kernel: on whose layers' behalf, and how much arithmetic a call does.
// Descriptor, profile and `lith inspect` are made of it.
#ifndef LITH_COMPILER_CALLSITES_H
#define LITH_COMPILER_CALLSITES_H

#include "dialects/kernel/KernelDialect.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <string>
#include <vector>

namespace lith::compiler {

/// Floating-point operations of one call: the sum of products of a factor and of extents that are
/// dynamic. Additions, subtractions, multiplications and divisions count one each; comparisons,
/// conversions and integers none. They are those of the kernel's ops: what a rewrite saves
/// (Winograd) is not counted, what a schedule computes twice neither.
class FlopCount {
public:
  /// An extent that the call knows: of a dimension of one of its operands, or an operand that is an
  /// index (dim is then -1).
  struct Extent {
    unsigned operand;
    int64_t dim;
  };
  struct Term {
    int64_t factor;
    llvm::SmallVector<Extent> extents;
  };

  explicit FlopCount(kernel::FuncOp kernel);

  /// Whether every extent was found.
  bool isKnown() const { return known; }
  /// Where no extent is dynamic, the number.
  std::optional<int64_t> getConstant() const;
  llvm::ArrayRef<Term> getTerms() const { return terms; }

private:
  llvm::SmallVector<Term> terms;
  bool known = true;
};

struct CallSite {
  kernel::CallOp call;
  kernel::FuncOp kernel;
  /// Layer paths, ", " between them.
  std::string layers;
  /// Samples that the version of @run computes; 0: all.
  int64_t batch = 0;
  FlopCount flops;
};

/// The call sites of all versions of @run, in the order of the planned module.
std::vector<CallSite> listCallSites(mlir::ModuleOp planned);

} // namespace lith::compiler

#endif // LITH_COMPILER_CALLSITES_H
