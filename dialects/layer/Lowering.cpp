// The few shapes of linalg that layers are made of.
#include "dialects/layer/Lowering.h"
#include "dialects/layer/ElementTypes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace lith::layer {
namespace {

Value createEmpty(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes,
                  Type elementType) {
  return tensor::EmptyOp::create(builder, loc, sizes, elementType);
}

/// linalg.generic whose trailing `reductions` iterators are reductions.
Value createGeneric(OpBuilder &builder, Location loc, ValueRange inputs, Value init,
                    ArrayRef<AffineMap> maps, unsigned reductions, ElementBody body) {
  unsigned loops = maps.back().getNumDims();
  SmallVector<utils::IteratorType> iterators(loops, utils::IteratorType::parallel);
  std::fill(iterators.end() - reductions, iterators.end(), utils::IteratorType::reduction);
  auto generic =
      linalg::GenericOp::create(builder, loc, init.getType(), inputs, init, maps, iterators,
                                [&](OpBuilder &nested, Location at, ValueRange elements) {
                                  linalg::YieldOp::create(nested, at, body(nested, at, elements));
                                });
  return generic.getResult(0);
}

} // namespace

Value createConstant(OpBuilder &builder, Location loc, Type type, double value) {
  if (auto floatType = dyn_cast<FloatType>(type))
    return arith::ConstantOp::create(builder, loc, builder.getFloatAttr(floatType, value));
  return arith::ConstantOp::create(builder, loc,
                                   builder.getIntegerAttr(type, static_cast<int64_t>(value)));
}

Value createFilled(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Type elementType,
                   double value) {
  Value scalar = createConstant(builder, loc, elementType, value);
  Value empty = createEmpty(builder, loc, sizes, elementType);
  return linalg::FillOp::create(builder, loc, scalar, empty).getResult(0);
}

Value createMap(OpBuilder &builder, Location loc, ValueRange inputs, ArrayRef<AffineMap> maps,
                ArrayRef<OpFoldResult> sizes, Type elementType, ElementBody body) {
  SmallVector<AffineMap> all(maps);
  all.push_back(builder.getMultiDimIdentityMap(sizes.size()));
  return createGeneric(builder, loc, inputs, createEmpty(builder, loc, sizes, elementType), all, 0,
                       [&](OpBuilder &nested, Location at, ValueRange elements) {
                         return body(nested, at, elements.take_front(inputs.size()));
                       });
}

Value createTable(OpBuilder &builder, Location loc, RankedTensorType type,
                  ArrayRef<double> values) {
  Type element = type.getElementType();
  SmallVector<OpFoldResult> sizes;
  for (int64_t size : type.getShape())
    sizes.push_back(builder.getIndexAttr(size));
  return createMap(
      builder, loc, {}, {}, sizes, element, [&](OpBuilder &nested, Location at, ValueRange) {
        auto number = [&](int64_t n) { return arith::ConstantIndexOp::create(nested, at, n); };
        Value place = number(0);
        for (auto [dim, size] : llvm::enumerate(type.getShape())) {
          Value index = linalg::IndexOp::create(nested, at, dim);
          place = arith::MulIOp::create(nested, at, place, number(size));
          place = arith::AddIOp::create(nested, at, place, index);
        }
        Value value = createConstant(nested, at, element, values.back());
        for (auto [i, other] : llvm::enumerate(values.drop_back())) {
          if (other == values.back())
            continue;
          Value isHere = arith::CmpIOp::create(nested, at, arith::CmpIPredicate::eq, place,
                                               number(static_cast<int64_t>(i)));
          value = arith::SelectOp::create(nested, at, isHere,
                                          createConstant(nested, at, element, other), value);
        }
        return value;
      });
}

Value createElementwise(OpBuilder &builder, Location loc, ValueRange inputs, ElementBody body) {
  auto type = cast<RankedTensorType>(inputs.front().getType());
  SmallVector<AffineMap> maps(inputs.size(), builder.getMultiDimIdentityMap(type.getRank()));
  return createMap(builder, loc, inputs, maps, tensor::getMixedSizes(builder, loc, inputs.front()),
                   type.getElementType(), body);
}

