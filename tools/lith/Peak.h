// How fast this machine can do floating-point arithmetic: what a model's speed is held against.
#ifndef LITH_TOOLS_LITH_PEAK_H
#define LITH_TOOLS_LITH_PEAK_H

namespace lith::tools {

/// GFLOP/s of fused multiply-adds in registers on so many threads, as measured now: the best of
/// several rounds of about a millisecond. Measured and not computed, because the clock under full
/// vectors, the number of units and what the rest of the machine takes can be told in no other way.
double measurePeak(unsigned threads);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_PEAK_H
