// lith-opt: reads any pool's IR, runs passes, prints IR. For pass tests and for looking inside.
#include "dialects/check/CheckDialect.h"
#include "dialects/kernel/KernelDialect.h"
#include "dialects/layer/LayerDialect.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::registerAllPasses();
  lith::passes::registerLithPasses();
  lith::passes::registerPipelines();
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  registry
      .insert<lith::layer::LayerDialect, lith::kernel::KernelDialect, lith::check::CheckDialect>();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "lith IR optimizer\n", registry));
}
