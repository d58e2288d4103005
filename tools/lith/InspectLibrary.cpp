// A library's inputs, outputs, weights, memory and kernels, as its descriptor says, and the sizes
// of its file's sections.
#include "tools/lith/Inspect.h"

#include "runtime/lith.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ObjectFile.h"

namespace lith::tools {
namespace {

template <typename Entry> std::string typeText(const Entry &entry, const lith_descriptor &model) {
  std::string text = lith_dtype_name(entry.dtype) + std::string("[");
  for (uint32_t i = 0; i < entry.rank; ++i)
    text += (i ? ", " : "") + (entry.dims[i] < 0 ? std::string(model.dims[-1 - entry.dims[i]].name)
                                                 : std::to_string(entry.dims[i]));
  return text + "]";
}

Table listTensors(llvm::ArrayRef<lith_tensor> tensors, const lith_descriptor &model) {
  Table table({{"name", "name"}, {"type", "type"}});
  for (const lith_tensor &tensor : tensors)
    table.addRow({tensor.name, typeText(tensor, model)});
  return table;
}

Table listVariables(llvm::ArrayRef<lith_variable> variables, const lith_descriptor &model) {
  Table table({{"name", "name"}, {"type", "type"}, {"bytes", "bytes", true, true}});
  for (const lith_variable &variable : variables)
    table.addRow({variable.name, typeText(variable, model), static_cast<int64_t>(variable.size)});
  return table;
}

Table listKernels(const lith_descriptor &model) {
  struct Kernel {
    int64_t calls = 0;
    const lith_kernel *first = nullptr;
    llvm::SetVector<llvm::StringRef> layers;
  };
  llvm::MapVector<llvm::StringRef, Kernel> kernels;
  for (const lith_kernel &site : llvm::ArrayRef(model.kernels, model.kernel_count)) {
    Kernel &kernel = kernels[site.name];
    ++kernel.calls;
    if (!kernel.first)
      kernel.first = &site;
    llvm::SmallVector<llvm::StringRef> layers;
    llvm::StringRef(site.layers).split(layers, ", ", /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    kernel.layers.insert_range(layers);
  }
  Table table({{"kernel", "kernel"},
               {"batch", "batch", true},
               {"calls", "calls", true, true},
               {"bytes", "bytes", true, true},
               {"flops", "FLOPs", true},
               {"layers", "layers"}});
  for (const auto &[name, kernel] : kernels) {
    llvm::json::Value batch = nullptr, flops = nullptr;
    if (kernel.first->batch)
      batch = kernel.first->batch;
    if (kernel.first->flops != LITH_UNKNOWN)
      flops = static_cast<int64_t>(kernel.first->flops);
    table.addRow({name, batch, kernel.calls, kernel.first->code_size, flops,
                  llvm::join(kernel.layers, ", ")});
  }
  return table;
}

/// Each section that is loaded, from the library's file.
Table listSections(llvm::StringRef path) {
  Table table({{"section", "section"}, {"bytes", "bytes", true, true}});
  auto file = llvm::object::ObjectFile::createObjectFile(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return table;
  }
  for (const llvm::object::SectionRef &section : file->getBinary()->sections()) {
    llvm::Expected<llvm::StringRef> name = section.getName();
    if (!name)
      llvm::consumeError(name.takeError());
    else if (section.isText() || section.isData())
      table.addRow({*name, static_cast<int64_t>(section.getSize())});
  }
  return table;
}

} // namespace

Report inspectLibrary(const lith_descriptor &model, llvm::StringRef path) {
  std::vector<int64_t> dims(model.given_dim_count);
  for (uint32_t i = 0; i < model.given_dim_count; ++i)
    dims[i] = model.dims[i].min;
  Report report;
  auto number = [](uint64_t value) { return static_cast<int64_t>(value); };
  report.facts = {{"name", model.name},
                  {"producer", model.producer},
                  {"target", model.target},
                  {"model_hash", model.model_hash},
                  {"weights_bytes", number(model.image_size)},
                  {"weights_embedded", model.weights_mode == LITH_WEIGHTS_EMBEDDED},
                  {"arena_bytes", number(model.run.arena_size(dims.data(), 1))},
                  {"state_bytes", number(model.state_size)}};
  report.sections = {
      {"inputs", "Inputs", listTensors({model.inputs, model.input_count}, model)},
      {"outputs", "Outputs", listTensors({model.outputs, model.output_count}, model)},
      {"weights", "Weights", listVariables({model.weights, model.weight_count}, model)},
      {"states", "State", listVariables({model.states, model.state_count}, model)},
      {"kernels", "Kernels", listKernels(model)},
      {"sections", "Sections of the file", listSections(path)}};
  return report;
}

} // namespace lith::tools
