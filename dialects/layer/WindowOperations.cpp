// Windows of images and rows side by side, and images put together of windows.
#include "dialects/layer/Convolve.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/NeuralOperations.h"
#include "dialects/layer/Operations.h"

using namespace mlir;
using namespace lith::layer;

namespace {

void describeWindows(ConfigSpec &spec) {
  for (StringRef key : {"kernel_size", "dilation", "padding", "stride"})
    spec.integers(key).orBare();
}

template <typename Op> bool areWindows(Op op) {
  auto arePair = [](ArrayRef<int64_t> numbers, int64_t least) {
    return areAtLeast(spread(numbers, 2), 2, least);
  };
  return arePair(op.getKernelSize(), 1) && arePair(op.getDilation(), 1) &&
         arePair(op.getStride(), 1) && arePair(op.getPadding(), 0);
}

template <typename Op> LogicalResult breaksWindows(Op op) {
  return breaks(op, 2) << "kernel_size, dilation, stride and padding must have one number or "
                          "two, positive ones, they are ["
                       << op.getKernelSize() << "], [" << op.getDilation() << "], ["
                       << op.getStride() << "] and [" << op.getPadding() << "]";
}

/// The windows of an image, and their number along each of its two axes.
template <typename Op> std::pair<Window, Shape> getWindows(Op op, ArrayRef<int64_t> image) {
  Window window{spread(op.getKernelSize(), 2), spread(op.getStride(), 2),
                spread(op.getDilation(), 2), Edges::Valid};
  Shape padding = spread(op.getPadding(), 2), positions;
  for (unsigned axis = 0; axis < 2; ++axis)
    positions.push_back(window.positions(axis, image[axis] + 2 * padding[axis]));
  return {window, positions};
}

} // namespace

//===-- Unfold -------------------------------------------------------------------------------===//

void OpsUnfoldOp::describeConfig(ConfigSpec &spec) { describeWindows(spec); }
LogicalResult OpsUnfoldOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (x.getRank() != 4 || ShapedType::isDynamicShape(x.getShape().drop_front()))
    return breaks(*this, 1) << "x must have rank 4 and known sizes behind the batch, is " << x;
  if (!areWindows(*this))
    return breaksWindows(*this);
  auto [window, positions] = getWindows(*this, x.getShape().drop_front(2));
  if (positions[0] < 1 || positions[1] < 1)
    return breaks(*this, 3) << "no window fits into " << x;
  types.push_back(x.clone({x.getDimSize(0), x.getDimSize(1) * window.size[0] * window.size[1],
                           positions[0] * positions[1]}));
  return success();
}
LogicalResult OpsUnfoldOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  auto [window, positions] = getWindows(*this, getX().getType().getShape().drop_front(2));
  Shape padding = spread(getPadding(), 2);
  OpFoldResult none = b.getIndexAttr(0);
  SmallVector<OpFoldResult> around{none, none, b.getIndexAttr(padding[0]),
                                   b.getIndexAttr(padding[1])};
  Value image = createPadded(b, getLoc(), getX(), around, around, 0.0);
  SmallVector<AffineExpr> at = plainIndices(b, 3);
  int64_t height = window.size[0], width = window.size[1];
  AffineExpr row = at[1].floorDiv(width) % height, column = at[1] % width;
  AffineExpr y = at[2].floorDiv(positions[1]), x = at[2] % positions[1];
  results.push_back(remapped(b, image, typeOf(getResult()).getShape(),
                             {at[0], at[1].floorDiv(height * width),
                              y * window.strides[0] + row * window.dilations[0],
                              x * window.strides[1] + column * window.dilations[1]}));
  return success();
}

//===-- Fold ---------------------------------------------------------------------------------===//

void OpsFoldOp::describeConfig(ConfigSpec &spec) {
  describeWindows(spec);
  spec.integers("output_size").orBare();
}
LogicalResult OpsFoldOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  if (x.getRank() != 3 || ShapedType::isDynamicShape(x.getShape().drop_front()) ||
      !isa<FloatType>(x.getElementType()))
    return breaks(*this, 1)
           << "x must have rank 3, known sizes behind the batch and float elements, is " << x;
  Shape image = spread(getOutputSize(), 2);
  if (!areWindows(*this) || !areAtLeast(image, 2, 1))
    return breaksWindows(*this);
  auto [window, positions] = getWindows(*this, image);
  int64_t taps = window.size[0] * window.size[1];
  if (positions[0] < 1 || positions[1] < 1 || positions[0] * positions[1] != x.getDimSize(2) ||
      x.getDimSize(1) % taps != 0)
    return breaks(*this, 3) << x << " are not the windows of an image of [" << image << "]";
  types.push_back(x.clone({x.getDimSize(0), x.getDimSize(1) / taps, image[0], image[1]}));
  return success();
}

