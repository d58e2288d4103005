// Element types: what two of them meet in, and conversion between them, as Keras has it.
#ifndef LITH_DIALECTS_LAYER_ELEMENTTYPES_H
#define LITH_DIALECTS_LAYER_ELEMENTTYPES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace lith::layer {

/// keras.backend.result_type of two dtypes: bool gives way to integers, integers to floats, the
/// narrower to the wider; float16 and bfloat16 meet in float32.
mlir::Type promoteTypes(mlir::Type lhs, mlir::Type rhs);

/// Floats and integers that arith computes in: neither bool nor without a sign.
bool isNumber(mlir::Type type);

/// The signed type that holds the values of an unsigned one and what is computed of them, any other
/// type itself; null for 64 bits without a sign, which none holds.
mlir::Type toSignedType(mlir::Type type);

/// Numbers, those without a sign among them that are computed in a type with one.
bool isComputable(mlir::Type type);

/// The type of as many bits that arith computes in.
mlir::Type signlessType(mlir::Type type);

/// The type in which a function of real numbers is computed: `type`, or float32 for integers.
mlir::Type toFloatType(mlir::Type type);

/// A type by Keras's name of the dtype; null for one that tensors cannot have here.
mlir::Type parseElementType(llvm::StringRef dtype, mlir::MLIRContext *context);

/// `value` as `type`, as keras.ops.cast has it: floats are cut off towards zero and kept within the
/// integer's range (NaN is 0; of uint64 below 2^63), what is not zero is true. Arith's integers are
/// signless: `isUnsigned` says that `value` is one without a sign, and where `type` has none the
/// result is signless.
mlir::Value convertElement(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                           mlir::Type type, bool isUnsigned = false);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_ELEMENTTYPES_H
