// Drops layers that pass their input on unchanged when they are not training, and puts layers in
// the place of those that only call them.
#include "dialects/layer/Children.h"
#include "dialects/layer/LayerDialect.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_DROPTRAININGLAYERS
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct DropTrainingLayers : lith::passes::impl::DropTrainingLayersBase<DropTrainingLayers> {
  void runOnOperation() override {
    getOperation()->walk([&](lith::layer::LayerOpInterface layer) {
      if (layer.isIdentityAtInference()) {
        layer->replaceAllUsesWith(layer.getInputs());
      } else if (layer.isChildAtInference()) {
        OpBuilder builder(layer);
        layer->replaceAllUsesWith(
            lith::layer::inlineChild(builder, layer->getRegion(0), layer.getInputs()));
      } else {
        return;
      }
      layer->erase();
      ++numDropped;
    });
  }
};

} // namespace
