// Halide's target. What a CPU can do is asked of LLVM, which knows the names that --cpu takes.
#include "compiler/halide/HalideTarget.h"

#include "compiler/halide/ScalarOps.h"

#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Triple.h"

#include <mutex>

using namespace mlir;
using Feature = Halide::Target::Feature;

namespace lith::compiler {
namespace {

struct FeatureName {
  const char *llvmName;
  Feature feature;
};

constexpr FeatureName x86Features[] = {{"+sse4.1", Feature::SSE41},  {"+avx", Feature::AVX},
                                       {"+avx2", Feature::AVX2},     {"+fma", Feature::FMA},
                                       {"+f16c", Feature::F16C},     {"+avxvnni", Feature::AVXVNNI},
                                       {"+avx512f", Feature::AVX512}};
// Halide names groups of AVX-512 after machines; a group is had where its last member is.
constexpr FeatureName avx512Features[] = {
    {"+avx512bw,+avx512dq,+avx512vl", Feature::AVX512_Skylake},
    {"+avx512ifma", Feature::AVX512_Cannonlake},
    {"+avx512bf16", Feature::AVX512_Zen4}};
constexpr FeatureName armFeatures[] = {{"+dotprod", Feature::ARMDotProd},
                                       {"+fullfp16", Feature::ARMFp16}};

Halide::Target::OS toHalideOS(const llvm::Triple &triple) {
  if (triple.isOSLinux() && triple.isAndroid())
    return Halide::Target::Android;
  if (triple.isOSDarwin())
    return triple.isiOS() ? Halide::Target::IOS : Halide::Target::OSX;
  if (triple.isOSWindows())
    return Halide::Target::Windows;
  return triple.isOSLinux() ? Halide::Target::Linux : Halide::Target::NoOS;
}

Halide::Target::Arch toHalideArch(const llvm::Triple &triple) {
  if (triple.isX86())
    return Halide::Target::X86;
  if (triple.isAArch64() || triple.isARM())
    return Halide::Target::ARM;
  if (triple.isRISCV())
    return Halide::Target::RISCV;
  if (triple.isWasm())
    return Halide::Target::WebAssembly;
  throw TranslationError{"Halide makes no code for the target '" + triple.str() + "'"};
}

void initializeLLVMTargets() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargetMCs();
  });
}

void addFeatures(Halide::Target &halide, kernel::TargetAttr target, const llvm::Triple &triple) {
  initializeLLVMTargets();
  std::string error;
  const llvm::Target *known = llvm::TargetRegistry::lookupTarget(triple, error);
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(
      known ? known->createMCSubtargetInfo(triple, target.getCpu(), target.getFeatures())
            : nullptr);
  if (!subtarget)
    throw TranslationError{"LLVM does not know the target '" + triple.str() + "'"};
  auto add = [&](llvm::ArrayRef<FeatureName> names) {
    for (const FeatureName &name : names)
      if (subtarget->checkFeatures(name.llvmName))
        halide.set_feature(name.feature);
  };
  if (triple.isX86()) {
    add(x86Features);
    if (halide.has_feature(Feature::AVX512))
      add(avx512Features);
  } else if (triple.isAArch64() || triple.isARM()) {
    add(armFeatures);
  } else if (triple.isRISCV() && subtarget->checkFeatures("+v")) {
    halide.set_feature(Feature::RVV);
    halide.vector_bits = target.getVectorBits();
  } else if (triple.isWasm() && subtarget->checkFeatures("+simd128")) {
    halide.set_feature(Feature::WasmSimd128);
  }
}

} // namespace

kernel::TargetAttr getTarget(Operation *op) {
  for (Operation *around = op; around; around = around->getParentOp())
    if (auto target = around->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName))
      return target;
  throw TranslationError{"the module does not say its 'kernel.target'"};
}

Halide::Target toHalideTarget(kernel::TargetAttr target) {
  llvm::Triple triple(target.getTriple());
  Halide::Target halide(toHalideOS(triple), toHalideArch(triple), triple.isArch64Bit() ? 64 : 32);
  addFeatures(halide, target, triple);
  for (Feature feature : {Feature::StrictFloat, Feature::NoAsserts, Feature::NoBoundsQuery,
                          Feature::NoRuntime, Feature::UserContext})
    halide.set_feature(feature);
  return halide;
}

} // namespace lith::compiler
