// Memory holds numbers at the addresses of elements; views say where.
#include "passes/MemoryInterpreter.h"

#include "passes/MemoryWriter.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::passes {

MemoryInterpreter::MemoryInterpreter(func::FuncOp function, int64_t arenaBytes, int64_t extent,
                                     ArrayRef<Shape> outputShapes)
    : function(function), blocks(function.getNumArguments()) {
  auto module = function->getParentOfType<ModuleOp>();
  auto size = [&](StringRef name) { return module->getAttrOfType<IntegerAttr>(name).getInt(); };
  blocks[0].resize(size("kernel.image_bytes"));
  blocks[1].resize(size("kernel.state_bytes"));
  blocks[2].resize(arenaBytes);
  unsigned input = 0, inputs = function->getAttrOfType<IntegerAttr>("kernel.inputs").getInt();
  for (BlockArgument argument : function.getArguments()) {
    unsigned i = argument.getArgNumber();
    if (argument.getType().isIndex())
      numbers[argument] = extent;
    if (i < 3 || argument.getType().isIndex())
      continue;
    View view{i,
              0,
              Shape(cast<ShapedType>(argument.getType()).getShape()),
              {},
              elementBytes(argument.getType())};
    llvm::replace(view.shape, ShapedType::kDynamic, extent);
    if (input >= inputs)
      view.shape = outputShapes[input - inputs];
    view.strides = rowMajor(view.shape);
    blocks[i].resize(countOf(view.shape) * view.bytes);
    auto raw = function.getArgAttrOfType<FlatSymbolRefAttr>(i, "kernel.global");
    if (input < inputs)
      write(view, initial(raw ? raw.getValue().str() : "input" + std::to_string(input),
                          countOf(view.shape)));
    ++input;
    views[argument] = view;
  }
  if (function.getSymName() != "prepare")
    for (auto global : module.getOps<ml_program::GlobalOp>())
      if (global->hasAttr("kernel.offset"))
        write(viewGlobal(global),
              initial(global.getSymName(), cast<ShapedType>(global.getType()).getNumElements()));
}

LogicalResult MemoryInterpreter::run() {
  runBlock(function.front());
  return failure(failedCall);
}

Elements MemoryInterpreter::getOutput(unsigned index) {
  unsigned inputs = function->getAttrOfType<IntegerAttr>("kernel.inputs").getInt();
  return read(views[function.getArgument(3 + inputs + index)]);
}

MemoryInterpreter::View MemoryInterpreter::viewGlobal(ml_program::GlobalOp global) {
  auto type = cast<ShapedType>(global.getType());
  Shape shape(type.getShape());
  return {isState(global), global->getAttrOfType<IntegerAttr>("kernel.offset").getInt(), shape,
          rowMajor(shape), elementBytes(type)};
}

Elements MemoryInterpreter::read(const View &view) {
  Elements elements;
  for (int64_t position : positionsOf(view.shape, view.strides))
    elements.push_back(at(view, position));
  return elements;
}

void MemoryInterpreter::write(const View &view, const Elements &elements) {
  for (auto [i, position] : llvm::enumerate(positionsOf(view.shape, view.strides))) {
    at(view, position) = elements[i];
    for (int64_t byte = 1; byte < view.bytes; ++byte)
      (&at(view, position))[byte] = 0;
  }
}

uint64_t &MemoryInterpreter::at(const View &view, int64_t position) {
  int64_t address = view.offset + position * view.bytes;
  if (address < 0 || address + view.bytes > static_cast<int64_t>(blocks[view.block].size())) {
    if (!failedCall)
      function.emitError("plan_arena_c2: memory outside of a block is touched");
    failedCall = true;
    static thread_local uint64_t outside[16];
    return *outside;
  }
  return blocks[view.block][address];
}

void MemoryInterpreter::assign(ValueRange to, ValueRange from) {
  assignIn(views, to, from);
  assignIn(numbers, to, from);
}

