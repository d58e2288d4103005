// The machine that code is generated for, found through LLVM's own tables of targets and CPUs.
#include "compiler/llvm/Target.h"

#include "compiler/Fault.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

#include <mutex>
#include <unistd.h>

namespace lith::compiler {
namespace {

void initializeTargets() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
  });
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createMachine(llvm::StringRef tripleName, llvm::StringRef cpu, llvm::StringRef features) {
  initializeTargets();
  llvm::Triple triple(tripleName);
  std::string error;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return wrongUsage("--target: " + error);
  llvm::TargetOptions options;
  options.FunctionSections = options.DataSections = true;
  // Fuses only what `contract` on an instruction allows.
  options.AllowFPOpFusion = llvm::FPOpFusion::Standard;
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(triple, cpu, features, options, llvm::Reloc::PIC_,
                                  llvm::CodeModel::Small, llvm::CodeGenOptLevel::Default));
}

/// What the host has and lacks beside what its CPU's name promises (a virtual machine may lack
/// much), as "+avx2,-avx512f", sorted.
std::string findHostFeatures(const llvm::TargetMachine &named) {
  std::vector<std::string> features;
  for (const auto &[name, enabled] : llvm::sys::getHostCPUFeatures())
    if (named.getMCSubtargetInfo()->checkFeatures("+" + name.str()) != enabled)
      features.push_back((enabled ? "+" : "-") + name.str());
  llvm::sort(features,
             [](llvm::StringRef a, llvm::StringRef b) { return a.substr(1) < b.substr(1); });
  return llvm::join(features, ",");
}

/// The code generator for this very machine.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createHostMachine() {
  std::string triple = llvm::sys::getProcessTriple();
  llvm::StringRef cpu = llvm::sys::getHostCPUName();
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> named = createMachine(triple, cpu, "");
  if (!named)
    return named;
  return createMachine(triple, cpu, findHostFeatures(**named));
}

struct VectorFacts {
  int64_t bits, registers;
};

VectorFacts findVectorFacts(const llvm::TargetMachine &machine) {
  const llvm::MCSubtargetInfo &subtarget = *machine.getMCSubtargetInfo();
  switch (machine.getTargetTriple().getArch()) {
  case llvm::Triple::x86_64:
    if (subtarget.checkFeatures("+avx512f"))
      return {512, 32};
    return {subtarget.checkFeatures("+avx") ? 256 : 128, 16};
  case llvm::Triple::aarch64:
    return {128, 32};
  default:
    return {128, 16};
  }
}

/// A cache's size in bytes as the system tells it, or `otherwise`.
int64_t cacheSize(bool isHost, int key, int64_t otherwise) {
  long size = isHost ? sysconf(key) : 0;
  return size > 0 ? size : otherwise;
}

} // namespace

llvm::Expected<kernel::TargetAttr> describeTarget(mlir::MLIRContext *context,
                                                  llvm::StringRef triple, llvm::StringRef cpu) {
  bool isHostTriple = triple.empty();
  std::string fullTriple =
      isHostTriple ? llvm::sys::getProcessTriple() : llvm::Triple::normalize(triple);
  bool isHost = isHostTriple && (cpu.empty() || cpu == "native");
  // Asked of a machine without a CPU, because LLVM writes to stderr about one that it does not
  // know.
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine =
      isHost ? createHostMachine() : createMachine(fullTriple, "", "");
  if (!machine)
    return machine.takeError();
  if (!isHost) {
    llvm::StringRef name = cpu.empty() ? "generic" : cpu;
    if (!(*machine)->getMCSubtargetInfo()->isCPUStringValid(name))
      return wrongUsage("--cpu: " + fullTriple + " has no CPU named '" + name + "'");
    machine = createMachine(fullTriple, name, "");
    if (!machine)
      return machine.takeError();
  }
  VectorFacts vectors = findVectorFacts(**machine);
  return kernel::TargetAttr::get(
      context, fullTriple, (*machine)->getTargetCPU(), (*machine)->getTargetFeatureString(),
      vectors.bits, vectors.registers, cacheSize(isHost, _SC_LEVEL1_DCACHE_SIZE, 32 << 10),
      cacheSize(isHost, _SC_LEVEL2_CACHE_SIZE, 512 << 10),
      cacheSize(isHost, _SC_LEVEL3_CACHE_SIZE, 16 << 20));
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createMachine(kernel::TargetAttr target) {
  return createMachine(target.getTriple(), target.getCpu(), target.getFeatures());
}

} // namespace lith::compiler
