// lith bench: times a model on one input, call by call.
#include "tools/lith/Commands.h"
#include "tools/lith/Library.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

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

llvm::Expected<Timing> bench(const BenchCommand &command) {
  llvm::Expected<Library> library = Library::open(command.flags);
  if (!library)
    return library.takeError();
  llvm::Expected<std::vector<Array>> inputs =
      command.inputs.empty() ? randomInputs(library->describe(), command.flags.batch.value_or(1))
                             : readNpz(command.inputs);
  if (!inputs)
    return inputs.takeError();
  llvm::Expected<Session> session = Session::open(*library, std::move(*inputs), command.threads);
  if (!session)
    return session.takeError();
  return measure(*session, command.seconds);
}

} // namespace

int runCommand(const BenchCommand &command) {
  llvm::Expected<Timing> timing = bench(command);
  if (!timing)
    return reportError(timing.takeError());
  if (command.json) {
    llvm::json::Object report{{"median_ms", timing->medianMs},
                              {"p99_ms", timing->p99Ms},
                              {"min_ms", timing->minMs},
                              {"calls", static_cast<int64_t>(timing->calls)},
                              {"threads", static_cast<int64_t>(command.threads)}};
    llvm::outs() << llvm::formatv("{0:2}", llvm::json::Value(std::move(report))) << "\n";
  } else {
    fmt::print("median {:.4g} ms  p99 {:.4g} ms  min {:.4g} ms  {} calls, {} thread{}\n",
               timing->medianMs, timing->p99Ms, timing->minMs, timing->calls, command.threads,
               command.threads == 1 ? "" : "s");
  }
  return Fine;
}

} // namespace lith::tools
