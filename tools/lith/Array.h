// A named n-dimensional array in memory: what goes into and comes out of a model, and what an .npz
// holds.
#ifndef LITH_TOOLS_LITH_ARRAY_H
#define LITH_TOOLS_LITH_ARRAY_H

#include "runtime/lith_abi.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace lith::tools {

/// Row-major; `dtype` is a LITH_* code.
struct Array {
  std::string name;
  uint32_t dtype = LITH_F32;
  llvm::SmallVector<int64_t> shape;
  std::vector<char> bytes;

  /// How many elements there are.
  int64_t size() const;
};

/// Elements of `shape`, or nothing where an extent is negative or those that are not 0 have a
/// product beyond 2^40.
std::optional<int64_t> elementCount(llvm::ArrayRef<int64_t> shape);

/// "float32[3, 4]"
std::string typeName(uint32_t dtype, llvm::ArrayRef<int64_t> shape);

/// The elements as doubles, for comparing and printing.
std::vector<double> toDoubles(const Array &array);

/// How far an element may be from what is expected: |value - expected| <= atol + rtol |expected|.
struct Bound {
  double rtol, atol;
};

/// What two right computations of an output of that dtype may differ by.
Bound defaultBound(uint32_t dtype);

/// Whether |value - expected| <= atol + rtol |expected|; infinities must be equal, NaN equals NaN.
bool isClose(double value, double expected, double atol, double rtol);

/// The array with elements of another type; floats are rounded to nearest, ints must fit.
llvm::Expected<Array> convert(const Array &array, uint32_t dtype);

/// The arrays for the model's inputs or outputs (`what` is "input" or "output"), in the order of
/// their names `wanted`: by name where each of them has an array (others are left alone), by
/// position where no array has the name of one. Where only some have, that is refused.
llvm::Expected<std::vector<Array>> matchArrays(llvm::StringRef what,
                                               llvm::ArrayRef<llvm::StringRef> wanted,
                                               std::vector<Array> arrays);

/// Reads all arrays of an .npz, in the file's order. Files are not trusted: every size is checked.
llvm::Expected<std::vector<Array>> readNpz(llvm::StringRef path);

/// Writes arrays as numpy.savez does; the file is replaced only by a complete one.
llvm::Error writeNpz(llvm::StringRef path, llvm::ArrayRef<Array> arrays);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_ARRAY_H
