// Watches runs kernel by kernel.
#include "tools/lith/Profile.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cmath>

namespace lith::tools {

using Clock = std::chrono::steady_clock;

Profile::Profile(const lith_descriptor &model) : model(model), sites(model.kernel_count) {
  done = [](lith_observer *self, uint32_t number, uint64_t flops) {
    auto &profile = *static_cast<Profile *>(self);
    Clock::time_point now = Clock::now();
    Site &site = profile.sites[number];
    if (flops == LITH_UNKNOWN)
      site.isKnown = false;
    else
      site.flops += static_cast<double>(flops);
    site.times.push_back(std::chrono::duration<float>(now - profile.last).count());
    // What the observer itself takes counts for nobody.
    profile.last = Clock::now();
  };
}

llvm::Error Profile::run(Session &session) {
  session.observe(this);
  last = Clock::now();
  llvm::Error error = session.run();
  ++runs;
  session.observe(nullptr);
  return error;
}

std::optional<double> Profile::getFlops() const {
  double sum = 0;
  for (const Site &site : sites) {
    if (!site.isKnown)
      return std::nullopt;
    sum += site.flops;
  }
  return sum / runs;
}

static double median(std::vector<float> times) {
  auto middle = times.begin() + times.size() / 2;
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

Table Profile::makeTable() const {
  struct Kernel {
    double calls = 0, seconds = 0, flops = 0;
    bool isKnown = true;
    llvm::SetVector<llvm::StringRef> layers;
  };
  llvm::MapVector<llvm::StringRef, Kernel> kernels;
  double all = 0;
  for (auto [site, description] :
       llvm::zip(sites, llvm::ArrayRef(model.kernels, model.kernel_count))) {
    if (site.times.empty())
      continue;
    double calls = static_cast<double>(site.times.size()) / runs;
    double seconds = calls * median(site.times);
    all += seconds;
    Kernel &kernel = kernels[description.name];
    kernel.calls += calls;
    kernel.seconds += seconds;
    kernel.flops += site.flops / runs;
    kernel.isKnown &= site.isKnown;
    llvm::SmallVector<llvm::StringRef> layers;
    llvm::StringRef(description.layers).split(layers, ", ", /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    kernel.layers.insert_range(layers);
  }
  auto sorted = kernels.takeVector();
  llvm::sort(sorted,
             [](const auto &a, const auto &b) { return a.second.seconds > b.second.seconds; });
  Table table({{"kernel", "kernel"},
               {"calls", "calls", true},
               {"ms", "ms", true},
               {"share", "share", true},
               {"gflops", "GFLOP/s", true},
               {"layers", "layers"}});
  for (const auto &[name, kernel] : sorted) {
    llvm::json::Value rate = nullptr;
    if (kernel.isKnown)
      rate = kernel.flops / kernel.seconds * 1e-9;
    table.addRow({name, std::llround(kernel.calls), kernel.seconds * 1e3, kernel.seconds / all,
                  rate, llvm::join(kernel.layers, ", ")});
  }
  return table;
}

} // namespace lith::tools
