// Arrays: element types, conversion between them.
#include "tools/lith/Array.h"

#include "runtime/lith.h"

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace lith::tools {
namespace {

double readHalf(const char *at, const llvm::fltSemantics &semantics) {
  uint16_t bits;
  std::memcpy(&bits, at, 2);
  llvm::APFloat value(semantics, llvm::APInt(16, bits));
  bool lossy;
  value.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &lossy);
  return value.convertToDouble();
}

void writeHalf(double number, char *at, const llvm::fltSemantics &semantics) {
  llvm::APFloat value(number);
  bool lossy;
  value.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &lossy);
  uint16_t bits = static_cast<uint16_t>(value.bitcastToAPInt().getZExtValue());
  std::memcpy(at, &bits, 2);
}

template <typename T> double read(const char *at) {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return static_cast<double>(value);
}

double readElement(const char *at, uint32_t dtype) {
  switch (dtype) {
  case LITH_F32:
    return read<float>(at);
  case LITH_F64:
    return read<double>(at);
  case LITH_F16:
    return readHalf(at, llvm::APFloat::IEEEhalf());
  case LITH_BF16:
    return readHalf(at, llvm::APFloat::BFloat());
  case LITH_I8:
    return read<int8_t>(at);
  case LITH_I16:
    return read<int16_t>(at);
  case LITH_I32:
    return read<int32_t>(at);
  case LITH_I64:
    return read<int64_t>(at);
  case LITH_U16:
    return read<uint16_t>(at);
  case LITH_U32:
    return read<uint32_t>(at);
  case LITH_U64:
    return read<uint64_t>(at);
  default: // LITH_U8, LITH_BOOL
    return read<uint8_t>(at);
  }
}

template <typename T> bool write(double value, char *at) {
  if constexpr (std::is_integral_v<T>)
    if (!(value >= static_cast<double>(std::numeric_limits<T>::min()) &&
          value <= static_cast<double>(std::numeric_limits<T>::max()) &&
          value == std::trunc(value)))
      return false;
  T typed = static_cast<T>(value);
  std::memcpy(at, &typed, sizeof(T));
  return true;
}

/// Whether the value could be written.
bool writeElement(double value, char *at, uint32_t dtype) {
  switch (dtype) {
  case LITH_F32:
    return write<float>(value, at);
  case LITH_F64:
    return write<double>(value, at);
  case LITH_F16:
    return writeHalf(value, at, llvm::APFloat::IEEEhalf()), true;
  case LITH_BF16:
    return writeHalf(value, at, llvm::APFloat::BFloat()), true;
  case LITH_I8:
    return write<int8_t>(value, at);
  case LITH_I16:
    return write<int16_t>(value, at);
  case LITH_I32:
    return write<int32_t>(value, at);
  case LITH_I64:
    return write<int64_t>(value, at);
  case LITH_U16:
    return write<uint16_t>(value, at);
  case LITH_U32:
    return write<uint32_t>(value, at);
  case LITH_U64:
    return write<uint64_t>(value, at);
  case LITH_BOOL:
    return write<uint8_t>(value != 0, at);
  default: // LITH_U8
    return write<uint8_t>(value, at);
  }
}

} // namespace

std::optional<int64_t> elementCount(llvm::ArrayRef<int64_t> shape) {
  constexpr int64_t limit = int64_t(1) << 40;
  int64_t count = 1;
  for (int64_t extent : shape)
    if (extent < 0 || llvm::MulOverflow(count, std::max<int64_t>(extent, 1), count) ||
        count > limit)
      return std::nullopt;
  return llvm::is_contained(shape, 0) ? 0 : count;
}

int64_t Array::size() const { return *elementCount(shape); }

std::string typeName(uint32_t dtype, llvm::ArrayRef<int64_t> shape) {
  const char *name = lith_dtype_name(dtype);
  return fmt::format("{}[{}]", name ? name : "?", fmt::join(shape.begin(), shape.end(), ", "));
}

std::vector<double> toDoubles(const Array &array) {
  std::vector<double> values(array.size());
  uint32_t width = lith_dtype_size(array.dtype);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = readElement(array.bytes.data() + i * width, array.dtype);
  return values;
}

// In float32 and float64 the steps of a model are rounded alike, each by half a unit, and errors
// grow with the number of steps: the bound of float32 is measured (1e-4 is 839 units of 2^-23),
// that of float64 as many of its units, 2^-52. A half is different: a layer computes in float32 and
// rounds its result once, so that what differs is a unit of the half (2^-10, 2^-7) for each layer
// that the two round differently, with either sign. Eight units relative to the number, and four of
// numbers around 1 where larger ones cancel.
Bound defaultBound(uint32_t dtype) {
  constexpr Bound single{1e-4, 1e-5};
  switch (dtype) {
  case LITH_F64:
    return {single.rtol * 0x1p-29, single.atol * 0x1p-29};
  case LITH_F16:
    return {8 * 0x1p-10, 4 * 0x1p-10};
  case LITH_BF16:
    return {8 * 0x1p-7, 4 * 0x1p-7};
  default:
    return single;
  }
}

bool isClose(double value, double expected, double atol, double rtol) {
  if (value == expected || (std::isnan(value) && std::isnan(expected)))
    return true;
  // An infinity is near to nothing but itself, though any bound relative to it is infinite.
  return std::isfinite(expected) &&
         std::fabs(value - expected) <= atol + rtol * std::fabs(expected);
}

llvm::Expected<Array> convert(const Array &array, uint32_t dtype) {
  if (array.dtype == dtype)
    return array;
  Array result{array.name, dtype, array.shape, {}};
  uint32_t from = lith_dtype_size(array.dtype), to = lith_dtype_size(dtype);
  result.bytes.resize(array.size() * to);
  for (int64_t i = 0; i < array.size(); ++i) {
    double value = readElement(array.bytes.data() + i * from, array.dtype);
    if (!writeElement(value, result.bytes.data() + i * to, dtype))
      return llvm::createStringError("array '%s': element %lld is %g, which %s cannot hold",
                                     array.name.c_str(), static_cast<long long>(i), value,
                                     lith_dtype_name(dtype));
  }
  return result;
}

} // namespace lith::tools
