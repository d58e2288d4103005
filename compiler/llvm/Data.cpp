// Bytes as an object file, by `.incbin`: hundreds of megabytes never become IR or text.
#include "compiler/llvm/Data.h"

#include "compiler/llvm/Optimize.h"
#include "compiler/llvm/Target.h"
#include "runtime/lith_abi.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileSystem.h"

namespace lith::compiler {

llvm::Expected<std::string> makeDataObject(llvm::StringRef name, llvm::StringRef bytes,
                                           kernel::TargetAttr target) {
  llvm::SmallString<128> path;
  int file;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("lith", "bin", file, path))
    return llvm::createStringError(error, "no temporary file can be made: " + error.message());
  llvm::scope_exit remove([&] { llvm::sys::fs::remove(path); });
  llvm::raw_fd_ostream out(file, /*shouldClose=*/true);
  out << bytes;
  out.close();
  if (std::error_code error = out.error()) {
    out.clear_error();
    return llvm::createStringError(error, "cannot write " + path + ": " + error.message());
  }

  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine = createMachine(target);
  if (!machine)
    return machine.takeError();
  llvm::LLVMContext context;
  llvm::Module module("data", context);
  module.setDataLayout((*machine)->createDataLayout());
  module.setTargetTriple((*machine)->getTargetTriple());
  std::string symbol = name.str();
  module.setModuleInlineAsm("  .section .rodata." + symbol + ",\"a\"\n  .globl " + symbol +
                            "\n  .hidden " + symbol + "\n  .balign " + std::to_string(LITH_ALIGN) +
                            "\n" + symbol + ":\n  .incbin \"" + std::string(path) + "\"\n");
  return emit(module, **machine, llvm::CodeGenFileType::ObjectFile);
}

} // namespace lith::compiler
