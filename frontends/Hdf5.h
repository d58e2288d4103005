// HDF5 files, read by a child process. The HDF5 library is not safe on hostile files, so it runs
// under limits on memory, time and output in a process of its own, and whatever it says is checked
// here before anything is mapped.
#ifndef LITH_FRONTENDS_HDF5_H
#define LITH_FRONTENDS_HDF5_H

#include "frontends/WeightFile.h"

namespace lith::frontends {

/// Reads the HDF5 file open as `fd` (a regular file or a memfd); `path` names it in messages.
/// Datasets that the file stores contiguously in our byte order are views of the file itself. The
/// child is this very program started anew, so its main must begin with `if (isHdf5Child(argc,
/// argv)) return hdf5ChildMain();`.
llvm::Expected<std::shared_ptr<const WeightFile>> readHdf5(int fd, llvm::StringRef path);

/// Whether this process was started by readHdf5.
bool isHdf5Child(int argc, char **argv);
int hdf5ChildMain();

/// Makes the program at `path` the child from now on, for programs that are slow to start. To be
/// called before any file is read.
void setHdf5Child(std::string path);

} // namespace lith::frontends

#endif
