// lith inspect: a model's layers with shapes, parameters and arithmetic; a library's inputs,
// outputs, weights and memory.
#include "dialects/layer/LayerDialect.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Library.h"
#include "tools/lith/Macs.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace lith::tools {
namespace {

struct LayerRow {
  std::string path, op, output;
  int64_t parameters = 0, macs = 0;
};

std::string typeText(Type type) {
  std::string text;
  llvm::raw_string_ostream out(text);
  auto tensor = cast<ShapedType>(type);
  out << tensor.getElementType() << "[";
  llvm::interleaveComma(tensor.getShape(), out, [&](int64_t extent) {
    if (ShapedType::isDynamic(extent))
      out << "?";
    else
      out << extent;
  });
  out << "]";
  return text;
}

std::vector<LayerRow> listLayers(ModuleOp module) {
  llvm::StringMap<int64_t> macs = countMacs(module);
  llvm::StringSet<> counted;
  std::vector<LayerRow> rows;
  module.walk([&](layer::LayerOpInterface layer) {
    LayerRow row;
    if (auto path = layer->getAttrOfType<StringAttr>("layer.path"))
      row.path = path.str();
    row.op = layer->getName().getStringRef().str();
    row.output = typeText(layer->getResult(0).getType());
    // A layer that is called twice has its parameters once, and both calls' arithmetic stands under
    // one name.
    if (counted.insert(row.path).second) {
      SmallVector<layer::Variable> variables;
      layer.getVariables(variables);
      for (const layer::Variable &variable : variables)
        if (!variable.isState)
          row.parameters += llvm::product_of(variable.shape, int64_t(1));
      row.macs = macs.lookup(row.path);
    }
    rows.push_back(std::move(row));
  });
  return rows;
}

void printLayers(llvm::ArrayRef<LayerRow> rows) {
  size_t pathWidth = 5, opWidth = 4, outputWidth = 6;
  LayerRow total;
  for (const LayerRow &row : rows) {
    pathWidth = std::max(pathWidth, row.path.size());
    opWidth = std::max(opWidth, row.op.size());
    outputWidth = std::max(outputWidth, row.output.size());
    total.parameters += row.parameters;
    total.macs += row.macs;
  }
  auto line = [&](llvm::StringRef path, llvm::StringRef op, llvm::StringRef output,
                  llvm::StringRef parameters, llvm::StringRef macs) {
    return fmt::format("{:<{}}  {:<{}}  {:<{}}  {:>12}  {:>14}", path.str(), pathWidth, op.str(),
                       opWidth, output.str(), outputWidth, parameters.str(), macs.str());
  };
  fmt::print("{}\n", bold(line("layer", "op", "output", "parameters", "MACs")));
  for (const LayerRow &row : rows)
    fmt::print("{}\n", line(row.path, row.op, row.output, std::to_string(row.parameters),
                            std::to_string(row.macs)));
  fmt::print("{}\n", bold(line("total", "", "", std::to_string(total.parameters),
                               std::to_string(total.macs))));
}

void printLayersJson(llvm::ArrayRef<LayerRow> rows) {
  llvm::json::Array layers;
  for (const LayerRow &row : rows)
    layers.push_back(llvm::json::Object{{"path", row.path},
                                        {"op", row.op},
                                        {"output", row.output},
                                        {"parameters", row.parameters},
                                        {"macs", row.macs}});
  llvm::outs() << llvm::formatv(
                      "{0:2}", llvm::json::Value(llvm::json::Object{{"layers", std::move(layers)}}))
               << "\n";
}

std::string tensorText(const lith_tensor &tensor, const lith_descriptor &model) {
  std::string text = lith_dtype_name(tensor.dtype) + std::string("[");
  for (uint32_t i = 0; i < tensor.rank; ++i)
    text +=
        (i ? ", " : "") + (tensor.dims[i] < 0 ? std::string(model.dims[-1 - tensor.dims[i]].name)
                                              : std::to_string(tensor.dims[i]));
  return text + "]";
}

/// Bytes of each section that is loaded, from the library's file.
std::vector<std::pair<std::string, uint64_t>> listSections(llvm::StringRef path) {
  std::vector<std::pair<std::string, uint64_t>> sections;
  auto file = llvm::object::ObjectFile::createObjectFile(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return sections;
  }
  for (const llvm::object::SectionRef &section : file->getBinary()->sections()) {
    llvm::Expected<llvm::StringRef> name = section.getName();
    if (!name)
      llvm::consumeError(name.takeError());
    else if (section.isText() || section.isData())
      sections.push_back({name->str(), section.getSize()});
  }
  return sections;
}

llvm::json::Object describeLibrary(const lith_descriptor &model, llvm::StringRef path) {
  std::vector<int64_t> dims(model.given_dim_count);
  for (uint32_t i = 0; i < model.given_dim_count; ++i)
    dims[i] = model.dims[i].min;
  llvm::json::Object report{
      {"name", model.name},
      {"producer", model.producer},
      {"target", model.target},
      {"model_hash", model.model_hash},
      {"arena_bytes", static_cast<int64_t>(model.run.arena_size(dims.data(), 1))},
      {"state_bytes", static_cast<int64_t>(model.state_size)},
      {"weights_bytes", static_cast<int64_t>(model.image_size)},
      {"weights_embedded", model.weights_mode == LITH_WEIGHTS_EMBEDDED}};
  auto list = [&](const lith_tensor *tensors, uint32_t count) {
    llvm::json::Array array;
    for (const lith_tensor &tensor : llvm::ArrayRef(tensors, count))
      array.push_back(
          llvm::json::Object{{"name", tensor.name}, {"type", tensorText(tensor, model)}});
    return array;
  };
  report["inputs"] = list(model.inputs, model.input_count);
  report["outputs"] = list(model.outputs, model.output_count);
  llvm::json::Object sections;
  for (auto &[name, bytes] : listSections(path))
    sections[name] = static_cast<int64_t>(bytes);
  report["sections"] = std::move(sections);
  return report;
}

/// "key  value" lines.
void printReport(const llvm::json::Object &report) {
  for (const char *key :
       {"name", "producer", "target", "model_hash", "inputs", "outputs", "weights_bytes",
        "weights_embedded", "arena_bytes", "state_bytes", "sections"}) {
    const llvm::json::Value *value = report.get(key);
    if (const llvm::json::Array *list = value->getAsArray())
      for (const llvm::json::Value &item : *list)
        fmt::print("{:<18}{} {}\n", key, item.getAsObject()->getString("name")->str(),
                   item.getAsObject()->getString("type")->str());
    else if (const llvm::json::Object *sections = value->getAsObject())
      for (const auto &[name, bytes] : *sections)
        fmt::print("{:<18}{} {}\n", "section", name.str(), *bytes.getAsInteger());
    else if (std::optional<llvm::StringRef> text = value->getAsString())
      fmt::print("{:<18}{}\n", key, text->str());
    else if (std::optional<bool> flag = value->getAsBoolean())
      fmt::print("{:<18}{}\n", key, *flag ? "yes" : "no");
    else
      fmt::print("{:<18}{}\n", key, *value->getAsInteger());
  }
}

llvm::Error inspect(const InspectCommand &command) {
  if (isLibrary(command.flags.model)) {
    llvm::Expected<Library> library = Library::open(command.flags);
    if (!library)
      return library.takeError();
    llvm::json::Object report = describeLibrary(library->describe(), command.flags.model);
    if (command.json)
      llvm::outs() << llvm::formatv("{0:2}", llvm::json::Value(std::move(report))) << "\n";
    else
      printReport(report);
    return llvm::Error::success();
  }
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return model.takeError();
  std::vector<LayerRow> rows = listLayers(*model->module);
  if (command.json)
    printLayersJson(rows);
  else
    printLayers(rows);
  return llvm::Error::success();
}

} // namespace

int runCommand(const InspectCommand &command) {
  llvm::Error error = inspect(command);
  return error ? reportError(std::move(error)) : int(Fine);
}

} // namespace lith::tools
