// What normalisations compute, for layers with variables and operations without: gamma, beta and
// scale may be null.
#ifndef LITH_DIALECTS_LAYER_NORMALIZE_H
#define LITH_DIALECTS_LAYER_NORMALIZE_H

#include "dialects/layer/Lowering.h"

namespace lith::layer {

/// The mean along axes, and 1 / sqrt(variance + epsilon).
struct Moments {
  mlir::Value mean, inverse;
};
Moments createMoments(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                      llvm::ArrayRef<int64_t> axes, double epsilon);

/// (input - mean) * inverse * gamma + beta; gamma and beta have the dimensions `own` of the input.
/// What Keras computes, input * s + (beta - mean * s), rounds numbers of the size of the input;
/// here they are of the size of what is left of it.
mlir::Value applyMoments(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                         const Moments &moments, llvm::ArrayRef<int64_t> axes, mlir::Value gamma,
                         mlir::Value beta, llvm::ArrayRef<int64_t> own);

/// What batch normalisation knows of each channel.
struct BatchStatistics {
  mlir::Value mean, variance, gamma, beta;
};
/// gamma / sqrt(variance + epsilon), and beta - mean times that.
std::pair<mlir::Value, mlir::Value> createScaleAndShift(mlir::OpBuilder &builder,
                                                        mlir::Location loc,
                                                        const BatchStatistics &statistics,
                                                        double epsilon);
/// input * scale + shift, which have one number for each place along `dim`.
mlir::Value applyScaleAndShift(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                               mlir::Value scale, mlir::Value shift, unsigned dim);

/// Layer normalisation over `dims`, which are sorted; with `isRms` nothing is subtracted, and beta
/// not looked at.
mlir::Value normalizeLayer(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                           llvm::ArrayRef<int64_t> dims, double epsilon, mlir::Value gamma,
                           mlir::Value beta, bool isRms);

/// input / sqrt(mean of squares over `dims` + epsilon) * scale, which broadcasts to the input.
mlir::Value normalizeRootMeanSquare(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                                    llvm::ArrayRef<int64_t> dims, double epsilon,
                                    mlir::Value scale);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_NORMALIZE_H
