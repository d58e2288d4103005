// How a tensor's place becomes a memref: views of blocks at offsets, slices and reshapes of these.
#include "passes/MemoryWriter.h"

#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::passes {

Value MemoryWriter::index(AffineExpr expr) {
  ValueRange given = planned.getArguments().take_back(shapes.getNames().size());
  return SymbolicShapes::create(builder, function.getLoc(), expr, given);
}

SmallVector<OpFoldResult> MemoryWriter::mapped(ArrayRef<OpFoldResult> values) {
  return llvm::map_to_vector(values, [&](OpFoldResult value) -> OpFoldResult {
    if (std::optional<int64_t> constant = getConstantIntValue(value))
      return builder.getIndexAttr(*constant);
    return mapping.lookup(cast<Value>(value));
  });
}

SmallVector<OpFoldResult> MemoryWriter::sizesOf(Value tensor) {
  SmallVector<AffineExpr> shape = *shapes.getShape(tensor);
  return llvm::map_to_vector(shape, [&](AffineExpr extent) -> OpFoldResult {
    if (auto constant = dyn_cast<AffineConstantExpr>(extent))
      return builder.getIndexAttr(constant.getValue());
    return index(extent);
  });
}

/// A view of a block, with the dynamic extents of `tensor`.
Value MemoryWriter::viewBlock(Block block, Value offset, Value tensor, MemRefType type) {
  SmallVector<Value> sizes;
  SmallVector<AffineExpr> shape = *shapes.getShape(tensor);
  for (auto [extent, fixed] : llvm::zip(shape, type.getShape()))
    if (ShapedType::isDynamic(fixed))
      sizes.push_back(index(extent));
  return memref::ViewOp::create(builder, function.getLoc(), type, planned.getArgument(block),
                                offset, sizes);
}

Value MemoryWriter::viewGlobal(StringAttr symbol, MemRefType type) {
  // @prepare reads raw weights, not the image that it makes.
  for (unsigned i = FirstInput; i < FirstInput + inputs; ++i)
    if (auto raw = planned.getArgAttrOfType<FlatSymbolRefAttr>(i, "kernel.global");
        raw && raw.getAttr() == symbol)
      return planned.getArgument(i);
  auto global = planned->getParentOfType<ModuleOp>().lookupSymbol<ml_program::GlobalOp>(symbol);
  int64_t offset = global->getAttrOfType<IntegerAttr>("kernel.offset").getInt();
  Value at = arith::ConstantIndexOp::create(builder, function.getLoc(), offset);
  return memref::ViewOp::create(builder, function.getLoc(), type,
                                planned.getArgument(isState(global) ? State : Weights), at,
                                ValueRange());
}

Value MemoryWriter::viewOwner(Value owner, MemRefType type) {
  const Place &place = places.getPlace(owner);
  switch (place.home) {
  case Home::Arena:
    return viewBlock(Arena, index(layout.getOffset(owner)), owner, type);
  case Home::Input:
    return planned.getArgument(FirstInput + place.index);
  case Home::Output:
    return planned.getArgument(FirstInput + inputs + place.index);
  case Home::Global:
    return viewGlobal(place.symbol, type);
  case Home::Current:
  case Home::Next:
    return slots.lookup(owner);
  }
  llvm_unreachable("every home is named above");
}

Value MemoryWriter::view(Value tensor) {
  const Place &place = places.getPlace(tensor);
  MemRefType type = places.getType(tensor);
  if (!place.parent)
    return viewOwner(tensor, type);
  if (!place.view)
    return view(place.parent);
  // Signedness is all that differs; in LLVM's types nothing does.
  if (isa<tensor::BitcastOp>(place.view))
    return UnrealizedConversionCastOp::create(builder, tensor.getLoc(), type, view(place.parent))
        .getResult(0);
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(place.view))
    return viewReshaped(tensor, view(place.parent), type);
  return viewPart(tensor, view(place.parent), type);
}

/// A slice of the parent's buffer, without the dimensions that the tensor does not have.
Value MemoryWriter::viewPart(Value tensor, Value parent, MemRefType type) {
  const Place &place = places.getPlace(tensor);
  Location loc = place.view->getLoc();
  auto slice = [&](auto op) -> Value {
    return memref::SubViewOp::create(builder, loc, type, parent, mapped(op.getMixedOffsets()),
                                     mapped(op.getMixedSizes()), mapped(op.getMixedStrides()));
  };
  auto part = [&](tensor::ConcatOp op) -> Value {
    int64_t rank = type.getRank(), begin = 0;
    for (Value before : op.getInputs().take_front(place.index))
      begin += cast<ShapedType>(before.getType()).getDimSize(op.getDim());
    SmallVector<OpFoldResult> offsets(rank, builder.getIndexAttr(0)),
        strides(rank, builder.getIndexAttr(1));
    offsets[op.getDim()] = builder.getIndexAttr(begin);
    return memref::SubViewOp::create(builder, loc, type, parent, offsets, sizesOf(tensor), strides);
  };
  return TypeSwitch<Operation *, Value>(place.view)
      .Case<tensor::ExtractSliceOp, tensor::InsertSliceOp>(slice)
      .Case(part);
}

Value MemoryWriter::viewReshaped(Value tensor, Value parent, MemRefType type) {
  Location loc = tensor.getLoc();
  // A view of a whole block may as well have the other shape at once.
  if (auto whole = parent.getDefiningOp<memref::ViewOp>(); whole && type.getLayout().isIdentity()) {
    auto block = cast<BlockArgument>(whole.getSource());
    return viewBlock(static_cast<Block>(block.getArgNumber()), whole.getByteShift(), tensor, type);
  }
  auto reshape = [&](auto op) -> Value {
    auto groups = op.getReassociationIndices();
    if (cast<MemRefType>(parent.getType()).getRank() > type.getRank())
      return memref::CollapseShapeOp::create(builder, loc, type, parent, groups);
    return memref::ExpandShapeOp::create(builder, loc, type, parent, groups, sizesOf(tensor));
  };
  return TypeSwitch<Operation *, Value>(places.getPlace(tensor).view)
      .Case<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(reshape);
}

} // namespace lith::passes
