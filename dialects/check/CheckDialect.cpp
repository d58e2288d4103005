// Registers the check dialect.
#include "dialects/check/CheckDialect.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace lith::check;

#include "dialects/check/CheckDialect.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/check/CheckOps.cpp.inc"

void CheckDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/check/CheckOps.cpp.inc"
      >();
}

LogicalResult ExpectCloseOp::verify() {
  if (getExpected().getShapedType() != getValue().getType())
    return emitOpError("expect_close_c1: value is ")
           << getValue().getType() << ", expected is " << getExpected().getShapedType();
  return success();
}
