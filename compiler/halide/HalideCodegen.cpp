// A kernel through Halide, end to end, and the boundary at which exceptions become errors.
#include "compiler/halide/HalideCodegen.h"

#include "compiler/Fault.h"
#include "compiler/halide/ApplySchedule.h"
#include "compiler/halide/Bitcode.h"
#include "compiler/halide/HalideTarget.h"
#include "compiler/halide/ScalarOps.h"
#include "compiler/halide/Scratch.h"
#include "compiler/halide/Translate.h"
#include "compiler/halide/ZeroDivisors.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <sstream>

using namespace mlir;

namespace lith::compiler {
namespace {

/// Begins the names of one kernel: new to the process, because Halide numbers names that it has
/// seen; of one width, because it orders things by name (README.md).
std::string makePrefix() {
  static std::atomic<unsigned> count{0};
  char text[16];
  std::snprintf(text, sizeof text, "k%08x_", count.fetch_add(1));
  return text;
}

/// Halide numbers the names that it makes up, and orders the terms of sums by them, as text: t98
/// comes before t99, but t100 before both. From 100,000 on numbers keep their width for 900,000
/// names; a kernel takes some hundred.
void widenNumbers() {
  static std::once_flag once;
  std::call_once(once, [] {
    for (char letter : {'f', 'r', 't', 'v'})
      for (int i = 0; i < 100000; ++i)
        Halide::Internal::unique_name(letter);
  });
}

struct Lowered {
  std::string prefix = makePrefix();
  std::string entry = prefix + "kernel";
  Translation translation;
  std::optional<Halide::Module> module;
};

Lowered lower(kernel::FuncOp kernel) {
  widenNumbers();
  Lowered lowered;
  Halide::Target target = toHalideTarget(getTarget(kernel));
  lowered.translation = translateKernel(kernel, lowered.prefix);
  applySchedules(lowered.translation, target);
  Halide::Pipeline pipeline(lowered.translation.outputs);
  replaceZeroDivisors(pipeline);
  lowered.module = pipeline.compile_to_module(lowered.translation.arguments, lowered.entry, target,
                                              Halide::LinkageType::External);
  return lowered;
}

/// Runs `body`; what it throws becomes a fault that names the kernel.
template <typename Result, typename Body>
llvm::Expected<Result> guarded(kernel::FuncOp kernel, Body body) {
  auto fault = [&](llvm::StringRef text) {
    return internalFault("kernel '" + kernel.getName() + "': " + text);
  };
  try {
    return body();
  } catch (const TranslationError &error) {
    return fault(error.text);
  } catch (const Halide::Error &error) {
    return fault(error.what());
  } catch (const std::exception &error) {
    return fault(error.what());
  }
}

} // namespace

llvm::Expected<HalideKernel> compileKernelWithHalide(kernel::FuncOp kernel,
                                                     llvm::LLVMContext &context) {
  return guarded<HalideKernel>(kernel, [&]() -> llvm::Expected<HalideKernel> {
    Lowered lowered = lower(kernel);
    auto module = makeLLVMModule(*lowered.module, lowered.entry, lowered.prefix, kernel.getName(),
                                 lowered.translation, getTarget(kernel), context);
    if (!module)
      return module.takeError();
    return HalideKernel{std::move(*module), countScratchBytes(*lowered.module, lowered.entry)};
  });
}

llvm::Expected<std::string> printHalide(kernel::FuncOp kernel) {
  return guarded<std::string>(kernel, [&]() -> llvm::Expected<std::string> {
    Lowered lowered = lower(kernel);
    std::ostringstream text;
    for (const Halide::Internal::LoweredFunc &function : lowered.module->functions())
      text << function << "\n";
    std::string printed = text.str();
    for (size_t at = printed.find(lowered.prefix); at != std::string::npos;
         at = printed.find(lowered.prefix, at))
      printed.erase(at, lowered.prefix.size());
    return "// kernel " + kernel.getName().str() + "\n" + printed;
  });
}

} // namespace lith::compiler
