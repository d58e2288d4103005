// Chooses how Halide computes each kernel, from shapes and the target's facts alone, and writes the
// choice into the IR as `kernel.schedule` attributes. README.md says what is chosen and why.
#include "passes/Passes.h"
#include "passes/ScheduleChooser.h"

namespace lith::passes {
#define GEN_PASS_DEF_CHOOSESCHEDULES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith;
using namespace lith::passes;

namespace {

struct ChooseSchedules : lith::passes::impl::ChooseSchedulesBase<ChooseSchedules> {
  void runOnOperation() override {
    auto target = getOperation()->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName);
    if (!target)
      return;
    for (auto kernel : getOperation().getOps<kernel::FuncOp>())
      ScheduleChooser(kernel, target).run();
  }
};

} // namespace
