// Random numbers that are a function of a key and a counter (Philox4x32 with ten rounds, Salmon et
// al. 2011), so that every weight has a stream of its own, the same on every machine.
#ifndef LITH_TOOLS_LITH_RANDOM_H
#define LITH_TOOLS_LITH_RANDOM_H

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace lith::tools {

/// The block that belongs to a counter and a key.
inline std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, uint64_t key) {
  auto low = static_cast<uint32_t>(key), high = static_cast<uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    uint64_t first = uint64_t(0xD2511F53) * counter[0], second = uint64_t(0xCD9E8D57) * counter[2];
    counter = {
        static_cast<uint32_t>(second >> 32) ^ counter[1] ^ low, static_cast<uint32_t>(second),
        static_cast<uint32_t>(first >> 32) ^ counter[3] ^ high, static_cast<uint32_t>(first)};
    low += 0x9E3779B9;
    high += 0xBB67AE85;
  }
  return counter;
}

class Random {
public:
  Random(uint64_t seed, uint64_t stream) : seed(seed), stream(stream) {}

  /// In [0, 1), a multiple of 2^-53.
  double uniform() {
    if (used == 4) {
      block = philox({static_cast<uint32_t>(next), static_cast<uint32_t>(next >> 32),
                      static_cast<uint32_t>(stream), static_cast<uint32_t>(stream >> 32)},
                     seed);
      ++next;
      used = 0;
    }
    uint64_t bits = uint64_t(block[used]) << 32 | block[used + 1];
    used += 2;
    return static_cast<double>(bits >> 11) * 0x1p-53;
  }

  /// Mean 0, deviation 1 (Box and Muller).
  double normal() {
    double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  /// Normal, but what lies beyond two deviations is drawn again.
  double truncatedNormal() {
    double value = normal();
    while (std::fabs(value) > 2)
      value = normal();
    return value;
  }

private:
  uint64_t seed, stream, next = 0;
  std::array<uint32_t, 4> block = {};
  int used = 4;
};

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_RANDOM_H
