// What holds of every weights file that a reader lets through.
#ifndef LITH_TOOLS_FUZZ_CHECKTENSORS_H
#define LITH_TOOLS_FUZZ_CHECKTENSORS_H

#include "frontends/WeightFile.h"

#include <cstdlib>

namespace lith::fuzz {

/// Ends the program unless every tensor has as many bytes as its shape asks for, all of which can
/// be read.
inline void checkTensors(const frontends::WeightFile &file) {
  [[maybe_unused]] static volatile char sink;
  for (const auto &entry : file.tensors) {
    const frontends::WeightFile::Tensor &tensor = entry.second;
    if (frontends::byteSize(tensor.dtype, tensor.shape) != int64_t(tensor.data.size()))
      abort();
    for (size_t at = 0; at < tensor.data.size(); at += 4096)
      sink = tensor.data[at];
    if (!tensor.data.empty())
      sink = tensor.data.back();
  }
}

} // namespace lith::fuzz

#endif
