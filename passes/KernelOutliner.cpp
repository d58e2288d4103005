// How a kernel gets what it needs: tensors as arguments, constants as copies, sizes from shapes.
#include "passes/KernelOutliner.h"

#include "passes/KernelGroups.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace lith::passes {

FailureOr<SmallVector<Value>> materializeDynamicSizes(OpBuilder &builder, func::FuncOp function,
                                                      SymbolicShapes &shapes, Value tensor) {
  FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(tensor);
  if (failed(shape))
    return failure();
  SmallVector<Value> sizes;
  for (auto [extent, fixed] : llvm::zip(*shape, cast<ShapedType>(tensor.getType()).getShape())) {
    if (!ShapedType::isDynamic(fixed))
      continue;
    SmallVector<Value> given;
    for (auto [argument, dim] : shapes.getSources())
      given.push_back(tensor::DimOp::create(builder, tensor.getLoc(), argument, dim));
    sizes.push_back(SymbolicShapes::create(builder, tensor.getLoc(), extent, given));
  }
  return sizes;
}

/// Calls `visit` for every value from outside of `op` that it or its regions use.
static void forEachOuterUse(Operation *op, llvm::function_ref<void(Value)> visit) {
  op->walk([&](Operation *nested) {
    for (Value operand : nested->getOperands())
      if (!op->isAncestor(operand.getParentBlock()->getParentOp()))
        visit(operand);
  });
}

LogicalResult KernelOutliner::collectValue(Value value, Draft &draft) {
  Operation *op = value.getDefiningOp();
  if (draft.tensors.contains(value) || draft.indices.contains(value) ||
      (op && draft.clones.contains(op)))
    return success();
  // An index is found again from shapes, unless it is one number; see findIndex.
  if (value.getType().isIndex() && !(op && matchPattern(op, m_Constant()))) {
    draft.indices.insert(value);
    return success();
  }
  // Numbers computed from sizes, such as what a mean divides by.
  bool isScalarMath = op && !isa<ShapedType>(value.getType()) &&
                      isa<arith::ArithDialect, math::MathDialect>(op->getDialect());
  if (op && (isScalarMath || isClonedIntoKernels(op, optLevel))) {
    LogicalResult result = success();
    forEachOuterUse(op, [&](Value operand) {
      if (succeeded(result))
        result = collectValue(operand, draft);
    });
    draft.clones.insert(op);
    return result;
  }
  if (!isa<RankedTensorType>(value.getType()))
    return emitError(value.getLoc(), "form_kernels_c1: a kernel takes tensors, sizes and "
                                     "constants; it cannot take a ")
           << value.getType();
  draft.tensors.insert(value);
  return success();
}

LogicalResult KernelOutliner::collect(ArrayRef<Operation *> ops, Draft &draft) {
  LogicalResult result = success();
  for (Operation *op : ops)
    forEachOuterUse(op, [&](Value value) {
      if (succeeded(result) && !llvm::is_contained(ops, value.getDefiningOp()))
        result = collectValue(value, draft);
    });
  return result;
}

/// An extent of the kernel's arguments that is `wanted`, or null.
Value KernelOutliner::findExtent(OpBuilder &builder, Location loc, AffineExpr wanted,
                                 Draft &draft) {
  for (Value tensor : draft.tensors) {
    FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(tensor);
    if (failed(shape))
      continue;
    if (auto found = llvm::find(*shape, wanted); found != shape->end())
      return tensor::DimOp::create(builder, loc, draft.mapping.lookup(tensor),
                                   found - shape->begin());
  }
  return {};
}

/// The index inside the kernel: a number, an extent of an argument, or a formula of such; null
/// where the arguments do not tell.
Value KernelOutliner::findIndex(OpBuilder &builder, Value index, Draft &draft) {
  ScopedDiagnosticHandler quiet(index.getContext(), [](Diagnostic &) { return success(); });
  FailureOr<AffineExpr> wanted = shapes.getIndex(index);
  if (failed(wanted))
    return {};
  if (!isa<AffineConstantExpr>(*wanted))
    if (Value extent = findExtent(builder, index.getLoc(), *wanted, draft))
      return extent;
  SmallVector<Value> given(shapes.getNames().size());
  for (unsigned i = 0; i < given.size(); ++i)
    if (wanted->isFunctionOfSymbol(i)) {
      given[i] = findExtent(builder, index.getLoc(), builder.getAffineSymbolExpr(i), draft);
      if (!given[i])
        return {};
    }
  return SymbolicShapes::create(builder, index.getLoc(), *wanted, given);
}

