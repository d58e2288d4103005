// Measures the machine's peak: chains of multiply-adds that do not wait for one another, as wide as
// this processor's vectors are.
#include "tools/lith/Peak.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace lith::tools {
namespace {

/// Two units with a latency of four or five need ten chains; AVX2 has room for twelve and two
/// constants.
constexpr int chains = 12;

// All of a round stands in the function, because what it calls would not have its target's vectors.
#define LITH_DEFINE_ROUND(NAME, BYTES, MULTIPLY_ADD)                                               \
  double NAME(int64_t steps) {                                                                     \
    typedef float Vector __attribute__((vector_size(BYTES)));                                      \
    Vector sums[chains], factor = {}, addend = {};                                                 \
    factor += 0.999f;                                                                              \
    addend += 0.001f;                                                                              \
    for (Vector &sum : sums)                                                                       \
      sum = addend;                                                                                \
    for (int64_t step = 0; step < steps; ++step)                                                   \
      _Pragma("clang loop unroll(full)") for (int chain = 0; chain < chains; ++chain)              \
          sums[chain] = MULTIPLY_ADD;                                                              \
    Vector total = {};                                                                             \
    for (Vector &sum : sums)                                                                       \
      total += sum;                                                                                \
    volatile float seen = total[0];                                                                \
    (void)seen;                                                                                    \
    return 2.0 * chains * (BYTES / sizeof(float)) * static_cast<double>(steps);                    \
  }

#define LITH_FUSED __builtin_elementwise_fma(sums[chain], factor, addend)
#define LITH_APART sums[chain] * factor + addend

#ifdef __x86_64__
__attribute__((target("avx512f"))) LITH_DEFINE_ROUND(roundAvx512, 64, LITH_FUSED)
    __attribute__((target("avx2,fma"))) LITH_DEFINE_ROUND(roundAvx2, 32, LITH_FUSED)
        LITH_DEFINE_ROUND(roundSse, 16, LITH_APART)
#elif defined(__aarch64__)
LITH_DEFINE_ROUND(roundNeon, 16, LITH_FUSED)
#else
LITH_DEFINE_ROUND(roundPlain, 16, LITH_APART)
#endif

            using Round = double (*)(int64_t);

Round chooseRound() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f"))
    return roundAvx512;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? roundAvx2 : roundSse;
#elif defined(__aarch64__)
  return roundNeon;
#else
  return roundPlain;
#endif
}

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

} // namespace

double measurePeak(unsigned threads) {
  constexpr int rounds = 40;
  constexpr int64_t steps = 200000;
  Round round = chooseRound();
  if (!threads)
    threads = std::max(1u, std::thread::hardware_concurrency());
  // Each thread's best round: threads that share a core, or a machine with others, see it in
  // theirs.
  std::vector<double> best(threads, 0);
  std::atomic<unsigned> ready = 0;
  auto work = [&](unsigned thread) {
    round(steps);
    ++ready;
    while (ready < threads)
      std::this_thread::yield();
    for (int i = 0; i < rounds; ++i) {
      Clock::time_point start = Clock::now();
      double flops = round(steps);
      best[thread] = std::max(best[thread], flops / seconds(start) * 1e-9);
    }
  };
  std::vector<std::thread> others;
  for (unsigned thread = 1; thread < threads; ++thread)
    others.emplace_back(work, thread);
  work(0);
  for (std::thread &other : others)
    other.join();
  double sum = 0;
  for (double rate : best)
    sum += rate;
  return sum;
}

} // namespace lith::tools
