// Kernels of locally connected layers: the three forms in which files keep them, and the one in
// which they are used.
#ifndef LITH_DIALECTS_LAYER_LOCALKERNEL_H
#define LITH_DIALECTS_LAYER_LOCALKERNEL_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

namespace lith::layer {

/// One spatial axis: `positions` windows of `window` elements, `stride` apart, the first of which
/// begins `low` before an input of `size`.
struct LocalAxis {
  int64_t size, window, stride, low, positions;

  /// How many elements the last window needs beyond the input.
  int64_t high() const {
    return std::max<int64_t>(0, (positions - 1) * stride - low + window - size);
  }
  /// How many elements of the input the first `count` windows cover, each by itself.
  int64_t covered(int64_t count) const;
};

/// The layer's sizes, whatever its data format.
struct LocalGeometry {
  llvm::SmallVector<LocalAxis> axes;
  int64_t channels, filters;
  bool isChannelsFirst;

  int64_t product(int64_t LocalAxis::*member) const;
  llvm::SmallVector<int64_t> list(int64_t LocalAxis::*member) const;
  /// `spatial` and `other` in the order of the data format.
  llvm::SmallVector<int64_t> order(llvm::ArrayRef<int64_t> spatial, int64_t other) const;
};

/// The shape of the kernel in a file, by the layer's `implementation`.
llvm::SmallVector<int64_t> getKernelShape(const LocalGeometry &geometry, int64_t implementation);

/// Implementations 2 and 3 as [position.., window.., channel, filter], zero outside of the input.
mlir::Value gatherKernel(mlir::OpBuilder &builder, mlir::Location loc,
                         const LocalGeometry &geometry, mlir::Value kernel);

/// Implementation 1 with its joined dimensions split: [position.., window.., channel, filter], or
/// [position.., channel, window.., filter] for channels_first.
mlir::Value splitKernel(mlir::OpBuilder &builder, mlir::Location loc, const LocalGeometry &geometry,
                        mlir::Value kernel);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_LOCALKERNEL_H
