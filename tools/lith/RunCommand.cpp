// lith run: runs a model on the arrays of an .npz and writes, or sums up, its outputs.
#include "tools/lith/Commands.h"
#include "tools/lith/Library.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"

#include <cmath>

namespace lith::tools {
namespace {

/// Type, range and the first numbers of an output, for people.
void printSummary(const Array &array) {
  std::vector<double> values = toDoubles(array);
  double low = INFINITY, high = -INFINITY, sum = 0;
  for (double value : values)
    low = std::fmin(low, value), high = std::fmax(high, value), sum += value;
  fmt::print("{} {}", bold(visible(array.name)), typeName(array.dtype, array.shape));
  if (!values.empty())
    fmt::print("  min {:.6g}  max {:.6g}  mean {:.6g}", low, high, sum / values.size());
  fmt::print("\n ");
  for (size_t i = 0; i < values.size() && i < 10; ++i)
    fmt::print(" {:.7g}", values[i]);
  fmt::print("{}\n", values.size() > 10 ? " ..." : "");
}

llvm::Error run(const RunCommand &command) {
  llvm::Expected<OpenModel> model = openSession(command.flags, command.inputs, command.threads);
  if (!model)
    return model.takeError();
  if (llvm::Error error = model->session.run())
    return error;
  if (!command.outputs.empty())
    return writeNpz(command.outputs, model->session.getOutputs());
  for (const Array &array : model->session.getOutputs())
    printSummary(array);
  return llvm::Error::success();
}

} // namespace

int runCommand(const RunCommand &command) {
  if (llvm::Error error = run(command))
    return reportError(std::move(error));
  return Fine;
}

} // namespace lith::tools
