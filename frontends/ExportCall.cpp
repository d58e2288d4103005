// The op's operands go to the arguments that take tensors, in order, as import has put them there.
#include "frontends/ExportCall.h"
#include "frontends/BuildLayer.h"
#include "frontends/ConfigJson.h"

#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/ElementTypes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <fmt/format.h>

#include <limits>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

/// The elements from `position` on, in lists that nest as `shape` says.
static Json writeElements(ArrayRef<int64_t> shape,
                          DenseElementsAttr::iterator<Attribute> &position) {
  if (!shape.empty()) {
    Json::Array items;
    for (int64_t i = 0; i < shape.front(); ++i)
      items.push_back(writeElements(shape.drop_front(), position));
    return Json(std::move(items));
  }
  Attribute element = *position++;
  if (auto real = dyn_cast<FloatAttr>(element))
    return Json(real.getValueAsDouble());
  auto integer = cast<IntegerAttr>(element);
  if (integer.getType().isInteger(1))
    return Json(integer.getValue().isOne());
  return Json(integer.getType().isUnsignedInteger() ? int64_t(integer.getValue().getZExtValue())
                                                    : integer.getValue().getSExtValue());
}

/// The type that Python's number of this kind has where nothing is beside it.
static Type pythonType(Type type) {
  if (isa<FloatType>(type))
    return Float32Type::get(type.getContext());
  return type.isInteger(1) ? type : IntegerType::get(type.getContext(), 32);
}

/// Python's numbers are int32 to Keras on jax, beside uint32 too, where they wrap around.
static Json toPythonNumber(Json value, Type type) {
  const int64_t *integer = type.isUnsignedInteger(32) ? value.asInt() : nullptr;
  bool isBeyond = integer && *integer > std::numeric_limits<int32_t>::max();
  return isBeyond ? Json(*integer - (int64_t(1) << 32)) : value;
}

/// A constant as Keras writes it: a number if it was one and `other`, which it meets, gives a
/// number of Python's this type, else an array.
static Argument writeConstant(DenseElementsAttr constant, Type other, bool isArray) {
  auto position = constant.value_begin<Attribute>();
  Type type = constant.getElementType();
  Json value = writeElements(constant.getType().getShape(), position);
  Argument argument;
  if (constant.getType().getRank() == 0 && !isArray && weakType(pythonType(type), other) == type)
    argument.constant = toPythonNumber(std::move(value), type);
  else
    argument.constant =
        Json(Json::Object{{"class_name", Json(std::string("__numpy__"))},
                          {"config", Json(Json::Object{{"value", std::move(value)},
                                                       {"dtype", Json(getDTypeName(type))}})}});
  return argument;
}

static DenseElementsAttr findConstant(Value value) {
  auto constant = value.getDefiningOp<arith::ConstantOp>();
  return constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : DenseElementsAttr();
}

namespace {

/// Gives the operands of one op to the arguments of its call.
class CallExporter {
public:
  CallExporter(LayerOpInterface layer, TensorNamer nameTensor)
      : layer(layer), nameTensor(nameTensor), left(layer.getInputs()) {}
  llvm::Expected<Call> run();

private:
  void findCommonType();
  bool isAbsent(const CallArgument &argument) const;
  size_t countOf(const CallArgument &argument, size_t left) const;
  Argument take(const CallArgument &argument);
  Argument takeList(const CallArgument &argument, size_t count);
  llvm::Error addConstant(const CallArgument &argument);
  void add(const CallArgument &argument, Argument value);

  LayerOpInterface layer;
  TensorNamer nameTensor;
  ValueRange left; // operands that no argument has yet
  Type common;     // of the tensors that numbers beside them take their type from
  bool byPosition = true;
  CallSpec spec;
  Call call;
};

} // namespace

/// Whether the argument is None, though others may follow.
bool CallExporter::isAbsent(const CallArgument &argument) const {
  return !argument.presentFlag.empty() && !layer->hasAttr(argument.presentFlag);
}

