// The entry module: the planned functions that are called, lowered, and the C functions around
// them.
#include "compiler/llvm/Entry.h"

#include "compiler/Fault.h"
#include "compiler/llvm/EntryWriter.h"
#include "compiler/llvm/PlannedFunctions.h"
#include "compiler/llvm/ToLLVM.h"

using namespace mlir;

namespace lith::compiler {

llvm::Expected<std::unique_ptr<llvm::Module>>
createEntryModule(ModuleOp planned, const Interface &interface, const KernelObjects &kernels,
                  const EntryOptions &options, llvm::LLVMContext &context) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(planned.getContext()));
  auto adoptNamed = [&](llvm::StringRef name) -> std::optional<PlannedFunction> {
    auto function = planned.lookupSymbol<func::FuncOp>(name);
    if (!function)
      return std::nullopt;
    PlannedFunction inner{function};
    adopt(*module, inner, kernels);
    return inner;
  };
  llvm::SmallVector<PlannedFunction> variants;
  std::optional<PlannedFunction> prepare, reset;
  if (!options.isEmbedded && !interface.weights.empty())
    prepare = adoptNamed("prepare");
  std::vector<CallSite> sites;
  if (!options.onlyPrepare) {
    reset = adoptNamed("reset");
    sites = listCallSites(planned);
    size_t nextSite = 0;
    for (func::FuncOp variant : getRunVariants(planned)) {
      variants.push_back({variant});
      adopt(*module, variants.back(), kernels, sites, nextSite);
      variant.walk([&](kernel::CallOp) { ++nextSite; });
      for (const std::string &name :
           {variants.back().arenaName(), variants.back().differencesName()})
        if (auto sizes = planned.lookupSymbol<func::FuncOp>(name.substr(strlen("lith_"))))
          copyFunction(*module, sizes, name);
    }
    if (func::FuncOp resolve = getResolve(planned))
      copyFunction(*module, resolve, "lith_resolve");
  }
  llvm::Expected<std::unique_ptr<llvm::Module>> translated = translateToLLVM(*module, context);
  if (!translated)
    return internalFault("entry functions: " + llvm::toString(translated.takeError()));
  for (llvm::Function &function : **translated)
    if (!function.isDeclaration())
      function.setLinkage(llvm::GlobalValue::InternalLinkage);
    else if (function.getName().starts_with("lith_"))
      function.setVisibility(llvm::GlobalValue::HiddenVisibility);

  EntryWriter writer(**translated, interface, options.isEmbedded);
  EntryFunction none;
  EntryFunction run = variants.empty() ? none : writer.addRun(variants);
  EntryFunction preparation = prepare ? writer.addPrepare(*prepare) : none;
  EntryFunction resetting = reset ? writer.addReset(*reset) : none;
  writer.addObserved();
  defineDescriptor(**translated, writer.getDescriptor(), interface, options.isEmbedded, run,
                   preparation, resetting, writer.addResolve(), sites, kernels);
  (*translated)->setModuleIdentifier("entry");
  (*translated)->setSourceFileName("lith");
  return std::move(*translated);
}

} // namespace lith::compiler
