// Import asks every op about its config and binds the weights. Its MLIR context is shared by many
// inputs.
#include "tools/fuzz/ImportConfig.h"
#include "frontends/Import.h"
#include "tools/fuzz/Fuzz.h"

#include "mlir/IR/MLIRContext.h"

#include <memory>

using namespace lith;

void fuzz::importConfig(llvm::Expected<frontends::Config> config) {
  // A context keeps every attribute that it has seen; a new one now and then bounds the memory.
  static std::unique_ptr<mlir::MLIRContext> context;
  static unsigned runs = 0;
  if (runs++ % 200 == 0)
    context = std::make_unique<mlir::MLIRContext>(mlir::MLIRContext::Threading::DISABLED);
  if (!config)
    return refuse(config.takeError());
  std::vector<frontends::Problem> problems;
  if (!frontends::importModel(*config, {}, *context, problems))
    refuse(llvm::createStringError(problems.empty() ? "not imported" : problems.front().text()));
}
