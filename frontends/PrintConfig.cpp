// The config pool as text: `lith compile --emit=config`.
#include "frontends/Config.h"

#include <fmt/format.h>

using namespace lith::frontends;

static std::string print(const TensorRef &tensor) {
  return fmt::format("{}:{}:{}", tensor.layer, tensor.node, tensor.index);
}

static std::string print(const Argument &argument) {
  switch (argument.kind) {
  case Argument::Kind::Tensor:
    return print(argument.tensor);
  case Argument::Kind::Constant:
    return argument.constant.text(60);
  case Argument::Kind::List:
  case Argument::Kind::Dict:
    break;
  }
  bool isDict = argument.kind == Argument::Kind::Dict;
  std::string out = isDict ? "{" : "[";
  for (size_t i = 0; i < argument.items.size(); ++i)
    out += (i ? ", " : "") + (isDict ? argument.keys[i] + ": " : "") + print(argument.items[i]);
  return out + (isDict ? "}" : "]");
}

static std::string print(const Call &call) {
  std::string out;
  for (const Argument &argument : call.args)
    out += (out.empty() ? "" : ", ") + print(argument);
  for (const auto &[key, argument] : call.kwargs)
    out += (out.empty() ? "" : ", ") + key + "=" + print(argument);
  return "(" + out + ")";
}

static std::string print(const Structure &structure) {
  std::string out;
  for (size_t i = 0; i < structure.tensors.size(); ++i)
    out += (i ? ", " : "") + (structure.names.empty() ? "" : structure.names[i] + ": ") +
           print(structure.tensors[i]);
  return structure.kind == Structure::Kind::Single ? out
         : structure.kind == Structure::Kind::List ? "[" + out + "]"
                                                   : "{" + out + "}";
}

static void print(const Model &model, unsigned depth, std::string &out) {
  std::string indent(2 * depth, ' ');
  out += fmt::format("{}{} {} {} -> {}\n", indent, model.className, quoteJson(model.name),
                     print(model.inputs), print(model.outputs));
  for (const Layer &layer : model.layers) {
    out += fmt::format("{}  {} {}", indent, layer.className, quoteJson(layer.name));
    for (const Call &call : layer.calls)
      out += " " + print(call);
    out += "\n";
    if (layer.model) {
      print(*layer.model, depth + 2, out);
      continue;
    }
    for (const auto &[key, value] : *layer.config.asObject())
      if (key != "name" && !value.isNull())
        out += fmt::format("{}      {} = {}\n", indent, key, value.text());
  }
}

std::string lith::frontends::printConfig(const Config &config) {
  std::string out = fmt::format("keras {}\n", config.kerasVersion.empty() ? "of unknown version"
                                                                          : config.kerasVersion);
  print(config.main, 0, out);
  if (config.weights)
    for (llvm::StringRef name : config.weights->sortedNames()) {
      const WeightFile::Tensor &tensor = config.weights->tensors.find(name)->second;
      out += fmt::format("weight {} {}\n", name.str(), typeName(tensor.dtype, tensor.shape));
    }
  return out;
}
