// The JSON of a model: read into the config pool, and imported into layer IR, which asks every op
// about its config.
#include "frontends/Import.h"
#include "frontends/Json.h"
#include "frontends/KerasConfig.h"

#include "mlir/IR/MLIRContext.h"

#include <memory>

using namespace lith::frontends;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // A context keeps every attribute that it has seen; a new one now and then bounds the memory.
  static std::unique_ptr<mlir::MLIRContext> context;
  static unsigned runs = 0;
  if (runs++ % 200 == 0)
    context = std::make_unique<mlir::MLIRContext>(mlir::MLIRContext::Threading::DISABLED);
  llvm::Expected<Json> json =
      parseJson(llvm::StringRef(reinterpret_cast<const char *>(data), size), "fuzz");
  if (!json) {
    llvm::consumeError(json.takeError());
    return 0;
  }
  llvm::Expected<Model> model = readKerasConfig(JsonRef(*json, "fuzz:"));
  if (!model) {
    llvm::consumeError(model.takeError());
    return 0;
  }
  std::vector<Problem> problems;
  importModel(Config{"3.15.1", std::move(*model), nullptr}, {}, *context, problems);
  return 0;
}
