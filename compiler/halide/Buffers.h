// Kernel arguments and results as Halide buffers: which, with what strides, seen through which
// reshape.
#ifndef LITH_COMPILER_HALIDE_BUFFERS_H
#define LITH_COMPILER_HALIDE_BUFFERS_H

#include "compiler/halide/Translate.h"

namespace lith::compiler {

/// The buffers of the tensor arguments of `kernel`, and then of its results.
std::vector<BufferArgument> describeBuffers(kernel::FuncOp kernel);

/// `buffer`, which holds one side of `reshape` (an expand_shape or collapse_shape), seen as the
/// other side; nothing where that needs data to move or an extent to be computed.
std::optional<BufferArgument> seeThroughReshape(const BufferArgument &buffer,
                                                mlir::Operation *reshape, bool bufferIsSource);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_BUFFERS_H
