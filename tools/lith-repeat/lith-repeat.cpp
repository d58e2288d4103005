// lith-repeat: compiles a file's kernels again and again in one process, first one alone and then
// all of them on several threads, and says whether the LLVM module is the same each time: nothing
// of the process may show in it. For tests, and for whoever changes the Halide translator.
#include "compiler/halide/HalideCodegen.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

#include <thread>
#include <vector>

using namespace mlir;
using namespace lith;

static std::string compileToText(kernel::FuncOp kernel) {
  llvm::LLVMContext context;
  llvm::Expected<compiler::HalideKernel> compiled =
      compiler::compileKernelWithHalide(kernel, context);
  if (!compiled) {
    llvm::errs() << llvm::toString(compiled.takeError()) << "\n";
    std::exit(1);
  }
  std::string text;
  llvm::raw_string_ostream out(text);
  compiled->module->print(out, nullptr);
  return text;
}

/// The first line in which two texts differ, of each.
static void printDifference(llvm::StringRef first, llvm::StringRef second) {
  while (!first.empty() || !second.empty()) {
    auto [a, restOfFirst] = first.split('\n');
    auto [b, restOfSecond] = second.split('\n');
    if (a != b) {
      llvm::outs() << "first:  " << a << "\nlater:  " << b << "\n";
      return;
    }
    first = restOfFirst;
    second = restOfSecond;
  }
}

int main(int argc, char **argv) {
  if (argc != 2 || llvm::StringRef(argv[1]).starts_with("-")) {
    llvm::errs() << "usage: lith-repeat KERNELS.mlir     kernel.funcs with schedules, as "
                    "lith-opt --kernel-choose-schedules prints them\n";
    return 2;
  }
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, linalg::LinalgDialect, math::MathDialect,
                      tensor::TensorDialect, kernel::KernelDialect>();
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(argv[1], &context);
  if (!module)
    return 1;
  SmallVector<kernel::FuncOp> kernels(module->getOps<kernel::FuncOp>());
  std::vector<std::string> first;
  for (kernel::FuncOp kernel : kernels)
    first.push_back(compileToText(kernel));
  // The 2nd to the 101st: numbers that Halide makes up get another digit twice.
  for (int i = 0; i < 100; ++i)
    if (std::string text = compileToText(kernels.front()); text != first.front()) {
      llvm::outs() << "compilation " << i + 2 << " differs\n";
      printDifference(first.front(), text);
      return 1;
    }
  std::vector<std::thread> threads;
  std::vector<std::pair<unsigned, std::string>> different(4);
  for (unsigned thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (unsigned i = 0; i < 4 * kernels.size(); ++i) {
        unsigned which = (i + thread) % kernels.size();
        if (std::string text = compileToText(kernels[which]); text != first[which])
          different[thread] = {which, std::move(text)};
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  for (const auto &[which, text] : different)
    if (!text.empty()) {
      llvm::outs() << "compilations of " << kernels[which].getName()
                   << " on several threads differ\n";
      printDifference(first[which], text);
      return 1;
    }
  llvm::outs() << "equal\n";
  return 0;
}
