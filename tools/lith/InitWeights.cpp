// Finds each variable's initializer: in what the layer keeps of its config, else by the variable's
// name, as Keras's defaults go by it.
#include "tools/lith/InitWeights.h"

#include "compiler/Interface.h"
#include "dialects/layer/LayerDialect.h"
#include "tools/lith/Array.h"
#include "tools/lith/Initializers.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/StringSwitch.h"

#include <cstring>

using namespace mlir;

namespace lith::tools {
namespace {

/// A variable's own name, behind those of parts of the layer: "cell/kernel" -> "kernel".
StringRef lastName(StringRef variable) {
  return variable.rsplit('/').second.empty() ? variable : variable.rsplit('/').second;
}

/// What Keras takes where nothing is said; empty where only the layer could know.
StringRef defaultInitializer(StringRef variable) {
  return llvm::StringSwitch<StringRef>(variable)
      .Cases({"kernel", "depthwise_kernel", "pointwise_kernel"}, "GlorotUniform")
      .Case("recurrent_kernel", "Orthogonal")
      .Case("embeddings", "RandomUniform")
      .Cases({"gamma", "moving_variance", "variance"}, "Ones")
      .Case("vector_u", R"({"class_name": "TruncatedNormal", "config": {"stddev": 0.02}})")
      .Cases({"bias", "beta", "moving_mean", "mean", "alpha", "count"}, "Zeros")
      .Default("");
}

/// `kernel_initializer` for "kernel", `depthwise_initializer` for "depthwise_kernel"; also for the
/// "kernel" of a layer that has no other.
StringRef findInitializer(layer::LayerOpInterface layer, const layer::Variable &variable) {
  StringRef name = lastName(variable.name);
  auto kept = layer->getAttrOfType<DictionaryAttr>("layer.kept");
  StringRef stem = name;
  stem.consume_back("_kernel");
  SmallVector<std::string> keys{(name + "_initializer").str(), (stem + "_initializer").str()};
  if (name == "kernel")
    keys.push_back("depthwise_initializer");
  for (const std::string &key : keys)
    if (auto value = kept ? kept.getAs<StringAttr>(key) : StringAttr())
      return value.getValue();
  return defaultInitializer(name);
}

/// An LSTM's bias for the gate that forgets starts as ones, if its config says so.
void setForgetBias(layer::LayerOpInterface layer, const layer::Variable &variable,
                   std::vector<double> &values) {
  auto kept = layer->getAttrOfType<DictionaryAttr>("layer.kept");
  auto flag = kept ? kept.getAs<StringAttr>("unit_forget_bias") : StringAttr();
  if (!flag || flag.getValue() != "true" || lastName(variable.name) != "bias")
    return;
  size_t units = values.size() / 4;
  std::fill(values.begin() + units, values.begin() + 2 * units, 1.0);
}

llvm::Expected<layer::Weight> makeWeight(layer::LayerOpInterface layer,
                                         const layer::Variable &variable, StringRef symbol,
                                         RankedTensorType type, uint64_t seed) {
  auto where = [&](llvm::Error error) {
    return llvm::createStringError(symbol + ": " + llvm::toString(std::move(error)));
  };
  StringRef initializer = findInitializer(layer, variable);
  if (initializer.empty())
    return where(llvm::createStringError(
        "the config names no initializer for it, and Keras's default is not known"));
  llvm::Expected<std::vector<double>> values =
      initialize(initializer, symbol, type.getShape(), seed);
  if (!values)
    return where(values.takeError());
  setForgetBias(layer, variable, *values);
  Array array{symbol.str(), LITH_F64, SmallVector<int64_t>(type.getShape()), {}};
  array.bytes.resize(values->size() * sizeof(double));
  std::memcpy(array.bytes.data(), values->data(), array.bytes.size());
  llvm::Expected<Array> converted = convert(array, compiler::getDtype(type.getElementType()));
  if (!converted)
    return where(converted.takeError());
  auto bytes = std::make_shared<std::vector<char>>(std::move(converted->bytes));
  return layer::Weight{type, *bytes, bytes};
}

} // namespace

llvm::Error initWeights(Model &model, uint64_t seed) {
  model.weights.clear();
  llvm::Error errors = llvm::Error::success();
  model.module->walk([&](layer::LayerOpInterface layer) {
    auto path = layer->getAttrOfType<StringAttr>("layer.path");
    SmallVector<layer::Variable> variables;
    layer.getVariables(variables);
    for (const layer::Variable &variable : variables) {
      std::string symbol = ((path ? path.getValue() : "") + "/" + variable.name).str();
      auto global = model.module->lookupSymbol<ml_program::GlobalOp>(symbol);
      // State starts as the library says; a layer that is called twice has its weights once.
      if (!global || global.getIsMutable() || model.weights.contains(symbol))
        continue;
      llvm::Expected<layer::Weight> weight =
          makeWeight(layer, variable, symbol, cast<RankedTensorType>(global.getType()), seed);
      if (weight)
        model.weights.insert({symbol, std::move(*weight)});
      else
        errors = llvm::joinErrors(std::move(errors), weight.takeError());
    }
  });
  if (errors)
    return errors;
  for (auto global : model.module->getOps<ml_program::GlobalOp>())
    if (!global.getIsMutable() && !model.weights.contains(global.getSymName().str()))
      return llvm::createStringError("no layer says how " + global.getSymName() + " starts");
  return llvm::Error::success();
}

} // namespace lith::tools
