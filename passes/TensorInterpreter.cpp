// Tensors are values: what is stored into one is a new one.
#include "passes/TensorInterpreter.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/TypeSwitch.h"

#include <numeric>

using namespace mlir;

namespace lith::passes {

void TensorInterpreter::run() {
  for (BlockArgument argument : function.getArguments()) {
    Shape shape(cast<ShapedType>(argument.getType()).getShape());
    llvm::replace(shape, ShapedType::kDynamic, extent);
    tensors[argument] =
        make(shape, initial("input" + std::to_string(argument.getArgNumber()), countOf(shape)));
  }
  runBlock(function.front());
}

const TensorInterpreter::Tensor &TensorInterpreter::getResult(unsigned index) {
  return tensors[function.front().getTerminator()->getOperand(index)];
}

const Elements *TensorInterpreter::getStored(StringAttr symbol) {
  auto found = stored.find(symbol);
  return found == stored.end() ? nullptr : found->second.elements.get();
}

TensorInterpreter::Tensor TensorInterpreter::make(Shape shape, Elements elements) {
  return {std::move(shape), std::make_shared<Elements>(std::move(elements))};
}

void TensorInterpreter::assign(ValueRange to, ValueRange from) {
  assignIn(tensors, to, from);
  assignIn(numbers, to, from);
}

void TensorInterpreter::runOp(Operation &op) {
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

template <typename Op>
std::vector<int64_t> TensorInterpreter::slicePositions(Op op, ArrayRef<int64_t> whole) {
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

void TensorInterpreter::runConcat(tensor::ConcatOp concat) {
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

void TensorInterpreter::runCall(kernel::CallOp call) {
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
    tensors[result] =
        make(shape, applied(call, read, cast<OpResult>(result).getResultNumber(), countOf(shape)));
  }
}

} // namespace lith::passes
