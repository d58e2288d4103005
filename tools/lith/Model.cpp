// Reads a model from any file that lith takes.
#include "tools/lith/Model.h"

#include "compiler/DiskCache.h"
#include "compiler/Fault.h"
#include "frontends/BindWeights.h"
#include "frontends/ReadModel.h"
#include "tools/lith/Files.h"

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace lith::tools {
namespace {

/// The file's stem as a C identifier: "my-net.v2.keras" -> "my_net_v2". Whatever it is, NAME_run
/// and the like are no keywords; but the names that begin with lith_ are those of the ABI.
std::string identifierFor(llvm::StringRef path) {
  std::string name = llvm::sys::path::stem(path).str();
  for (char &c : name)
    if (!llvm::isAlnum(c))
      c = '_';
  bool isTaken = (name + "_").starts_with("lith_");
  return name.empty() || llvm::isDigit(name[0]) || isTaken ? "model_" + name : name;
}

/// Layer IR; weights, if any, come from a safetensors file under the names of its globals.
llvm::Error readIR(const CompileFlags &flags, Model &model) {
  if (!flags.shapes.empty())
    return compiler::wrongUsage("--shape has no effect on IR, which says its shapes itself: write "
                                "them into " +
                                flags.model);
  mlir::ParserConfig config(model.context.get());
  std::string messages;
  mlir::ScopedDiagnosticHandler handler(model.context.get(), [&](mlir::Diagnostic &diagnostic) {
    llvm::raw_string_ostream(messages) << diagnostic.getLocation() << ": " << diagnostic << "\n";
    return mlir::success();
  });
  model.module = mlir::parseSourceFile<mlir::ModuleOp>(flags.model, config);
  if (!model.module)
    return llvm::createStringError("%s", llvm::StringRef(messages).rtrim().str().c_str());
  if (flags.weights.empty())
    return llvm::Error::success();
  llvm::Expected<std::shared_ptr<const frontends::WeightFile>> file =
      frontends::readWeightFile(flags.weights);
  if (!file)
    return file.takeError();
  std::vector<frontends::DeclaredWeight> declared;
  for (auto global : model.module->getOps<mlir::ml_program::GlobalOp>()) {
    auto type = llvm::dyn_cast<mlir::RankedTensorType>(global.getType());
    if (global.getIsMutable() || !type)
      continue;
    auto path = global->getAttrOfType<mlir::StringAttr>("lith.path");
    declared.push_back(
        {global.getSymName().str(), path ? path.str() : "", global.getSymName().str(), "", type});
  }
  frontends::Problems problems;
  model.weights = frontends::bindWeights(*file, declared, /*isWhole=*/true, problems);
  model.problems = problems.take();
  return llvm::Error::success();
}

/// `NAME=AxBxC` or `AxBxC` as Import takes it.
llvm::Error parseShape(llvm::StringRef text, frontends::ImportOptions &options) {
  auto [name, extents] = text.contains('=') ? text.rsplit('=') : std::pair(llvm::StringRef(), text);
  llvm::SmallVector<llvm::StringRef> parts;
  extents.split(parts, 'x');
  llvm::SmallVector<int64_t> shape;
  for (llvm::StringRef part : parts) {
    int64_t extent;
    if (part.getAsInteger(10, extent) || extent < 1)
      return compiler::wrongUsage(
          "--shape " + text + ": a shape is positive numbers with x between them, as in 32x32x3");
    shape.push_back(extent);
  }
  if (options.findShape(name))
    return compiler::wrongUsage("--shape " + text + ": that input has a shape already");
  options.shapes.emplace_back(name.str(), shape);
  return llvm::Error::success();
}

std::vector<std::string> namesOf(const frontends::Structure &tensors) {
  std::vector<std::string> names;
  for (const frontends::TensorRef &tensor : tensors.tensors)
    names.push_back(tensor.layer);
  return names;
}

} // namespace

llvm::Error checkShapeNames(const frontends::ImportOptions &options,
                            llvm::ArrayRef<std::string> inputs) {
  for (const auto &[name, shape] : options.shapes)
    if (!name.empty() && !llvm::is_contained(inputs, name))
      return compiler::wrongUsage(fmt::format("--shape: no input is called '{}'; there {} '{}'",
                                              name, inputs.size() == 1 ? "is" : "are",
                                              fmt::join(inputs, "', '")));
  return llvm::Error::success();
}

llvm::Expected<frontends::ImportOptions> makeImportOptions(const CompileFlags &flags) {
  frontends::ImportOptions options;
  options.batch = flags.batch;
  for (const std::string &shape : flags.shapes)
    if (llvm::Error error = parseShape(shape, options))
      return error;
  return options;
}

llvm::Expected<Model> readModel(const CompileFlags &flags) {
  Model model;
  model.name = identifierFor(flags.model);
  mlir::DialectRegistry registry;
  compiler::registerDialects(registry);
  model.context = std::make_unique<mlir::MLIRContext>(registry);
  model.context->loadAllAvailableDialects();
  if (llvm::StringRef(flags.model).ends_with(".mlir")) {
    if (llvm::Error error = readIR(flags, model))
      return error;
    return model;
  }
  llvm::Expected<frontends::Config> config = frontends::readModelFile(flags.model, flags.weights);
  if (!config)
    return config.takeError();
  llvm::Expected<frontends::ImportOptions> options = makeImportOptions(flags);
  if (!options)
    return options.takeError();
  // Several shapes for a file of one layer are what makes its inputs.
  if (!config->main.isSingleLayer || options->shapes.size() == 1)
    if (llvm::Error error = checkShapeNames(*options, namesOf(config->main.inputs)))
      return error;
  if (auto imported = frontends::importModel(*config, *options, *model.context, model.problems)) {
    model.module = std::move(imported->module);
    model.weights = std::move(imported->weights);
  }
  return model;
}

std::vector<mlir::ml_program::GlobalOp> findMissingWeights(const Model &model) {
  std::vector<mlir::ml_program::GlobalOp> missing;
  mlir::ModuleOp module = model.module.get();
  for (auto global : module.getOps<mlir::ml_program::GlobalOp>())
    if (llvm::isa_and_nonnull<mlir::ml_program::ExternAttr>(global.getValueAttr()) &&
        !model.weights.contains(global.getSymName().str()))
      missing.push_back(global);
  return missing;
}

std::string describeProblems(llvm::ArrayRef<frontends::Problem> problems) {
  std::string text;
  for (const frontends::Problem &problem : problems)
    text += "  " + problem.text() + "\n";
  return text;
}

llvm::Expected<Model> loadModel(const CompileFlags &flags) {
  llvm::Expected<Model> model = readModel(flags);
  if (model && !model->problems.empty())
    return llvm::createStringError(
        fmt::format("{}: cannot be compiled:\n{}", flags.model,
                    llvm::StringRef(describeProblems(model->problems)).rtrim().str()));
  return model;
}

llvm::Expected<compiler::CompileOptions> makeCompileOptions(const CompileFlags &flags,
                                                            const Model &model) {
  compiler::CompileOptions options;
  options.name = model.name;
  options.codegen = flags.loops ? compiler::Codegen::Loops : compiler::Codegen::Halide;
  options.weightsMode =
      flags.externalWeights ? compiler::WeightsMode::External : compiler::WeightsMode::Embed;
  options.optLevel = flags.optLevel;
  options.optimizeForSize = flags.optimizeForSize;
  options.triple = flags.triple;
  options.cpu = flags.cpu;
  options.batch = flags.batch;
  options.verifyEach = flags.verifyEach;
  options.jobs = flags.jobs;
  options.cacheDir = compiler::defaultCacheDir();
  return options;
}

} // namespace lith::tools
