// Lowers layers to linalg on tensors by asking each for its lowering.
#include "dialects/layer/LayerDialect.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_LOWERLAYERS
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct LowerLayers : lith::passes::impl::LowerLayersBase<LowerLayers> {
  void runOnOperation() override {
    SmallVector<lith::layer::LayerOpInterface> layers;
    getOperation().walk([&](lith::layer::LayerOpInterface layer) { layers.push_back(layer); });
    for (lith::layer::LayerOpInterface layer : layers) {
      OpBuilder builder(layer);
      SmallVector<Value> results;
      if (failed(layer.lower(builder, results)))
        return signalPassFailure();
      layer->replaceAllUsesWith(results);
      layer->erase();
    }
  }
};

} // namespace
