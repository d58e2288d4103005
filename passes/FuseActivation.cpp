// Makes an activation layer part of the layer before it, where nothing else reads that layer.
#include "dialects/layer/LayerDialect.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_FUSEACTIVATION
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using lith::layer::EndsInActivation;
using lith::layer::LayerOpInterface;

namespace {

constexpr StringRef activationKey = "activation";

/// Whether `producer` ends in an activation that is still free.
bool hasFreeActivation(Operation *producer) {
  if (!producer || !producer->hasTrait<EndsInActivation>() || !producer->hasOneUse())
    return false;
  auto activation = producer->getAttrOfType<StringAttr>(activationKey);
  return !activation || activation == "linear";
}

struct FuseActivation : lith::passes::impl::FuseActivationBase<FuseActivation> {
  void runOnOperation() override {
    getOperation()->walk([&](LayerOpInterface layer) {
      StringRef activation = layer.getAsActivation();
      if (activation.empty())
        return;
      Operation *producer = layer.getInputs().front().getDefiningOp();
      // An activation that changes the type (glu) would change the producer's result.
      if (!hasFreeActivation(producer) || producer->getResultTypes() != layer->getResultTypes())
        return;
      producer->setAttr(activationKey, StringAttr::get(&getContext(), activation));
      layer->replaceAllUsesWith(producer);
      layer->erase();
      ++numFused;
    });
  }
};

} // namespace
