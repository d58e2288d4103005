# Every part that lith stands on, found here and nowhere else; why each is used is said where it is found.

# MLIR and LLVM 22: the IR, the passes, the optimiser, the code generators (Debian's shared libraries).
list(APPEND CMAKE_PREFIX_PATH /usr/lib/llvm-22)
find_package(MLIR 22 REQUIRED CONFIG)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
set(LITH_LLVM_BIN ${LLVM_TOOLS_BINARY_DIR})

# lld as a library: libraries are linked in this process, so a user needs no linker installed.
find_package(LLD 22 CONFIG HINTS /usr/lib/llvm-22/lib/cmake/lld)

# Halide 21: schedules and lowers kernels (the PyPI wheel carries headers, library and CMake package; Debian's 14 is too old).
file(GLOB LITH_HALIDE_ROOT ${LITH_VENV}/lib/python3*/site-packages/halide)
find_package(Halide 21 REQUIRED CONFIG HINTS ${LITH_HALIDE_ROOT}/lib64/cmake ${LITH_HALIDE_ROOT}/lib/cmake)

# fmt: text; libzip: .keras and .npz; HDF5: .h5 (read in a child process only); RapidJSON: parses iteratively and takes NaN/Infinity;
# CLI11: the driver's command line (llvm::cl would show LLVM's own options and clash with --threads).
find_package(fmt REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(RapidJSON REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
