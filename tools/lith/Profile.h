// What happens within a run: how often each kernel is called, how long it takes, what it computes.
#ifndef LITH_TOOLS_LITH_PROFILE_H
#define LITH_TOOLS_LITH_PROFILE_H

#include "tools/lith/Library.h"
#include "tools/lith/Table.h"

#include <chrono>

namespace lith::tools {

/// Watches a session's runs. The time of a kernel is that since the kernel before it ended, so what
/// lies between two kernels (a copy, the observer's own look at the clock) counts for the second.
class Profile : private lith_observer {
public:
  explicit Profile(const lith_descriptor &model);
  Profile(const Profile &) = delete;
  Profile &operator=(const Profile &) = delete;

  /// Runs once, watched.
  llvm::Error run(Session &session);

  /// Floating-point operations of a run; nothing where a kernel's are not known.
  std::optional<double> getFlops() const;
  unsigned countRuns() const { return runs; }
  /// A row for each kernel, the most time first: what one run spends in it, by the median of the
  /// calls from each site, so that what disturbs a few of them does not count.
  Table makeTable() const;

private:
  struct Site {
    double flops = 0;
    bool isKnown = true;
    /// Seconds of each call.
    std::vector<float> times;
  };

  const lith_descriptor &model;
  std::vector<Site> sites;
  std::chrono::steady_clock::time_point last;
  unsigned runs = 0;
};

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_PROFILE_H
