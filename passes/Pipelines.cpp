// The way from pool to pool, as lists of passes: one verb a line.
#include "passes/Pipelines.h"

#include "passes/Passes.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

namespace lith::passes {

void addLayerToLinalg(OpPassManager &passes, const PipelineOptions &options) {
  passes.addPass(createInlineModels());
  passes.addPass(createSetShapes({options.shapes}));
  if (options.optLevel > 0) {
    passes.addPass(createDropTrainingLayers());
    passes.addPass(createFoldBatchNorm());
    passes.addPass(createFuseActivation());
  }
  passes.addPass(createWidenHalf());
  passes.addPass(createSpecializeBatch({options.batch, options.optLevel > 0}));
  passes.addPass(createLowerLayers());
  if (options.optLevel > 0)
    passes.addPass(createFoldTransposes());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  passes.addPass(createOutlineRun());
  passes.addPass(createFindMultiples());
  passes.addPass(createFindEqualSizes());
  if (options.optLevel > 1)
    passes.addPass(createPackLayouts());
  if (options.optLevel > 0) {
    passes.addPass(createLoopInvariantCodeMotionPass());
    passes.addPass(createHoistPrepare());
  }
}

void addLinalgToKernel(OpPassManager &passes, const PipelineOptions &options) {
  passes.addPass(createExpandMath());
  passes.addPass(createExpandHalf());
  passes.addPass(createFormKernels({options.optLevel}));
  passes.addPass(createInsertCopies());
  passes.addPass(createPlanArena({options.check}));
  if (options.optLevel > 0)
    passes.addPass(createChooseSchedules());
  passes.addPass(createLoopInvariantCodeMotionPass());
  passes.addPass(createCSEPass());
}

namespace {
struct Options : PassPipelineOptions<Options> {
  Option<int> optLevel{*this, "opt-level", llvm::cl::desc("0, 1 or 2, as lith compile's -O"),
                       llvm::cl::init(2)};
  Option<int64_t> batch{*this, "batch", llvm::cl::desc("a fixed batch; 0: dynamic"),
                        llvm::cl::init(0)};
  ListOption<std::string> shapes{*this, "shapes", llvm::cl::desc("NAME=AxBxC of inputs")};
  Option<bool> check{*this, "check", llvm::cl::desc("check the arena's plan"),
                     llvm::cl::init(false)};

  PipelineOptions get() const {
    return {optLevel, batch, llvm::to_vector_of<std::string>(shapes), check};
  }
};
} // namespace

void registerPipelines() {
  PassPipelineRegistration<Options>(
      "layer-to-linalg", "Layer IR to linalg IR",
      [](OpPassManager &passes, const Options &o) { addLayerToLinalg(passes, o.get()); });
  PassPipelineRegistration<Options>(
      "linalg-to-kernel", "Linalg IR to kernel IR",
      [](OpPassManager &passes, const Options &o) { addLinalgToKernel(passes, o.get()); });
}

} // namespace lith::passes
