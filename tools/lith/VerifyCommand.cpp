// lith verify: runs a model and compares its outputs with expected ones; exit 4 where they differ.
#include "tools/lith/Commands.h"
#include "tools/lith/Library.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

namespace lith::tools {
namespace {

/// How far an output is from what was expected.
struct Difference {
  std::string name;
  /// Largest |y - ref|, and where; infinite where one of them is NaN or an infinity that the other
  /// is not.
  double largest = 0;
  size_t where = 0;
  double got = 0, wanted = 0;
  /// How many elements are outside |y - ref| <= atol + rtol |ref|.
  size_t outside = 0, count = 0;
};

/// |y - ref|; equal infinities and two NaNs differ by nothing.
double distance(double got, double wanted) {
  if (got == wanted || (std::isnan(got) && std::isnan(wanted)))
    return 0;
  double difference = std::fabs(got - wanted);
  return std::isnan(difference) ? INFINITY : difference;
}

Difference compare(const Array &output, const Array &expected, const VerifyCommand &command) {
  std::vector<double> got = toDoubles(output), wanted = toDoubles(expected);
  Difference result{output.name, 0, 0, 0, 0, 0, got.size()};
  Bound bound = defaultBound(output.dtype);
  bound = {command.rtol.value_or(bound.rtol), command.atol.value_or(bound.atol)};
  for (size_t i = 0; i < got.size(); ++i) {
    double difference = distance(got[i], wanted[i]);
    if (!isClose(got[i], wanted[i], bound.atol, bound.rtol))
      ++result.outside;
    if (i == 0 || difference > result.largest) {
      result.largest = difference;
      result.where = i;
      result.got = got[i];
      result.wanted = wanted[i];
    }
  }
  return result;
}

/// The expected array for each output.
llvm::Expected<std::vector<Array>> matchExpected(llvm::ArrayRef<Array> outputs,
                                                 std::vector<Array> expected) {
  std::vector<llvm::StringRef> names;
  for (const Array &output : outputs)
    names.push_back(output.name);
  llvm::Expected<std::vector<Array>> matched = matchArrays("output", names, std::move(expected));
  if (!matched)
    return matched.takeError();
  for (auto [output, array] : llvm::zip(outputs, *matched))
    if (array.shape != output.shape)
      return llvm::createStringError("output '%s' is %s, expected is %s", output.name.c_str(),
                                     typeName(output.dtype, output.shape).c_str(),
                                     typeName(array.dtype, array.shape).c_str());
  return matched;
}

void print(llvm::ArrayRef<Difference> differences) {
  for (const Difference &d : differences)
    fmt::print("{} {}: largest error {:.3g} at element {} (got {:.9g}, expected {:.9g}); {} of {} "
               "outside\n",
               d.outside ? "DIFFERS" : "ok", visible(d.name), d.largest, d.where, d.got, d.wanted,
               d.outside, d.count);
}

void printJson(llvm::ArrayRef<Difference> differences) {
  llvm::json::Array outputs;
  bool equal = true;
  for (const Difference &d : differences) {
    equal &= d.outside == 0;
    outputs.push_back(
        llvm::json::Object{{"name", d.name},
                           {"largest_error", std::isfinite(d.largest) ? d.largest : 1e308},
                           {"element", static_cast<int64_t>(d.where)},
                           {"outside", static_cast<int64_t>(d.outside)},
                           {"count", static_cast<int64_t>(d.count)}});
  }
  llvm::outs() << llvm::formatv("{0:2}", llvm::json::Value(llvm::json::Object{
                                             {"equal", equal}, {"outputs", std::move(outputs)}}))
               << "\n";
}

llvm::Expected<std::vector<Difference>> verify(const VerifyCommand &command) {
  llvm::Expected<std::vector<Array>> given = readNpz(command.expect);
  if (!given)
    return given.takeError();
  llvm::Expected<OpenModel> model = openSession(command.flags, command.inputs, command.threads);
  if (!model)
    return model.takeError();
  Session &session = model->session;
  llvm::Expected<std::vector<Array>> expected =
      matchExpected(session.getOutputs(), std::move(*given));
  if (!expected)
    return expected.takeError();
  std::vector<Difference> differences;
  auto compareAll = [&](llvm::StringRef suffix) {
    for (auto [output, wanted] : llvm::zip(session.getOutputs(), *expected)) {
      differences.push_back(compare(output, wanted, command));
      differences.back().name += suffix;
    }
  };
  if (llvm::Error error = session.run())
    return error;
  compareAll("");
  if (command.guard)
    for (int side : {LITH_GUARD_END, LITH_GUARD_START}) {
      if (llvm::Error error = session.runGuarded(side))
        return error;
      compareAll(side == LITH_GUARD_END ? " (guarded end)" : " (guarded start)");
    }
  return differences;
}

} // namespace

int runCommand(const VerifyCommand &command) {
  llvm::Expected<std::vector<Difference>> differences = verify(command);
  if (!differences)
    return reportError(differences.takeError());
  if (command.json)
    printJson(*differences);
  else
    print(*differences);
  bool equal = llvm::all_of(*differences, [](const Difference &d) { return d.outside == 0; });
  return equal ? Fine : AnswersDiffer;
}

} // namespace lith::tools
