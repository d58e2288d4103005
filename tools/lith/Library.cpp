// Opens compiled models; a model that is not compiled yet is compiled into the cache.
#include "tools/lith/Library.h"

#include "compiler/DiskCache.h"
#include "compiler/Fault.h"
#include "tools/lith/Files.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace lith::tools {
namespace {

constexpr uint64_t maxCacheBytes = uint64_t(4) << 30;

/// Everything that the compiled library depends on: the files, the options, and this very program.
llvm::Expected<std::string> cacheKey(const CompileFlags &flags) {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> buffers;
  std::vector<llvm::StringRef> parts;
  for (llvm::StringRef path : {llvm::StringRef("/proc/self/exe"), llvm::StringRef(flags.model),
                               llvm::StringRef(flags.weights)}) {
    if (path.empty())
      continue;
    auto buffer =
        llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!buffer)
      return llvm::createStringError("%s: cannot be read: %s", path.str().c_str(),
                                     buffer.getError().message().c_str());
    parts.push_back((*buffer)->getBuffer());
    buffers.push_back(std::move(*buffer));
  }
  std::string options =
      fmt::format("{} {} {} {} {} {} {} {}", llvm::sys::path::stem(flags.model).str(), flags.triple,
                  flags.cpu, flags.optLevel, flags.optimizeForSize, flags.loops,
                  flags.externalWeights, flags.batch.value_or(0));
  for (const std::string &shape : flags.shapes)
    options += " " + shape;
  parts.push_back(options);
  return compiler::contentHash(parts);
}

/// Compiles the model, or finds the compilation of an earlier run.
llvm::Expected<std::string> compileIntoCache(const CompileFlags &flags) {
  llvm::Expected<std::string> key = cacheKey(flags);
  if (!key)
    return key.takeError();
  llvm::SmallString<128> dir(compiler::defaultCacheDir());
  if (!dir.empty())
    llvm::sys::path::append(dir, "libraries");
  compiler::DiskCache cache(dir, maxCacheBytes);
  if (std::optional<std::string> file = cache.getFile(*key))
    return *file;
  llvm::Expected<Model> model = loadModel(flags);
  if (!model)
    return model.takeError();
  llvm::Expected<compiler::CompileOptions> options = makeCompileOptions(flags, *model);
  if (!options)
    return options.takeError();
  // Weights are embedded whatever was asked: the library in the cache is one file. Answers do not
  // depend on it.
  options->weightsMode = compiler::WeightsMode::Embed;
  Progress progress("compiling kernels");
  options->progress = [&](unsigned done, unsigned total, llvm::StringRef name) {
    progress.update(done, total, name);
  };
  llvm::Expected<compiler::CompileResult> result =
      compiler::compile(*model->module, model->weights, *options);
  if (!result)
    return result.takeError();
  cache.put(*key, result->output);
  if (std::optional<std::string> file = cache.getFile(*key))
    return *file;
  // No usable cache folder: a file of this run's own. It may go once it is open, so it is removed
  // at exit.
  llvm::SmallString<128> temporary;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("lith", "so", temporary))
    return llvm::createStringError("no temporary file can be made: %s", error.message().c_str());
  static llvm::SmallString<128> toRemove;
  toRemove = temporary;
  atexit([] { llvm::sys::fs::remove(toRemove); });
  if (llvm::Error error = writeFile(temporary, result->output))
    return error;
  return std::string(temporary);
}

/// The weights of a library that has them in a file: the one given, else NAME.safetensors beside
/// it. For other libraries weights are refused: they would not be looked at.
llvm::Error loadWeights(lith_model *model, const CompileFlags &flags) {
  uint32_t mode = lith_describe(model)->weights_mode;
  if (mode != LITH_WEIGHTS_EXTERNAL && !flags.weights.empty())
    return compiler::wrongUsage(flags.model + ": --weights has no effect on this library, which " +
                                (mode == LITH_WEIGHTS_EMBEDDED
                                     ? "has its weights inside: compile the model with "
                                       "--weights-mode=external to give others later"
                                     : "takes no weights"));
  if (mode != LITH_WEIGHTS_EXTERNAL)
    return llvm::Error::success();
  llvm::SmallString<128> path(flags.weights);
  if (path.empty()) {
    path = flags.model;
    llvm::sys::path::replace_extension(path, "safetensors");
  }
  int status = lith_load_weights(model, path.c_str());
  return status ? runtimeError(status) : llvm::Error::success();
}

} // namespace

bool isLibrary(llvm::StringRef path) {
  llvm::file_magic magic;
  return !llvm::identify_magic(path, magic) && magic == llvm::file_magic::elf_shared_object;
}

llvm::Error refuseCompileOptions(const CompileFlags &flags,
                                 llvm::ArrayRef<llvm::StringRef> useful) {
  if (!isLibrary(flags.model))
    return llvm::Error::success();
  std::vector<llvm::StringRef> useless;
  for (llvm::StringRef option : flags.given)
    if (option != "--weights" && !llvm::is_contained(useful, option))
      useless.push_back(option);
  if (useless.empty())
    return llvm::Error::success();
  return compiler::wrongUsage(flags.model + ": is a library, which is compiled already: " +
                              llvm::join(useless, ", ") + (useless.size() == 1 ? " has" : " have") +
                              " no effect on it; give such options with the model");
}

llvm::Expected<Library> Library::open(const CompileFlags &flags) {
  bool given = isLibrary(flags.model);
  llvm::Expected<std::string> path = given ? flags.model : compileIntoCache(flags);
  if (!path)
    return path.takeError();
  lith_model *model;
  if (int status = lith_open(path->c_str(), &model))
    return runtimeError(status);
  Library library;
  library.model.reset(model);
  if (given)
    if (llvm::Error error = loadWeights(model, flags))
      return error;
  return library;
}

} // namespace lith::tools
