// Indices are folded as MLIR folds them; loops and branches are followed.
#include "passes/PlanInterpreter.h"

#include "llvm/ADT/Hashing.h"
#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace mlir;

namespace lith::passes {

int64_t countOf(ArrayRef<int64_t> shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

int64_t elementBytes(Type type) {
  return llvm::divideCeil(cast<ShapedType>(type).getElementTypeBitWidth(), 8);
}

Shape rowMajor(ArrayRef<int64_t> shape) {
  Shape strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

std::vector<int64_t> positionsOf(ArrayRef<int64_t> shape, ArrayRef<int64_t> strides) {
  std::vector<int64_t> positions{0};
  for (auto [extent, stride] : llvm::zip(shape, strides)) {
    std::vector<int64_t> finer;
    finer.reserve(positions.size() * extent);
    for (int64_t position : positions)
      for (int64_t i = 0; i < extent; ++i)
        finer.push_back(position + i * stride);
    positions = std::move(finer);
  }
  return positions;
}

Elements initial(StringRef name, int64_t count) {
  Elements elements(count);
  for (int64_t i = 0; i < count; ++i)
    elements[i] = llvm::hash_combine(name, i);
  return elements;
}

Elements applied(kernel::CallOp call, uint64_t read, unsigned result, int64_t count) {
  Elements elements(count);
  for (int64_t i = 0; i < count; ++i)
    elements[i] = llvm::hash_combine(call.getCallee(), read, result, i);
  return elements;
}

void Interpreter::runBlock(Block &block) {
  for (Operation &op : block.without_terminator())
    if (auto loop = dyn_cast<scf::ForOp>(op))
      runLoop(loop);
    else if (auto branch = dyn_cast<scf::IfOp>(op))
      runBranch(branch);
    else if (op.getNumResults() > 0 && op.getDialect()->getNamespace() == "arith")
      runIndex(op);
    else
      runOp(op);
}

int64_t Interpreter::number(OpFoldResult index) {
  std::optional<int64_t> constant = getConstantIntValue(index);
  return constant ? *constant : numbers.lookup(cast<Value>(index));
}

Shape Interpreter::numbersOf(ArrayRef<OpFoldResult> values) {
  return llvm::map_to_vector<6>(values, [&](OpFoldResult value) { return number(value); });
}

void Interpreter::runIndex(Operation &op) {
  SmallVector<Attribute> operands;
  for (Value operand : op.getOperands())
    operands.push_back(IntegerAttr::get(operand.getType(), numbers.lookup(operand)));
  SmallVector<OpFoldResult> results;
  if (failed(op.fold(operands, results)) || results.empty())
    return;
  if (auto attribute = dyn_cast_or_null<Attribute>(results.front())) {
    if (auto integer = dyn_cast<IntegerAttr>(attribute))
      numbers[op.getResult(0)] = integer.getInt();
  } else {
    numbers[op.getResult(0)] = numbers.lookup(cast<Value>(results.front()));
  }
}

void Interpreter::runLoop(scf::ForOp loop) {
  assign(loop.getRegionIterArgs(), loop.getInitArgs());
  int64_t step = number(loop.getStep()), end = number(loop.getUpperBound());
  for (int64_t i = number(loop.getLowerBound()); i < end; i += step) {
    numbers[loop.getInductionVar()] = i;
    runBlock(*loop.getBody());
    assign(loop.getRegionIterArgs(), loop.getYieldedValues());
  }
  assign(loop.getResults(), loop.getRegionIterArgs());
}

void Interpreter::runBranch(scf::IfOp branch) {
  Block *taken = numbers.lookup(branch.getCondition()) ? branch.thenBlock() : branch.elseBlock();
  if (!taken)
    return;
  runBlock(*taken);
  assign(branch.getResults(), taken->getTerminator()->getOperands());
}

} // namespace lith::passes
