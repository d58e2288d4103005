// Indices as vectors, and tables gone through from front to back.
#include "dialects/layer/Encoding.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"

using namespace mlir;

namespace lith::layer {

RankedTensorType Encoding::getType(RankedTensorType input, Type element) const {
  SmallVector<int64_t> shape(input.getShape());
  if (dropsLast(input))
    shape.pop_back();
  if (!isOneHot())
    shape.erase(shape.begin() + summedDim(input));
  shape.push_back(depth);
  return RankedTensorType::get(shape, element);
}

/// 1 where `index` is the iteration's place, else 0.
Value Encoding::createHot(OpBuilder &builder, Location loc, Value index, unsigned placeDim,
                          Type element) const {
  ImplicitLocOpBuilder b(loc, builder);
  if (isa<FloatType>(index.getType()) && mode == "multi_hot")
    index = convertElement(b, loc, index, b.getI32Type());
  Value place = linalg::IndexOp::create(b, loc, placeDim), isHere;
  place = arith::IndexCastOp::create(b, b.getI64Type(), place);
  if (isa<FloatType>(index.getType())) {
    place = convertElement(b, loc, place, index.getType());
    isHere = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, index, place);
  } else {
    index = convertElement(b, loc, index, b.getI64Type());
    isHere = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, index, place);
  }
  return arith::SelectOp::create(b, isHere, createConstant(b, loc, element, 1.0),
                                 createConstant(b, loc, element, 0.0));
}

Value Encoding::lower(OpBuilder &builder, Location loc, Value indices, Value weights,
                      Type element) const {
  auto type = cast<RankedTensorType>(indices.getType());
  unsigned rank = type.getRank();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, indices);
  if (isOneHot()) {
    SmallVector<AffineExpr> read;
    for (unsigned dim = 0; dim < rank; ++dim)
      read.push_back(builder.getAffineDimExpr(dim));
    if (dropsLast(type)) {
      read.back() = builder.getAffineConstantExpr(0);
      sizes.pop_back();
    }
    sizes.push_back(builder.getIndexAttr(depth));
    unsigned place = sizes.size() - 1;
    return createMap(builder, loc, indices,
                     AffineMap::get(place + 1, 0, read, builder.getContext()), sizes, element,
                     [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                       return createHot(nested, at, e[0], place, element);
                     });
  }
  // Iterators: the dimensions that stay, the place, the dimension that is run over.
  int64_t summed = summedDim(type);
  unsigned place = rank - 1;
  SmallVector<AffineExpr> read, write;
  for (unsigned dim = 0, next = 0; dim < rank; ++dim)
    read.push_back(builder.getAffineDimExpr(dim == summed ? rank : next++));
  for (unsigned dim = 0; dim < rank; ++dim)
    write.push_back(builder.getAffineDimExpr(dim));
  sizes.erase(sizes.begin() + summed);
  sizes.push_back(builder.getIndexAttr(depth));
  MLIRContext *context = builder.getContext();
  SmallVector<Value> inputs{indices};
  if (weights)
    inputs.push_back(weights);
  SmallVector<AffineMap> maps(inputs.size(), AffineMap::get(rank + 1, 0, read, context));
  maps.push_back(AffineMap::get(rank + 1, 0, write, context));
  Value init = createFilled(builder, loc, sizes, element, 0.0);
  return createReduction(
      builder, loc, inputs, init, maps, /*reductions=*/1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value hot = createHot(nested, at, e[0], place, element), sum = e.back();
        if (weights)
          hot = arith::MulFOp::create(nested, at, hot, convertElement(nested, at, e[1], element));
        if (isa<FloatType>(element))
          return mode == "multi_hot" ? arith::MaximumFOp::create(nested, at, sum, hot).getResult()
                                     : arith::AddFOp::create(nested, at, sum, hot).getResult();
        return mode == "multi_hot" ? arith::MaxSIOp::create(nested, at, sum, hot).getResult()
                                   : arith::AddIOp::create(nested, at, sum, hot).getResult();
      });
}

bool isEncoding(StringRef mode) {
  return mode == "one_hot" || mode == "multi_hot" || mode == "count";
}

Value foldTable(
    OpBuilder &builder, Location loc, Value input, Value table, Type element, double start,
    llvm::function_ref<Value(ImplicitLocOpBuilder &, Value, Value, Value, Value)> body) {
  unsigned rank = cast<RankedTensorType>(input.getType()).getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  AffineMap own = all.getMajorSubMap(rank);
  Value init =
      createFilled(builder, loc, tensor::getMixedSizes(builder, loc, input), element, start);
  return createReduction(builder, loc, {input, table}, init, {own, all.getSubMap({rank}), own},
                         /*reductions=*/1,
                         [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           ImplicitLocOpBuilder b(at, nested);
                           Value k = linalg::IndexOp::create(b, at, rank);
                           return body(b, e[0], e[1], e[2], k);
                         });
}

} // namespace lith::layer
