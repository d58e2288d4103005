// Moves transposes down until they meet their inverse. Layers with channels_first stand between two
// transposes; what lies between two such layers (activations, sums, padding, joins) is done in the
// layout of the layers themselves, so that a model pays for transposes at its ends only.
#include "passes/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace lith::passes {
#define GEN_PASS_DEF_FOLDTRANSPOSES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

/// value with its dimensions in the order `permutation`.
Value transpose(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> permutation) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, value), permuted;
  for (int64_t dim : permutation)
    permuted.push_back(sizes[dim]);
  Value empty =
      tensor::EmptyOp::create(builder, loc, permuted, getElementTypeOrSelf(value.getType()));
  return linalg::TransposeOp::create(builder, loc, value, empty, permutation)->getResult(0);
}

/// numbers[permutation[i]] of the result is numbers[i]: what holds for a transposed value, put for
/// the value before.
template <typename T> SmallVector<T> undo(ArrayRef<int64_t> permutation, ArrayRef<T> numbers) {
  SmallVector<T> result(numbers.size());
  for (auto [from, to] : llvm::enumerate(permutation))
    result[to] = numbers[from];
  return result;
}

/// The transpose that all of `values` come from with one permutation, null where they do not.
linalg::TransposeOp findCommonTranspose(ValueRange values) {
  linalg::TransposeOp first;
  for (Value value : values) {
    auto candidate = value.getDefiningOp<linalg::TransposeOp>();
    if (!candidate || (first && first.getPermutation() != candidate.getPermutation()))
      return {};
    first = candidate;
  }
  return first;
}

Value sourceOf(Value transposed) {
  return transposed.getDefiningOp<linalg::TransposeOp>().getInput();
}

/// f(transpose(a), transpose(b), row) -> transpose(f(a, b, row)), element by element.
struct ThroughElementwise : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp generic,
                                PatternRewriter &rewriter) const override {
    if (generic.getNumReductionLoops() != 0 || generic.getNumDpsInits() != 1 ||
        generic.hasIndexSemantics() || generic.getNumResults() != 1 ||
        !generic.getDpsInits()[0].getDefiningOp<tensor::EmptyOp>() ||
        !generic.getIndexingMapsArray().back().isIdentity())
      return failure();
    unsigned rank = generic.getNumLoops();
    SmallVector<Value> whole;
    for (OpOperand *input : generic.getDpsInputOperands()) {
      AffineMap map = generic.getMatchingIndexingMap(input);
      if (map.getNumResults() == rank && !map.isIdentity())
        return failure();
      if (map.getNumResults() == rank)
        whole.push_back(input->get());
    }
    linalg::TransposeOp common = findCommonTranspose(whole);
    if (!common)
      return failure();
    // Iterator i becomes iterator permutation[i].
    ArrayRef<int64_t> permutation = common.getPermutation();
    SmallVector<AffineExpr> iterators;
    for (int64_t dim : permutation)
      iterators.push_back(rewriter.getAffineDimExpr(dim));
    SmallVector<Value> inputs;
    SmallVector<AffineMap> maps;
    for (OpOperand *input : generic.getDpsInputOperands()) {
      AffineMap map = generic.getMatchingIndexingMap(input);
      bool isWhole = map.getNumResults() == rank;
      inputs.push_back(isWhole ? sourceOf(input->get()) : input->get());
      maps.push_back(isWhole ? map : map.replaceDimsAndSymbols(iterators, {}, rank, 0));
    }
    maps.push_back(rewriter.getMultiDimIdentityMap(rank));
    Location loc = generic.getLoc();
    Value empty = tensor::EmptyOp::create(rewriter, loc,
                                          tensor::getMixedSizes(rewriter, loc, common.getInput()),
                                          getElementTypeOrSelf(generic.getResult(0).getType()));
    SmallVector<utils::IteratorType> iteratorTypes(rank, utils::IteratorType::parallel);
    auto moved = linalg::GenericOp::create(rewriter, loc, empty.getType(), inputs, empty, maps,
                                           iteratorTypes);
    rewriter.inlineRegionBefore(generic.getRegion(), moved.getRegion(), moved.getRegion().end());
    rewriter.replaceOp(generic, transpose(rewriter, loc, moved.getResult(0), permutation));
    return success();
  }
};

/// A reduction of a transposed value reads the value before it in another order.
struct IntoReduction : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp generic,
                                PatternRewriter &rewriter) const override {
    if (generic.getNumReductionLoops() == 0 || generic.getNumDpsInputs() != 1)
      return failure();
    OpOperand *input = generic.getDpsInputOperand(0);
    AffineMap map = generic.getMatchingIndexingMap(input);
    linalg::TransposeOp source = input->get().getDefiningOp<linalg::TransposeOp>();
    if (!source || !map.isPermutation())
      return failure();
    SmallVector<AffineExpr> read = undo(source.getPermutation(), map.getResults());
    SmallVector<AffineMap> maps = generic.getIndexingMapsArray();
    maps.front() = AffineMap::get(map.getNumDims(), 0, read, generic.getContext());
    rewriter.modifyOpInPlace(generic, [&] {
      input->set(source.getInput());
      generic.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
    return success();
  }
};

/// transpose(pad(transpose(a))) -> transpose(transpose(pad(a))), of one value all around. Elsewhere
/// padding stays with the window that it was made for.
struct ThroughPad : OpRewritePattern<tensor::PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::PadOp pad, PatternRewriter &rewriter) const override {
    auto source = pad.getSource().getDefiningOp<linalg::TransposeOp>();
    Value value = pad.getConstantPaddingValue();
    if (llvm::none_of(pad->getUsers(), llvm::IsaPred<linalg::TransposeOp>) || !source || !value ||
        value.getParentRegion() == &pad.getRegion())
      return failure();
    ArrayRef<int64_t> permutation = source.getPermutation();
    SmallVector<OpFoldResult> low = undo<OpFoldResult>(permutation, pad.getMixedLowPad());
    SmallVector<OpFoldResult> high = undo<OpFoldResult>(permutation, pad.getMixedHighPad());
    auto shape = undo<int64_t>(permutation, pad.getResultType().getShape());
    Value moved = tensor::PadOp::create(rewriter, pad.getLoc(), pad.getResultType().clone(shape),
                                        source.getInput(), low, high, value);
    rewriter.replaceOp(pad, transpose(rewriter, pad.getLoc(), moved, permutation));
    return success();
  }
};

/// concat(transpose(a), transpose(b)) -> transpose(concat(a, b))
struct ThroughConcat : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp concat, PatternRewriter &rewriter) const override {
    linalg::TransposeOp common = findCommonTranspose(concat.getInputs());
    if (!common)
      return failure();
    ArrayRef<int64_t> permutation = common.getPermutation();
    SmallVector<Value> inputs = llvm::map_to_vector(concat.getInputs(), sourceOf);
    Value moved =
        tensor::ConcatOp::create(rewriter, concat.getLoc(), permutation[concat.getDim()], inputs);
    rewriter.replaceOp(concat, transpose(rewriter, concat.getLoc(), moved, permutation));
    return success();
  }
};

struct FoldTransposes : lith::passes::impl::FoldTransposesBase<FoldTransposes> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ThroughElementwise, IntoReduction, ThroughPad, ThroughConcat>(&getContext());
    // Transposes that meet become one, or none where they cancel.
    linalg::TransposeOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
