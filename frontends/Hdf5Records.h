// Reads what the HDF5 child said. The child may have been taken over by the file that it read, so
// nothing in its records is believed.
#ifndef LITH_FRONTENDS_HDF5RECORDS_H
#define LITH_FRONTENDS_HDF5RECORDS_H

#include "frontends/WeightFile.h"

namespace lith::frontends::hdf5 {

/// Fills `file` from the records in `said` (Hdf5Protocol.h). Values of tensors are views of
/// `inFile`, the file itself, or of `inOutput`, what the child has unpacked.
llvm::Error readRecords(llvm::StringRef said, llvm::ArrayRef<char> inFile,
                        llvm::ArrayRef<char> inOutput, WeightFile &file);

} // namespace lith::frontends::hdf5

#endif
