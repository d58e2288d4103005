// lith check: everything that stops a model from compiling, at once.
#include "compiler/Fault.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace lith::tools {
namespace {

void printJson(llvm::ArrayRef<frontends::Problem> problems) {
  llvm::json::Array list;
  for (const frontends::Problem &problem : problems)
    list.push_back(llvm::json::Object{{"layer", problem.path},
                                      {"class", problem.className},
                                      {"what", problem.what},
                                      {"advice", problem.advice}});
  llvm::json::Object report{{"compiles", problems.empty()}, {"problems", std::move(list)}};
  llvm::outs() << llvm::formatv("{0:2}", llvm::json::Value(std::move(report))) << "\n";
}

} // namespace

int runCommand(const CheckCommand &command) {
  llvm::Expected<Model> model = readModel(command.flags);
  if (!model) {
    // A file that cannot be read is a problem like any other to who asks for JSON.
    if (!command.json || model.errorIsA<compiler::WrongUsage>())
      return reportError(model.takeError());
    printJson({{"", "", llvm::toString(model.takeError()), ""}});
    return ModelFault;
  }
  if (command.json)
    printJson(model->problems);
  else if (model->problems.empty())
    fmt::print("{}: every layer is supported\n", command.flags.model);
  else
    fmt::print("{}: {} problem{}:\n{}", command.flags.model, model->problems.size(),
               model->problems.size() == 1 ? "" : "s", visible(describeProblems(model->problems)));
  return model->problems.empty() ? Fine : ModelFault;
}

} // namespace lith::tools
