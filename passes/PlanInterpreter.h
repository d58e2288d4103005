// What the interpreters have in common that run a function on tensors and its planned form on
// memory. An element is a number: a hash of the kernel that made it and of all that the kernel
// read.
#ifndef LITH_PASSES_PLANINTERPRETER_H
#define LITH_PASSES_PLANINTERPRETER_H

#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

#include <vector>

namespace lith::passes {

using Shape = llvm::SmallVector<int64_t, 6>;
using Elements = std::vector<uint64_t>;

int64_t countOf(llvm::ArrayRef<int64_t> shape);

int64_t elementBytes(mlir::Type type);

Shape rowMajor(llvm::ArrayRef<int64_t> shape);

/// The positions of all elements, in row-major order of `shape`, relative to the first.
std::vector<int64_t> positionsOf(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> strides);

/// What a global or input holds at first.
Elements initial(llvm::StringRef name, int64_t count);

/// What a kernel makes of what it read.
Elements applied(kernel::CallOp call, uint64_t read, unsigned result, int64_t count);

/// Gives `to` what `map` holds for `from`; all are read before one is written.
template <typename Map> void assignIn(Map &map, mlir::ValueRange to, mlir::ValueRange from) {
  auto values = llvm::map_to_vector(from, [&](mlir::Value value) { return map.lookup(value); });
  for (auto [target, value] : llvm::zip_equal(to, values))
    map[target] = value;
}

/// Indices, loops and branches.
class Interpreter {
public:
  virtual ~Interpreter() = default;

protected:
  virtual void runOp(mlir::Operation &op) = 0;
  /// Gives `to` the value of `from`.
  virtual void assign(mlir::ValueRange to, mlir::ValueRange from) = 0;

  void runBlock(mlir::Block &block);

  int64_t number(mlir::OpFoldResult index);
  Shape numbersOf(llvm::ArrayRef<mlir::OpFoldResult> values);

  llvm::DenseMap<mlir::Value, int64_t> numbers;

private:
  void runIndex(mlir::Operation &op);

  void runLoop(mlir::scf::ForOp loop);

  void runBranch(mlir::scf::IfOp branch);
};

} // namespace lith::passes

#endif // LITH_PASSES_PLANINTERPRETER_H
