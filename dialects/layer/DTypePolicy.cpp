// Dtype policies by name, and the casts that follow from them.
#include "dialects/layer/DTypePolicy.h"

#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/ShapeOperations.h"

#include <fmt/format.h>

using namespace mlir;

namespace lith::layer {

std::optional<DTypePolicy> parsePolicy(StringRef name, MLIRContext *context) {
  bool isMixed = name.consume_front("mixed_");
  Type compute = parseElementType(name, context);
  if (!compute || (isMixed && !isHalf(compute)))
    return std::nullopt;
  return DTypePolicy{compute, isMixed ? Type(Float32Type::get(context)) : compute};
}

DTypePolicy getPolicy(Operation *op) {
  Type single = Float32Type::get(op->getContext());
  auto name = op->getAttrOfType<StringAttr>(policyAttrName);
  return name ? parsePolicy(name, op->getContext()).value_or(DTypePolicy{single, single})
              : DTypePolicy{single, single};
}

std::string getDTypeName(Type type) {
  if (type.isInteger(1))
    return "bool";
  if (isa<IntegerType>(type))
    return fmt::format("{}int{}", type.isUnsignedInteger() ? "u" : "",
                       type.getIntOrFloatBitWidth());
  return type.isBF16() ? "bfloat16" : fmt::format("float{}", type.getIntOrFloatBitWidth());
}

bool isHalf(Type type) { return type.isF16() || type.isBF16(); }

Value createCast(OpBuilder &builder, Location loc, Value value, Type element, bool isAutocast) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getElementType() == element)
    return value;
  auto op = OpsCastOp::create(builder, loc, type.clone(element), value,
                              builder.getStringAttr(getDTypeName(element)));
  if (isAutocast)
    op->setAttr(autocastAttrName, builder.getUnitAttr());
  return op->getResult(0);
}

Value skipAutocasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!op->hasAttr(autocastAttrName))
      break;
    value = op->getOperand(0);
  }
  return value;
}

} // namespace lith::layer
