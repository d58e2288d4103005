// The convolutions as linalg on channels_last tensors, for any number of spatial dimensions.
#ifndef LITH_DIALECTS_LAYER_CONVOLVE_H
#define LITH_DIALECTS_LAYER_CONVOLVE_H

#include "dialects/layer/Spatial.h"

namespace lith::layer {

/// Cross-correlation of input [n, spatial.., channel] with kernel [window.., channel / groups,
/// filter], padded with zeros as `window` says.
mlir::Value convolve(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                     mlir::Value kernel, const Window &window, int64_t groups = 1);

/// Each channel by itself with kernel [window.., channel, multiplier]; result channels are
/// channel * multipliers + multiplier.
mlir::Value convolveDepthwise(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                              mlir::Value kernel, const Window &window);

/// Where a transposed convolution puts its taps along one axis: input i reaches, through tap t,
/// output i * stride + t * dilation - offset; the output has (input - 1) * stride + tail elements.
struct TransposedAxis {
  int64_t offset;
  int64_t tail;
};

/// Keras's rule for that; `outputPadding` is negative where the layer leaves it open.
TransposedAxis getTransposedAxis(const Window &window, unsigned axis, int64_t outputPadding);

/// Transposed convolution with kernel [window.., filter, channel].
mlir::Value convolveTransposed(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                               mlir::Value kernel, const Window &window,
                               llvm::ArrayRef<TransposedAxis> axes);

/// The end of a layer: its activation on a channels_last image, then its data format. An activation
/// that works along the last dimension takes that of the layer's own format.
mlir::Value activateImage(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value image,
                          llvm::StringRef activation, llvm::StringRef dataFormat);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_CONVOLVE_H
