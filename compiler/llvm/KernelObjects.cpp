// From kernels to objects. A kernel is known by the hash of its text, target and generator: the
// hash names it, finds identical ones and is the key in the cache.
#include "compiler/llvm/KernelObjects.h"

#include "compiler/Fault.h"
#include "compiler/halide/HalideCodegen.h"
#include "compiler/llvm/Kernel.h"
#include "compiler/llvm/Optimize.h"
#include "compiler/llvm/Target.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>

using namespace mlir;

namespace lith::compiler {
namespace {

/// A kernel alone in a module, free of its names and of where it came from.
struct Job {
  OwningOpRef<ModuleOp> module;
  std::string hash, symbol, name;

  kernel::FuncOp getKernel() { return *(*module).getOps<kernel::FuncOp>().begin(); }
};

/// Drops what does not matter to the code: locations, and attributes that name layers.
void forgetOrigin(Operation *root) {
  root->walk([](Operation *op) {
    op->setLoc(UnknownLoc::get(op->getContext()));
    for (NamedAttribute attribute : llvm::to_vector(op->getDiscardableAttrs()))
      if (attribute.getName().strref().starts_with("layer."))
        op->removeDiscardableAttr(attribute.getName());
  });
}

Job makeJob(kernel::FuncOp kernel, const KernelOptions &options) {
  Job job;
  job.name = kernel.getName().str();
  OpBuilder builder(kernel.getContext());
  job.module = ModuleOp::create(builder.getUnknownLoc());
  (*job.module)->setAttr(kernel::targetAttrName, options.target);
  builder.setInsertionPointToEnd(job.module->getBody());
  auto copy = cast<kernel::FuncOp>(builder.clone(*kernel));
  forgetOrigin(copy);
  copy.setName("kernel");
  copy.setSymVisibilityAttr(nullptr);
  std::string text;
  llvm::raw_string_ostream out(text);
  (*job.module)->print(out);
  job.hash = contentHash(
      {text, options.useHalide ? "halide" : "loops", options.optimizeForSize ? "size" : "speed"});
  job.symbol = "lith_k_" + job.hash.substr(0, 16);
  copy.setName(job.symbol);
  return job;
}

/// What tells one build of the compiler from another: its own file's size and time.
const std::string &getBuildIdentity() {
  static const std::string identity = [] {
    llvm::sys::fs::file_status status;
    std::string path = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
    if (llvm::sys::fs::status(path, status))
      return std::string();
    return std::to_string(status.getSize()) + "-" +
           std::to_string(status.getLastModificationTime().time_since_epoch().count());
  }();
  return identity;
}

llvm::Expected<GeneratedKernel> generateHalide(kernel::FuncOp kernel, llvm::LLVMContext &context) {
  llvm::Expected<HalideKernel> halide = compileKernelWithHalide(kernel, context);
  if (!halide)
    return halide.takeError();
  return GeneratedKernel{std::move(halide->module), halide->scratchBytes, false};
}

/// The kernel's optimised module, ready for emission.
llvm::Expected<GeneratedKernel> generate(Job &job, const KernelOptions &options,
                                         llvm::TargetMachine &machine, llvm::LLVMContext &context) {
  llvm::Expected<GeneratedKernel> generated =
      options.useHalide ? generateHalide(job.getKernel(), context)
                        : generateLoops(job.getKernel(), job.symbol, context);
  if (!generated)
    return internalFault("kernel '" + job.name + "': " + llvm::toString(generated.takeError()));
  llvm::Module &module = *generated->module;
  module.setModuleIdentifier(job.symbol);
  module.setSourceFileName("lith");
  // Hidden: called within the library only.
  for (llvm::GlobalValue &value : module.global_values())
    if (!value.hasLocalLinkage() && !value.getName().starts_with("llvm."))
      value.setVisibility(llvm::GlobalValue::HiddenVisibility);
  for (llvm::Function &function : module)
    if (function.isDeclaration() && !function.getName().starts_with("lith_") &&
        !function.getName().starts_with("halide_"))
      function.setVisibility(llvm::GlobalValue::DefaultVisibility); // the C library's
  allowContraction(module);
  optimize(module, machine, options.optimizeForSize);
  return generated;
}

llvm::Expected<KernelObject> compileJob(Job &job, const KernelOptions &options) {
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine = createMachine(options.target);
  if (!machine)
    return machine.takeError();
  llvm::LLVMContext context;
  llvm::Expected<GeneratedKernel> generated = generate(job, options, **machine, context);
  if (!generated)
    return generated.takeError();
  llvm::Expected<std::string> object =
      emit(*generated->module, **machine, llvm::CodeGenFileType::ObjectFile);
  if (!object)
    return object.takeError();
  return KernelObject{job.symbol, std::move(*object), generated->scratchBytes,
                      generated->hasDynamicScratch};
}

/// A cache entry: scratch bytes, the flag, the object.
std::string pack(const KernelObject &kernel) {
  char head[9];
  llvm::support::endian::write64le(head, kernel.scratchBytes);
  head[8] = kernel.hasDynamicScratch;
  return std::string(head, sizeof(head)) + kernel.object;
}

std::optional<KernelObject> unpack(std::optional<std::string> entry, llvm::StringRef symbol) {
  if (!entry || entry->size() < 9)
    return std::nullopt;
  return KernelObject{symbol.str(), entry->substr(9),
                      llvm::support::endian::read64le(entry->data()), (*entry)[8] != 0};
}

/// The jobs that `kernels` come to, and which of them each kernel is.
std::vector<Job> collectJobs(llvm::ArrayRef<kernel::FuncOp> kernels, const KernelOptions &options,
                             llvm::StringMap<unsigned> &byName) {
  std::vector<Job> jobs;
  llvm::StringMap<unsigned> byHash;
  for (kernel::FuncOp kernel : kernels) {
    Job job = makeJob(kernel, options);
    auto [known, isNew] = byHash.try_emplace(job.hash, jobs.size());
    byName[kernel.getName()] = known->second;
    if (isNew)
      jobs.push_back(std::move(job));
  }
  return jobs;
}

} // namespace

llvm::Expected<KernelObjects> compileKernels(llvm::ArrayRef<kernel::FuncOp> kernels,
                                             const KernelOptions &options) {
  KernelObjects result;
  std::vector<Job> jobs = collectJobs(kernels, options, result.byName);
  result.objects.resize(jobs.size());
  std::mutex mutex;
  unsigned done = 0;
  if (kernels.empty())
    return result;
  // Kernels share the module's context: one that is not made for threads is used by one at a time.
  mlir::MLIRContext *mlirContext = const_cast<kernel::FuncOp &>(kernels.front())->getContext();
  loadLoopsDialects(mlirContext);
  llvm::Error errors = llvm::Error::success();
  llvm::DefaultThreadPool pool(
      llvm::hardware_concurrency(mlirContext->isMultithreadingEnabled() ? options.jobs : 1));
  for (auto [index, job] : llvm::enumerate(jobs))
    pool.async([&, index = index, &job = job] {
      std::string key = contentHash({job.hash, getBuildIdentity()});
      std::optional<KernelObject> cached;
      if (options.cache)
        cached = unpack(options.cache->get(key), job.symbol);
      llvm::Expected<KernelObject> compiled =
          cached ? llvm::Expected<KernelObject>(*cached) : compileJob(job, options);
      std::lock_guard<std::mutex> lock(mutex);
      if (!compiled) {
        errors = llvm::joinErrors(std::move(errors), compiled.takeError());
        return;
      }
      if (cached)
        ++result.fromCache;
      else if (options.cache)
        options.cache->put(key, pack(*compiled));
      result.objects[index] = std::move(*compiled);
      if (options.progress)
        options.progress(++done, jobs.size(), job.name);
    });
  pool.wait();
  if (errors)
    return std::move(errors);
  return result;
}

void KernelObjects::append(KernelObjects other) {
  for (const auto &entry : other.byName)
    byName[entry.getKey()] = objects.size() + entry.getValue();
  std::move(other.objects.begin(), other.objects.end(), std::back_inserter(objects));
  fromCache += other.fromCache;
}

llvm::Expected<std::string> printLoopNests(llvm::ArrayRef<kernel::FuncOp> kernels) {
  std::string text;
  for (kernel::FuncOp kernel : kernels) {
    llvm::Expected<std::string> printed = printHalide(kernel);
    if (!printed)
      return internalFault("kernel '" + kernel.getName() +
                           "': " + llvm::toString(printed.takeError()));
    text += ("kernel " + kernel.getName() + "\n" + *printed + "\n").str();
  }
  return text;
}

llvm::Expected<std::string> printKernels(llvm::ArrayRef<kernel::FuncOp> kernels,
                                         const KernelOptions &options, bool asAssembly) {
  llvm::StringMap<unsigned> byName;
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine = createMachine(options.target);
  if (!machine)
    return machine.takeError();
  std::string text;
  llvm::raw_string_ostream out(text);
  for (Job &job : collectJobs(kernels, options, byName)) {
    llvm::LLVMContext context;
    llvm::Expected<GeneratedKernel> generated = generate(job, options, **machine, context);
    if (!generated)
      return generated.takeError();
    out << (asAssembly ? "# kernel " : "; kernel ") << job.name << "\n";
    if (!asAssembly) {
      generated->module->print(out, nullptr);
      continue;
    }
    llvm::Expected<std::string> assembly =
        emit(*generated->module, **machine, llvm::CodeGenFileType::AssemblyFile);
    if (!assembly)
      return assembly.takeError();
    out << *assembly;
  }
  return text;
}

} // namespace lith::compiler