Value createReduction(OpBuilder &builder, Location loc, ValueRange inputs, Value init,
                      ArrayRef<AffineMap> maps, unsigned reductions, ElementBody body) {
  return createGeneric(builder, loc, inputs, init, maps, reductions, body);
}

Value createContraction(OpBuilder &builder, Location loc, Value lhs, Value rhs,
                        ArrayRef<OpFoldResult> sizes, ArrayRef<AffineMap> maps,
                        unsigned reductions) {
  Value init = createFilled(builder, loc, sizes, getElementTypeOrSelf(lhs.getType()), 0.0);
  return createReduction(builder, loc, {lhs, rhs}, init, maps, reductions,
                         [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           Value product = arith::MulFOp::create(nested, at, e[0], e[1]);
                           return arith::AddFOp::create(nested, at, e[2], product);
                         });
}

Value createAxisReduction(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes,
                          double start, ElementBody body) {
  auto type = cast<RankedTensorType>(input.getType());
  SmallVector<OpFoldResult> inputSizes = tensor::getMixedSizes(builder, loc, input), sizes;
  // Iterators: the kept dimensions, then the reduced ones.
  SmallVector<AffineExpr> inputExprs(type.getRank()), resultExprs;
  unsigned kept = 0, reduced = type.getRank() - axes.size();
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    bool isReduced = llvm::is_contained(axes, dim);
    inputExprs[dim] = builder.getAffineDimExpr(isReduced ? reduced++ : kept);
    if (isReduced)
      continue;
    resultExprs.push_back(builder.getAffineDimExpr(kept++));
    sizes.push_back(inputSizes[dim]);
  }
  Value init = createFilled(builder, loc, sizes, type.getElementType(), start);
  MLIRContext *context = builder.getContext();
  return createReduction(builder, loc, input, init,
                         {AffineMap::get(type.getRank(), 0, inputExprs, context),
                          AffineMap::get(type.getRank(), 0, resultExprs, context)},
                         axes.size(), body);
}

Value createMapWithReduced(OpBuilder &builder, Location loc, Value input, ValueRange reduced,
                           ArrayRef<int64_t> axes, ElementBody body) {
  AffineMap all = builder.getMultiDimIdentityMap(cast<RankedTensorType>(input.getType()).getRank());
  SmallVector<Value> inputs{input};
  llvm::append_range(inputs, reduced);
  SmallVector<AffineMap> maps(inputs.size(), all.dropResults(axes));
  maps.front() = all;
  return createMap(builder, loc, inputs, maps, tensor::getMixedSizes(builder, loc, input),
                   getElementTypeOrSelf(input.getType()), body);
}

Value createSum(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes,
                llvm::function_ref<Value(OpBuilder &, Location, Value)> body) {
  return createAxisReduction(builder, loc, input, axes, 0.0,
                             [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                               Value term = body ? body(nested, at, e[0]) : e[0];
                               return arith::AddFOp::create(nested, at, e[1], term);
                             });
}

Value createElementCount(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes,
                         Type element) {
  int64_t known = 1;
  Value count;
  for (OpFoldResult size : sizes) {
    if (std::optional<int64_t> number = getConstantIntValue(size))
      known *= *number;
    else
      count =
          count ? arith::MulIOp::create(builder, loc, count, cast<Value>(size)) : cast<Value>(size);
  }
  if (!count)
    return createConstant(builder, loc, element, static_cast<double>(known));
  Value factor = arith::ConstantIndexOp::create(builder, loc, known);
  Value product = arith::IndexCastOp::create(builder, loc, builder.getI64Type(),
                                             arith::MulIOp::create(builder, loc, count, factor));
  return arith::SIToFPOp::create(builder, loc, element, product);
}

