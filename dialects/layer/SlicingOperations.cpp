// x[...]: Python's slices and indices, new axes and the ellipsis, as one reading map or a slice.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Moves.h"
#include "dialects/layer/Operations.h"
#include "dialects/layer/ShapeOperations.h"

using namespace mlir;
using namespace lith::layer;

//===-- GetItem -------------------------------------------------------------------------------===//

namespace {

/// What stands at one place of x[...].
struct Item {
  enum class Kind { Slice, Index, New, Ellipsis };
  Kind kind = Kind::Slice;
  std::optional<int64_t> start, stop, step; // an index is its start
};

/// Reads Python's spelling of the parts of x[...]; none where it is another.
std::optional<SmallVector<Item>> readItems(StringRef key) {
  SmallVector<Item> items;
  if (!key.consume_front("[") || !key.consume_back("]"))
    return std::nullopt;
  SmallVector<StringRef> parts;
  key.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    part = part.trim();
    Item item;
    if (part == "None") {
      item.kind = Item::Kind::New;
    } else if (part == "...") {
      item.kind = Item::Kind::Ellipsis;
    } else {
      SmallVector<StringRef> numbers;
      part.split(numbers, ':');
      if (numbers.size() > 3)
        return std::nullopt;
      item.kind = numbers.size() == 1 ? Item::Kind::Index : Item::Kind::Slice;
      for (auto [text, out] : llvm::zip(numbers, std::array{&item.start, &item.stop, &item.step})) {
        int64_t number = 0;
        if (text.empty())
          continue;
        if (text.getAsInteger(10, number))
          return std::nullopt;
        *out = number;
      }
      if ((item.kind == Item::Kind::Index && !item.start) || item.step == 0)
        return std::nullopt;
    }
    items.push_back(item);
  }
  return items;
}

/// What is taken of one axis of x: `count` elements from `start` on, `step` apart.
struct Taken {
  int64_t axis, start = 0, count = ShapedType::kDynamic, step = 1;
  bool isAll = true, isIndex = false, fromEnd = false; // a last element of a dynamic axis
};

/// A key against a type: what is taken of each axis, and the result's axes, where -1 is a new one.
struct Slicing {
  SmallVector<Taken> taken;
  Shape axes, shape;
  unsigned violated = 0; // the number of a constraint
};

Taken takeSlice(const Item &item, int64_t axis, int64_t size) {
  Taken taken{axis};
  taken.step = item.step.value_or(1);
  bool isBack = taken.step < 0;
  auto place = [&](std::optional<int64_t> at, int64_t otherwise) {
    if (!at)
      return otherwise;
    int64_t from = *at < 0 ? *at + size : *at;
    return std::clamp<int64_t>(from, isBack ? -1 : 0, isBack ? size - 1 : size);
  };
  taken.start = place(item.start, isBack ? size - 1 : 0);
  int64_t stop = place(item.stop, isBack ? -1 : size);
  int64_t length = isBack ? taken.start - stop : stop - taken.start;
  int64_t stride = isBack ? -taken.step : taken.step;
  taken.count = length <= 0 ? 0 : (length + stride - 1) / stride;
  taken.isAll = taken.start == 0 && taken.count == size && taken.step == 1;
  return taken;
}

