// Counts multiply-accumulates on a lowered copy of the model.
#include "tools/lith/Macs.h"

#include "passes/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;

namespace lith::tools {

/// The loop ranges' product where the op is a contraction, else 0.
static int64_t macsOf(linalg::GenericOp op) {
  if (op.getNumReductionLoops() == 0 || op.getBody()->getOps<arith::MulFOp>().empty())
    return 0;
  int64_t macs = 1;
  for (int64_t range : op.getStaticLoopRanges())
    macs *= ShapedType::isDynamic(range) ? 1 : range;
  return macs;
}

llvm::StringMap<int64_t> countMacs(ModuleOp layers) {
  OwningOpRef<ModuleOp> copy = layers.clone();
  PassManager passes(layers.getContext());
  passes.addPass(passes::createWidenHalf());
  passes.addPass(passes::createLowerLayers());
  llvm::StringMap<int64_t> macs;
  if (failed(passes.run(*copy)))
    return macs;
  copy->walk([&](linalg::GenericOp op) {
    if (auto path = dyn_cast<NameLoc>(op.getLoc()))
      macs[path.getName()] += macsOf(op);
  });
  return macs;
}

} // namespace lith::tools
