// Inputs for a model that is only timed: what sizes they have, and random numbers in them.
#include "compiler/Fault.h"
#include "tools/lith/Library.h"
#include "tools/lith/Model.h"

#include "fmt/format.h"
#include "fmt/ranges.h"

#include <cstring>
#include <random>

namespace lith::tools {
namespace {

llvm::ArrayRef<lith_tensor> inputsOf(const lith_descriptor &model) {
  return {model.inputs, model.input_count};
}

llvm::ArrayRef<int64_t> dimsOf(const lith_tensor &tensor) { return {tensor.dims, tensor.rank}; }

/// The extents of a model's dynamic dimensions, by number, as far as they are given.
using Extents = llvm::SmallVector<std::optional<int64_t>>;

/// Gives the input these extents, or says that they do not fit.
llvm::Error applyShape(const lith_descriptor &model, const lith_tensor &input,
                       llvm::ArrayRef<int64_t> shape, Extents &extents) {
  auto refuse = [&](const std::string &why) {
    return compiler::wrongUsage(fmt::format("--shape {}={}: input '{}' is {}, {}", input.name,
                                            fmt::join(shape, "x"), input.name,
                                            describeType(model, input), why));
  };
  if (shape.size() + 1 != input.rank)
    return refuse(fmt::format("which takes {} numbers: the first one, the batch, is left out",
                              input.rank ? input.rank - 1 : 0));
  for (auto [dim, extent] : llvm::zip(dimsOf(input).drop_front(), shape)) {
    std::optional<int64_t> known = dim < 0 ? extents[-1 - dim] : dim;
    if (known && *known != extent)
      return refuse(fmt::format("where {} stands for {}", extent, *known));
    if (dim < 0)
      extents[-1 - dim] = extent;
  }
  return llvm::Error::success();
}

/// What --batch and --shape say of a library's inputs. For a model they were followed when it was
/// compiled.
llvm::Error applyOptions(const lith_descriptor &model, const CompileFlags &flags,
                         Extents &extents) {
  llvm::Expected<frontends::ImportOptions> options = makeImportOptions(flags);
  if (!options)
    return options.takeError();
  std::vector<std::string> names;
  for (const lith_tensor &input : inputsOf(model))
    names.push_back(input.name);
  if (llvm::Error error = checkShapeNames(*options, names))
    return error;
  for (const lith_tensor &input : inputsOf(model)) {
    int64_t first = input.rank ? input.dims[0] : 0;
    if (flags.batch && first > 0 && first != *flags.batch)
      return compiler::wrongUsage(fmt::format("--batch: input '{}' is {}, for a batch of {} alone",
                                              input.name, describeType(model, input), first));
    if (flags.batch && first < 0)
      extents[-1 - first] = flags.batch;
    const llvm::SmallVector<int64_t> *shape = options->findShape(input.name);
    if (!shape)
      shape = options->findShape("");
    if (shape)
      if (llvm::Error error = applyShape(model, input, *shape, extents))
        return error;
  }
  return llvm::Error::success();
}

} // namespace

std::string describeType(const lith_descriptor &model, const lith_tensor &tensor) {
  std::vector<std::string> extents;
  for (int64_t dim : dimsOf(tensor))
    extents.push_back(dim < 0 ? model.dims[-1 - dim].name : std::to_string(dim));
  return fmt::format("{}[{}]", lith_dtype_name(tensor.dtype), fmt::join(extents, ", "));
}

llvm::Error adviseOnSizes(llvm::Error error, const lith_descriptor &model,
                          const CompileFlags &flags) {
  std::vector<std::string> shapes;
  for (const lith_tensor &input : inputsOf(model)) {
    llvm::ArrayRef<int64_t> dims = dimsOf(input).drop_front(input.rank != 0);
    if (llvm::all_of(dims, [](int64_t dim) { return dim >= 0; }))
      continue;
    std::vector<std::string> extents;
    for (int64_t dim : dims)
      extents.push_back(dim < 0 ? fmt::format("<{}>", model.dims[-1 - dim].name)
                                : std::to_string(dim));
    shapes.push_back(fmt::format("--shape '{}={}'", input.name, fmt::join(extents, "x")));
  }
  if (shapes.empty())
    return error;
  // Layer IR has its shapes in it, open as they are.
  bool takesShape = !llvm::StringRef(flags.model).ends_with(".mlir");
  return compiler::wrongUsage(
      llvm::toString(std::move(error)) +
      "\nSizes that are not given are as small as they may be: " +
      (takesShape ? fmt::format("give them with {}, or", fmt::join(shapes, " ")) : "give") +
      " arrays with --inputs FILE.npz");
}

llvm::Expected<std::vector<Array>> randomInputs(const lith_descriptor &model,
                                                const CompileFlags &flags) {
  Extents extents(model.dim_count);
  if (isLibrary(flags.model))
    if (llvm::Error error = applyOptions(model, flags, extents))
      return error;
  std::mt19937 generator(0);
  std::normal_distribution<double> normal;
  std::vector<Array> arrays;
  for (const lith_tensor &input : inputsOf(model)) {
    Array array{input.name, LITH_F64, {}, {}};
    for (int64_t dim : dimsOf(input))
      array.shape.push_back(dim >= 0 ? dim : extents[-1 - dim].value_or(model.dims[-1 - dim].min));
    std::optional<int64_t> count = elementCount(array.shape);
    if (!count)
      return llvm::createStringError("input '%s' is too large", input.name);
    bool isFloat = input.dtype <= LITH_BF16;
    std::vector<double> values(*count);
    for (double &value : values)
      value = isFloat ? normal(generator) : 1.0;
    array.bytes.resize(values.size() * sizeof(double));
    std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
    llvm::Expected<Array> converted = convert(array, input.dtype);
    if (!converted)
      return converted.takeError();
    arrays.push_back(std::move(*converted));
  }
  return arrays;
}

} // namespace lith::tools
