// The functions by which images are resized between their pixels.
#ifndef LITH_DIALECTS_LAYER_INTERPOLATION_H
#define LITH_DIALECTS_LAYER_INTERPOLATION_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace lith::layer {

/// An interpolation: a symmetric weight function that is zero from `radius` on.
struct Interpolation {
  llvm::StringRef name;
  int64_t radius;
  /// The weight at a distance, a float that is not negative.
  mlir::Value (*createWeight)(mlir::OpBuilder &, mlir::Location, mlir::Value distance);
};

/// The interpolation of that name in Keras, or null; "nearest" is none, as it weighs nothing.
const Interpolation *findInterpolation(llvm::StringRef name);

/// Constraints 4 and 5 of layers that resize: the interpolation is one of Keras's, and has float
/// elements to weigh.
llvm::LogicalResult checkInterpolation(mlir::Operation *op, llvm::StringRef name,
                                       mlir::RankedTensorType input);

/// The weight at a distance of |numerator| / denominator, both integers.
mlir::Value createWeight(mlir::OpBuilder &builder, mlir::Location loc,
                         const Interpolation &interpolation, mlir::Value numerator,
                         mlir::Value denominator, mlir::Type element);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_INTERPOLATION_H
