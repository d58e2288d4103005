// Divisions by a constant zero.
#ifndef LITH_COMPILER_HALIDE_ZERODIVISORS_H
#define LITH_COMPILER_HALIDE_ZERODIVISORS_H

#include <Halide.h>

namespace lith::compiler {

/// Has divisions of floats by a constant zero multiply by an infinity, which is the same and which
/// Halide has code for: it refuses the division. The zero may be one only after other
/// stages are inlined, so this runs when all else is lowered.
void replaceZeroDivisors(Halide::Pipeline &pipeline);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_ZERODIVISORS_H
