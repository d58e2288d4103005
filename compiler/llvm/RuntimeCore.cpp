// The runtime core: bitcode that the build embeds into the compiler (runtime/core/Embedded.S).
#include "compiler/llvm/RuntimeCore.h"

#include "compiler/Fault.h"
#include "compiler/llvm/Optimize.h"

#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/LLVMContext.h"

extern "C" {
extern const char lith_runtime_core_bc_begin[], lith_runtime_core_bc_end[];
extern const char lith_runtime_core_aarch64_bc_begin[], lith_runtime_core_aarch64_bc_end[];
extern const char lith_abi_h_begin[], lith_abi_h_end[];
}

namespace lith::compiler {
namespace {

llvm::StringRef between(const char *begin, const char *end) {
  return {begin, static_cast<size_t>(end - begin)};
}

llvm::StringRef getBitcode(const llvm::Triple &triple) {
  if (triple.isOSLinux() && triple.getArch() == llvm::Triple::x86_64)
    return between(lith_runtime_core_bc_begin, lith_runtime_core_bc_end);
  if (triple.isOSLinux() && triple.getArch() == llvm::Triple::aarch64)
    return between(lith_runtime_core_aarch64_bc_begin, lith_runtime_core_aarch64_bc_end);
  return {};
}

} // namespace

llvm::StringRef getAbiHeader() { return between(lith_abi_h_begin, lith_abi_h_end); }

llvm::Error checkRuntimeCore(const llvm::Triple &triple) {
  if (!getBitcode(triple).empty())
    return llvm::Error::success();
  return llvm::createStringError("--target: there is no runtime for " + triple.str() +
                                 "; there is for x86_64-linux-gnu and aarch64-linux-gnu");
}

llvm::Expected<std::string> compileRuntimeCore(llvm::TargetMachine &machine, DiskCache *cache) {
  if (llvm::Error error = checkRuntimeCore(machine.getTargetTriple()))
    return std::move(error);
  llvm::StringRef bitcode = getBitcode(machine.getTargetTriple());
  std::string key =
      contentHash({"runtime core", bitcode, machine.getTargetTriple().str(), machine.getTargetCPU(),
                   machine.getTargetFeatureString(), LLVM_VERSION_STRING});
  if (cache)
    if (std::optional<std::string> object = cache->get(key))
      return *object;
  llvm::LLVMContext context;
  llvm::Expected<std::unique_ptr<llvm::Module>> module =
      llvm::parseBitcodeFile(llvm::MemoryBufferRef(bitcode, "runtime"), context);
  if (!module)
    return internalFault("the runtime core: " + llvm::toString(module.takeError()));
  optimize(**module, machine, /*forSize=*/true);
  llvm::Expected<std::string> object = emit(**module, machine, llvm::CodeGenFileType::ObjectFile);
  if (object && cache)
    cache->put(key, *object);
  return object;
}

} // namespace lith::compiler