/// How many of the operands that are left are the argument's. A list ends where the op says so, or
/// where arguments of one tensor each follow.
size_t CallExporter::countOf(const CallArgument &argument, size_t left) const {
  if (argument.role == CallArgument::Role::Operand)
    return std::min<size_t>(1, left);
  auto told = layer->getAttrOfType<IntegerAttr>(argument.countName);
  if (!argument.countName.empty() && told)
    return std::min<size_t>(told.getInt(), left);
  size_t later = std::count_if(&argument + 1, spec.getKeys().end(), [](const CallArgument &a) {
    return a.role == CallArgument::Role::Operand;
  });
  return std::min(left, left > later ? left - later : 1);
}

/// As bindOperands finds it.
void CallExporter::findCommonType() {
  ValueRange rest = left;
  for (const CallArgument &argument : spec.getKeys()) {
    if (isAbsent(argument) || !argument.isOperand())
      continue;
    for (Value value : rest.take_front(countOf(argument, rest.size()))) {
      rest = rest.drop_front();
      DenseElementsAttr constant = findConstant(value);
      if (argument.hasOwnType || (constant && constant.getType().getRank() == 0))
        continue;
      Type type = getElementTypeOrSelf(value.getType());
      common = common ? promoteTypes(common, type) : type;
    }
  }
}

Argument CallExporter::take(const CallArgument &argument) {
  Value value = left.front();
  left = left.drop_front();
  if (DenseElementsAttr constant = findConstant(value))
    return writeConstant(constant, argument.hasOwnType ? Type() : common,
                         value.getDefiningOp()->hasAttr(arrayAttrName));
  return nameTensor(value);
}

/// A list; but a layer's only input stands alone.
Argument CallExporter::takeList(const CallArgument &argument, size_t count) {
  bool isInput = &argument == spec.getKeys().begin() &&
                 !layer->getName().getStringRef().starts_with("layer.ops.");
  if (count == 1 && isInput)
    return take(argument);
  Argument list;
  list.kind = Argument::Kind::List;
  for (size_t i = 0; i < count; ++i)
    list.items.push_back(take(argument));
  return list;
}

/// By position where Keras takes it so, and all before it stand so.
void CallExporter::add(const CallArgument &argument, Argument value) {
  byPosition &= !argument.isKeywordOnly;
  if (byPosition)
    call.args.push_back(std::move(value));
  else
    call.kwargs.emplace_back(argument.name, std::move(value));
}

llvm::Error CallExporter::addConstant(const CallArgument &argument) {
  byPosition = false;
  Attribute value = layer->getInherentAttr(argument.name).value_or(Attribute());
  if (!value)
    return llvm::Error::success();
  llvm::Expected<Json> json = writeAttribute(argument, value);
  if (!json)
    return json.takeError();
  Argument constant;
  constant.constant = std::move(*json);
  add(argument, std::move(constant));
  return llvm::Error::success();
}

llvm::Expected<Call> CallExporter::run() {
  layer.describeCall(spec);
  findCommonType();
  for (const CallArgument &argument : spec.getKeys()) {
    if (!argument.isOperand()) {
      if (llvm::Error error = addConstant(argument))
        return std::move(error);
    } else if (isAbsent(argument)) {
      add(argument, Argument()); // Keras wants to be told None
    } else if (left.empty()) {
      byPosition = false;
    } else if (argument.role == CallArgument::Role::Operand) {
      add(argument, take(argument));
    } else if (argument.takesRest) {
      while (!left.empty())
        call.args.push_back(take(argument));
    } else {
      add(argument, takeList(argument, countOf(argument, left.size())));
    }
  }
  // Keras sorts them wherever it walks over a call's tensors.
  llvm::sort(call.kwargs, [](const auto &a, const auto &b) { return a.first < b.first; });
  return std::move(call);
}

llvm::Expected<Call> lith::frontends::exportCall(LayerOpInterface layer, TensorNamer nameTensor) {
  return CallExporter(layer, nameTensor).run();
}
