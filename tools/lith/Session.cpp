// Calls of a compiled model: finds the dynamic dimensions in its inputs, makes room for outputs.
#include "tools/lith/Library.h"

#include "fmt/format.h"

namespace lith::tools {
namespace {

/// Checks the array against the input and reads the dynamic dimensions off its shape.
llvm::Error readDims(const lith_tensor &input, const Array &array, const lith_descriptor &model,
                     llvm::MutableArrayRef<int64_t> dims) {
  auto mismatch = [&] {
    return llvm::createStringError("input '%s' is %s, the array given for it is %s", input.name,
                                   describeType(model, input).c_str(),
                                   typeName(array.dtype, array.shape).c_str());
  };
  if (array.shape.size() != input.rank)
    return mismatch();
  for (auto [axis, extent] : llvm::enumerate(array.shape)) {
    int64_t wanted = input.dims[axis];
    if (wanted >= 0 && wanted != extent)
      return mismatch();
    uint64_t number = -1 - wanted;
    if (wanted >= 0 || number >= dims.size())
      continue;
    if (dims[number] >= 0 && dims[number] != extent)
      return llvm::createStringError("inputs disagree on '%s': %lld and %lld",
                                     model.dims[number].name, static_cast<long long>(dims[number]),
                                     static_cast<long long>(extent));
    dims[number] = extent;
  }
  return llvm::Error::success();
}

} // namespace

llvm::Error runtimeError(int status) {
  return llvm::createStringError("%s (%s)", lith_error(), lith_error_name(status));
}

llvm::Expected<Session> Session::open(const Library &library, std::vector<Array> arrays,
                                      unsigned threads) {
  const lith_descriptor &model = library.describe();
  Session result;
  std::vector<llvm::StringRef> names;
  for (const lith_tensor &input : llvm::ArrayRef(model.inputs, model.input_count))
    names.push_back(input.name);
  llvm::Expected<std::vector<Array>> matched = matchArrays("input", names, std::move(arrays));
  if (!matched)
    return matched.takeError();
  result.dims.assign(model.given_dim_count, -1);
  for (auto [index, array] : llvm::enumerate(*matched)) {
    if (llvm::Error error = readDims(model.inputs[index], array, model, result.dims))
      return error;
    llvm::Expected<Array> converted = convert(array, model.inputs[index].dtype);
    if (!converted)
      return converted.takeError();
    result.inputs.push_back(std::move(*converted));
  }
  for (uint32_t index = 0; index < model.output_count; ++index) {
    const lith_tensor &tensor = model.outputs[index];
    int64_t shape[LITH_MAX_RANK];
    uint64_t bytes;
    if (int status = lith_output_shape(library.get(), index, result.dims.data(), shape, &bytes))
      return runtimeError(status);
    Array output{tensor.name, tensor.dtype, {shape, shape + tensor.rank}, {}};
    output.bytes.resize(bytes);
    result.outputs.push_back(std::move(output));
  }
  // Arrays without elements have no memory, but a library takes no null.
  alignas(LITH_ALIGN) static char nothing[LITH_ALIGN];
  for (const Array &array : result.inputs)
    result.inputPointers.push_back(array.bytes.empty() ? nothing : array.bytes.data());
  for (Array &array : result.outputs)
    result.outputPointers.push_back(array.bytes.empty() ? nothing : array.bytes.data());
  lith_session *session;
  if (int status = lith_open_session(library.get(), nullptr, threads, &session))
    return runtimeError(status);
  result.session.reset(session);
  return result;
}

llvm::Expected<OpenModel> openSession(const CompileFlags &flags, llvm::StringRef inputs,
                                      unsigned threads) {
  // Random inputs of a library have the sizes that are asked for.
  if (llvm::Error error = inputs.empty() ? refuseCompileOptions(flags, {"--batch", "--shape"})
                                         : refuseCompileOptions(flags))
    return error;
  // A wrong file of inputs is told before anything is compiled.
  llvm::Expected<std::vector<Array>> arrays =
      inputs.empty() ? std::vector<Array>() : readNpz(inputs);
  if (!arrays)
    return arrays.takeError();
  llvm::Expected<Library> library = Library::open(flags);
  if (!library)
    return library.takeError();
  if (inputs.empty())
    arrays = randomInputs(library->describe(), flags);
  if (!arrays)
    return arrays.takeError();
  llvm::Expected<Session> session = Session::open(*library, std::move(*arrays), threads);
  if (!session)
    return inputs.empty() ? adviseOnSizes(session.takeError(), library->describe(), flags)
                          : session.takeError();
  return OpenModel{std::move(*library), std::move(*session)};
}

llvm::Error Session::run() {
  int status = lith_run(session.get(), dims.data(), inputPointers.data(), outputPointers.data());
  return status ? runtimeError(status) : llvm::Error::success();
}

llvm::Error Session::runGuarded(int side) {
  int status = lith_run_guarded(session.get(), dims.data(), inputPointers.data(),
                                outputPointers.data(), side);
  return status ? runtimeError(status) : llvm::Error::success();
}

} // namespace lith::tools
