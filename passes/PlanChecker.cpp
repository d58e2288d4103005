// An interpreter for each form. An element is a number: a hash of the kernel that made it and of
// all that the kernel read. Memory holds such numbers at the addresses of elements.
#include "passes/PlanChecker.h"

#include "dialects/kernel/KernelDialect.h"
#include "passes/MemoryWriter.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace lith::passes {
namespace {

using Shape = SmallVector<int64_t, 6>;
using Elements = std::vector<uint64_t>;

int64_t countOf(ArrayRef<int64_t> shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

int64_t elementBytes(Type type) {
  return llvm::divideCeil(cast<ShapedType>(type).getElementTypeBitWidth(), 8);
}

Shape rowMajor(ArrayRef<int64_t> shape) {
  Shape strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

/// The positions of all elements, in row-major order of `shape`, relative to the first.
std::vector<int64_t> positionsOf(ArrayRef<int64_t> shape, ArrayRef<int64_t> strides) {
  std::vector<int64_t> positions{0};
  for (auto [extent, stride] : llvm::zip(shape, strides)) {
    std::vector<int64_t> finer;
    finer.reserve(positions.size() * extent);
    for (int64_t position : positions)
      for (int64_t i = 0; i < extent; ++i)
        finer.push_back(position + i * stride);
    positions = std::move(finer);
  }
  return positions;
}

/// What a global or input holds at first.
Elements initial(StringRef name, int64_t count) {
  Elements elements(count);
  for (int64_t i = 0; i < count; ++i)
    elements[i] = llvm::hash_combine(name, i);
  return elements;
}

/// What a kernel makes of what it read.
Elements applied(kernel::CallOp call, uint64_t read, unsigned result, int64_t count) {
  Elements elements(count);
  for (int64_t i = 0; i < count; ++i)
    elements[i] = llvm::hash_combine(call.getCallee(), read, result, i);
  return elements;
}

/// What both interpreters share: indices, loops and branches.
class Interpreter {
public:
  virtual ~Interpreter() = default;

protected:
  virtual void runOp(Operation &op) = 0;
  /// Gives `to` the value of `from`.
  virtual void assign(ValueRange to, ValueRange from) = 0;

  void runBlock(Block &block) {
    for (Operation &op : block.without_terminator())
      if (auto loop = dyn_cast<scf::ForOp>(op))
        runLoop(loop);
      else if (auto branch = dyn_cast<scf::IfOp>(op))
        runBranch(branch);
      else if (op.getNumResults() > 0 && op.getDialect()->getNamespace() == "arith")
        runIndex(op);
      else
        runOp(op);
  }

  int64_t number(OpFoldResult index) {
    std::optional<int64_t> constant = getConstantIntValue(index);
    return constant ? *constant : numbers.lookup(cast<Value>(index));
  }
  Shape numbersOf(ArrayRef<OpFoldResult> values) {
    return llvm::map_to_vector<6>(values, [&](OpFoldResult value) { return number(value); });
  }

  llvm::DenseMap<Value, int64_t> numbers;

private:
  void runIndex(Operation &op) {
    SmallVector<Attribute> operands;
    for (Value operand : op.getOperands())
      operands.push_back(IntegerAttr::get(operand.getType(), numbers.lookup(operand)));
    SmallVector<OpFoldResult> results;
    if (failed(op.fold(operands, results)) || results.empty())
      return;
    if (auto attribute = dyn_cast_or_null<Attribute>(results.front())) {
      if (auto integer = dyn_cast<IntegerAttr>(attribute))
        numbers[op.getResult(0)] = integer.getInt();
    } else {
      numbers[op.getResult(0)] = numbers.lookup(cast<Value>(results.front()));
    }
  }

  void runLoop(scf::ForOp loop) {
    assign(loop.getRegionIterArgs(), loop.getInitArgs());
    int64_t step = number(loop.getStep()), end = number(loop.getUpperBound());
    for (int64_t i = number(loop.getLowerBound()); i < end; i += step) {
      numbers[loop.getInductionVar()] = i;
      runBlock(*loop.getBody());
      assign(loop.getRegionIterArgs(), loop.getYieldedValues());
    }
    assign(loop.getResults(), loop.getRegionIterArgs());
  }

  void runBranch(scf::IfOp branch) {
    Block *taken = numbers.lookup(branch.getCondition()) ? branch.thenBlock() : branch.elseBlock();
    if (!taken)
      return;
    runBlock(*taken);
    assign(branch.getResults(), taken->getTerminator()->getOperands());
  }
};

class TensorInterpreter : public Interpreter {
public:
  struct Tensor {
    Shape shape;
    std::shared_ptr<Elements> elements;
  };

  TensorInterpreter(func::FuncOp function, int64_t extent) : function(function), extent(extent) {}

  void run() {
    for (BlockArgument argument : function.getArguments()) {
      Shape shape(cast<ShapedType>(argument.getType()).getShape());
      llvm::replace(shape, ShapedType::kDynamic, extent);
      tensors[argument] =
          make(shape, initial("input" + std::to_string(argument.getArgNumber()), countOf(shape)));
    }
    runBlock(function.front());
  }

  const Tensor &getResult(unsigned index) {
    return tensors[function.front().getTerminator()->getOperand(index)];
  }
  /// What the function stored last, or null.
  const Elements *getStored(StringAttr symbol) {
    auto found = stored.find(symbol);
    return found == stored.end() ? nullptr : found->second.elements.get();
  }

private:
  static Tensor make(Shape shape, Elements elements) {
    return {std::move(shape), std::make_shared<Elements>(std::move(elements))};
  }

  void assign(ValueRange to, ValueRange from) override {
    SmallVector<Tensor> values;
    SmallVector<int64_t> indices;
    for (Value value : from) {
      values.push_back(tensors.lookup(value));
      indices.push_back(numbers.lookup(value));
    }
    for (auto [i, target] : llvm::enumerate(to)) {
      tensors[target] = values[i];
      numbers[target] = indices[i];
    }
  }

  void runOp(Operation &op) override {
    TypeSwitch<Operation *>(&op)
        .Case([&](kernel::CallOp call) { runCall(call); })
        .Case([&](tensor::EmptyOp empty) {
          Shape shape = numbersOf(empty.getMixedSizes());
          tensors[empty] = make(shape, Elements(countOf(shape), 0));
        })
        .Case([&](tensor::DimOp dim) {
          numbers[dim] = tensors[dim.getSource()].shape[*dim.getConstantIndex()];
        })
        .Case([&](tensor::ExpandShapeOp expand) {
          tensors[expand] = {numbersOf(expand.getMixedOutputShape()),
                             tensors[expand.getSrc()].elements};
        })
        .Case([&](tensor::CollapseShapeOp collapse) {
          Tensor source = tensors[collapse.getSrc()];
          Shape shape;
          for (const auto &group : collapse.getReassociationIndices())
            shape.push_back(std::accumulate(
                group.begin(), group.end(), int64_t(1),
                [&](int64_t product, int64_t dim) { return product * source.shape[dim]; }));
          tensors[collapse] = {shape, source.elements};
        })
        .Case([&](tensor::ExtractSliceOp slice) {
          Tensor source = tensors[slice.getSource()];
          Shape shape = numbersOf(slice.getMixedSizes());
          Elements elements;
          for (int64_t position : slicePositions(slice, source.shape))
            elements.push_back((*source.elements)[position]);
          llvm::SmallBitVector dropped = slice.getDroppedDims();
          Shape kept;
          for (auto [i, size] : llvm::enumerate(shape))
            if (!dropped.test(i))
              kept.push_back(size);
          tensors[slice] = make(kept, std::move(elements));
        })
        .Case([&](tensor::InsertSliceOp insert) {
          Tensor dest = tensors[insert.getDest()], source = tensors[insert.getSource()];
          Elements elements = *dest.elements;
          for (auto [i, position] : llvm::enumerate(slicePositions(insert, dest.shape)))
            elements[position] = (*source.elements)[i];
          tensors[insert] = make(dest.shape, std::move(elements));
        })
        .Case([&](tensor::BitcastOp cast) { tensors[cast] = tensors[cast.getSource()]; })
        .Case([&](tensor::ConcatOp concat) { runConcat(concat); })
        .Case([&](ml_program::GlobalLoadOp load) {
          StringAttr symbol = load.getGlobal().getLeafReference();
          auto [found, isNew] = stored.try_emplace(symbol);
          Shape shape(cast<ShapedType>(load.getType()).getShape());
          tensors[load] =
              isNew ? make(shape, initial(symbol.getValue(), countOf(shape))) : found->second;
          if (isNew)
            stored.erase(found);
        })
        .Case([&](ml_program::GlobalStoreOp store) {
          stored[store.getGlobal().getLeafReference()] = tensors[store.getValue()];
        });
  }

  template <typename Op> std::vector<int64_t> slicePositions(Op op, ArrayRef<int64_t> whole) {
    Shape strides = rowMajor(whole), offsets = numbersOf(op.getMixedOffsets()),
          steps = numbersOf(op.getMixedStrides());
    int64_t first = 0;
    for (size_t i = 0; i < strides.size(); ++i) {
      first += offsets[i] * strides[i];
      strides[i] *= steps[i];
    }
    std::vector<int64_t> positions = positionsOf(numbersOf(op.getMixedSizes()), strides);
    for (int64_t &position : positions)
      position += first;
    return positions;
  }

  void runConcat(tensor::ConcatOp concat) {
    Shape shape = tensors[concat.getInputs().front()].shape;
    unsigned dim = concat.getDim();
    shape[dim] = 0;
    for (Value input : concat.getInputs())
      shape[dim] += tensors[input].shape[dim];
    Elements elements(countOf(shape));
    Shape strides = rowMajor(shape);
    int64_t first = 0;
    for (Value input : concat.getInputs()) {
      const Tensor &part = tensors[input];
      for (auto [i, position] : llvm::enumerate(positionsOf(part.shape, strides)))
        elements[first + position] = (*part.elements)[i];
      first += part.shape[dim] * strides[dim];
    }
    tensors[concat] = make(shape, std::move(elements));
  }

  void runCall(kernel::CallOp call) {
    uint64_t read = 0;
    for (Value argument : call.getArguments())
      if (isa<RankedTensorType>(argument.getType()))
        read = llvm::hash_combine(read, llvm::hash_combine_range(*tensors[argument].elements));
      else
        read = llvm::hash_combine(read, numbers.lookup(argument));
    unsigned size = 0;
    for (Value result : call.getResults()) {
      Shape shape(cast<ShapedType>(result.getType()).getShape());
      for (int64_t &extent : shape)
        if (ShapedType::isDynamic(extent))
          extent = numbers.lookup(call.getSizes()[size++]);
      tensors[result] = make(
          shape, applied(call, read, cast<OpResult>(result).getResultNumber(), countOf(shape)));
    }
  }

  func::FuncOp function;
  int64_t extent;
  llvm::DenseMap<Value, Tensor> tensors;
  llvm::DenseMap<StringAttr, Tensor> stored;
};

/// Memory, an element at the address of its first byte.
class MemoryInterpreter : public Interpreter {
public:
  struct View {
    unsigned block = 0;
    int64_t offset = 0; // bytes
    Shape shape, strides;
    int64_t bytes = 1; // of an element
  };

  MemoryInterpreter(func::FuncOp function, int64_t arenaBytes, int64_t extent,
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

  LogicalResult run() {
    runBlock(function.front());
    return failure(failedCall);
  }

  Elements getOutput(unsigned index) {
    unsigned inputs = function->getAttrOfType<IntegerAttr>("kernel.inputs").getInt();
    return read(views[function.getArgument(3 + inputs + index)]);
  }
  Elements getGlobal(ml_program::GlobalOp global) { return read(viewGlobal(global)); }

private:
  View viewGlobal(ml_program::GlobalOp global) {
    auto type = cast<ShapedType>(global.getType());
    Shape shape(type.getShape());
    return {isState(global), global->getAttrOfType<IntegerAttr>("kernel.offset").getInt(), shape,
            rowMajor(shape), elementBytes(type)};
  }

  Elements read(const View &view) {
    Elements elements;
    for (int64_t position : positionsOf(view.shape, view.strides))
      elements.push_back(at(view, position));
    return elements;
  }
  void write(const View &view, const Elements &elements) {
    for (auto [i, position] : llvm::enumerate(positionsOf(view.shape, view.strides))) {
      at(view, position) = elements[i];
      for (int64_t byte = 1; byte < view.bytes; ++byte)
        (&at(view, position))[byte] = 0;
    }
  }
  uint64_t &at(const View &view, int64_t position) {
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

  void assign(ValueRange to, ValueRange from) override {
    SmallVector<View> values;
    SmallVector<int64_t> indices;
    for (Value value : from) {
      values.push_back(views.lookup(value));
      indices.push_back(numbers.lookup(value));
    }
    for (auto [i, target] : llvm::enumerate(to)) {
      views[target] = values[i];
      numbers[target] = indices[i];
    }
  }

  void runOp(Operation &op) override {
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
                sizes = numbersOf(slice.getMixedSizes()),
                steps = numbersOf(slice.getMixedStrides());
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

  /// Sizes that the type does not tell are found from the number of elements.
  static void reshapeView(View &view, ArrayRef<ReassociationIndices> groups, MemRefType type) {
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

  void runCall(kernel::CallOp call) {
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

  /// A result may share memory with an argument only where the kernel says so.
  void checkOverlap(kernel::CallOp call, kernel::FuncOp callee, unsigned inputs, unsigned outputs) {
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

  func::FuncOp function;
  std::vector<Elements> blocks;
  llvm::DenseMap<Value, View> views;
  bool failedCall = false;
};

} // namespace

LogicalResult checkPlan(func::FuncOp onTensors, func::FuncOp onMemory, int64_t arenaBytes,
                        int64_t extent) {
  TensorInterpreter expected(onTensors, extent);
  expected.run();
  SmallVector<Shape> shapes;
  for (unsigned i = 0, end = onTensors.getNumResults(); i < end; ++i)
    shapes.push_back(expected.getResult(i).shape);
  MemoryInterpreter actual(onMemory, arenaBytes, extent, shapes);
  if (failed(actual.run()))
    return failure();
  for (unsigned i = 0, end = onTensors.getNumResults(); i < end; ++i)
    if (*expected.getResult(i).elements != actual.getOutput(i))
      return onMemory.emitError("plan_arena_c2: output ") << i << " is overwritten or misplaced";
  for (auto global : onTensors->getParentOfType<ModuleOp>().getOps<ml_program::GlobalOp>())
    if (const Elements *stored = expected.getStored(global.getSymNameAttr());
        stored && *stored != actual.getGlobal(global))
      return onMemory.emitError("plan_arena_c2: '")
             << global.getSymName() << "' is overwritten or misplaced";
  return success();
}

} // namespace lith::passes
