// Schedules: the attributes of a kernel's ops on the Funcs made of them.
#ifndef LITH_COMPILER_HALIDE_APPLYSCHEDULE_H
#define LITH_COMPILER_HALIDE_APPLYSCHEDULE_H

#include "compiler/halide/Translate.h"

namespace lith::compiler {

/// Gives every stage the schedule that its op carries, or a plain one: correct, vectorised, not
/// tuned.
void applySchedules(Translation &translation, const Halide::Target &target);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_APPLYSCHEDULE_H
