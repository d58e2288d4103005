// What a layer is called with -> operands and attributes of its op, by what the op says of its
// call.
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/LayerDialect.h"
#include "frontends/BuildLayer.h"
#include "frontends/ConfigAttributes.h"
#include "frontends/Graph.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

/// None, or a list of Nones, as Keras writes the absent masks of several inputs.
static bool isNothing(const Json &json) {
  const Json::Array *items = json.asArray();
  return json.isNull() || (items && llvm::all_of(*items, isNothing));
}

/// Whether an argument that the layer's op does not declare means nothing.
bool LayerBuilder::checkUnknown(const Layer &layer, StringRef key, const Argument &argument) {
  SmallVector<const TensorRef *> tensors;
  collectTensors(argument, tensors);
  bool isFalse = argument.constant.asBool() && !*argument.constant.asBool();
  bool isEmpty = argument.kind != Argument::Kind::Constant && argument.items.empty();
  if (tensors.empty() && (isNothing(argument.constant) || isFalse || isEmpty))
    return true;
  // What is the same in training may be told that it trains.
  OperationName op("layer." + toSnakeCase(layer.className), builder.getContext());
  if (key == "training" && tensors.empty() && op.hasTrait<IgnoresTraining>())
    return true;
  if (key == "training")
    report(layer,
           "is called with training=True, so it is random or changes when the model runs; this "
           "is not supported yet",
           "call the layer without `training` and save the model again");
  else if (key == "mask")
    report(layer, "is called with a mask; masks are not supported yet", "remove the mask");
  else if (tensors.empty())
    report(layer, fmt::format("call argument {} = {} is not supported", key.str(),
                              argument.constant.text(60)));
  else
    report(layer, fmt::format("is called with a tensor as argument {}, which is not supported yet",
                              key.str()));
  return false;
}

bool LayerBuilder::checkCall(const Layer &layer, const Call &call) {
  bool good = true;
  for (auto [i, argument] : llvm::enumerate(call.args))
    if (i > 0)
      good &= checkUnknown(layer, fmt::format("number {}", i + 1), argument);
  for (const auto &[key, argument] : call.kwargs)
    if (key != "inputs")
      good &= checkUnknown(layer, key, argument);
  return good;
}

/// Matches positional and keyword arguments with those that the op declares, as Python does.
std::optional<BoundCall> LayerBuilder::matchArguments(const Layer &layer, const Call &call,
                                                      const CallSpec &spec) {
  bool good = true;
  ArrayRef<CallArgument> keys = spec.getKeys();
  BoundCall bound(keys.size());
  for (auto [i, argument] : llvm::enumerate(call.args)) {
    if (!keys.empty() && keys.back().takesRest && i >= keys.size())
      bound.back().push_back(&argument);
    else if (i < keys.size())
      bound[i].push_back(&argument);
    else
      good &= checkUnknown(layer, fmt::format("number {}", i + 1), argument);
  }
  for (const auto &[name, argument] : call.kwargs) {
    const auto *key = llvm::find_if(keys, [&, name = StringRef(name)](const CallArgument &key) {
      return key.name == name || llvm::is_contained(key.aliases, name);
    });
    if (key == keys.end()) {
      good &= checkUnknown(layer, name, argument);
    } else if (!bound[key - keys.begin()].empty()) {
      report(layer, fmt::format("is called with argument {} twice", name));
      good = false;
    } else {
      bound[key - keys.begin()].push_back(&argument);
    }
  }
  return good ? std::optional(std::move(bound)) : std::nullopt;
}

/// Constant arguments become attributes.
bool LayerBuilder::bindConstants(const Layer &layer, const CallSpec &spec, const BoundCall &bound,
                                 OperationState &state) {
  bool good = true;
  for (auto [key, given] : llvm::zip_equal(spec.getKeys(), bound)) {
    if (key.isOperand() || given.empty())
      continue;
    const Argument &argument = *given.front();
    std::string problem;
    if (argument.kind != Argument::Kind::Constant) {
      report(layer,
             fmt::format("call argument {} must be a constant, but depends on tensors", key.name));
      good = false;
    } else if (isNothing(argument.constant) && key.nullable) {
      continue;
    } else if (Attribute value = readAttribute(key, argument.constant, builder, problem)) {
      state.attributes.set(key.name, value);
    } else {
      report(layer, "call argument " + problem);
      good = false;
    }
  }
  return good;
}

namespace {

/// A tensor, or a constant in the place of one.
struct Operand {
  Value value;
  DenseElementsAttr constant;
  bool isWeak = false, hasOwnType = false, isReal = false;
  Type elementType() const {
    return value ? getElementTypeOrSelf(value.getType()) : constant.getElementType();
  }
};

} // namespace

/// Appends the tensors and constants in `argument`, as Keras flattens them. Returns the constant
/// that is no number, or null.
static const Json *flatten(const Argument &argument, const CallArgument &key,
                           const TensorValues &values, Builder &builder,
                           SmallVectorImpl<Operand> &operands) {
  if (argument.kind == Argument::Kind::Tensor) {
    operands.push_back({values.lookup(&argument.tensor), {}, false, key.hasOwnType, key.isReal});
    return nullptr;
  }
  if (argument.kind == Argument::Kind::Constant) {
    if (argument.constant.isNull())
      return nullptr; // an optional argument
    // A list of numbers is one array, but several where a list of tensors is asked for.
    if (const Json::Array *items = argument.constant.asArray();
        items && key.role == CallArgument::Role::Operands) {
      for (const Json &item : *items) {
        Argument part;
        part.constant = item;
        if (flatten(part, key, values, builder, operands))
          return &item;
      }
      return nullptr;
    }
    Operand operand{{}, {}, false, key.hasOwnType, key.isReal};
    operand.constant = readConstant(argument.constant, builder, operand.isWeak);
    if (!operand.constant)
      return &argument.constant;
    operands.push_back(operand);
    return nullptr;
  }
  for (const Argument *item : inFlatOrder(argument))
    if (const Json *wrong = flatten(*item, key, values, builder, operands))
      return wrong;
  return nullptr;
}

