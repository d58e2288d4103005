// The passes, as Passes.td declares them.
#ifndef LITH_PASSES_PASSES_H
#define LITH_PASSES_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace lith::passes {

#define GEN_PASS_DECL
#include "passes/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/Passes.h.inc"

} // namespace lith::passes

#endif // LITH_PASSES_PASSES_H
