// A model's layers with shapes, parameters and arithmetic, and the plan of its kernels and memory.
#include "compiler/Interface.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/LayerDialect.h"
#include "tools/lith/Inspect.h"
#include "tools/lith/Macs.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace lith::tools {
namespace {

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

int64_t countParameters(layer::LayerOpInterface layer) {
  int64_t parameters = 0;
  SmallVector<layer::Variable> variables;
  layer.getVariables(variables);
  for (const layer::Variable &variable : variables)
    if (!variable.isState && variable.sameAs.empty())
      parameters += llvm::product_of(variable.shape, int64_t(1));
  return parameters;
}

Table listLayers(ModuleOp module) {
  llvm::StringMap<int64_t> macs = countMacs(module);
  llvm::StringSet<> counted;
  Table table({{"path", "layer"},
               {"op", "op"},
               {"output", "output"},
               {"parameters", "parameters", true, true},
               {"macs", "MACs", true, true}});
  module.walk<WalkOrder::PreOrder>([&](layer::LayerOpInterface layer) {
    if (layer->hasAttr(layer::autocastAttrName))
      return;
    auto path = layer->getAttrOfType<StringAttr>("layer.path");
    std::string name = path ? path.str() : "";
    // A layer that is called twice has its parameters once, and both calls' arithmetic stands under
    // one name.
    bool isFirst = counted.insert(name).second;
    table.addRow({name, layer->getName().getStringRef(), typeText(layer->getResult(0).getType()),
                  isFirst ? countParameters(layer) : 0, isFirst ? macs.lookup(name) : 0});
  });
  return table;
}

/// Memory of each version of @run.
Table listVersions(ModuleOp planned) {
  Table table({{"batch", "batch"},
               {"arena_bytes", "arena bytes", true},
               {"largest_live_set", "largest live set", true}});
  for (func::FuncOp run : compiler::getRunVariants(planned)) {
    auto number = [&](llvm::StringRef name) -> llvm::json::Value {
      auto attribute = run->getAttrOfType<IntegerAttr>(name);
      return attribute ? llvm::json::Value(attribute.getInt()) : nullptr;
    };
    table.addRow({number(compiler::batchAttrName), number(compiler::arenaBytesAttrName),
                  number("kernel.largest_live_set")});
  }
  return table;
}

} // namespace

llvm::Expected<Report> inspectModel(Model &model, const CompileFlags &flags) {
  Report report;
  report.facts.push_back({"name", model.name});
  report.sections.push_back({"layers", "Layers", listLayers(*model.module)});
  llvm::Expected<compiler::CompileOptions> options = makeCompileOptions(flags, model);
  if (!options)
    return options.takeError();
  options->emit = compiler::Emit::Kernel;
  llvm::Expected<compiler::CompileResult> planned =
      compiler::compile(*model.module, model.weights, *options);
  if (!planned)
    return planned.takeError();
  report.sections.push_back({"steps", "Steps of a run", listSteps(*model.module)});
  report.sections.push_back({"versions", "Memory of a run", listVersions(*model.module)});
  report.sections.push_back({"arena", "Arena", makeArenaMap(*model.module)});
  return report;
}

} // namespace lith::tools