void KernelOutliner::buildBody(ArrayRef<Operation *> ops, ArrayRef<Value> results, Draft &draft) {
  Block &entry = draft.kernel.getBody().front();
  OpBuilder builder(draft.kernel.getContext());
  builder.setInsertionPointToStart(&entry);
  draft.mapping.map(draft.tensors.getArrayRef(), entry.getArguments());
  for (Value index : llvm::to_vector(draft.indices)) {
    Value found = findIndex(builder, index, draft);
    if (found) {
      draft.indices.remove(index);
    } else {
      found = entry.addArgument(index.getType(), index.getLoc());
    }
    draft.mapping.map(index, found);
  }
  for (Operation *op : llvm::concat<Operation *const>(draft.clones.getArrayRef(), ops))
    builder.clone(*op, draft.mapping);
  SmallVector<Value> returned =
      llvm::map_to_vector(results, [&](Value result) { return draft.mapping.lookup(result); });
  kernel::ReturnOp::create(builder, draft.kernel.getLoc(), returned);
  draft.kernel.setFunctionType(
      builder.getFunctionType(entry.getArgumentTypes(), ValueRange(returned).getTypes()));
}

/// The layer that the op came from, as an identifier; the op's own name where no layer is known.
static std::string nameOf(Operation *op) {
  std::string name = op->getName().stripDialect().str();
  if (auto loc = op->getLoc()->findInstanceOf<NameLoc>())
    name = loc.getName().str();
  for (char &c : name)
    if (!llvm::isAlnum(c))
      c = '_';
  return name;
}

/// The names of the layers in a kernel, at most three of them, in order.
std::string KernelOutliner::nameKernel(ArrayRef<Operation *> ops) {
  llvm::SetVector<StringRef> names;
  std::vector<std::string> owners(ops.size());
  for (auto [op, owner] : llvm::zip(ops, owners)) {
    owner = nameOf(op);
    names.insert(owner);
  }
  std::string name = llvm::join(names.getArrayRef().take_front(3), "_");
  // Functions share the symbol table, and `run` is taken.
  std::string unique = name;
  for (unsigned number = 1; symbols.lookup(unique); ++number)
    unique = name + "_" + std::to_string(number);
  return unique;
}

FailureOr<kernel::CallOp> KernelOutliner::outline(ArrayRef<Operation *> ops) {
  Draft draft;
  if (failed(collect(ops, draft)))
    return failure();
  SmallVector<Value> results;
  SmallVector<Location> locs;
  for (Operation *op : ops) {
    locs.push_back(op->getLoc());
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return llvm::none_of(ops, [&](Operation *member) { return member->isAncestor(user); });
          }))
        results.push_back(result);
  }
  MLIRContext *context = function.getContext();
  OpBuilder builder(function);
  auto inputs = llvm::map_to_vector(draft.tensors, [](Value value) { return value.getType(); });
  draft.kernel = kernel::FuncOp::create(builder, FusedLoc::get(context, locs), nameKernel(ops),
                                        builder.getFunctionType(inputs, {}));
  symbols.insert(draft.kernel, Block::iterator(function));
  buildBody(ops, results, draft);

  builder.setInsertionPoint(ops.back());
  SmallVector<Value> operands(draft.tensors.getArrayRef()), sizes;
  llvm::append_range(operands, draft.indices);
  for (Value result : results) {
    FailureOr<SmallVector<Value>> dynamic =
        materializeDynamicSizes(builder, function, shapes, result);
    if (failed(dynamic))
      return failure();
    llvm::append_range(sizes, *dynamic);
  }
  auto call = kernel::CallOp::create(builder, draft.kernel.getLoc(), ValueRange(results).getTypes(),
                                     draft.kernel.getSymName(), operands, sizes);
  for (auto [result, replacement] : llvm::zip(results, call.getResults()))
    result.replaceAllUsesWith(replacement);
  for (Operation *op : llvm::reverse(ops))
    op->erase();
  // Values are keys of what shapes remembers, and these are gone.
  shapes = SymbolicShapes(function);
  return call;
}

} // namespace lith::passes