Slicing applyItems(ArrayRef<Item> items, RankedTensorType x) {
  Slicing result;
  int64_t used = llvm::count_if(items, [](const Item &item) {
    return item.kind == Item::Kind::Slice || item.kind == Item::Kind::Index;
  });
  int64_t ellipses =
      llvm::count_if(items, [](const Item &item) { return item.kind == Item::Kind::Ellipsis; });
  if (ellipses > 1 || used > x.getRank()) {
    result.violated = 1;
    return result;
  }
  SmallVector<Item> all(items);
  if (!ellipses)
    all.push_back({Item::Kind::Ellipsis, {}, {}, {}});
  int64_t axis = 0;
  auto take = [&](const Item &item) {
    int64_t size = x.getDimSize(axis);
    Taken taken{axis};
    if (item.kind == Item::Kind::Index) {
      bool isOpen = ShapedType::isDynamic(size);
      if (isOpen && *item.start != 0 && *item.start != -1)
        result.violated = 3;
      if (!isOpen && (*item.start < -size || *item.start >= size))
        result.violated = 2;
      taken.isAll = false;
      taken.isIndex = true;
      taken.count = 1;
      taken.fromEnd = isOpen && *item.start < 0;
      taken.start =
          *item.start < 0 && !isOpen ? *item.start + size : std::max<int64_t>(*item.start, 0);
    } else if (ShapedType::isDynamic(size)) {
      bool isAll = item.start.value_or(0) == 0 && !item.stop && item.step.value_or(1) == 1;
      if (!isAll)
        result.violated = 3;
    } else {
      taken = takeSlice(item, axis, size);
      if (taken.count == 0)
        result.violated = 4;
    }
    if (!taken.isIndex) {
      result.axes.push_back(axis);
      result.shape.push_back(taken.count);
    }
    result.taken.push_back(taken);
    ++axis;
  };
  for (const Item &item : all) {
    if (item.kind == Item::Kind::New) {
      result.axes.push_back(-1);
      result.shape.push_back(1);
    } else if (item.kind == Item::Kind::Ellipsis) {
      for (int64_t rest = x.getRank() - used; rest > 0; --rest)
        take(Item());
    } else {
      take(item);
    }
  }
  return result;
}

} // namespace

void OpsGetItemOp::describeConfig(ConfigSpec &) {}
LogicalResult OpsGetItemOp::inferTypes(SmallVectorImpl<Type> &types) {
  std::optional<SmallVector<Item>> items = readItems(getKey());
  if (!items)
    return breaks(*this, 1) << "key '" << getKey() << "' is no list of slices and integers";
  Slicing slicing = applyItems(*items, getX().getType());
  static constexpr StringRef faults[] = {
      "has more entries than there are axes, or several '...'", "is outside of",
      "takes neither all nor the first or last element of a dynamic axis of", "takes nothing of"};
  if (slicing.violated)
    return breaks(*this, slicing.violated)
           << "key '" << getKey() << "' " << faults[slicing.violated - 1] << " "
           << getX().getType();
  types.push_back(getX().getType().clone(slicing.shape));
  return success();
}
bool OpsGetItemOp::mixesSamples() {
  Slicing slicing = applyItems(*readItems(getKey()), getX().getType());
  return hasOpenBatch(getX()) && (slicing.axes.empty() || slicing.axes.front() != 0);
}
LogicalResult OpsGetItemOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  B b(getLoc(), builder);
  Value x = getX();
  for (const Taken &taken : applyItems(*readItems(getKey()), getX().getType()).taken) {
    if (taken.isAll)
      continue;
    OpFoldResult offset = b.getIndexAttr(taken.start);
    if (taken.fromEnd)
      offset = affine::makeComposedFoldedAffineApply(
          b, getLoc(), AffineMap::get(0, 1, b.getAffineSymbolExpr(0) - 1),
          tensor::getMixedSize(b, getLoc(), x, taken.axis));
    if (taken.step > 0) {
      x = createSlice(b, b.getLoc(), x, taken.axis, offset, b.getIndexAttr(taken.count),
                      taken.step);
      continue;
    }
    Shape shape(typeOf(x).getShape());
    shape[taken.axis] = taken.count;
    SmallVector<AffineExpr> exprs = plainIndices(b, shape.size());
    exprs[taken.axis] = taken.start + exprs[taken.axis] * taken.step;
    x = remapped(b, x, shape, exprs);
  }
  results.push_back(createReshape(b, getLoc(), x, typeOf(getResult())));
  return success();
}
