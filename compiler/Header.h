// The C header that comes with a library, for people who call it from their program.
#ifndef LITH_COMPILER_HEADER_H
#define LITH_COMPILER_HEADER_H

#include "compiler/Interface.h"

namespace lith::compiler {

/// NAME.h: complete in itself, with what the model takes and gives and an example of a call.
std::string makeHeader(const Interface &interface, bool isEmbedded);

} // namespace lith::compiler

#endif // LITH_COMPILER_HEADER_H