Value createUnitLength(OpBuilder &builder, Location loc, Value input, ArrayRef<int64_t> axes,
                       double largest) {
  Value squares = createSum(builder, loc, input, axes,
                            [](OpBuilder &nested, Location at, Value element) -> Value {
                              return arith::MulFOp::create(nested, at, element, element);
                            });
  Value factors = createElementwise(
      builder, loc, squares, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        Value one = createConstant(b, at, e[0].getType(), 1.0);
        Value inverse = arith::DivFOp::create(b, one, math::SqrtOp::create(b, e[0]));
        return arith::MinimumFOp::create(b, inverse,
                                         createConstant(b, at, e[0].getType(), largest));
      });
  return createMapWithReduced(builder, loc, input, factors, axes,
                              [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                return arith::MulFOp::create(nested, at, e[0], e[1]);
                              });
}

/// A tensor of rank 1 with these elements.
static Value createRow(OpBuilder &builder, Location loc, ArrayRef<Attribute> elements,
                       Type element) {
  auto type = RankedTensorType::get(static_cast<int64_t>(elements.size()), element);
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, elements));
}

Value createTensorConstant(OpBuilder &builder, Location loc, ArrayRef<int64_t> numbers,
                           Type element) {
  auto toAttribute = [&](int64_t number) -> Attribute {
    return builder.getIntegerAttr(element, number);
  };
  return createRow(builder, loc, llvm::map_to_vector(numbers, toAttribute), element);
}

Value createTensorConstant(OpBuilder &builder, Location loc, ArrayRef<double> numbers,
                           Type element) {
  auto toAttribute = [&](double number) -> Attribute {
    return builder.getFloatAttr(element, number);
  };
  return createRow(builder, loc, llvm::map_to_vector(numbers, toAttribute), element);
}

bool hasUnsignedElements(Type type) {
  Type element = getElementTypeOrSelf(type);
  return element.isUnsignedInteger() || element.isInteger(1);
}

Value toSignless(OpBuilder &builder, Location loc, Value input) {
  auto type = cast<RankedTensorType>(input.getType());
  Type signless = signlessType(type.getElementType());
  if (signless == type.getElementType())
    return input;
  DenseElementsAttr constant;
  if (matchPattern(input, m_Constant(&constant)))
    return arith::ConstantOp::create(builder, loc, constant.bitcast(signless));
  return tensor::BitcastOp::create(builder, loc, type.clone(signless), input);
}

Value fromSignless(OpBuilder &builder, Location loc, Value value, Type type) {
  auto given = cast<RankedTensorType>(value.getType());
  if (given.getElementType() == type)
    return value;
  return tensor::BitcastOp::create(builder, loc, given.clone(type), value);
}

Value createSlice(OpBuilder &builder, Location loc, Value input, int64_t axis, OpFoldResult offset,
                  OpFoldResult size, int64_t step) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  SmallVector<OpFoldResult> offsets(rank, builder.getIndexAttr(0));
  SmallVector<OpFoldResult> steps(rank, builder.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  offsets[axis] = offset;
  sizes[axis] = size;
  steps[axis] = builder.getIndexAttr(step);
  return tensor::ExtractSliceOp::create(builder, loc, input, offsets, sizes, steps);
}

Value dropUnitDimensions(OpBuilder &builder, Location loc, Value value, int64_t rank) {
  auto type = cast<RankedTensorType>(value.getType());
  int64_t surplus = type.getRank() - rank;
  SmallVector<ReassociationIndices> groups;
  ReassociationIndices leading;
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    if (surplus > 0 && type.getDimSize(dim) == 1) {
      --surplus;
      (groups.empty() ? leading : groups.back()).push_back(dim);
      continue;
    }
    groups.push_back(std::exchange(leading, {}));
    groups.back().push_back(dim);
  }
  return tensor::CollapseShapeOp::create(builder, loc, value, groups);
}

Value toSigned(OpBuilder &builder, Location loc, Value input) {
  return createConversion(builder, loc, input, toSignedType(getElementTypeOrSelf(input.getType())));
}

