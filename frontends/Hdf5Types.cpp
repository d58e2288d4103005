// HDF5 describes numbers bit by bit; these are the descriptions that h5py writes for NumPy's types.
#include "frontends/Hdf5Types.h"

using namespace lith::frontends;

namespace {

/// What is known of each IEEE-like float format.
struct FloatFormat {
  DType dtype;
  size_t size, exponentBits, mantissaBits, bias;
};
constexpr FloatFormat floatFormats[] = {{DType::Float16, 2, 5, 10, 15},
                                        {DType::BFloat16, 2, 8, 7, 127},
                                        {DType::Float32, 4, 8, 23, 127},
                                        {DType::Float64, 8, 11, 52, 1023}};

std::optional<DType> floatType(hid_t type) {
  size_t sign, exponent, exponentBits, mantissa, mantissaBits;
  if (H5Tget_fields(type, &sign, &exponent, &exponentBits, &mantissa, &mantissaBits) < 0)
    return std::nullopt;
  for (const FloatFormat &format : floatFormats)
    if (H5Tget_size(type) == format.size && exponentBits == format.exponentBits &&
        mantissaBits == format.mantissaBits && mantissa == 0 && exponent == mantissaBits &&
        sign == exponent + exponentBits && H5Tget_ebias(type) == format.bias &&
        H5Tget_norm(type) == H5T_NORM_IMPLIED)
      return format.dtype;
  return std::nullopt;
}

std::optional<DType> integerType(hid_t type) {
  size_t size = H5Tget_size(type);
  if (H5Tget_precision(type) != size * 8)
    return std::nullopt;
  bool isSigned = H5Tget_sign(type) == H5T_SGN_2;
  switch (size) {
  case 1:
    return isSigned ? DType::Int8 : DType::UInt8;
  case 2:
    return isSigned ? DType::Int16 : DType::UInt16;
  case 4:
    return isSigned ? DType::Int32 : DType::UInt32;
  case 8:
    return isSigned ? DType::Int64 : DType::UInt64;
  }
  return std::nullopt;
}

/// h5py's bool: an enum of bytes, FALSE = 0 and TRUE = 1.
bool isBool(hid_t type) {
  int8_t no = 1, yes = 0;
  return H5Tget_size(type) == 1 && H5Tget_nmembers(type) == 2 &&
         H5Tenum_valueof(type, "FALSE", &no) >= 0 && H5Tenum_valueof(type, "TRUE", &yes) >= 0 &&
         no == 0 && yes == 1;
}

} // namespace

std::optional<DType> lith::frontends::hdf5::classify(hid_t type, llvm::StringRef dtypeAttribute) {
  switch (H5Tget_class(type)) {
  case H5T_FLOAT:
    return floatType(type);
  case H5T_INTEGER:
    return integerType(type);
  case H5T_ENUM:
    return isBool(type) ? std::optional(DType::Bool) : std::nullopt;
  case H5T_OPAQUE: // Keras stores bfloat16 as two bytes and a note
    return H5Tget_size(type) == 2 && dtypeAttribute == "bfloat16" ? std::optional(DType::BFloat16)
                                                                  : std::nullopt;
  default:
    return std::nullopt;
  }
}