namespace {

/// Which window along an axis has an element of the image as its tap, and whether there is one.
struct Source {
  Value window, exists;
};

Source sourceOf(B &b, Value element, Value tap, const Window &window, unsigned axis,
                int64_t padding, int64_t positions) {
  using I = arith::CmpIPredicate;
  auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(b, n); };
  Value first =
      arith::SubIOp::create(b, arith::AddIOp::create(b, element, number(padding)),
                            arith::MulIOp::create(b, tap, number(window.dilations[axis])));
  Value inside = arith::MaxSIOp::create(b, first, number(0));
  Value stride = number(window.strides[axis]);
  Value place = arith::DivSIOp::create(b, inside, stride);
  Value exists = arith::AndIOp::create(
      b, arith::CmpIOp::create(b, I::sge, first, number(0)),
      arith::AndIOp::create(
          b, arith::CmpIOp::create(b, I::eq, arith::RemSIOp::create(b, inside, stride), number(0)),
          arith::CmpIOp::create(b, I::slt, place, number(positions))));
  return {arith::MinSIOp::create(b, place, number(positions - 1)), exists};
}

} // namespace

// For each element of the image, over all taps, the window that has it there.
LogicalResult OpsFoldOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value x = getX();
  RankedTensorType type = typeOf(getResult());
  auto [window, positions] = getWindows(*this, type.getShape().drop_front(2));
  Shape padding = spread(getPadding(), 2);
  SmallVector<OpFoldResult> sizes{tensor::getMixedSize(b, getLoc(), x, 0)};
  for (int64_t size : type.getShape().drop_front())
    sizes.push_back(b.getIndexAttr(size));
  // Nobody reads it: its extents are those of the loops over taps.
  Value taps = tensor::EmptyOp::create(b, window.size, type.getElementType());
  Value zeros = createFilled(b, getLoc(), sizes, type.getElementType(), 0.0);
  AffineMap tapMap = AffineMap::get(6, 0, {b.getAffineDimExpr(4), b.getAffineDimExpr(5)},
                                    b.getContext()),
            imageMap = AffineMap::get(6, 0, plainIndices(b, 4), b.getContext());
  results.push_back(createReduction(
      b, getLoc(), taps, zeros, {tapMap, imageMap}, 2,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        B inner(at, nested);
        auto loop = [&](unsigned i) -> Value { return linalg::IndexOp::create(inner, i); };
        auto number = [&](int64_t n) -> Value { return arith::ConstantIndexOp::create(inner, n); };
        auto join = [&](Value high, int64_t size, Value low) -> Value {
          return arith::AddIOp::create(inner, arith::MulIOp::create(inner, high, number(size)),
                                       low);
        };
        Source row = sourceOf(inner, loop(2), loop(4), window, 0, padding[0], positions[0]),
               column = sourceOf(inner, loop(3), loop(5), window, 1, padding[1], positions[1]);
        Value channel = join(join(loop(1), window.size[0], loop(4)), window.size[1], loop(5));
        Value value = tensor::ExtractOp::create(
            inner, x, ValueRange{loop(0), channel, join(row.window, positions[1], column.window)});
        Value exists = arith::AndIOp::create(inner, row.exists, column.exists);
        Value zero = createConstant(inner, at, value.getType(), 0.0);
        return folds::add(inner, e.back(), arith::SelectOp::create(inner, exists, value, zero));
      }));
  return success();
}

//===-- ExtractSequences ---------------------------------------------------------------------===//

void OpsExtractSequencesOp::describeConfig(ConfigSpec &spec) {
  spec.integer("sequence_length");
  spec.integer("sequence_stride");
}
LogicalResult OpsExtractSequencesOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType x = getX().getType();
  int64_t length = getSequenceLength(), stride = getSequenceStride();
  if (x.getRank() < 1 || x.isDynamicDim(x.getRank() - 1) || length < 1 || stride < 1 ||
      length > x.getShape().back())
    return breaks(*this, 1) << "there are no sequences of " << length << " at every " << stride
                            << " of a last axis of known size in " << x;
  Shape shape(x.getShape());
  shape.back() = 1 + (shape.back() - length) / stride;
  shape.push_back(length);
  types.push_back(x.clone(shape));
  return success();
}
// A batch is dynamic, and not the last axis.
bool OpsExtractSequencesOp::mixesSamples() { return false; }
LogicalResult OpsExtractSequencesOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  SmallVector<AffineExpr> exprs = plainIndices(b, shape.size());
  AffineExpr within = exprs.pop_back_val();
  exprs.back() = exprs.back() * int64_t(getSequenceStride()) + within;
  results.push_back(remapped(b, getX(), shape, exprs));
  return success();
}