Type lith::frontends::weakType(Type type, Type other) {
  if (!other)
    other = type.isF64() ? Type(Float32Type::get(type.getContext())) : type;
  if (isa<FloatType>(type))
    return isa<FloatType>(other) ? other : Type(Float32Type::get(type.getContext()));
  return !type.isInteger(1) && other.isInteger(1) ? type : other;
}

static DenseElementsAttr convertNumber(DenseElementsAttr number, Type type, Builder &builder) {
  auto element = *number.value_begin<Attribute>();
  double value = 0;
  if (auto real = dyn_cast<FloatAttr>(element))
    value = real.getValueAsDouble();
  else
    value = number.getElementType().isInteger(1)
                ? double(cast<IntegerAttr>(element).getValue().getZExtValue())
                : double(cast<IntegerAttr>(element).getInt());
  Attribute converted;
  if (isa<FloatType>(type))
    converted = builder.getFloatAttr(type, value);
  else // what does not fit wraps around, as numpy's arrays have it
    converted = builder.getIntegerAttr(
        type,
        APInt(64, int64_t(value), /*isSigned=*/true).sextOrTrunc(type.getIntOrFloatBitWidth()));
  return DenseElementsAttr::get(RankedTensorType::get({}, type), converted);
}

/// Constants of 64 bits become 32 where nothing beside them has as many, as Keras does it on jax:
/// Python makes them without being asked.
static void narrowConstants(MutableArrayRef<Operand> operands, Type single) {
  if (llvm::any_of(operands, [](const Operand &o) { return o.value && o.elementType().isF64(); }))
    return;
  for (Operand &operand : operands)
    if (operand.constant && operand.constant.getElementType().isF64() &&
        (!operand.isWeak || operand.hasOwnType))
      operand.constant =
          cast<DenseFPElementsAttr>(operand.constant).mapValues(single, [](const APFloat &number) {
            APFloat narrow = number;
            bool lossy;
            narrow.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &lossy);
            return narrow.bitcastToAPInt();
          });
}

/// Tensors become operands; constants in their places become constants of the IR, Python's numbers
/// among them with the dtype that they take beside the others.
bool LayerBuilder::bindOperands(const Layer &layer, const CallSpec &spec, const BoundCall &bound,
                                const TensorValues &values, OperationState &state) {
  SmallVector<Operand> operands;
  for (auto [key, given] : llvm::zip_equal(spec.getKeys(), bound)) {
    size_t before = operands.size();
    for (const Argument *argument :
         key.isOperand() ? ArrayRef(given) : ArrayRef<const Argument *>())
      if (const Json *wrong = flatten(*argument, key, values, builder, operands)) {
        report(layer, fmt::format("call argument {} holds {}, expected a tensor or numbers",
                                  key.name, wrong->text(60)));
        return false;
      }
    size_t count = operands.size() - before;
    bool isOptional = key.nullable || !key.presentFlag.empty();
    bool fits = count == 1 || (isOptional && count == 0) || (key.mayStartList && count > 1);
    if (key.role == CallArgument::Role::Operand && !fits) {
      report(layer,
             fmt::format("call argument {} must be one tensor, but {} are given", key.name, count));
      return false;
    }
    if (!key.presentFlag.empty() && count > 0)
      state.addAttribute(key.presentFlag, builder.getUnitAttr());
    if (!key.countName.empty())
      state.addAttribute(key.countName, builder.getI64IntegerAttr(int64_t(count)));
  }
  if (operands.empty()) {
    report(layer, "is called without a tensor");
    return false;
  }
  if (llvm::any_of(operands, [](const Operand &o) { return !o.value && !o.constant; }))
    return false;
  narrowConstants(operands, builder.getF32Type());
  Type common;
  for (const Operand &operand : operands)
    if (!operand.isWeak && !operand.hasOwnType) {
      Type type = operand.elementType();
      common = common ? promoteTypes(common, type) : type;
    }
  for (Operand &operand : operands) {
    if (!operand.value) {
      DenseElementsAttr constant = operand.constant;
      if (operand.isWeak && !operand.hasOwnType)
        constant = convertNumber(constant,
                                 weakType(constant.getElementType(),
                                          common && operand.isReal ? toFloatType(common) : common),
                                 builder);
      auto op = arith::ConstantOp::create(builder, state.location, constant);
      if (!operand.isWeak && constant.getType().getRank() == 0)
        op->setAttr(arrayAttrName, builder.getUnitAttr());
      operand.value = op;
    }
    state.addOperands(layer.isOperation() ? operand.value : autocastInput(state, operand.value));
  }
  return true;
}

/// Gives `state` the operands and attributes that the call stands for.
bool LayerBuilder::bindCall(const Layer &layer, const Call &call, const Values &tensors,
                            OperationState &state) {
  CallSpec spec;
  state.name.getInterface<LayerOpInterface>()->describeCall(spec);
  std::optional<BoundCall> bound = matchArguments(layer, call, spec);
  if (!bound)
    return false;
  SmallVector<const TensorRef *> refs;
  collectTensors(call, refs);
  TensorValues values;
  for (auto [ref, value] : llvm::zip_equal(refs, tensors))
    values[ref] = value;
  bool good = bindConstants(layer, spec, *bound, state);
  return bindOperands(layer, spec, *bound, values, state) && good;
}
