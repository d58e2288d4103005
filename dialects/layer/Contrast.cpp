// Image layers that spread contrast: AutoContrast, and contrast limited adaptive histogram
// equalization.
#include "dialects/layer/Contrast.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Spatial.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace lith::layer;

namespace {

using B = ImplicitLocOpBuilder;

Value constant(B &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}

/// `x` in 0..255, of `range`.
Value fromRange(B &b, Value x, ArrayRef<double> range) {
  if (range[0] == 0.0 && range[1] == 255.0)
    return x;
  Value distance = arith::SubFOp::create(b, x, constant(b, x, range[0]));
  Value width = arith::SubFOp::create(b, constant(b, x, range[1]), constant(b, x, range[0]));
  return arith::MulFOp::create(b, arith::DivFOp::create(b, distance, width), constant(b, x, 255.0));
}

/// The inverse.
Value toRange(B &b, Value x, ArrayRef<double> range) {
  if (range[0] == 0.0 && range[1] == 255.0)
    return x;
  Value width = arith::SubFOp::create(b, constant(b, x, range[1]), constant(b, x, range[0]));
  Value share = arith::DivFOp::create(b, x, constant(b, x, 255.0));
  return arith::AddFOp::create(b, arith::MulFOp::create(b, share, width), constant(b, x, range[0]));
}

Value clip(B &b, Value x, double low, double high) {
  Value atLeast = arith::MaximumFOp::create(b, x, constant(b, x, low));
  return arith::MinimumFOp::create(b, atLeast, constant(b, x, high));
}

} // namespace

//===-- AutoContrast -------------------------------------------------------------------------===//

void AutoContrastOp::describeConfig(ConfigSpec &spec) {
  spec.floats("value_range");
  for (StringRef key : {"data_format", "bounding_box_format"})
    spec.kept(key);
}

LogicalResult AutoContrastOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4 || !isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have rank 4 and float elements, is " << input;
  if (getValueRange().size() != 2)
    return violates(*this, 2) << "value_range must have two numbers, is [" << getValueRange()
                              << "]";
  types.push_back(input);
  return success();
}

LogicalResult AutoContrastOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  // Keras sorts it.
  SmallVector<double> range(getValueRange());
  llvm::sort(range);
  // Keras divides by the range's width first; a channel that has no numbers then stays as it is.
  if (range[0] == range[1]) {
    results.push_back(getInput());
    return success();
  }
  double infinity = std::numeric_limits<double>::infinity();
  Value low = createAxisReduction(builder, loc, getInput(), {1, 2}, infinity,
                                  [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                    return arith::MinimumFOp::create(nested, at, e[0], e[1]);
                                  });
  Value high = createAxisReduction(builder, loc, getInput(), {1, 2}, -infinity,
                                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                     return arith::MaximumFOp::create(nested, at, e[0], e[1]);
                                   });
  // Keras goes to [0, 255] before it looks for the ends, and adds -low * scale behind the product.
  // That is the same but for rounding; this way the lowest level is 0 exactly, whether or not sums
  // and products are fused.
  results.push_back(createMapWithReduced(
      builder, loc, getInput(), {low, high}, {1, 2},
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        Value scale = arith::DivFOp::create(b, constant(b, e[0], 255.0),
                                            arith::SubFOp::create(b, e[2], e[1]));
        Value spread = arith::MulFOp::create(b, arith::SubFOp::create(b, e[0], e[1]), scale);
        spread = toRange(b, clip(b, spread, 0.0, 255.0), range);
        Value isNaN = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, spread, spread);
        return arith::SelectOp::create(b, isNaN, e[0], spread);
      }));
  return success();
}

//===-- ContrastLimitedAdaptiveHistogramEqualization -----------------------------------------===//

namespace {

constexpr int64_t numLevels = 256;

/// One axis of an image that is cut into tiles. The tiles of the last elements reach beyond it,
/// where the image is continued by its mirror image.
struct TiledAxis {
  int64_t size, tiles;

  int64_t tile() const { return llvm::divideCeil(size, tiles); }

  /// Element `inner` of a tile, of the image.
  Value createSource(B &b, Value tileIndex, Value inner) const {
    auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(b, n); };
    Value at = arith::AddIOp::create(b, arith::MulIOp::create(b, tileIndex, number(tile())), inner);
    at = arith::RemUIOp::create(b, at, number(2 * size));
    Value mirrored = arith::SubIOp::create(b, number(2 * size - 1), at);
    return arith::MinUIOp::create(b, at, mirrored);
  }

