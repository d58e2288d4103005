// Halide's target for a #kernel.target.
#ifndef LITH_COMPILER_HALIDE_HALIDETARGET_H
#define LITH_COMPILER_HALIDE_HALIDETARGET_H

#include "dialects/kernel/KernelDialect.h"

#include <Halide.h>

namespace lith::compiler {

/// The target that the module around `op` states; throws TranslationError where it states none.
kernel::TargetAttr getTarget(mlir::Operation *op);

/// `target` for Halide, with the code-generation features that kernels are built with. Throws
/// TranslationError for a machine that Halide does not know.
Halide::Target toHalideTarget(kernel::TargetAttr target);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_HALIDETARGET_H
