// From planned kernel IR to files.
#include "compiler/Library.h"

#include "compiler/Fault.h"
#include "compiler/Header.h"
#include "compiler/Weights.h"
#include "compiler/llvm/Data.h"
#include "compiler/llvm/Entry.h"
#include "compiler/llvm/Link.h"
#include "compiler/llvm/Optimize.h"
#include "compiler/llvm/RuntimeCore.h"
#include "compiler/llvm/Target.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace lith::compiler {
namespace {

/// The kernels that `function`s of the planned module call, in the module's order.
SmallVector<kernel::FuncOp> findKernels(ModuleOp planned,
                                        llvm::function_ref<bool(llvm::StringRef)> isWanted) {
  llvm::StringSet<> called;
  for (auto function : planned.getOps<func::FuncOp>())
    if (isWanted(function.getName()))
      function.walk([&](kernel::CallOp call) { called.insert(call.getCallee()); });
  SmallVector<kernel::FuncOp> kernels;
  for (auto kernel : planned.getOps<kernel::FuncOp>())
    if (called.contains(kernel.getName()))
      kernels.push_back(kernel);
  return kernels;
}

bool isPrepare(llvm::StringRef name) { return name == "prepare"; }

/// Everything of a library but its image.
struct Parts {
  KernelObjects kernels;
  std::string entry, core;

  std::vector<llvm::StringRef> getObjects() const {
    std::vector<llvm::StringRef> objects{entry};
    for (const KernelObject &kernel : kernels.objects)
      objects.push_back(kernel.object);
    objects.push_back(core);
    return objects;
  }
};

/// Kernels of @run by the chosen generator, those that only @prepare calls by the loops generator:
/// they run once.
llvm::Expected<KernelObjects> compileAll(ModuleOp planned, const EntryOptions &entry,
                                         const KernelOptions &options) {
  SmallVector<kernel::FuncOp> main, once;
  if (!entry.onlyPrepare)
    main = findKernels(planned, [](llvm::StringRef name) { return !isPrepare(name); });
  if (!entry.isEmbedded)
    for (kernel::FuncOp kernel : findKernels(planned, isPrepare))
      if (!llvm::is_contained(main, kernel))
        once.push_back(kernel);
  llvm::Expected<KernelObjects> kernels = compileKernels(main, options);
  if (!kernels || once.empty())
    return kernels;
  KernelOptions loops = options;
  loops.useHalide = false;
  llvm::Expected<KernelObjects> preparation = compileKernels(once, loops);
  if (!preparation)
    return preparation.takeError();
  kernels->append(std::move(*preparation));
  return kernels;
}

llvm::Expected<Parts> makeParts(ModuleOp planned, const Interface &interface,
                                const EntryOptions &entry, const KernelOptions &options) {
  Parts parts;
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine = createMachine(options.target);
  if (!machine)
    return machine.takeError();
  llvm::Expected<KernelObjects> kernels = compileAll(planned, entry, options);
  if (!kernels)
    return kernels.takeError();
  parts.kernels = std::move(*kernels);

  llvm::LLVMContext context;
  llvm::Expected<std::unique_ptr<llvm::Module>> module =
      createEntryModule(planned, interface, parts.kernels, entry, context);
  if (!module)
    return module.takeError();
  // Entry functions run once a call: small counts more than fast.
  optimize(**module, **machine, /*forSize=*/true);
  llvm::Expected<std::string> object = emit(**module, **machine, llvm::CodeGenFileType::ObjectFile);
  if (!object)
    return object.takeError();
  parts.entry = std::move(*object);
  llvm::Expected<std::string> core = compileRuntimeCore(**machine, options.cache);
  if (!core)
    return core.takeError();
  parts.core = std::move(*core);
  return parts;
}

/// The prepared image, made by this machine whatever the library's is.
llvm::Expected<std::string> makeImage(ModuleOp planned, const Interface &interface,
                                      llvm::ArrayRef<llvm::ArrayRef<char>> values,
                                      const KernelOptions &options) {
  if (!planned.lookupSymbol("prepare"))
    return internalFault("the planned module has weights, but no @prepare");
  KernelOptions host = options;
  host.useHalide = false;
  llvm::Expected<kernel::TargetAttr> target = describeTarget(planned.getContext(), "", "");
  if (!target)
    return target.takeError();
  host.target = *target;
  host.progress = nullptr;
  llvm::Expected<Parts> parts = makeParts(planned, interface, {.onlyPrepare = true}, host);
  if (!parts)
    return parts.takeError();
  llvm::Expected<std::string> library = linkShared(parts->getObjects(), interface.name + ".so",
                                                   llvm::Triple(host.target.getTriple()));
  if (!library)
    return library.takeError();
  return prepareImage(*library, interface, values);
}

/// What a program calls or reads: these stay when sections are dropped.
std::vector<std::string> getRoots(const Interface &interface) {
  return {interface.name + "_descriptor"};
}

llvm::Expected<std::string> join(llvm::ArrayRef<llvm::StringRef> objects,
                                 const Interface &interface, const CompileOptions &options,
                                 const llvm::Triple &triple) {
  if (options.emit == Emit::SharedLibrary)
    return linkShared(objects, options.soname.empty() ? interface.name + ".so" : options.soname,
                      triple);
  llvm::Expected<std::string> object = linkRelocatable(objects, getRoots(interface));
  if (!object || options.emit == Emit::Object)
    return object;
  return makeArchive(*object, interface.name);
}

} // namespace

