// Packs the weights of convolutions and matrix products by blocks of output channels, so that a
// kernel's innermost loops read them in the order in which they lie. The result keeps its layout:
// only the weight's indexing map changes, to (co floordiv b, ..., co mod b).
#include "passes/Passes.h"
#include "passes/RegisterTile.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace lith::passes {
#define GEN_PASS_DEF_PACKLAYOUTS
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith;
using namespace lith::passes;

namespace {

/// Whether `value` is made of weights and constants alone, so that packing it is work for @prepare.
bool isOfWeights(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return false;
  if (auto load = dyn_cast<ml_program::GlobalLoadOp>(op)) {
    auto global =
        SymbolTable::lookupNearestSymbolFrom<ml_program::GlobalOp>(load, load.getGlobalAttr());
    return global && !global.getIsMutable();
  }
  return isMemoryEffectFree(op) && llvm::all_of(op->getOperands(), isOfWeights);
}

/// A contraction whose weights are worth packing: which operand they are, and which dimension of
/// them the channels are.
struct Contraction {
  linalg::GenericOp op;
  OpOperand *weights;
  unsigned channel, channelDim;
  int64_t points;
};

/// The extent of the innermost dimension of the result with more than one element, channels apart.
int64_t countPoints(linalg::GenericOp op) {
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  // Rows of a matrix product are often the batch: one packed form serves every batch.
  if (type.getRank() <= 2)
    return 1;
  for (int64_t extent : llvm::reverse(type.getShape().drop_back()))
    if (extent != 1)
      return ShapedType::isDynamic(extent) ? 1 : extent;
  return 1;
}

std::optional<Contraction> matchContraction(linalg::GenericOp op) {
  if (op.getNumReductionLoops() == 0 || op.getNumResults() != 1 || op.getNumDpsInputs() != 2)
    return std::nullopt;
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!result.isProjectedPermutation() || result.getNumResults() == 0)
    return std::nullopt;
  unsigned channel = result.getDimPosition(result.getNumResults() - 1);
  for (unsigned number : {1u, 0u}) {
    OpOperand *weights = op.getDpsInputOperand(number);
    OpOperand *input = op.getDpsInputOperand(1 - number);
    AffineMap map = op.getMatchingIndexingMap(weights);
    auto type = dyn_cast<RankedTensorType>(weights->get().getType());
    if (!type || !type.hasStaticShape() || !map.isProjectedPermutation() ||
        !map.isFunctionOfDim(channel) ||
        op.getMatchingIndexingMap(input).isFunctionOfDim(channel) || !isOfWeights(weights->get()))
      continue;
    // Nothing but channels and what is summed over.
    auto iterators = op.getIteratorTypesArray();
    std::optional<unsigned> channelDim;
    bool fits = true;
    for (unsigned dim = 0; dim < map.getNumResults(); ++dim)
      if (unsigned loop = map.getDimPosition(dim); loop == channel)
        channelDim = dim;
      else
        fits &= iterators[loop] == utils::IteratorType::reduction;
    if (fits && channelDim)
      return Contraction{op, weights, channel, *channelDim, countPoints(op)};
  }
  return std::nullopt;
}

struct PackLayouts : lith::passes::impl::PackLayoutsBase<PackLayouts> {
  void runOnOperation() override {
    auto target = getOperation()->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName);
    if (!target)
      return;
    SmallVector<Contraction> contractions;
    getOperation().walk([&](linalg::GenericOp op) {
      if (std::optional<Contraction> contraction = matchContraction(op))
        contractions.push_back(*contraction);
    });
    for (const Contraction &contraction : contractions)
      pack(contraction, target);
  }

  static void pack(const Contraction &contraction, kernel::TargetAttr target) {
    auto type = cast<RankedTensorType>(contraction.weights->get().getType());
    TileProblem problem;
    problem.points = contraction.points;
    problem.channels = type.getDimSize(contraction.channelDim);
    problem.elementBits = type.getElementTypeBitWidth();
    problem.mayPad = true;
    std::optional<RegisterTile> tile = chooseRegisterTile(problem, target);
    if (!tile)
      return;
    OpBuilder builder(contraction.op);
    builder.setInsertionPointAfterValue(contraction.weights->get());
    Value packed = createPacked(builder, contraction, type, tile->channels);
    setPacked(contraction, packed, tile->channels);
  }

  /// weights[..., co, ...] -> packed[co floordiv b, ..., co mod b], zeros behind the last channel.
  static Value createPacked(OpBuilder &builder, const Contraction &contraction,
                            RankedTensorType type, int64_t block) {
    linalg::GenericOp op = contraction.op;
    Location loc = op.getLoc();
    Value weights = contraction.weights->get();
    int64_t blocks = llvm::divideCeil(type.getDimSize(contraction.channelDim), block);
    SmallVector<int64_t> padded(type.getShape());
    padded[contraction.channelDim] = blocks * block;
    if (padded != type.getShape())
      weights = createPadded(builder, loc, weights, type, padded);
    // Iterators: the block, the other dimensions in order, the place in the block.
    unsigned rank = type.getRank();
    SmallVector<int64_t> shape{blocks};
    SmallVector<AffineExpr> exprs;
    for (unsigned dim = 0, next = 1; dim < rank; ++dim) {
      if (dim == contraction.channelDim) {
        exprs.push_back(builder.getAffineDimExpr(0) * block + builder.getAffineDimExpr(rank));
        continue;
      }
      exprs.push_back(builder.getAffineDimExpr(next++));
      shape.push_back(type.getDimSize(dim));
    }
    shape.push_back(block);
    AffineMap from = AffineMap::get(rank + 1, 0, exprs, builder.getContext());
    SmallVector<utils::IteratorType> iterators(rank + 1, utils::IteratorType::parallel);
    Value empty = tensor::EmptyOp::create(builder, loc, shape, type.getElementType());
    return linalg::GenericOp::create(
               builder, loc, empty.getType(), weights, empty,
               ArrayRef<AffineMap>{from, builder.getMultiDimIdentityMap(rank + 1)}, iterators,
               [](OpBuilder &nested, Location at, ValueRange elements) {
                 linalg::YieldOp::create(nested, at, elements.front());
               })
        .getResult(0);
  }

  static Value createPadded(OpBuilder &builder, Location loc, Value weights, RankedTensorType type,
                            ArrayRef<int64_t> padded) {
    SmallVector<OpFoldResult> low(type.getRank(), builder.getIndexAttr(0)), high;
    for (auto [from, to] : llvm::zip(type.getShape(), padded))
      high.push_back(builder.getIndexAttr(to - from));
    Value zero =
        arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type.getElementType()));
    return tensor::PadOp::create(builder, loc, type.clone(padded), weights, low, high, zero);
  }

  static void setPacked(const Contraction &contraction, Value packed, int64_t block) {
    linalg::GenericOp op = contraction.op;
    MLIRContext *context = op.getContext();
    AffineMap map = op.getMatchingIndexingMap(contraction.weights);
    AffineExpr channel = getAffineDimExpr(contraction.channel, context);
    SmallVector<AffineExpr> exprs{channel.floorDiv(block)};
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (dim != contraction.channelDim)
        exprs.push_back(expr);
    exprs.push_back(channel % block);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps[contraction.weights->getOperandNumber()] =
        AffineMap::get(map.getNumDims(), 0, exprs, context);
    contraction.weights->set(packed);
    op.setIndexingMapsAttr(Builder(context).getAffineMapArrayAttr(maps));
  }
};

} // namespace
