// Arguments and results of a kernel as those of the pipeline: buffers, seen through reshapes, and
// numbers.
#include "compiler/halide/Buffers.h"
#include "compiler/halide/Translator.h"

using namespace mlir;

namespace lith::compiler {
namespace {

void constrainExtent(Halide::Internal::Dimension dimension, const BufferDim &dim) {
  dimension.set_min(0);
  if (!ShapedType::isDynamic(dim.extent))
    dimension.set_extent(constantIndex(dim.extent));
}

void constrainStride(Halide::Internal::Dimension dimension, const BufferDim &dim) {
  if (!ShapedType::isDynamic(dim.stride))
    dimension.set_stride(constantIndex(dim.stride));
}

/// Whether the op's Func can be an output itself: each of its values is returned once.
bool isReturnedWhole(Operation *op, ArrayRef<Value> values) {
  return op && llvm::all_of(op->getResults(),
                            [&](Value value) { return llvm::count(values, value) == 1; });
}

} // namespace

//===-- What comes in -----------------------------------------------------------------------===//

void Translator::defineInput(BlockArgument argument) {
  const BufferArgument *buffer = &buffers[result.inputs.size()];
  std::optional<BufferArgument> seen;
  Value value = argument;
  // An input of which only a reshape is read comes in as that.
  while (value.hasOneUse() &&
         isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(*value.user_begin())) {
    auto through = seeThroughReshape(*buffer, *value.user_begin(), /*bufferIsSource=*/true);
    if (!through)
      break;
    seenThrough.insert(*value.user_begin());
    value = value.user_begin()->getResult(0);
    seen = std::move(through);
    buffer = &*seen;
  }
  Halide::ImageParam param(buffer->type, buffer->dims.size(),
                           prefix + "in" + std::to_string(argument.getArgNumber()));
  Exprs extents;
  for (auto [i, dim] : llvm::enumerate(llvm::reverse(buffer->dims))) {
    constrainExtent(param.dim(i), dim);
    constrainStride(param.dim(i), dim);
    extents.insert(extents.begin(), param.dim(i).extent());
  }
  dynamicSizes[value] = extents;
  tensors[value].input = param;
  result.arguments.push_back(param);
  result.inputs.push_back(*buffer);
}

void Translator::defineIndex(BlockArgument argument) {
  Halide::Param<> param(Halide::Int(32), prefix + "at" + std::to_string(result.indexCount++));
  scalars[argument] = param;
  result.arguments.push_back(param);
}

//===-- Results -----------------------------------------------------------------------------===//

Stage *Translator::stageOf(Value value) {
  for (Stage &stage : result.stages)
    if (stage.op == value.getDefiningOp())
      return &stage;
  return nullptr;
}

void Translator::seeResults(SmallVectorImpl<Value> &values, std::vector<BufferArgument> &seen) {
  Operation *terminator = kernel.getBody().front().getTerminator();
  for (auto [i, value] : llvm::enumerate(terminator->getOperands())) {
    BufferArgument buffer = buffers[result.inputs.size() + i];
    Value behind = value;
    while (Operation *op = behind.getDefiningOp()) {
      if (!isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
        break;
      auto through = seeThroughReshape(buffer, op, /*bufferIsSource=*/false);
      if (!through)
        break;
      buffer = std::move(*through);
      behind = op->getOperand(0);
    }
    values.push_back(behind);
    seen.push_back(std::move(buffer));
  }
}

void Translator::defineOutputs() {
  SmallVector<Value> values;
  std::vector<BufferArgument> seen;
  seeResults(values, seen);
  Operation *terminator = kernel.getBody().front().getTerminator();
  for (auto [i, value] : llvm::enumerate(values)) {
    Stage *stage = stageOf(value);
    if (stage && stage->isOutput)
      continue;
    if (stage && isReturnedWhole(stage->op, values)) {
      std::vector<BufferArgument> elements;
      SmallVector<Value> results(stage->op->getResults());
      llvm::sort(results,
                 [&](Value a, Value b) { return tensors.at(a).element < tensors.at(b).element; });
      for (Value element : results)
        elements.push_back(seen[llvm::find(values, element) - values.begin()]);
      addOutput(*stage, elements);
      continue;
    }
    addOutput(defineCopy(terminator, value, seen[i]), {seen[i]});
  }
}

Stage &Translator::defineCopy(Operation *terminator, Value value, const BufferArgument &buffer) {
  Stage stage{nameStage(terminator), terminator, {}, {}, {}};
  stage.func = Halide::Func(prefix + stage.name);
  std::vector<Halide::Var> vars = makeVars(stage, buffer.dims.size());
  for (const BufferDim &dim : buffer.dims)
    stage.extents.push_back(dim.extent);
  stage.func(std::vector<Halide::Var>(vars.rbegin(), vars.rend())) =
      read(value, Exprs(vars.begin(), vars.end()));
  result.stages.push_back(std::move(stage));
  return result.stages.back();
}

void Translator::addOutput(Stage &stage, ArrayRef<BufferArgument> elements) {
  stage.isOutput = true;
  std::vector<Halide::Var> vars = stage.func.args();
  for (auto [i, buffer] : llvm::enumerate(elements)) {
    Halide::OutputImageParam output = stage.func.output_buffers()[i];
    for (auto [k, dim] : llvm::enumerate(llvm::reverse(buffer.dims))) {
      // A Tuple's later outputs have the extents of its first.
      if (i == 0)
        constrainExtent(output.dim(k), dim);
      constrainStride(output.dim(k), dim);
      if (!ShapedType::isDynamic(dim.extent))
        stage.func.bound(vars[k], 0, constantIndex(dim.extent));
    }
    result.results.push_back(buffer);
  }
  result.outputs.push_back(stage.func);
}

} // namespace lith::compiler
