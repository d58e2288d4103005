// The JSON of a model, in the spelling of any version of Keras: read into the config pool, and
// imported into layer IR, which asks every op about its config.
#include "frontends/KerasJson.h"
#include "tools/fuzz/Fuzz.h"
#include "tools/fuzz/ImportConfig.h"

using namespace lith;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::Expected<frontends::Json> json =
      frontends::parseJson(llvm::StringRef(reinterpret_cast<const char *>(data), size), "fuzz");
  if (json)
    fuzz::importConfig(frontends::readKerasJson(std::move(*json), "fuzz", ""));
  else
    fuzz::refuse(json.takeError());
  return 0;
}
