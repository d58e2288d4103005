// Weights of another element type than their layer's, as Keras converts them when it loads.
#ifndef LITH_FRONTENDS_CASTWEIGHT_H
#define LITH_FRONTENDS_CASTWEIGHT_H

#include "dialects/layer/WeightStore.h"
#include "frontends/WeightFile.h"

namespace lith::frontends {

/// The IR's type for a dtype.
mlir::Type elementType(DType dtype, mlir::MLIRContext *context);

/// `tensor`, which `owner` keeps alive, as a weight of `type`, whose shape it has: as it is where
/// its elements are of that type, else converted. Nothing where an integer is asked for that cannot
/// be had of a float.
std::optional<layer::Weight> castWeight(const WeightFile::Tensor &tensor,
                                        std::shared_ptr<const void> owner,
                                        mlir::RankedTensorType type);

} // namespace lith::frontends

#endif