void MemoryInterpreter::runOp(Operation &op) {
  TypeSwitch<Operation *>(&op)
      .Case([&](kernel::CallOp call) { runCall(call); })
      .Case([&](memref::ViewOp view) {
        Shape shape = numbersOf(
            getMixedValues(view.getType().getShape(), view.getSizes(), view.getContext()));
        views[view] = {cast<BlockArgument>(view.getSource()).getArgNumber(),
                       number(view.getByteShift()), shape, rowMajor(shape),
                       elementBytes(view.getType())};
      })
      .Case([&](memref::SubViewOp slice) {
        View view = views[slice.getSource()];
        Shape offsets = numbersOf(slice.getMixedOffsets()),
              sizes = numbersOf(slice.getMixedSizes()), steps = numbersOf(slice.getMixedStrides());
        llvm::SmallBitVector dropped = slice.getDroppedDims();
        Shape shape, strides;
        for (size_t i = 0; i < sizes.size(); ++i) {
          view.offset += offsets[i] * view.strides[i] * view.bytes;
          if (dropped.test(i))
            continue;
          shape.push_back(sizes[i]);
          strides.push_back(view.strides[i] * steps[i]);
        }
        view.shape = shape;
        view.strides = strides;
        views[slice] = view;
      })
      .Case<memref::ExpandShapeOp, memref::CollapseShapeOp>([&](auto reshape) {
        View view = views[reshape.getSrc()];
        reshapeView(view, reshape.getReassociationIndices(), reshape.getResultType());
        views[reshape.getResult()] = view;
      })
      .Case([&](UnrealizedConversionCastOp cast) {
        views[cast.getResult(0)] = views[cast.getOperand(0)];
      })
      .Case([&](memref::CopyOp copy) {
        write(views[copy.getTarget()], read(views[copy.getSource()]));
      });
}

void MemoryInterpreter::reshapeView(View &view, ArrayRef<ReassociationIndices> groups,
                                    MemRefType type) {
  Shape shape(type.getShape()), strides(shape.size());
  bool expands = shape.size() > view.shape.size();
  for (auto [i, group] : llvm::enumerate(groups)) {
    if (!expands) {
      shape[i] = 1;
      strides[i] = view.strides[group.back()];
      for (int64_t dim : group) {
        shape[i] *= view.shape[dim];
        if (view.shape[dim] != 1)
          strides[i] = view.strides[dim];
      }
      continue;
    }
    int64_t known = 1, stride = view.strides[i];
    for (int64_t dim : group)
      known *= ShapedType::isDynamic(shape[dim]) ? 1 : shape[dim];
    for (int64_t dim : llvm::reverse(group)) {
      if (ShapedType::isDynamic(shape[dim]))
        shape[dim] = view.shape[i] / known;
      strides[dim] = stride;
      stride *= shape[dim];
    }
  }
  view.shape = shape;
  view.strides = strides;
}

void MemoryInterpreter::runCall(kernel::CallOp call) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<kernel::FuncOp>(call, call.getCalleeAttr());
  unsigned inputs = llvm::count_if(callee.getArgumentTypes(),
                                   [](Type type) { return isa<RankedTensorType>(type); });
  unsigned outputs = callee.getResultTypes().size();
  uint64_t hash = 0;
  for (Value argument : call.getArguments().take_front(inputs))
    hash = llvm::hash_combine(hash, llvm::hash_combine_range(read(views[argument])));
  for (Value argument : call.getArguments().drop_front(inputs + outputs))
    hash = llvm::hash_combine(hash, numbers.lookup(argument));
  checkOverlap(call, callee, inputs, outputs);
  for (unsigned i = 0; i < outputs; ++i) {
    const View &view = views[call.getArguments()[inputs + i]];
    write(view, applied(call, hash, i, countOf(view.shape)));
  }
}

void MemoryInterpreter::checkOverlap(kernel::CallOp call, kernel::FuncOp callee, unsigned inputs,
                                     unsigned outputs) {
  llvm::DenseSet<std::pair<unsigned, int64_t>> written;
  auto overlaps = [&](const View &view, bool insert) {
    return llvm::any_of(positionsOf(view.shape, view.strides), [&](int64_t position) {
      std::pair<unsigned, int64_t> address{view.block, view.offset + position * view.bytes};
      return insert ? !written.insert(address).second : written.contains(address);
    });
  };
  bool wrong = false;
  for (unsigned i = 0; i < outputs; ++i)
    wrong |= overlaps(views[call.getArguments()[inputs + i]], true);
  for (unsigned i = 0; i < inputs; ++i)
    wrong |= !callee.getArgAttr(i, kernel::mayAliasAttrName) &&
             overlaps(views[call.getArguments()[i]], false);
  if (wrong)
    call.emitError("plan_arena_c2: a result shares memory with another operand");
  failedCall |= wrong;
}

} // namespace lith::passes