llvm::Expected<CompileResult> makeLibrary(ModuleOp planned, const Interface &interface,
                                          const layer::WeightStore &weights,
                                          const CompileOptions &options,
                                          const KernelOptions &kernelOptions) {
  CompileResult result;
  bool hasWeights = !interface.weights.empty();
  bool isEmbedded = options.weightsMode == WeightsMode::Embed && hasWeights;
  std::vector<llvm::ArrayRef<char>> values;
  // External weights may come later, at run time.
  if (hasWeights && (isEmbedded || !weights.empty())) {
    llvm::Expected<std::vector<llvm::ArrayRef<char>>> found = findWeights(interface, weights);
    if (!found)
      return found.takeError();
    values = std::move(*found);
  }
  llvm::Expected<Parts> parts =
      makeParts(planned, interface, {.isEmbedded = isEmbedded}, kernelOptions);
  if (!parts)
    return parts.takeError();
  std::vector<llvm::StringRef> objects = parts->getObjects();
  std::string data;
  if (isEmbedded) {
    llvm::Expected<std::string> image = makeImage(planned, interface, values, kernelOptions);
    if (!image)
      return image.takeError();
    llvm::Expected<std::string> object = makeDataObject(imageSymbol, *image, kernelOptions.target);
    if (!object)
      return object.takeError();
    data = std::move(*object);
    objects.push_back(data);
  }
  llvm::Expected<std::string> output =
      join(objects, interface, options, llvm::Triple(kernelOptions.target.getTriple()));
  if (!output)
    return output.takeError();
  result.output = std::move(*output);
  result.header = makeHeader(interface, isEmbedded);
  if (!isEmbedded && !values.empty())
    result.weightsFile = writeSafetensors(interface, values);
  result.kernels = parts->kernels.objects.size();
  result.kernelsFromCache = parts->kernels.fromCache;
  return result;
}

llvm::Expected<std::string> printLibrary(ModuleOp planned, const Interface &interface,
                                         const CompileOptions &options,
                                         const KernelOptions &kernelOptions) {
  bool isAssembly = options.emit == Emit::Assembly;
  bool isEmbedded = options.weightsMode == WeightsMode::Embed && !interface.weights.empty();
  EntryOptions entry{.isEmbedded = isEmbedded};
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine =
      createMachine(kernelOptions.target);
  if (!machine)
    return machine.takeError();
  SmallVector<kernel::FuncOp> kernels =
      findKernels(planned, [&](llvm::StringRef name) { return !isEmbedded || !isPrepare(name); });
  llvm::Expected<KernelObjects> objects = compileAll(planned, entry, kernelOptions);
  if (!objects)
    return objects.takeError();
  llvm::LLVMContext context;
  llvm::Expected<std::unique_ptr<llvm::Module>> module =
      createEntryModule(planned, interface, *objects, entry, context);
  if (!module)
    return module.takeError();
  optimize(**module, **machine, /*forSize=*/true);
  llvm::Expected<std::string> text = printKernels(kernels, kernelOptions, isAssembly);
  if (!text)
    return text.takeError();
  if (isAssembly) {
    llvm::Expected<std::string> assembly =
        emit(**module, **machine, llvm::CodeGenFileType::AssemblyFile);
    if (!assembly)
      return assembly.takeError();
    return *assembly + *text;
  }
  std::string entryText;
  llvm::raw_string_ostream out(entryText);
  (*module)->print(out, nullptr);
  return entryText + *text;
}

} // namespace lith::compiler
