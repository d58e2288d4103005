// lith layers: what lith knows of each Keras layer. The registered ops are asked, the same that
// import asks, so that the list cannot differ from what compiles.
#include "dialects/layer/LayerDialect.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Table.h"

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace lith::tools {
namespace {

struct SupportedLayer {
  std::string name;
  std::string op;
  layer::ConfigSpec spec;
};

/// Every op that is a layer, by Keras's name.
std::vector<SupportedLayer> listLayers() {
  mlir::MLIRContext context;
  context.loadDialect<layer::LayerDialect>();
  std::vector<SupportedLayer> layers;
  for (mlir::RegisteredOperationName name : context.getRegisteredOperations()) {
    const auto *interface = name.getInterface<layer::LayerOpInterface>();
    if (!interface)
      continue;
    SupportedLayer layer{interface->getKerasClass().str(), name.getStringRef().str(), {}};
    // Functions of keras.ops go by what people call.
    if (llvm::StringRef op = name.getStringRef(); op.consume_front("layer.ops."))
      layer.name = "keras.ops." + op.str();
    interface->describeConfig(layer.spec);
    layers.push_back(std::move(layer));
  }
  llvm::sort(layers, [](const auto &a, const auto &b) { return a.name < b.name; });
  return layers;
}

/// `padding` or, where only some values are taken, `padding` = a, b.
std::string describe(const layer::ConfigKey &key, const char *quote) {
  std::string text = fmt::format("{0}{1}{0}", quote, key.name);
  return key.choices.empty() ? text : fmt::format("{} ({})", text, fmt::join(key.choices, ", "));
}

std::string describeKeys(const layer::ConfigSpec &spec, const char *quote) {
  std::vector<std::string> keys;
  for (const layer::ConfigKey &key : spec.getKeys())
    keys.push_back(describe(key, quote));
  return fmt::format("{}", fmt::join(keys, ", "));
}

void printMarkdown(llvm::ArrayRef<SupportedLayer> layers) {
  fmt::print("# Layers that compile\n\nMade by `lith layers --markdown`; a test keeps it so. "
             "Arguments without effect on inference "
             "(initializers, regularizers, seeds) are accepted and not\nlisted. What is not here "
             "is refused by name.\n\n"
             "| layer | op | arguments |\n|---|---|---|\n");
  for (const SupportedLayer &layer : layers)
    fmt::print("| {} | `{}` | {} |\n", layer.name, layer.op, describeKeys(layer.spec, "`"));
}

llvm::json::Value toJson(llvm::ArrayRef<SupportedLayer> layers) {
  llvm::json::Array list;
  for (const SupportedLayer &layer : layers) {
    llvm::json::Array arguments;
    for (const layer::ConfigKey &key : layer.spec.getKeys()) {
      llvm::json::Object argument{{"name", key.name}};
      if (!key.choices.empty())
        argument["choices"] = llvm::json::Array(key.choices);
      arguments.push_back(std::move(argument));
    }
    list.push_back(
        llvm::json::Object{{"layer", layer.name},
                           {"op", layer.op},
                           {"arguments", std::move(arguments)},
                           {"without_effect", llvm::json::Array(layer.spec.getKeptKeys())}});
  }
  return list;
}

} // namespace

int runCommand(const LayersCommand &command) {
  std::vector<SupportedLayer> layers = listLayers();
  if (command.json) {
    printJson(toJson(layers));
  } else if (command.markdown) {
    printMarkdown(layers);
  } else {
    size_t width = 0;
    for (const SupportedLayer &layer : layers)
      width = std::max(width, layer.name.size() + 2);
    for (const SupportedLayer &layer : layers)
      fmt::print("{:<{}}{}\n", layer.name, width, describeKeys(layer.spec, ""));
  }
  return Fine;
}

} // namespace lith::tools
