// The way from a config to layer IR, for fuzzers whose input ends up as one.
#ifndef LITH_TOOLS_FUZZ_IMPORTCONFIG_H
#define LITH_TOOLS_FUZZ_IMPORTCONFIG_H

#include "frontends/Config.h"

namespace lith::fuzz {

/// Imports what was read, if anything was; an error, or the first problem of the import, is
/// refused.
void importConfig(llvm::Expected<frontends::Config> config);

} // namespace lith::fuzz

#endif
