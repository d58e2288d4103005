# Every part that lith stands on, found here and nowhere else; why each is used is said where it is found.

# MLIR and LLVM 22: the IR, the passes, the optimiser, the code generators (Debian's shared libraries).
list(APPEND CMAKE_PREFIX_PATH /usr/lib/llvm-22)
find_package(MLIR 22.1 REQUIRED CONFIG)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
set(LITH_LLVM_BIN ${LLVM_TOOLS_BINARY_DIR})

# lld as a library: libraries are linked in this process, so a user needs no linker installed.
find_package(LLD 22.1 CONFIG HINTS /usr/lib/llvm-22/lib/cmake/lld)

# Halide 21: schedules and lowers kernels. The PyPI wheel carries headers and library (Debian's 14 is too old); its CMake package asks
# for a newer CMake than Debian has, so the two files are found by name.
file(GLOB LITH_HALIDE_ROOT ${LITH_VENV}/lib/python3*/site-packages/halide)
find_path(LITH_HALIDE_INCLUDE Halide.h HINTS ${LITH_HALIDE_ROOT}/include REQUIRED NO_DEFAULT_PATH)
find_library(LITH_HALIDE_LIBRARY Halide HINTS ${LITH_HALIDE_ROOT}/lib64 ${LITH_HALIDE_ROOT}/lib REQUIRED NO_DEFAULT_PATH)
file(STRINGS ${LITH_HALIDE_INCLUDE}/Halide.h LITH_HALIDE_MAJOR REGEX "define HALIDE_VERSION_MAJOR 21")
if(NOT LITH_HALIDE_MAJOR)
  message(FATAL_ERROR "Halide 21 is needed; ${LITH_HALIDE_INCLUDE} holds another version. Run tools/setup.sh.")
endif()
add_library(Halide::Halide SHARED IMPORTED)
set_target_properties(Halide::Halide PROPERTIES IMPORTED_LOCATION ${LITH_HALIDE_LIBRARY})
target_include_directories(Halide::Halide SYSTEM INTERFACE ${LITH_HALIDE_INCLUDE})

# fmt: text; libzip: .keras and .npz; HDF5: .h5 (read in a child process only); RapidJSON: parses iteratively and takes NaN/Infinity;
# CLI11: the driver's command line (llvm::cl would show LLVM's own options and clash with --threads).
find_package(fmt REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(RapidJSON REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
