// How much of a result a kernel's innermost loops hold in vector registers: the choice that decides
// most of a convolution's or matrix product's speed. Packing of weights and schedules both ask
// here, so that they agree.
#ifndef LITH_PASSES_REGISTERTILE_H
#define LITH_PASSES_REGISTERTILE_H

#include "dialects/kernel/KernelDialect.h"

namespace lith::passes {

/// What the tile is cut from.
struct TileProblem {
  /// Extent of the dimension next to the innermost of the result (columns of an image, rows of a
  /// matrix); 1 where there is none or it is dynamic.
  int64_t points = 1;
  /// Extent of the innermost dimension of the result: the one that vectors lie along.
  int64_t channels = 1;
  /// Each point's input is one number that all channels share (convolution, matrix product), as
  /// against one for each channel (depthwise convolution, pooling).
  bool sharesInput = true;
  /// Channels come in blocks of this many (packed weights), which a tile divides; 0: free.
  int64_t block = 0;
  /// Weights can be packed with zeros behind the last channel.
  bool mayPad = false;
  /// Tiles must not overlap, because elements may be written only once.
  bool exact = false;
  unsigned elementBits = 32;
};

struct RegisterTile {
  int64_t points = 1, channels = 1;
};

/// Vector lanes of the target for elements of this width.
int64_t getLanes(kernel::TargetAttr target, unsigned elementBits);

/// The tile of the least estimated time; nothing where the channels fill no vector.
std::optional<RegisterTile> chooseRegisterTile(const TileProblem &problem,
                                               kernel::TargetAttr target);

} // namespace lith::passes

#endif // LITH_PASSES_REGISTERTILE_H
