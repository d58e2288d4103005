// The cost model behind register tiles: cycles of one step of the reduction, over the useful work
// done in it.
#include "passes/RegisterTile.h"

#include <optional>

namespace lith::passes {
namespace {

// Of the cores that we know: two fused operations and two loads a cycle, results after four cycles.
constexpr double operationsPerCycle = 2, loadsPerCycle = 2, latency = 4;

/// Cycles that a tile takes for one step of the reduction.
double cyclesPerStep(int64_t points, int64_t vectors, bool sharesInput) {
  double operations = points * vectors;
  // One vector of weights for each group of channels, one broadcast for each point; where inputs
  // are not shared, neighbouring points read nearly the same ones, and LLVM keeps them.
  double loads = sharesInput ? vectors + points : vectors + points * vectors / 1.5;
  return std::max({operations / operationsPerCycle, loads / loadsPerCycle, latency});
}

/// Registers: sums, weights where several points use them, and one input.
int64_t registersOf(int64_t points, int64_t vectors, bool sharesInput) {
  int64_t weights = points > 1 && sharesInput ? vectors : 1;
  return points * vectors + weights + (points > 1 ? 1 : 0);
}

int64_t countTiles(int64_t extent, int64_t tile) { return (extent + tile - 1) / tile; }

} // namespace

int64_t getLanes(kernel::TargetAttr target, unsigned elementBits) {
  return std::max<int64_t>(1, target.getVectorBits() / elementBits);
}

std::optional<RegisterTile> chooseRegisterTile(const TileProblem &problem,
                                               kernel::TargetAttr target) {
  int64_t lanes = getLanes(target, problem.elementBits);
  // What a tile may be cut from: where vectors reach behind the last channel, a whole vector more.
  int64_t widest = problem.mayPad ? countTiles(problem.channels, lanes) * lanes : problem.channels;
  if (problem.block)
    widest = problem.block;
  if (widest < lanes || problem.channels * 2 < lanes)
    return std::nullopt;
  constexpr int64_t mostVectors = 8, mostPoints = 16;
  double best = std::numeric_limits<double>::infinity();
  std::optional<RegisterTile> tile;
  for (int64_t vectors = 1; vectors <= mostVectors; ++vectors) {
    int64_t channels = vectors * lanes;
    if (channels > widest || (problem.block && problem.block % channels != 0))
      continue;
    if (problem.exact && !problem.block && problem.channels % channels != 0)
      continue;
    for (int64_t points = 1; points <= std::min(problem.points, mostPoints); ++points) {
      if (registersOf(points, vectors, problem.sharesInput) > target.getVectorRegisters())
        continue;
      if (problem.exact && problem.points % points != 0)
        continue;
      double tiles = double(countTiles(problem.points, points)) *
                     double(countTiles(problem.channels, channels));
      double cost = tiles * cyclesPerStep(points, vectors, problem.sharesInput) /
                    (double(problem.points) * double(problem.channels));
      // Between equals the one of more points: it reads fewer weights for the same work.
      if (cost < best * (1 - 1e-9) || (cost < best * (1 + 1e-9) && points > tile->points)) {
        best = cost;
        tile = RegisterTile{points, channels};
      }
    }
  }
  return tile;
}

} // namespace lith::passes
