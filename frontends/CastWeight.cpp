// Keras assigns what a file holds with NumPy's conversions: floats are rounded to nearest, ties to
// even; what becomes an integer is cut towards zero; integers keep their low bits.
#include "frontends/CastWeight.h"

#include "llvm/ADT/APSInt.h"

#include <cstring>

using namespace lith::frontends;
using namespace mlir;

mlir::Type lith::frontends::elementType(DType dtype, MLIRContext *context) {
  switch (dtype) {
  case DType::Float16:
    return Float16Type::get(context);
  case DType::BFloat16:
    return BFloat16Type::get(context);
  case DType::Float32:
    return Float32Type::get(context);
  case DType::Float64:
    return Float64Type::get(context);
  case DType::Bool:
    return IntegerType::get(context, 8); // a byte in the file
  case DType::UInt8:
  case DType::UInt16:
  case DType::UInt32:
  case DType::UInt64:
    return IntegerType::get(context, 8 * dtypeSize(dtype), IntegerType::Unsigned);
  case DType::Int8:
  case DType::Int16:
  case DType::Int32:
  case DType::Int64:
    return IntegerType::get(context, 8 * dtypeSize(dtype));
  }
  llvm_unreachable("every dtype has a type");
}

/// The bits of one element in another type; nothing for a float that the integer type has no number
/// for: what NumPy makes of it depends on the machine.
static std::optional<APInt> castElement(const APInt &bits, Type from, Type to) {
  constexpr auto nearest = APFloat::rmNearestTiesToEven;
  auto fromFloat = dyn_cast<FloatType>(from), toFloat = dyn_cast<FloatType>(to);
  unsigned width = to.getIntOrFloatBitWidth();
  bool isSigned = !from.isUnsignedInteger(), ignored;
  if (!fromFloat && !toFloat)
    return isSigned ? bits.sextOrTrunc(width) : bits.zextOrTrunc(width);
  if (!fromFloat) {
    APFloat value(toFloat.getFloatSemantics());
    value.convertFromAPInt(bits, isSigned, nearest);
    return value.bitcastToAPInt();
  }
  APFloat value(fromFloat.getFloatSemantics(), bits);
  if (toFloat) {
    value.convert(toFloat.getFloatSemantics(), nearest, &ignored);
    return value.bitcastToAPInt();
  }
  APSInt whole(width, to.isUnsignedInteger());
  if (value.convertToInteger(whole, APFloat::rmTowardZero, &ignored) == APFloat::opInvalidOp)
    return std::nullopt;
  return whole;
}

std::optional<lith::layer::Weight> lith::frontends::castWeight(const WeightFile::Tensor &tensor,
                                                               std::shared_ptr<const void> owner,
                                                               RankedTensorType type) {
  Type from = elementType(tensor.dtype, type.getContext()), to = type.getElementType();
  if (from == to)
    return layer::Weight{type, tensor.data, std::move(owner)};
  size_t fromSize = dtypeSize(tensor.dtype), toSize = to.getIntOrFloatBitWidth() / 8;
  size_t count = tensor.data.size() / fromSize;
  auto bytes = std::make_shared<std::vector<char>>(count * toSize);
  for (size_t i = 0; i < count; ++i) {
    uint64_t raw = 0;
    memcpy(&raw, tensor.data.data() + i * fromSize, fromSize);
    std::optional<APInt> element = castElement(APInt(8 * fromSize, raw), from, to);
    if (!element)
      return std::nullopt;
    raw = element->getZExtValue();
    memcpy(bytes->data() + i * toSize, &raw, toSize);
  }
  return layer::Weight{type, *bytes, bytes};
}
