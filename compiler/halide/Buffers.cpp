// Kernel arguments and results as Halide buffers.
#include "compiler/halide/Buffers.h"

#include "compiler/halide/ScalarOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

namespace lith::compiler {
namespace {

BufferArgument describeBuffer(unsigned number, RankedTensorType type, Attribute stridesAttr,
                              unsigned &dynamicCount) {
  BufferArgument buffer{number, toHalideType(type.getElementType()), {}};
  for (int64_t extent : type.getShape())
    buffer.dims.push_back({extent, ShapedType::isDynamic(extent) ? dynamicCount++ : 0, 1});
  ArrayRef<int64_t> strides;
  if (auto given = dyn_cast_or_null<DenseI64ArrayAttr>(stridesAttr))
    strides = given.asArrayRef();
  for (size_t i = buffer.dims.size(); i-- > 0;) {
    if (!strides.empty()) {
      buffer.dims[i].stride = strides[i];
    } else if (i + 1 < buffer.dims.size()) {
      const BufferDim &inner = buffer.dims[i + 1];
      bool known = !ShapedType::isDynamic(inner.extent) && !ShapedType::isDynamic(inner.stride);
      buffer.dims[i].stride = known ? inner.extent * inner.stride : ShapedType::kDynamic;
    }
  }
  return buffer;
}

/// One group of a reshape, from the collapsed dimension to the expanded ones: they share the
/// memory, so the innermost keeps the stride.
bool expandDim(const BufferDim &collapsed, ArrayRef<int64_t> extents,
               SmallVectorImpl<BufferDim> &expanded) {
  if (extents.size() == 1) {
    expanded.push_back(collapsed);
    return true;
  }
  if (ShapedType::isDynamic(collapsed.stride) || ShapedType::isDynamicShape(extents))
    return false;
  int64_t stride = collapsed.stride;
  size_t first = expanded.size();
  for (int64_t extent : llvm::reverse(extents)) {
    expanded.insert(expanded.begin() + first, BufferDim{extent, 0, stride});
    stride *= extent;
  }
  return true;
}

/// The other way round: possible where each dimension's stride is what the next one spans.
bool collapseDims(ArrayRef<BufferDim> expanded, SmallVectorImpl<BufferDim> &collapsed) {
  if (expanded.size() == 1) {
    collapsed.push_back(expanded.front());
    return true;
  }
  BufferDim all = expanded.back();
  for (const BufferDim &dim : llvm::reverse(expanded.drop_back())) {
    if (ShapedType::isDynamic(dim.extent) || ShapedType::isDynamic(all.extent) ||
        ShapedType::isDynamic(dim.stride) || ShapedType::isDynamic(all.stride))
      return false;
    if (dim.extent != 1 && all.extent != 1 && dim.stride != all.stride * all.extent)
      return false;
    if (all.extent == 1)
      all.stride = dim.stride;
    all.extent *= dim.extent;
  }
  collapsed.push_back(all);
  return true;
}

} // namespace

std::vector<BufferArgument> describeBuffers(kernel::FuncOp kernel) {
  std::vector<BufferArgument> buffers;
  unsigned dynamicCount = 0;
  auto describe = [&](Type type, Attribute strides) {
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      buffers.push_back(describeBuffer(buffers.size(), tensor, strides, dynamicCount));
  };
  for (auto [i, type] : llvm::enumerate(kernel.getArgumentTypes()))
    describe(type, kernel.getArgAttr(i, kernel::stridesAttrName));
  for (auto [i, type] : llvm::enumerate(kernel.getResultTypes()))
    describe(type, kernel.getResultAttr(i, kernel::stridesAttrName));
  return buffers;
}

std::optional<BufferArgument> seeThroughReshape(const BufferArgument &buffer, Operation *reshape,
                                                bool bufferIsSource) {
  SmallVector<ReassociationIndices> groups;
  RankedTensorType expandedType;
  bool expands = isa<tensor::ExpandShapeOp>(reshape);
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(reshape)) {
    groups = expand.getReassociationIndices();
    expandedType = expand.getResultType();
  } else {
    auto collapse = cast<tensor::CollapseShapeOp>(reshape);
    groups = collapse.getReassociationIndices();
    expandedType = collapse.getSrcType();
  }
  BufferArgument seen{buffer.number, buffer.type, {}};
  // A reshape to or from rank 0 has no groups; every extent is 1 then.
  if (groups.empty()) {
    if (expands == bufferIsSource)
      for (int64_t i = 0; i < expandedType.getRank(); ++i)
        seen.dims.push_back({1, 0, 1});
    return seen;
  }
  for (auto [i, group] : llvm::enumerate(groups)) {
    bool done =
        expands == bufferIsSource
            ? expandDim(buffer.dims[i], expandedType.getShape().slice(group.front(), group.size()),
                        seen.dims)
            : collapseDims(ArrayRef<BufferDim>(buffer.dims).slice(group.front(), group.size()),
                           seen.dims);
    if (!done)
      return std::nullopt;
  }
  return seen;
}

} // namespace lith::compiler
