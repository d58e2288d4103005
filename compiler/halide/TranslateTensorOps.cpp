// Ops that make tensors or move them as Funcs: constants, fills, padding, parts put together and
// taken out, reshapes.
#include "compiler/halide/ScalarOps.h"
#include "compiler/halide/Translator.h"

using namespace mlir;
using Halide::Expr;

namespace lith::compiler {

//===-- Tensors from numbers ----------------------------------------------------------------===//

void Translator::defineFill(linalg::FillOp fill) {
  Expr value = scalar(fill.getInputs()[0]);
  defineElements(fill, sizes(fill.getOutputs()[0]), [&](const Exprs &) { return value; });
}

void Translator::defineEmpty(tensor::EmptyOp empty) {
  Exprs extents = scalarsOf(empty.getMixedSizes());
  Halide::Type type = toHalideType(empty.getType().getElementType());
  defineElements(empty, extents, [&](const Exprs &) { return Halide::Internal::make_zero(type); });
}

void Translator::defineConstant(arith::ConstantOp constant) {
  auto type = dyn_cast<RankedTensorType>(constant.getType());
  if (!type) {
    scalars[constant] = toHalideConstant(constant.getValue(), constant.getType());
    return;
  }
  auto elements = dyn_cast<DenseElementsAttr>(constant.getValue());
  if (!elements)
    throw TranslationError{"a constant tensor without its elements"};
  Exprs extents;
  for (int64_t extent : type.getShape())
    extents.push_back(constantIndex(extent));
  if (elements.isSplat()) {
    Expr value = toHalideConstant(elements.getSplatValue<Attribute>(), type.getElementType());
    defineElements(constant, extents, [&](const Exprs &) { return value; });
    return;
  }
  Halide::Buffer<> table = makeTable(elements, type);
  defineElements(constant, extents, [&](const Exprs &at) { return table(reversed(at)); });
}

Halide::Buffer<> Translator::makeTable(DenseElementsAttr elements, RankedTensorType type) {
  std::vector<int> extents(type.getShape().rbegin(), type.getShape().rend());
  Halide::Type element = toHalideType(type.getElementType());
  Halide::Buffer<> table(element, extents, prefix + "table" + std::to_string(tables++));
  auto *bytes = static_cast<char *>(table.data());
  for (auto [i, value] : llvm::enumerate(elements.getValues<Attribute>())) {
    llvm::APInt bits = isa<FloatAttr>(value) ? cast<FloatAttr>(value).getValue().bitcastToAPInt()
                                             : cast<IntegerAttr>(value).getValue();
    uint64_t raw = bits.getZExtValue();
    std::memcpy(bytes + i * element.bytes(), &raw, element.bytes());
  }
  return table;
}

//===-- Parts -------------------------------------------------------------------------------===//

void Translator::definePad(tensor::PadOp pad) {
  Value padding = pad.getConstantPaddingValue();
  if (!padding)
    throw TranslationError{"a tensor.pad with a computed value"};
  Value source = pad.getSource();
  Exprs low = scalarsOf(pad.getMixedLowPad()), high = scalarsOf(pad.getMixedHighPad());
  Exprs inner = sizes(source), outer;
  for (size_t dim = 0; dim < inner.size(); ++dim)
    outer.push_back(Halide::Internal::simplify(inner[dim] + low[dim] + high[dim]));
  Expr outsideValue = paddingValue(padding);
  defineElements(pad, outer, [&](const Exprs &at) {
    Expr outside = Halide::Internal::const_false();
    Exprs from = at;
    for (size_t dim = 0; dim < at.size(); ++dim) {
      bool below = !Halide::Internal::is_const_zero(low[dim]);
      bool above = !Halide::Internal::is_const_zero(high[dim]);
      if (below)
        outside = outside || at[dim] < low[dim];
      if (above)
        outside = outside || at[dim] >= low[dim] + inner[dim];
      if (below || above)
        from[dim] = Halide::clamp(Halide::likely(at[dim] - low[dim]), 0, inner[dim] - 1);
    }
    return Halide::select(outside, outsideValue, Halide::likely(read(source, from)));
  });
}

Expr Translator::paddingValue(Value padding) {
  if (auto constant = padding.getDefiningOp<arith::ConstantOp>())
    return toHalideConstant(constant.getValue(), constant.getType());
  return scalar(padding);
}

void Translator::defineRegion(Stage &stage, const Exprs &begin, const Exprs &step,
                              const Exprs &extents, unsigned number,
                              llvm::function_ref<Expr(const Exprs &)> source) {
  Halide::Region region;
  for (size_t dim = extents.size(); dim-- > 0;)
    region.emplace_back(0, extents[dim]);
  Exprs from(extents.size()), to(extents.size());
  Halide::RDom domain(region, prefix + stage.name + "_r" + std::to_string(number));
  for (size_t dim = 0; dim < extents.size(); ++dim) {
    from[dim] = domain[extents.size() - 1 - dim];
    to[dim] = from[dim] * step[dim] + begin[dim];
  }
  stage.func(reversed(to)) = source(from);
}

void Translator::defineConcat(tensor::ConcatOp concat) {
  Exprs outer = sizes(concat.getInputs()[0]);
  size_t along = concat.getDim();
  for (Value input : concat.getInputs().drop_front())
    outer[along] = outer[along] + size(input, along);
  outer[along] = Halide::Internal::simplify(outer[along]);
  // Nested selects would compute every part everywhere: each part is written to its place.
  defineElements(concat, outer, [&](const Exprs &) {
    return Halide::undef(toHalideType(concat.getResultType().getElementType()));
  });
  Stage &stage = result.stages.back();
  Exprs begin(outer.size(), 0), step(outer.size(), 1);
  for (auto [i, input] : llvm::enumerate(concat.getInputs())) {
    defineRegion(stage, begin, step, sizes(input), i,
                 [&, part = Value(input)](const Exprs &at) { return read(part, at); });
    begin[along] = Halide::Internal::simplify(begin[along] + size(input, along));
  }
}

void Translator::promiseInside(Value tensor, Exprs &offsets, const Exprs &steps,
                               const Exprs &extents) {
  for (size_t dim = 0; dim < offsets.size(); ++dim)
    if (!Halide::Internal::is_const(offsets[dim]))
      offsets[dim] = Halide::unsafe_promise_clamped(
          offsets[dim], 0, size(tensor, dim) - (extents[dim] - 1) * steps[dim] - 1);
}

void Translator::defineExtractSlice(tensor::ExtractSliceOp slice) {
  Exprs offsets = scalarsOf(slice.getMixedOffsets()), steps = scalarsOf(slice.getMixedStrides());
  Exprs extents = scalarsOf(slice.getMixedSizes()), kept;
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  for (size_t dim = 0; dim < extents.size(); ++dim)
    if (!dropped[dim])
      kept.push_back(extents[dim]);
  promiseInside(slice.getSource(), offsets, steps, extents);
  defineElements(slice, kept, [&](const Exprs &at) {
    Exprs from;
    size_t next = 0;
    for (size_t dim = 0; dim < extents.size(); ++dim)
      from.push_back(dropped[dim] ? offsets[dim] : at[next++] * steps[dim] + offsets[dim]);
    return read(slice.getSource(), from);
  });
}

void Translator::defineInsertSlice(tensor::InsertSliceOp slice) {
  Exprs offsets = scalarsOf(slice.getMixedOffsets()), steps = scalarsOf(slice.getMixedStrides());
  Exprs extents = scalarsOf(slice.getMixedSizes());
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  promiseInside(slice.getDest(), offsets, steps, extents);
  bool uninitialised = isUninitialised(slice.getDest());
  defineElements(slice, sizes(slice.getDest()), [&](const Exprs &at) {
    return uninitialised ? Halide::undef(toHalideType(slice.getType().getElementType()))
                         : read(slice.getDest(), at);
  });
  defineRegion(result.stages.back(), offsets, steps, extents, 0, [&](const Exprs &at) {
    Exprs from;
    for (size_t dim = 0; dim < extents.size(); ++dim)
      if (!dropped[dim])
        from.push_back(at[dim]);
    return read(slice.getSource(), from);
  });
}

//===-- Reshapes ----------------------------------------------------------------------------===//

void Translator::defineExpand(tensor::ExpandShapeOp expand) {
  Exprs outer;
  for (OpFoldResult extent : expand.getMixedOutputShape())
    outer.push_back(scalar(extent));
  defineElements(expand, outer, [&](const Exprs &at) {
    Exprs from;
    for (const ReassociationIndices &group : expand.getReassociationIndices()) {
      Expr linear = at[group.front()];
      for (int64_t dim : llvm::drop_begin(group))
        linear = linear * outer[dim] + at[dim];
      from.push_back(linear);
    }
    return read(expand.getSrc(), from);
  });
}

void Translator::defineCollapse(tensor::CollapseShapeOp collapse) {
  Exprs inner = sizes(collapse.getSrc()), outer;
  auto groups = collapse.getReassociationIndices();
  for (const ReassociationIndices &group : groups) {
    Expr product = 1;
    for (int64_t dim : group)
      product = product * inner[dim];
    outer.push_back(Halide::Internal::simplify(product));
  }
  defineElements(collapse, outer, [&](const Exprs &at) {
    Exprs from(inner.size(), 0);
    for (auto [i, group] : llvm::enumerate(groups)) {
      Expr rest = at[i];
      for (int64_t dim : llvm::reverse(llvm::drop_begin(group))) {
        from[dim] = rest % inner[dim];
        rest = rest / inner[dim];
      }
      from[group.front()] = rest;
    }
    return read(collapse.getSrc(), from);
  });
}

} // namespace lith::compiler
