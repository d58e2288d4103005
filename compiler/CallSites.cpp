// Reads off planned IR where kernels are called and what they compute.
#include "compiler/CallSites.h"

#include "compiler/Interface.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace lith::compiler {
namespace {

/// Floating-point operations of one pass through a linalg op's region.
int64_t countArithmetic(linalg::LinalgOp op) {
  int64_t count = 0;
  for (Operation &inner : *op.getBlock())
    count += isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp>(inner) ? 1
             : isa<math::FmaOp>(inner)                                              ? 2
                                                                                    : 0;
  return count;
}

/// The kernel's argument of that number, or the result behind the arguments that are tensors, as an
/// operand of the planned call: arguments, results, then indices.
unsigned operandFor(BlockArgument argument, kernel::FuncOp kernel) {
  unsigned tensors = 0;
  for (Type type : kernel.getArgumentTypes())
    tensors += isa<RankedTensorType>(type);
  unsigned number = argument.getArgNumber();
  return number < tensors ? number : number + kernel.getResultTypes().size();
}

/// Which operand of the call tells the extent of `value` in `dim`.
std::optional<FlopCount::Extent> findExtent(Value value, int64_t dim, kernel::FuncOp kernel) {
  while (true) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      return FlopCount::Extent{operandFor(argument, kernel), dim};
    Operation *op = value.getDefiningOp();
    if (auto structured = dyn_cast<linalg::LinalgOp>(op)) {
      value = structured.getDpsInits()[cast<OpResult>(value).getResultNumber()];
    } else if (auto pad = dyn_cast<tensor::PadOp>(op)) {
      if (!isConstantIntValue(pad.getMixedLowPad()[dim], 0) ||
          !isConstantIntValue(pad.getMixedHighPad()[dim], 0))
        return std::nullopt;
      value = pad.getSource();
    } else if (auto empty = dyn_cast<tensor::EmptyOp>(op)) {
      Value size = dyn_cast<Value>(empty.getMixedSizes()[dim]);
      if (auto argument = dyn_cast_or_null<BlockArgument>(size))
        return FlopCount::Extent{operandFor(argument, kernel), -1};
      auto dimOp = size ? size.getDefiningOp<tensor::DimOp>() : nullptr;
      if (!dimOp || !dimOp.getConstantIndex())
        return std::nullopt;
      value = dimOp.getSource();
      dim = *dimOp.getConstantIndex();
    } else {
      return std::nullopt;
    }
  }
}

std::optional<FlopCount::Term> countOp(linalg::LinalgOp op, kernel::FuncOp kernel) {
  FlopCount::Term term{countArithmetic(op), {}};
  if (!term.factor)
    return term;
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges())) {
    if (!ShapedType::isDynamic(range)) {
      term.factor *= range;
      continue;
    }
    SmallVector<std::pair<Value, unsigned>> users;
    op.mapIterationSpaceDimToAllOperandDims(loop, users);
    std::optional<FlopCount::Extent> extent;
    for (auto [operand, dim] : users)
      if (!extent)
        extent = findExtent(operand, dim, kernel);
    if (!extent)
      return std::nullopt;
    term.extents.push_back(*extent);
  }
  return term;
}

/// The layers that the kernel's ops were lowered from, in the order of the ops.
std::string listLayers(kernel::FuncOp kernel) {
  llvm::SetVector<StringRef> paths;
  kernel.walk([&](linalg::LinalgOp op) {
    op.getLoc()->walk([&](Location loc) {
      if (auto name = dyn_cast<NameLoc>(loc))
        paths.insert(name.getName());
      return WalkResult::advance();
    });
  });
  if (auto name = dyn_cast<NameLoc>(kernel.getLoc()); name && paths.empty())
    paths.insert(name.getName());
  return llvm::join(paths, ", ");
}

} // namespace

FlopCount::FlopCount(kernel::FuncOp kernel) {
  int64_t constant = 0;
  kernel.walk([&](linalg::LinalgOp op) {
    std::optional<Term> term = countOp(op, kernel);
    if (!term)
      known = false;
    else if (term->extents.empty())
      constant += term->factor;
    else
      terms.push_back(std::move(*term));
  });
  if (constant || terms.empty())
    terms.push_back({constant, {}});
}

std::optional<int64_t> FlopCount::getConstant() const {
  if (!known || terms.size() != 1 || !terms.front().extents.empty())
    return std::nullopt;
  return terms.front().factor;
}

std::vector<CallSite> listCallSites(ModuleOp planned) {
  std::vector<CallSite> sites;
  for (func::FuncOp run : getRunVariants(planned)) {
    auto batch = run->getAttrOfType<IntegerAttr>(batchAttrName);
    run.walk([&](kernel::CallOp call) {
      auto kernel = planned.lookupSymbol<kernel::FuncOp>(call.getCallee());
      sites.push_back(
          {call, kernel, listLayers(kernel), batch ? batch.getInt() : 0, FlopCount(kernel)});
    });
  }
  return sites;
}

} // namespace lith::compiler
