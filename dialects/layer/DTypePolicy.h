// Dtype policies: in which type a layer computes and in which one its variables are, and the casts
// that follow from it.
#ifndef LITH_DIALECTS_LAYER_DTYPEPOLICY_H
#define LITH_DIALECTS_LAYER_DTYPEPOLICY_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace lith::layer {

/// The layer's policy by Keras's name, "mixed_float16"; absent where it is "float32".
inline constexpr llvm::StringLiteral policyAttrName = "layer.dtype";
/// Marks a cast that no layer of the model is, but that Keras makes before it calls one.
inline constexpr llvm::StringLiteral autocastAttrName = "layer.autocast";

struct DTypePolicy {
  mlir::Type compute, variable;
};

/// A policy by Keras's name: a dtype, mixed_float16 or mixed_bfloat16; none where it is no such
/// name.
std::optional<DTypePolicy> parsePolicy(llvm::StringRef name, mlir::MLIRContext *context);

/// The policy that the op's attribute names.
DTypePolicy getPolicy(mlir::Operation *op);

/// The type in which the layer computes and that its result has.
inline mlir::Type getComputeType(mlir::Operation *op) { return getPolicy(op).compute; }

/// Keras's name of an element type: "bfloat16".
std::string getDTypeName(mlir::Type type);

/// float16 or bfloat16: kept in memory only. Everything is computed in float32.
bool isHalf(mlir::Type type);

/// `value` with elements of another type, as `layer.ops.cast` makes them; itself where it has them.
mlir::Value createCast(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                       mlir::Type element, bool isAutocast);

/// What the value was before the casts that Keras makes by itself.
mlir::Value skipAutocasts(mlir::Value value);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_DTYPEPOLICY_H
