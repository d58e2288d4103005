// Types and element-wise ops of a kernel body as Halide's.
#ifndef LITH_COMPILER_HALIDE_SCALAROPS_H
#define LITH_COMPILER_HALIDE_SCALAROPS_H

#include "mlir/IR/Operation.h"

#include <Halide.h>

#include <string>
#include <vector>

namespace lith::compiler {

/// Thrown inside this folder where a kernel cannot be translated; never leaves it.
struct TranslationError {
  std::string text;
};

/// Halide's type of an element; `index` is Halide's own index type, int32. Halves are their bits:
/// nothing is computed in them.
Halide::Type toHalideType(mlir::Type type);

/// The value of an arith.constant.
Halide::Expr toHalideConstant(mlir::Attribute value, mlir::Type type);

/// The result of an arith or math op on `operands`. Throws for an op that the contract lacks.
Halide::Expr translateScalarOp(mlir::Operation *op, const std::vector<Halide::Expr> &operands);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_SCALAROPS_H
