// Drops layers that pass their input on unchanged when they are not training.
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
      if (!layer.isIdentityAtInference())
        return;
      layer->replaceAllUsesWith(layer.getInputs());
      layer->erase();
      ++numDropped;
    });
  }
};

} // namespace
