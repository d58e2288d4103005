// Makes layers compute in float32 or float64 alone: half types are for memory.
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_WIDENHALF
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith::layer;

namespace {

/// The type that the layer has to compute in; null where it does so already, or computes nothing.
Type findWideType(LayerOpInterface layer) {
  // What a layer's own layers compute, they say themselves.
  if (layer->hasTrait<MovesElements>() || layer->getNumRegions() > 0)
    return {};
  SmallVector<Type> floats;
  for (TypeRange types : {TypeRange(layer->getOperandTypes()), TypeRange(layer->getResultTypes())})
    for (Type type : types)
      if (Type element = getElementTypeOrSelf(type); isa<FloatType>(element))
        floats.push_back(element);
  Type wide = Float32Type::get(layer->getContext());
  for (Type type : floats)
    if (type.isF64())
      wide = type;
  return llvm::all_of(floats, [&](Type type) { return type == wide; }) ? Type() : wide;
}

/// Lets the copy of a layer that has wide operands give wide results.
void setPolicy(Operation *copy, Type wide) {
  auto name = StringAttr::get(copy->getContext(), getDTypeName(wide));
  if (wide.isF32())
    copy->removeAttr(policyAttrName);
  else
    copy->setAttr(policyAttrName, name);
  // Operations of keras.ops may be told their result's type.
  auto given = dyn_cast_or_null<StringAttr>(copy->getInherentAttr("dtype").value_or(Attribute()));
  std::optional<DTypePolicy> told =
      given ? parsePolicy(given, copy->getContext()) : std::optional<DTypePolicy>();
  if (told && isa<FloatType>(told->compute))
    copy->setAttr("dtype", name);
}

struct WidenHalf : lith::passes::impl::WidenHalfBase<WidenHalf> {
  void runOnOperation() override {
    SmallVector<std::pair<LayerOpInterface, Type>> layers;
    getOperation().walk([&](LayerOpInterface layer) {
      if (Type wide = findWideType(layer))
        layers.emplace_back(layer, wide);
    });
    for (auto [layer, wide] : layers)
      if (failed(widen(layer, wide)))
        return signalPassFailure();
  }

  LogicalResult widen(LayerOpInterface layer, Type wide) {
    OpBuilder builder(layer);
    Location loc = layer->getLoc();
    Operation *copy = layer->clone();
    for (OpOperand &operand : copy->getOpOperands())
      if (isa<FloatType>(getElementTypeOrSelf(operand.get().getType())))
        operand.set(createCast(builder, loc, operand.get(), wide, /*isAutocast=*/false));
    setPolicy(copy, wide);
    SmallVector<Type> types;
    builder.insert(copy);
    if (failed(cast<LayerOpInterface>(copy).inferTypes(types)))
      return failure();
    SmallVector<Value> results;
    for (auto [result, type, old] :
         llvm::zip_equal(copy->getResults(), types, layer->getResults())) {
      result.setType(type);
      results.push_back(createCast(builder, loc, result, getElementTypeOrSelf(old.getType()),
                                   /*isAutocast=*/false));
    }
    layer->replaceAllUsesWith(results);
    layer->erase();
    ++numWidened;
    return success();
  }
};

} // namespace
