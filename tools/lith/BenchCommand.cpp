// lith bench: times a model on one input, call by call and, if asked, kernel by kernel.
#include "tools/lith/Commands.h"
#include "tools/lith/Library.h"
#include "tools/lith/Peak.h"
#include "tools/lith/Profile.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"

#include <chrono>

namespace lith::tools {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Timing {
  double medianMs, p99Ms, minMs;
  size_t calls;
};

/// Calls until `seconds` have passed and at least five times. Short calls are timed in groups of
/// about 20 us, so that reading the clock does not count.
llvm::Expected<Timing> measure(Session &session, double seconds) {
  if (llvm::Error error = session.run())
    return error;
  Clock::time_point first = Clock::now();
  if (llvm::Error error = session.run())
    return error;
  size_t group =
      std::max<size_t>(1, static_cast<size_t>(20e-6 / std::max(secondsSince(first), 1e-8)));
  std::vector<double> times;
  for (Clock::time_point begin = Clock::now(); secondsSince(begin) < seconds || times.size() < 5;) {
    Clock::time_point start = Clock::now();
    for (size_t i = 0; i < group; ++i)
      if (llvm::Error error = session.run())
        return error;
    times.push_back(secondsSince(start) / group * 1e3);
  }
  llvm::sort(times);
  return Timing{times[times.size() / 2], times[std::min(times.size() - 1, times.size() * 99 / 100)],
                times.front(), times.size() * group};
}

struct Result {
  Timing timing;
  /// Of one call.
  std::optional<double> flops;
  double peak = 0;
  std::optional<Table> kernels;

  std::optional<double> getGflops() const {
    return flops ? std::optional(*flops / timing.medianMs * 1e-6) : std::nullopt;
  }
};

/// Runs, watched, for as long; every call of a kernel is kept, so there is a most.
llvm::Error profile(const BenchCommand &command, Session &session, Profile &profile) {
  constexpr unsigned mostRuns = 20000;
  for (Clock::time_point begin = Clock::now();
       secondsSince(begin) < command.seconds && profile.countRuns() < mostRuns;)
    if (llvm::Error error = profile.run(session))
      return error;
  return llvm::Error::success();
}

llvm::Expected<Result> bench(const BenchCommand &command) {
  llvm::Expected<OpenModel> model = openSession(command.flags, command.inputs, command.threads);
  if (!model)
    return model.takeError();
  const lith_descriptor &descriptor = model->library.describe();
  if (command.inputs.empty())
    for (const Array &output : model->session.getOutputs())
      if (output.size() == 0)
        return adviseOnSizes(llvm::createStringError("there is nothing to time: output '" +
                                                     output.name + "' is " +
                                                     typeName(output.dtype, output.shape)),
                             descriptor, command.flags);
  Result result{};
  // Before and after, because a machine that others use is not always the same.
  result.peak = measurePeak(command.threads);
  llvm::Expected<Timing> timing = measure(model->session, command.seconds);
  if (!timing)
    return command.inputs.empty() ? adviseOnSizes(timing.takeError(), descriptor, command.flags)
                                  : timing.takeError();
  result.timing = *timing;
  result.peak = std::max(result.peak, measurePeak(command.threads));
  Profile watch(descriptor);
  if (llvm::Error error = watch.run(model->session))
    return error;
  result.flops = watch.getFlops();
  if (!command.profile)
    return result;
  if (llvm::Error error = profile(command, model->session, watch))
    return error;
  result.kernels = watch.makeTable();
  return result;
}

void printResult(const Result &result, const BenchCommand &command) {
  const Timing &timing = result.timing;
  fmt::print("median {:.4g} ms  p99 {:.4g} ms  min {:.4g} ms  {} calls, {} thread{}\n",
             timing.medianMs, timing.p99Ms, timing.minMs, timing.calls, command.threads,
             command.threads == 1 ? "" : "s");
  if (std::optional<double> gflops = result.getGflops())
    fmt::print(
        "{:.4g} GFLOP/s, {:.3g} % of the {:.4g} that multiply-adds in registers reach here\n",
        *gflops, *gflops / result.peak * 100, result.peak);
  if (result.kernels) {
    fmt::print("\n");
    result.kernels->print();
  }
}

void printResultJson(const Result &result, const BenchCommand &command) {
  std::optional<double> gflops = result.getGflops();
  auto orNull = [](std::optional<double> value) {
    return value ? llvm::json::Value(*value) : llvm::json::Value(nullptr);
  };
  llvm::json::Object report{
      {"median_ms", result.timing.medianMs},
      {"p99_ms", result.timing.p99Ms},
      {"min_ms", result.timing.minMs},
      {"calls", static_cast<int64_t>(result.timing.calls)},
      {"threads", static_cast<int64_t>(command.threads)},
      {"flops", orNull(result.flops)},
      {"gflops", orNull(gflops)},
      {"peak_gflops", result.peak},
      {"share_of_peak", orNull(gflops ? std::optional(*gflops / result.peak) : std::nullopt)}};
  if (result.kernels)
    report["kernels"] = result.kernels->toJson();
  printJson(std::move(report));
}

} // namespace

int runCommand(const BenchCommand &command) {
  llvm::Expected<Result> result = bench(command);
  if (!result)
    return reportError(result.takeError());
  if (command.json)
    printResultJson(*result, command);
  else
    printResult(*result, command);
  return Fine;
}

} // namespace lith::tools
