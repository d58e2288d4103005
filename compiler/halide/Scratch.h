// How much scratch a lowered kernel needs.
#ifndef LITH_COMPILER_HALIDE_SCRATCH_H
#define LITH_COMPILER_HALIDE_SCRATCH_H

#include <Halide.h>

#include <cstdint>

namespace lith::compiler {

/// The most bytes of scratch that one thread has in use at once, counted with LITH_SCRATCH_BYTES.
/// Throws TranslationError where an allocation has no constant bound.
uint64_t countScratchBytes(const Halide::Module &module, const std::string &entry);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_SCRATCH_H
