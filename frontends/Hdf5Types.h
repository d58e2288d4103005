// Which of our element types an HDF5 datatype is.
#ifndef LITH_FRONTENDS_HDF5TYPES_H
#define LITH_FRONTENDS_HDF5TYPES_H

#include "frontends/WeightFile.h"

#include <hdf5.h>

namespace lith::frontends::hdf5 {

/// The element type of a dataset of type `type`, or nothing where we have none such.
/// `dtypeAttribute` is what Keras notes beside a dataset whose type HDF5 does not have.
std::optional<DType> classify(hid_t type, llvm::StringRef dtypeAttribute);

} // namespace lith::frontends::hdf5

#endif
