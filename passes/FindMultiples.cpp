// A reshape that divides a dynamic size leaves no rest only where the caller's dimensions are
// multiples of some number, which the library then asks for.
#include "passes/Passes.h"
#include "passes/SymbolicShapes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <numeric>

namespace lith::passes {
#define GEN_PASS_DEF_FINDMULTIPLES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::passes::SymbolicShapes;

namespace {

class Finder {
public:
  explicit Finder(func::FuncOp function)
      : context(function.getContext()), shapes(function), multiples(shapes.getNames().size(), 1) {}

  LogicalResult visit(tensor::ExpandShapeOp expand);
  ArrayRef<int64_t> getMultiples() const { return multiples; }

private:
  /// The size, with each dimension as so many times its multiple as it is.
  AffineExpr inMultiples(AffineExpr size);

  MLIRContext *context;
  SymbolicShapes shapes;
  SmallVector<int64_t> multiples;
};

AffineExpr Finder::inMultiples(AffineExpr size) {
  SmallVector<AffineExpr> counted;
  for (auto [number, multiple] : llvm::enumerate(multiples))
    counted.push_back(getAffineSymbolExpr(number, context) * multiple);
  return simplifyAffineExpr(size.replaceSymbols(counted), 0, multiples.size());
}

LogicalResult Finder::visit(tensor::ExpandShapeOp expand) {
  ArrayRef<int64_t> result = expand.getResultType().getShape();
  for (auto [dim, group] : llvm::enumerate(expand.getReassociationIndices())) {
    int64_t known = 1;
    for (int64_t at : group)
      known *= ShapedType::isDynamic(result[at]) ? 1 : result[at];
    if (known == 1 || !expand.getSrcType().isDynamicDim(dim))
      continue;
    FailureOr<SmallVector<AffineExpr>> source = shapes.getShape(expand.getSrc());
    if (failed(source))
      return failure();
    AffineExpr size = inMultiples((*source)[dim]);
    int64_t factor = size.getLargestKnownDivisor();
    if (factor % known == 0)
      continue;
    // factor * t, where t is a count of one dimension's multiples: t has to bring what is missing.
    auto count = dyn_cast<AffineSymbolExpr>(size.floorDiv(factor));
    if (!count)
      return expand.emitError("find_multiples_c1: a size that is not a multiple of one dimension "
                              "cannot be divided by ")
             << known;
    multiples[count.getPosition()] *= known / std::gcd(factor, known);
  }
  return success();
}

struct FindMultiples : lith::passes::impl::FindMultiplesBase<FindMultiples> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      Finder finder(function);
      WalkResult walked = function.walk([&](tensor::ExpandShapeOp expand) {
        return failed(finder.visit(expand)) ? WalkResult::interrupt() : WalkResult::advance();
      });
      if (walked.wasInterrupted())
        return signalPassFailure();
      ArrayRef<int64_t> multiples = finder.getMultiples();
      if (llvm::any_of(multiples, [](int64_t multiple) { return multiple > 1; }))
        function->setAttr("kernel.dim_multiples", DenseI64ArrayAttr::get(&getContext(), multiples));
    }
  }
};

} // namespace
