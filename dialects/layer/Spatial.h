// Images in layers: N spatial dimensions beside batch and channels, in either data format, and
// windows that slide over them. Convolution and pooling of every rank are written with these.
#ifndef LITH_DIALECTS_LAYER_SPATIAL_H
#define LITH_DIALECTS_LAYER_SPATIAL_H

#include "dialects/layer/Lowering.h"

namespace lith::layer {

/// What lies beyond the edges of an image: nothing (the window stays inside), enough on both sides
/// for ceil(input / stride) positions, or all that such a window needs, in front.
enum class Edges { Valid, Same, Causal };

/// A window that slides over the spatial dimensions; one number of each list for one of them.
struct Window {
  llvm::SmallVector<int64_t> size, strides, dilations;
  Edges edges = Edges::Valid;

  unsigned rank() const { return size.size(); }
  /// How many elements the dilated window spans.
  int64_t extent(unsigned axis) const { return (size[axis] - 1) * dilations[axis] + 1; }
  /// How many positions the window takes in `input` elements; dynamic for a dynamic input.
  int64_t positions(unsigned axis, int64_t input) const;
};

/// `rank` numbers: one alone serves all axes.
llvm::SmallVector<int64_t> spread(llvm::ArrayRef<int64_t> numbers, unsigned rank);

/// Elements that surround the spatial dimensions.
struct Padding {
  llvm::SmallVector<mlir::OpFoldResult> low, high;
};

/// The padding that `window` asks for in an image with spatial sizes `sizes`.
Padding computePadding(mlir::OpBuilder &builder, mlir::Location loc, const Window &window,
                       llvm::ArrayRef<mlir::OpFoldResult> sizes);

/// How many positions `window` takes along each of `sizes`.
llvm::SmallVector<mlir::OpFoldResult> computePositions(mlir::OpBuilder &builder, mlir::Location loc,
                                                       const Window &window,
                                                       llvm::ArrayRef<mlir::OpFoldResult> sizes);

/// The spatial sizes of an image in channels_last form.
llvm::SmallVector<mlir::OpFoldResult> getSpatialSizes(mlir::OpBuilder &builder, mlir::Location loc,
                                                      mlir::Value image);

/// An image in channels_last form with its spatial dimensions padded by `value`.
mlir::Value padImage(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value image,
                     const Padding &padding, double value);

/// Splits dimension `dim` into two, the second of size `inner`.
mlir::Value splitDimension(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                           unsigned dim, int64_t inner);

/// Joins dimensions `dim` and `dim + 1`.
mlir::Value joinDimensions(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                           unsigned dim);

//===-- Data formats -------------------------------------------------------------------------===//

inline bool isChannelsFirst(llvm::StringRef dataFormat) { return dataFormat == "channels_first"; }

/// The dimension of an image's first spatial axis, and of its channels.
inline unsigned firstSpatialDim(llvm::StringRef dataFormat) {
  return isChannelsFirst(dataFormat) ? 2 : 1;
}
inline unsigned channelDim(llvm::StringRef dataFormat, unsigned rank) {
  return isChannelsFirst(dataFormat) ? 1 : rank - 1;
}

/// An image moved to channels_last form, and a channels_last image moved to `dataFormat`.
mlir::Value toChannelsLast(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value image,
                           llvm::StringRef dataFormat);
mlir::Value fromChannelsLast(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value image,
                             llvm::StringRef dataFormat);

//===-- Constraints --------------------------------------------------------------------------===//

/// Begins the error for constraint `number` of `op`: "conv2d_c1: ".
mlir::InFlightDiagnostic violates(mlir::Operation *op, unsigned number);

/// Whether every number is at least `least` and there are `count` of them.
inline bool areAtLeast(llvm::ArrayRef<int64_t> numbers, size_t count, int64_t least) {
  return numbers.size() == count && llvm::all_of(numbers, [&](int64_t n) { return n >= least; });
}
inline bool isDataFormat(llvm::StringRef text) {
  return text == "channels_last" || text == "channels_first";
}
inline bool isPadding(llvm::StringRef text) { return text == "valid" || text == "same"; }

/// The edges that Keras means by its `padding`.
inline Edges getEdges(llvm::StringRef padding) {
  return padding == "same" ? Edges::Same : padding == "causal" ? Edges::Causal : Edges::Valid;
}

/// The data format of a layer; some layers of one spatial dimension leave the choice out.
template <typename Op> llvm::StringRef getFormat(Op op) {
  if constexpr (requires { op.getDataFormat(); })
    return op.getDataFormat();
  else
    return "channels_last";
}

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_SPATIAL_H
