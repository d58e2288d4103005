// The check dialect: expected numbers, written in tests.
#ifndef LITH_DIALECTS_CHECK_CHECKDIALECT_H
#define LITH_DIALECTS_CHECK_CHECKDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"

#include "dialects/check/CheckDialect.h.inc"

#define GET_OP_CLASSES
#include "dialects/check/CheckOps.h.inc"

#endif // LITH_DIALECTS_CHECK_CHECKDIALECT_H
