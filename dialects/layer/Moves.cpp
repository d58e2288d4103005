// Reading maps and slices by which operations move elements.
#include "dialects/layer/Moves.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

using namespace mlir;

namespace lith::layer {

std::optional<Shape> namedAxes(std::optional<ArrayRef<int64_t>> given, int64_t rank) {
  if (!given)
    return llvm::to_vector(llvm::seq<int64_t>(0, rank));
  Shape axes;
  for (int64_t axis : *given) {
    std::optional<int64_t> at = resolveAxis(axis, rank);
    if (!at || llvm::is_contained(axes, *at))
      return std::nullopt;
    axes.push_back(*at);
  }
  return axes;
}

bool areKnown(RankedTensorType type, ArrayRef<int64_t> axes) {
  return llvm::none_of(axes, [&](int64_t axis) { return type.isDynamicDim(axis); });
}

bool worksAlongBatch(Value x, const std::optional<Shape> &axes) {
  return hasOpenBatch(x) && axes && llvm::is_contained(*axes, 0);
}

SmallVector<OpFoldResult> sizesOf(B &b, Value x, ArrayRef<int64_t> shape) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(shape))
    sizes.push_back(ShapedType::isDynamic(size) ? tensor::getMixedSize(b, b.getLoc(), x, dim)
                                                : OpFoldResult(b.getIndexAttr(size)));
  return sizes;
}

SmallVector<OpFoldResult> loopSizes(B &b, ArrayRef<int64_t> shape, ValueRange operands,
                                    ArrayRef<AffineMap> maps) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    sizes.push_back(b.getIndexAttr(size));
    for (auto [operand, map] : llvm::zip_equal(operands, maps))
      for (auto [at, expr] : llvm::enumerate(map.getResults()))
        if (ShapedType::isDynamic(size) && expr == b.getAffineDimExpr(dim) &&
            typeOf(operand).isDynamicDim(at))
          sizes.back() = tensor::getMixedSize(b, b.getLoc(), operand, at);
  }
  return sizes;
}

Value remapped(B &b, Value x, ArrayRef<int64_t> shape, ArrayRef<AffineExpr> exprs) {
  return createMap(b, b.getLoc(), x, AffineMap::get(shape.size(), 0, exprs, b.getContext()),
                   sizesOf(b, x, shape), elementOf(x),
                   [](OpBuilder &, Location, ValueRange e) { return e[0]; });
}

SmallVector<AffineExpr> plainIndices(B &b, int64_t rank) {
  SmallVector<AffineExpr> exprs;
  for (int64_t dim = 0; dim < rank; ++dim)
    exprs.push_back(b.getAffineDimExpr(dim));
  return exprs;
}

} // namespace lith::layer