  /// The two tiles whose middles an element lies between, which are one at the edges, and the part
  /// of the way from the first to the second.
  struct Neighbours {
    Value first, second, share;
  };
  Neighbours createNeighbours(B &b, Value at) const {
    auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(b, n); };
    // The middle of tile i lies at (2 i + 1) tile / 2; with 2 tile more, no number is negative.
    Value twice = arith::MulIOp::create(b, at, number(2));
    twice = arith::AddIOp::create(b, twice, number(tile()));
    Value next = arith::DivUIOp::create(b, twice, number(2 * tile()));
    Value rest = arith::RemUIOp::create(b, twice, number(2 * tile()));
    Value share = arith::SIToFPOp::create(b, b.getF32Type(),
                                          arith::IndexCastOp::create(b, b.getI32Type(), rest));
    share = arith::DivFOp::create(b, share, constant(b, share, 2.0 * tile()));
    Value first = arith::SubIOp::create(b, arith::MaxUIOp::create(b, next, number(1)), number(1));
    return {first, arith::MinUIOp::create(b, next, number(tiles - 1)), share};
  }
};

SmallVector<Value> createIndices(B &b, unsigned rank) {
  SmallVector<Value> indices;
  for (unsigned i = 0; i < rank; ++i)
    indices.push_back(linalg::IndexOp::create(b, i));
  return indices;
}

/// Every element as a whole number from 0 to 255, of type i32.
Value createLevels(OpBuilder &builder, Location loc, Value image, ArrayRef<double> range,
                   bool isUnsigned) {
  Type level = builder.getI32Type();
  AffineMap all = builder.getMultiDimIdentityMap(4);
  return createMap(builder, loc, image, all, tensor::getMixedSizes(builder, loc, image), level,
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     B b(at, nested);
                     Value x = convertElement(b, at, e[0], b.getF32Type(), isUnsigned);
                     x = convertElement(b, at, fromRange(b, x, range), level);
                     x = arith::MaxSIOp::create(b, x, constant(b, x, 0));
                     return arith::MinSIOp::create(b, x, constant(b, x, numLevels - 1));
                   });
}

/// histogram[sample, tile row, tile column, channel, level].
Value createHistograms(OpBuilder &builder, Location loc, Value levels, const TiledAxis &rows,
                       const TiledAxis &columns) {
  SmallVector<OpFoldResult> image = tensor::getMixedSizes(builder, loc, levels);
  SmallVector<OpFoldResult> sizes{image[0], builder.getIndexAttr(rows.tiles),
                                  builder.getIndexAttr(columns.tiles), image[3],
                                  builder.getIndexAttr(numLevels)};
  // What has one element of a tile for an operand has the tile's size.
  Value tile = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>{rows.tile(), columns.tile()},
                                       builder.getF32Type());
  AffineMap all = builder.getMultiDimIdentityMap(7);
  return createReduction(
      builder, loc, tile, createFilled(builder, loc, sizes, builder.getF32Type(), 0.0),
      {all.getSubMap({5, 6}), all.getMajorSubMap(5)}, 2,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        SmallVector<Value> i = createIndices(b, 7);
        Value found =
            tensor::ExtractOp::create(b, levels,
                                      ValueRange{i[0], rows.createSource(b, i[1], i[5]),
                                                 columns.createSource(b, i[2], i[6]), i[3]});
        Value level = arith::IndexCastOp::create(b, b.getI32Type(), i[4]);
        Value isIt = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, found, level);
        return arith::AddFOp::create(b, e[1], arith::UIToFPOp::create(b, b.getF32Type(), isIt));
      });
}

/// No level more often than `limit`; what is cut off is spread over all.
Value limitHistograms(OpBuilder &builder, Location loc, Value histograms, double limit) {
  auto limited = [&](B &b, Value count) -> Value {
    return arith::MinimumFOp::create(b, count, constant(b, count, limit));
  };
  Value excess = createSum(builder, loc, histograms, {4},
                           [&](OpBuilder &nested, Location at, Value count) -> Value {
                             B b(at, nested);
                             return arith::SubFOp::create(b, count, limited(b, count));
                           });
  return createMapWithReduced(builder, loc, histograms, excess, {4},
                              [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                B b(at, nested);
                                Value share =
                                    arith::DivFOp::create(b, e[1], constant(b, e[1], numLevels));
                                return arith::AddFOp::create(b, limited(b, e[0]), share);
                              });
}

