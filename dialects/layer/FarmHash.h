// FarmHash's Fingerprint64 of the decimal digits of integers, as TensorFlow hashes them.
#ifndef LITH_DIALECTS_LAYER_FARMHASH_H
#define LITH_DIALECTS_LAYER_FARMHASH_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer {

/// The fingerprint of `x` (an i64) written as decimal number: an i64, all of whose bits count. x is
/// signed unless `isUnsigned`, and was extended from `width` bits.
mlir::Value createDigitFingerprint(mlir::ImplicitLocOpBuilder &b, mlir::Value x, unsigned width,
                                   bool isUnsigned);

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_FARMHASH_H
