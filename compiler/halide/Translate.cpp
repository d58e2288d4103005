// The body of a kernel as Halide Funcs, op by op, and what all ops need: names, sizes, reading.
#include "compiler/halide/Translate.h"

#include "compiler/halide/Buffers.h"
#include "compiler/halide/ScalarOps.h"
#include "compiler/halide/Translator.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using Halide::Expr;

namespace lith::compiler {

Exprs reversed(Exprs exprs) {
  std::reverse(exprs.begin(), exprs.end());
  return exprs;
}

Expr constantIndex(int64_t value) {
  if (value < INT32_MIN || value > INT32_MAX)
    throw TranslationError{"an index beyond 32 bits"};
  return Expr(static_cast<int>(value));
}

Translation Translator::run() {
  buffers = describeBuffers(kernel);
  for (const BufferArgument &buffer : buffers)
    for (const BufferDim &dim : buffer.dims)
      result.dynamicCount += ShapedType::isDynamic(dim.extent);
  for (unsigned i = 0; i < kernel.getNumArguments(); ++i)
    result.mayAlias |= static_cast<bool>(kernel.getArgAttr(i, kernel::mayAliasAttrName));
  for (BlockArgument argument : kernel.getBody().getArguments())
    if (isa<RankedTensorType>(argument.getType()))
      defineInput(argument);
  for (BlockArgument argument : kernel.getBody().getArguments())
    if (!isa<RankedTensorType>(argument.getType()))
      defineIndex(argument);
  for (Operation &op : kernel.getBody().front().without_terminator())
    defineOp(&op);
  defineOutputs();
  return std::move(result);
}

void Translator::defineOp(Operation *op) {
  // A reshape that an input is seen through is not computed.
  if (seenThrough.contains(op))
    return;
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](linalg::GenericOp generic) { defineGeneric(generic); })
      .Case([&](linalg::FillOp fill) { defineFill(fill); })
      .Case([&](tensor::EmptyOp empty) { defineEmpty(empty); })
      .Case([&](arith::ConstantOp constant) { defineConstant(constant); })
      .Case([&](tensor::PadOp pad) { definePad(pad); })
      .Case([&](tensor::ConcatOp concat) { defineConcat(concat); })
      .Case([&](tensor::ExtractSliceOp slice) { defineExtractSlice(slice); })
      .Case([&](tensor::InsertSliceOp slice) { defineInsertSlice(slice); })
      .Case([&](tensor::ExpandShapeOp expand) { defineExpand(expand); })
      .Case([&](tensor::CollapseShapeOp collapse) { defineCollapse(collapse); })
      .Case(
          [&](tensor::DimOp dim) { scalars[dim] = size(dim.getSource(), *dim.getConstantIndex()); })
      .Case([&](tensor::ExtractOp extract) { scalars[extract] = readExtracted(extract, scalars); })
      .Default([&](Operation *other) {
        if (other->getNumResults() != 1 || isa<ShapedType>(other->getResult(0).getType()))
          throw TranslationError{"op '" + other->getName().getStringRef().str() +
                                 "' has no translation to Halide"};
        Exprs operands;
        for (Value operand : other->getOperands())
          operands.push_back(scalar(operand));
        scalars[other->getResult(0)] = translateScalarOp(other, operands);
      });
}

//===-- Names and sizes ---------------------------------------------------------------------===//

std::string Translator::nameStage(Operation *op) {
  std::string name = op->getName().stripDialect().str();
  if (auto given = op->getAttrOfType<StringAttr>(kernel::stageAttrName))
    name = given.str();
  std::string unique = name;
  for (unsigned i = 2; !stageNames.insert(unique).second; ++i)
    unique = name + "_" + std::to_string(i);
  return unique;
}

Expr Translator::size(Value tensor, int64_t dim) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dim))
    return constantIndex(type.getDimSize(dim));
  return dynamicSizes.at(tensor)[dim];
}

Exprs Translator::sizes(Value tensor) {
  Exprs all;
  for (int64_t dim = 0; dim < cast<RankedTensorType>(tensor.getType()).getRank(); ++dim)
    all.push_back(size(tensor, dim));
  return all;
}

Expr Translator::scalar(Value value) {
  auto found = scalars.find(value);
  if (found == scalars.end())
    throw TranslationError{"a number that is not known outside of loops"};
  return found->second;
}

Expr Translator::scalar(OpFoldResult value) {
  if (auto attribute = dyn_cast<Attribute>(value))
    return constantIndex(cast<IntegerAttr>(attribute).getInt());
  return scalar(cast<Value>(value));
}

Exprs Translator::scalarsOf(ArrayRef<OpFoldResult> values) {
  Exprs all;
  for (OpFoldResult value : values)
    all.push_back(scalar(value));
  return all;
}

Expr Translator::lookUp(Value value, const llvm::DenseMap<Value, Expr> &local) {
  auto found = local.find(value);
  return found == local.end() ? scalar(value) : found->second;
}

//===-- Reading tensors ---------------------------------------------------------------------===//

Expr Translator::read(Value tensor, const Exprs &indices) {
  const Tensor &source = tensors.at(tensor);
  if (source.input.defined())
    return source.input(reversed(indices));
  if (source.element < 0)
    return source.func(reversed(indices));
  return source.func(reversed(indices))[source.element];
}

Expr Translator::readExtracted(tensor::ExtractOp extract,
                               const llvm::DenseMap<Value, Expr> &local) {
  Exprs at;
  for (auto [dim, value] : llvm::enumerate(extract.getIndices()))
    at.push_back(Halide::unsafe_promise_clamped(Halide::cast(Halide::Int(32), lookUp(value, local)),
                                                0, size(extract.getTensor(), dim) - 1));
  return read(extract.getTensor(), at);
}

bool Translator::isUninitialised(Value init) {
  return isa_and_nonnull<tensor::EmptyOp>(init.getDefiningOp());
}

//===-- Defining Funcs ----------------------------------------------------------------------===//

Stage &Translator::addStage(Operation *op) {
  Stage stage{nameStage(op), op, {}, {}, {}};
  stage.func = Halide::Func(prefix + stage.name);
  result.stages.push_back(std::move(stage));
  return result.stages.back();
}

std::vector<Halide::Var> Translator::makeVars(Stage &stage, size_t count) {
  std::vector<Halide::Var> vars;
  for (size_t i = 0; i < count; ++i) {
    std::string name = "d" + std::to_string(i);
    vars.emplace_back(name);
    stage.loops.emplace(name, vars.back());
  }
  return vars;
}

void Translator::defineElements(Operation *op, const Exprs &resultSizes,
                                llvm::function_ref<Expr(const Exprs &)> body) {
  Stage &stage = addStage(op);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  std::vector<Halide::Var> vars = makeVars(stage, type.getRank());
  stage.extents.assign(type.getShape().begin(), type.getShape().end());
  stage.func(std::vector<Halide::Var>(vars.rbegin(), vars.rend())) =
      body(Exprs(vars.begin(), vars.end()));
  bind(op->getResult(0), stage.func, -1, resultSizes);
}

void Translator::bind(Value value, const Halide::Func &func, int element,
                      const Exprs &resultSizes) {
  tensors[value].func = func;
  tensors[value].element = element;
  dynamicSizes[value] = resultSizes;
}

Translation translateKernel(kernel::FuncOp kernel, const std::string &prefix) {
  return Translator(kernel, prefix).run();
}

} // namespace lith::compiler
