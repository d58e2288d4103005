// lith compile: writes a library with its header (and weights), or prints any stage on the way
// there.
#include "compiler/Fault.h"
#include "frontends/Export.h"
#include "frontends/ReadModel.h"
#include "tools/lith/Commands.h"
#include "tools/lith/Files.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <chrono>

namespace lith::tools {
namespace {

using compiler::Emit;

Emit emitFor(llvm::StringRef name) {
  return llvm::StringSwitch<Emit>(name)
      .Case("a", Emit::Archive)
      .Case("obj", Emit::Object)
      .Case("asm", Emit::Assembly)
      .Case("llvm", Emit::LLVM)
      .Case("halide", Emit::Halide)
      .Case("kernel", Emit::Kernel)
      .Case("linalg", Emit::Linalg)
      .Case("layer", Emit::Layer)
      .Default(Emit::SharedLibrary);
}

/// Whether the stage is a file for machines, which needs a name of its own, rather than text.
bool isBinary(Emit emit) {
  return emit == Emit::SharedLibrary || emit == Emit::Archive || emit == Emit::Object;
}

std::string outputPath(const CompileCommand &command, Emit emit) {
  if (!command.output.empty())
    return command.output;
  if (!isBinary(emit))
    return "-";
  llvm::SmallString<128> path(llvm::sys::path::filename(command.flags.model));
  llvm::sys::path::replace_extension(path, emit == Emit::SharedLibrary ? "so"
                                           : emit == Emit::Archive     ? "a"
                                                                       : "o");
  return std::string(path);
}

/// A file beside the output with another extension.
std::string besides(llvm::StringRef output, llvm::StringRef extension) {
  llvm::SmallString<128> path(output);
  llvm::sys::path::replace_extension(path, extension);
  return std::string(path);
}

/// Whether the output can be made at all, asked before the long work.
llvm::Error checkOutput(const CompileCommand &command, Emit emit, llvm::StringRef output) {
  if (llvm::sys::fs::is_directory(output))
    return compiler::wrongUsage("-o " + output + ": is a folder; name a file in it");
  if (!isBinary(emit) || isStream(output))
    return llvm::Error::success();
  if (llvm::sys::fs::equivalent(output, command.flags.model))
    return compiler::wrongUsage("-o " + output + ": is the model itself");
  for (llvm::StringRef own : {"h", "safetensors"})
    if (besides(output, own) == output)
      return compiler::wrongUsage("-o " + output + ": is where the library's own " +
                                  (own == "h" ? "header" : "weights file") +
                                  " goes; name the library otherwise, as in " +
                                  besides(output, "so"));
  return llvm::Error::success();
}

llvm::Error printConfigPool(const CompileCommand &command) {
  llvm::Expected<frontends::Config> config =
      frontends::readModelFile(command.flags.model, command.flags.weights);
  if (!config)
    return config.takeError();
  return writeFile(command.output.empty() ? "-" : command.output, frontends::printConfig(*config));
}

/// Gives the model back to Keras: as JSON, or as a `.keras` file with its weights.
llvm::Error exportToKeras(const CompileCommand &command) {
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return model.takeError();
  llvm::Expected<frontends::ExportedModel> exported =
      frontends::exportModel(*model->module, model->weights);
  if (!exported)
    return llvm::createStringError(command.flags.model + ": " +
                                   llvm::toString(exported.takeError()));
  if (command.emit == "json")
    return writeFile(command.output.empty() ? "-" : command.output,
                     frontends::toKerasJson(exported->config).text(SIZE_MAX) + "\n");
  if (command.output.empty())
    return llvm::createStringError("--emit=keras: say where to write the file with -o FILE.keras");
  // Keras loads no file that lacks the values of a layer.
  if (!findMissingWeights(*model).empty())
    return llvm::createStringError(command.flags.model +
                                   ": has no weights, which a .keras file has to hold: give them "
                                   "with --weights=FILE, or write --emit=json");
  llvm::Expected<std::string> bytes = frontends::writeKerasFile(*exported);
  return bytes ? writeFile(command.output, *bytes) : bytes.takeError();
}

void printDone(llvm::StringRef output, const compiler::CompileResult &result, double seconds) {
  fmt::print(stderr, "{}  {}  {} kernels ({} from the cache)  {:.1f} s\n", output.str(),
             humanBytes(result.output.size()), result.kernels, result.kernelsFromCache, seconds);
}

llvm::Error compileModel(const CompileCommand &command) {
  auto start = std::chrono::steady_clock::now();
  Emit emit = emitFor(command.emit);
  std::string output = outputPath(command, emit);
  if (llvm::Error error = checkOutput(command, emit, output))
    return error;
  llvm::Expected<Model> model = loadModel(command.flags);
  if (!model)
    return model.takeError();
  llvm::Expected<compiler::CompileOptions> options = makeCompileOptions(command.flags, *model);
  if (!options)
    return options.takeError();
  options->emit = emit;
  if (!isStream(output))
    options->soname = llvm::sys::path::filename(output).str();
  Progress progress("compiling kernels", command.quiet);
  options->progress = [&](unsigned done, unsigned total, llvm::StringRef name) {
    progress.update(done, total, name);
  };
  llvm::Expected<compiler::CompileResult> result =
      compiler::compile(*model->module, model->weights, *options);
  progress.clear();
  if (!result)
    return result.takeError();
  std::vector<OutputFile> files;
  if (!isStream(output)) {
    if (!result->header.empty())
      files.push_back({besides(output, "h"), result->header});
    if (!result->weightsFile.empty())
      files.push_back({besides(output, "safetensors"), result->weightsFile});
  }
  // The library comes last: where it is new, what belongs to it is there.
  files.push_back({output, result->output});
  if (llvm::Error error = writeFiles(files))
    return error;
  if (isBinary(emit) && !command.quiet)
    printDone(output, *result,
              std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return llvm::Error::success();
}

} // namespace

int runCommand(const CompileCommand &command) {
  llvm::Error error = command.emit == "config"                            ? printConfigPool(command)
                      : command.emit == "json" || command.emit == "keras" ? exportToKeras(command)
                                                                          : compileModel(command);
  return error ? reportError(std::move(error)) : int(Fine);
}

} // namespace lith::tools
