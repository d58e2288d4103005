// lith weights: lists a model's weights, writes them as safetensors, compares two models' weights,
// makes weights for a model that has none.
#include "compiler/Weights.h"
#include "tools/lith/Array.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Files.h"
#include "tools/lith/InitWeights.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

namespace lith::tools {
namespace {

Array toArray(llvm::StringRef name, const layer::Weight &weight) {
  return {name.str(),
          compiler::getDtype(weight.type.getElementType()),
          llvm::SmallVector<int64_t>(weight.type.getShape()),
          {weight.bytes.begin(), weight.bytes.end()}};
}

struct Range {
  double low = INFINITY, high = -INFINITY;
};

Range rangeOf(llvm::ArrayRef<double> values) {
  Range range;
  for (double value : values)
    range = {std::fmin(range.low, value), std::fmax(range.high, value)};
  return range;
}

/// JSON has no infinities and no NaN.
llvm::json::Value numberOrNull(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : llvm::json::Value(nullptr);
}

/// One weight as `list` shows it.
struct Listed {
  std::string name, type;
  /// Absent where the model came without values.
  std::optional<Range> range;
};

/// What a model without values asks for is listed as well.
std::vector<Listed> listWeights(const Model &model) {
  std::vector<Listed> weights;
  for (const auto &[name, weight] : model.weights) {
    Array array = toArray(name, weight);
    weights.push_back({name, typeName(array.dtype, array.shape), rangeOf(toDoubles(array))});
  }
  for (mlir::ml_program::GlobalOp global : findMissingWeights(model)) {
    auto type = llvm::cast<mlir::ShapedType>(global.getType());
    weights.push_back({global.getSymName().str(),
                       typeName(compiler::getDtype(type.getElementType()), type.getShape()),
                       std::nullopt});
  }
  return weights;
}

/// Keras's JSON and layer IR hold no values: what would need them says so.
llvm::Error checkHasWeights(const Model &model, llvm::StringRef path) {
  if (findMissingWeights(model).empty())
    return llvm::Error::success();
  return llvm::createStringError(path + ": came without weights: give them with --weights=FILE, or "
                                        "make some with `lith weights init`");
}

void list(const WeightsCommand &command, const Model &model) {
  llvm::json::Array report;
  for (const auto &[name, type, range] : listWeights(model))
    if (command.json)
      report.push_back(llvm::json::Object{{"name", name},
                                          {"type", type},
                                          {"min", numberOrNull(range ? range->low : NAN)},
                                          {"max", numberOrNull(range ? range->high : NAN)}});
    else
      fmt::print("{:<40} {:<28} {}\n", visible(name), type,
                 range ? fmt::format("{:>12.5g} .. {:.5g}", range->low, range->high)
                       : std::string("no values"));
  if (command.json)
    llvm::outs() << llvm::formatv("{0:2}", llvm::json::Value(std::move(report))) << "\n";
}

/// The weights as the compiler writes a library's weights file: large elements first, so that all
/// are aligned without holes, which the format does not allow.
std::string toSafetensors(const Model &model) {
  compiler::Interface interface;
  interface.modelHash = compiler::hashModel(*model.module);
  std::vector<llvm::ArrayRef<char>> values;
  std::vector<const std::pair<std::string, layer::Weight> *> weights;
  for (const auto &entry : model.weights)
    weights.push_back(&entry);
  llvm::sort(weights, [&](const auto *a, const auto *b) {
    uint64_t left = compiler::getElementBytes(a->second.type.getElementType()),
             right = compiler::getElementBytes(b->second.type.getElementType());
    return left != right ? left > right : a < b;
  });
  for (const auto *entry : weights) {
    const auto &[name, weight] = *entry;
    compiler::VariableInfo variable;
    variable.name = name;
    variable.dims.assign(weight.type.getShape().begin(), weight.type.getShape().end());
    variable.dtype = compiler::getDtype(weight.type.getElementType());
    variable.bytes = weight.bytes.size();
    variable.rawOffset = interface.rawSize;
    interface.rawSize += variable.bytes;
    interface.weights.push_back(std::move(variable));
    values.push_back(weight.bytes);
  }
  return compiler::writeSafetensors(interface, values);
}

/// Prints what differs; the exit code is that of answers that differ.
llvm::Expected<int> diff(const WeightsCommand &command, const Model &model) {
  CompileFlags flags;
  flags.model = command.other;
  llvm::Expected<Model> other = loadModel(flags);
  if (!other)
    return other.takeError();
  if (llvm::Error error = checkHasWeights(model, command.flags.model))
    return error;
  if (llvm::Error error = checkHasWeights(*other, command.other))
    return error;
  int differing = 0;
  auto say = [&](llvm::StringRef name, const std::string &what) {
    ++differing;
    fmt::print("{:<40} {}\n", visible(name), what);
  };
  for (const auto &[name, weight] : model.weights) {
    auto found = other->weights.find(name);
    if (found == other->weights.end()) {
      say(name, "only in " + command.flags.model);
      continue;
    }
    Array left = toArray(name, weight), right = toArray(name, found->second);
    if (left.shape != right.shape || left.dtype != right.dtype) {
      say(name, typeName(left.dtype, left.shape) + " and " + typeName(right.dtype, right.shape));
      continue;
    }
    double largest = 0;
    for (auto [a, b] : llvm::zip(toDoubles(left), toDoubles(right)))
      largest = std::fmax(largest, std::fabs(a - b));
    if (left.bytes != right.bytes)
      say(name, fmt::format("differs by at most {:.5g}", largest));
  }
  for (const auto &[name, weight] : other->weights)
    if (!model.weights.contains(name))
      say(name, "only in " + command.other);
  return differing ? AnswersDiffer : Fine;
}

llvm::Expected<int> run(const WeightsCommand &command) {
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return model.takeError();
  switch (command.action) {
  case WeightsCommand::Action::List:
    list(command, *model);
    return Fine;
  case WeightsCommand::Action::Extract: {
    if (llvm::Error error = checkHasWeights(*model, command.flags.model))
      return error;
    if (llvm::Error error = writeFile(command.output, toSafetensors(*model)))
      return error;
    return Fine;
  }
  case WeightsCommand::Action::Init: {
    if (llvm::Error error = initWeights(*model, command.seed))
      return error;
    if (llvm::Error error = writeFile(command.output, toSafetensors(*model)))
      return error;
    return Fine;
  }
  case WeightsCommand::Action::Diff:
    return diff(command, *model);
  }
  llvm_unreachable("every action is above");
}

} // namespace

int runCommand(const WeightsCommand &command) {
  llvm::Expected<int> code = run(command);
  return code ? *code : reportError(code.takeError());
}

} // namespace lith::tools
