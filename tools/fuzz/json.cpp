// JSON: whatever parses prints as JSON that parses to the same.
#include "frontends/Json.h"
#include "tools/fuzz/Fuzz.h"

#include <cstdlib>

using namespace lith::frontends;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::Expected<Json> json =
      parseJson(llvm::StringRef(reinterpret_cast<const char *>(data), size), "fuzz");
  if (!json) {
    lith::fuzz::refuse(json.takeError());
    return 0;
  }
  std::string text = json->text(SIZE_MAX);
  llvm::Expected<Json> again = parseJson(text, "fuzz");
  if (!again || again->text(SIZE_MAX) != text)
    abort();
  return 0;
}