/// What each level becomes in each tile of `elements` elements.
Value createCurves(OpBuilder &builder, Location loc, Value histograms, double elements) {
  Value sums = createScan(builder, loc, histograms, 4, 0.0,
                          [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                            return arith::AddFOp::create(nested, at, e[0], e[1]);
                          });
  Value least =
      createAxisReduction(builder, loc, sums, {4}, std::numeric_limits<double>::infinity(),
                          [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                            return arith::MinimumFOp::create(nested, at, e[0], e[1]);
                          });
  return createMapWithReduced(
      builder, loc, sums, least, {4}, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        Value zero = constant(b, e[0], 0.0), one = constant(b, e[0], 1.0);
        Value above = arith::SubFOp::create(b, e[0], e[1]);
        Value whole = arith::SubFOp::create(b, constant(b, e[0], elements), e[1]);
        Value isZero = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, whole, zero);
        whole = arith::SelectOp::create(b, isZero, one, whole);
        above = arith::MulFOp::create(b, above, constant(b, above, 255.0));
        return clip(b, arith::DivFOp::create(b, above, whole), 0.0, 255.0);
      });
}

/// (1 - share) * x + share * y.
Value interpolate(B &b, Value x, Value y, Value share) {
  Value rest = arith::SubFOp::create(b, constant(b, share, 1.0), share);
  return arith::AddFOp::create(b, arith::MulFOp::create(b, x, rest),
                               arith::MulFOp::create(b, y, share));
}

/// Each level by the curves of the tiles around it.
Value applyCurves(OpBuilder &builder, Location loc, Value levels, Value curves,
                  const TiledAxis &rows, const TiledAxis &columns, ArrayRef<double> range,
                  Type element) {
  return createMap(
      builder, loc, levels, builder.getMultiDimIdentityMap(4),
      tensor::getMixedSizes(builder, loc, levels), element,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B b(at, nested);
        SmallVector<Value> i = createIndices(b, 4);
        Value level = arith::IndexCastOp::create(b, b.getIndexType(), e[0]);
        auto row = rows.createNeighbours(b, i[1]);
        auto column = columns.createNeighbours(b, i[2]);
        auto read = [&](Value y, Value x) -> Value {
          return tensor::ExtractOp::create(b, curves, ValueRange{i[0], y, x, i[3], level});
        };
        auto along = [&](Value y) {
          return interpolate(b, read(y, column.first), read(y, column.second), column.share);
        };
        Value result = interpolate(b, along(row.first), along(row.second), row.share);
        return convertElement(b, at, toRange(b, result, range), element);
      });
}

} // namespace

void ContrastLimitedAdaptiveHistogramEqualizationOp::describeConfig(ConfigSpec &spec) {
  spec.floats("value_range");
  spec.floating("clip_limit");
  spec.integers("tile_grid_size", 2);
  spec.string("data_format", {"channels_last", "channels_first"}).orNull();
  spec.kept("bounding_box_format");
}

LogicalResult
ContrastLimitedAdaptiveHistogramEqualizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 4 || ShapedType::isDynamicShape(input.getShape().drop_front()) ||
      input.getElementType().isInteger(1))
    return violates(*this, 1)
           << "input must have rank 4, numbers, and known sizes but for its batch, is " << input;
  if (getValueRange().size() != 2)
    return violates(*this, 2) << "value_range must have two numbers, is [" << getValueRange()
                              << "]";
  if (!areAtLeast(getTileGridSize(), 2, 1))
    return violates(*this, 3) << "tile_grid_size must be two positive numbers, is ["
                              << getTileGridSize() << "]";
  if (!isDataFormat(getDataFormat()))
    return violates(*this, 4) << "data_format must be channels_last or channels_first, is '"
                              << getDataFormat() << "'";
  types.push_back(input);
  return success();
}

LogicalResult
ContrastLimitedAdaptiveHistogramEqualizationOp::lower(OpBuilder &builder,
                                                      SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Type element = getInput().getType().getElementType();
  Value image = toChannelsLast(builder, loc, toSignless(builder, loc, getInput()), getDataFormat());
  auto type = cast<RankedTensorType>(image.getType());
  TiledAxis rows{type.getDimSize(1), getTileGridSize()[0]};
  TiledAxis columns{type.getDimSize(2), getTileGridSize()[1]};
  double elements = double(rows.tile()) * double(columns.tile());
  double clipLimit = getClipLimit().convertToDouble();

  Value levels = createLevels(builder, loc, image, getValueRange(), hasUnsignedElements(element));
  Value curves = createHistograms(builder, loc, levels, rows, columns);
  if (clipLimit > 0)
    curves = limitHistograms(builder, loc, curves, clipLimit * elements / numLevels);
  curves = createCurves(builder, loc, curves, elements);
  Value result = applyCurves(builder, loc, levels, curves, rows, columns, getValueRange(), element);
  results.push_back(fromChannelsLast(builder, loc, result, getDataFormat()));
  return success();
}
