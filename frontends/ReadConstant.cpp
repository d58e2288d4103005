// Constants in calls: Python's numbers and lists, and serialized arrays.
#include "frontends/BindWeights.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/NestedLists.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

/// Appends the elements of nested lists of numbers or bools; false where something else is there.
static bool appendElements(const Json &json, Type type, SmallVectorImpl<Attribute> &elements,
                           Builder &builder) {
  if (const Json::Array *items = json.asArray())
    return llvm::all_of(
        *items, [&](const Json &item) { return appendElements(item, type, elements, builder); });
  const bool *truth = json.asBool();
  const int64_t *integer = json.asInt();
  const double *number = json.asDouble();
  if (!truth && !integer && !number)
    return false;
  if (isa<FloatType>(type)) {
    double value = number ? *number : integer ? double(*integer) : double(*truth);
    elements.push_back(builder.getFloatAttr(type, value));
  } else {
    int64_t value = truth ? *truth : integer ? *integer : int64_t(*number);
    elements.push_back(builder.getIntegerAttr(type, value));
  }
  return !number || isa<FloatType>(type);
}

/// Counts what is among nested lists.
static void findKinds(const Json &json, bool &hasFloat, bool &hasInteger, bool &isWide) {
  if (const Json::Array *items = json.asArray())
    for (const Json &item : *items)
      findKinds(item, hasFloat, hasInteger, isWide);
  hasFloat |= json.asDouble() != nullptr;
  hasInteger |= json.asInt() != nullptr;
  isWide |= json.asInt() && *json.asInt() != int32_t(*json.asInt());
}

DenseElementsAttr lith::frontends::readConstant(const Json &json, Builder &builder, bool &isWeak) {
  const Json *values = &json;
  std::optional<DType> dtype;
  const Json *className = json.find("class_name"), *config = json.find("config");
  if (className && config) {
    const Json *name = config->find("dtype"), *value = config->find("value");
    if (!value || !className->asString() ||
        !llvm::is_contained({"__numpy__", "__tensor__"}, *className->asString()))
      return {};
    values = value;
    dtype = name && name->asString() ? findDType(*name->asString()) : std::nullopt;
    if (!dtype)
      return {};
  }
  bool hasFloat = false, hasInteger = false, isWide = false;
  findKinds(*values, hasFloat, hasInteger, isWide);
  isWeak = values == &json && !json.asArray();
  // Integers of 64 bits are taken as 32, as Keras does it on jax: Python makes them without being
  // asked.
  if (!dtype || (dtype == DType::Int64 && !isWide))
    dtype = hasFloat              ? (isWeak ? DType::Float64 : DType::Float32)
            : isWide              ? DType::Int64
            : hasInteger || dtype ? DType::Int32
                                  : DType::Bool;
  Type type =
      dtype == DType::Bool ? Type(builder.getI1Type()) : elementType(*dtype, builder.getContext());
  std::optional<SmallVector<int64_t>> shape = nestedShape(*values);
  SmallVector<Attribute> elements;
  if (!shape || !appendElements(*values, type, elements, builder))
    return {};
  return DenseElementsAttr::get(RankedTensorType::get(*shape, type), elements);
}