Value createConversion(OpBuilder &builder, Location loc, Value input, Type type) {
  Type from = getElementTypeOrSelf(input.getType());
  if (from == type)
    return input;
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  input = toSignless(builder, loc, input);
  Type signless = signlessType(type);
  Value converted = input;
  if (signless != getElementTypeOrSelf(input.getType()))
    converted = createMap(builder, loc, input, builder.getMultiDimIdentityMap(rank),
                          tensor::getMixedSizes(builder, loc, input), signless,
                          [&](OpBuilder &nested, Location at, ValueRange e) {
                            return convertElement(nested, at, e[0], type, from.isUnsignedInteger());
                          });
  return fromSignless(builder, loc, converted, type);
}

std::optional<int64_t> resolveAxis(int64_t axis, int64_t rank) {
  if (axis < -rank || axis >= rank)
    return std::nullopt;
  return axis < 0 ? axis + rank : axis;
}

Value addBias(OpBuilder &builder, Location loc, Value value, Value bias) {
  auto type = cast<RankedTensorType>(value.getType());
  AffineMap all = builder.getMultiDimIdentityMap(type.getRank());
  return createMap(builder, loc, {value, bias},
                   {all, all.getSubMap({static_cast<unsigned>(type.getRank() - 1)})},
                   tensor::getMixedSizes(builder, loc, value), type.getElementType(),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::AddFOp::create(nested, at, e[0], e[1]);
                   });
}

// input and input moved by 1, 2, 4, .. are combined, so that each element meets all before it.
Value createScan(OpBuilder &builder, Location loc, Value input, int64_t axis, double neutral,
                 ElementBody body) {
  auto type = cast<RankedTensorType>(input.getType());
  int64_t size = type.getDimSize(axis);
  for (int64_t step = 1; step < size; step *= 2) {
    SmallVector<OpFoldResult> low(type.getRank(), builder.getIndexAttr(0)), high(low);
    low[axis] = builder.getIndexAttr(step);
    Value head = createSlice(builder, loc, input, axis, builder.getIndexAttr(0),
                             builder.getIndexAttr(size - step));
    Value moved = createPadded(builder, loc, head, low, high, neutral);
    input = createElementwise(builder, loc, {input, moved}, body);
  }
  return input;
}

SmallVector<OpFoldResult> completeSizes(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape,
                                        OpFoldResult total) {
  int64_t known = 1;
  for (int64_t size : shape)
    known *= ShapedType::isDynamic(size) ? 1 : size;
  AffineMap left = AffineMap::get(0, 1, builder.getAffineSymbolExpr(0).floorDiv(known));
  return llvm::map_to_vector(shape, [&](int64_t size) -> OpFoldResult {
    if (!ShapedType::isDynamic(size))
      return builder.getIndexAttr(size);
    return affine::makeComposedFoldedAffineApply(builder, loc, left, total);
  });
}

Value createTranspose(OpBuilder &builder, Location loc, Value input,
                      ArrayRef<int64_t> permutation) {
  SmallVector<OpFoldResult> inputSizes = tensor::getMixedSizes(builder, loc, input), sizes;
  for (int64_t dim : permutation)
    sizes.push_back(inputSizes[dim]);
  Value empty = createEmpty(builder, loc, sizes, getElementTypeOrSelf(input.getType()));
  return linalg::TransposeOp::create(builder, loc, input, empty, permutation)->getResult(0);
}

Value createPadded(OpBuilder &builder, Location loc, Value input, ArrayRef<OpFoldResult> low,
                   ArrayRef<OpFoldResult> high, double value) {
  auto isZero = [](OpFoldResult number) { return isConstantIntValue(number, 0); };
  if (llvm::all_of(low, isZero) && llvm::all_of(high, isZero))
    return input;
  auto type = cast<RankedTensorType>(input.getType());
  SmallVector<int64_t> staticLow, staticHigh;
  SmallVector<Value> dynamicLow, dynamicHigh;
  dispatchIndexOpFoldResults(low, dynamicLow, staticLow);
  dispatchIndexOpFoldResults(high, dynamicHigh, staticHigh);
  RankedTensorType result = tensor::PadOp::inferResultType(type, staticLow, staticHigh);
  return tensor::PadOp::create(builder, loc, result, input, low, high,
                               createConstant(builder, loc, type.getElementType(), value));
}

} // namespace lith::layer
