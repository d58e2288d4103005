// lith inspect: what a model is made of, and what a library holds.
#include "compiler/Fault.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Inspect.h"
#include "tools/lith/Library.h"
#include "tools/lith/Node.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"

namespace lith::tools {
namespace {

std::string factText(const llvm::json::Value &value) {
  if (std::optional<llvm::StringRef> text = value.getAsString())
    return text->str();
  if (std::optional<bool> flag = value.getAsBoolean())
    return *flag ? "yes" : "no";
  std::optional<int64_t> number = value.getAsInteger();
  return number ? std::to_string(*number) : "-";
}

llvm::Expected<Report> inspect(const InspectCommand &command) {
  if (isLibrary(command.flags.model)) {
    if (llvm::Error error = refuseCompileOptions(command.flags))
      return error;
    llvm::Expected<Library> library = Library::open(command.flags);
    if (!library)
      return library.takeError();
    return inspectLibrary(library->describe(), command.flags.model);
  }
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return model.takeError();
  return inspectModel(*model, command.flags);
}

} // namespace

void Report::print() const {
  for (const Fact &fact : facts)
    fmt::print("{:<18}{}\n", fact.key, visible(factText(fact.value)));
  for (const Section &section : sections) {
    if (section.table.empty())
      continue;
    fmt::print("\n{}\n", section.title);
    section.table.print();
  }
}

llvm::json::Object Report::toJson() const {
  llvm::json::Object object;
  for (const Fact &fact : facts)
    object[fact.key] = fact.value;
  for (const Section &section : sections)
    object[section.key] = section.table.toJson();
  return object;
}

/// --node: one call of a layer instead of the whole model.
static int inspectNode(const InspectCommand &command) {
  if (isLibrary(command.flags.model))
    return reportError(
        compiler::wrongUsage("--node asks for a layer of a model; a library has none"));
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return reportError(model.takeError());
  llvm::Expected<llvm::json::Object> node = describeNode(*model->module, command.node);
  if (!node)
    return reportError(node.takeError());
  if (command.json)
    printJson(std::move(*node));
  else
    printNode(*node);
  return Fine;
}

int runCommand(const InspectCommand &command) {
  if (!command.node.empty())
    return inspectNode(command);
  llvm::Expected<Report> report = inspect(command);
  if (!report)
    return reportError(report.takeError());
  if (command.json)
    printJson(report->toJson());
  else
    report->print();
  return Fine;
}

} // namespace lith::tools
