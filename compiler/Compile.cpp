// The compiler's one entry point: pool after pool, as far as the chosen output asks.
#include "compiler/Compile.h"

#include "compiler/DiskCache.h"
#include "compiler/Fault.h"
#include "compiler/Interface.h"
#include "compiler/Library.h"
#include "compiler/llvm/KernelObjects.h"
#include "compiler/llvm/RuntimeCore.h"
#include "compiler/llvm/Target.h"
#include "dialects/check/CheckDialect.h"
#include "dialects/kernel/KernelDialect.h"
#include "dialects/layer/LayerDialect.h"
#include "passes/Pipelines.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Transforms/AllInterfaces.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/TensorInferTypeOpInterfaceImpl.h"
#include "mlir/Dialect/Tensor/IR/TensorTilingInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/SubsetInsertionOpInterfaceImpl.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"

using namespace mlir;

namespace lith::compiler {

void registerDialects(DialectRegistry &registry) {
  registry.insert<layer::LayerDialect, kernel::KernelDialect, check::CheckDialect,
                  affine::AffineDialect, arith::ArithDialect, bufferization::BufferizationDialect,
                  cf::ControlFlowDialect, func::FuncDialect, linalg::LinalgDialect,
                  LLVM::LLVMDialect, math::MathDialect, memref::MemRefDialect,
                  ml_program::MLProgramDialect, scf::SCFDialect, tensor::TensorDialect>();
  arith::registerBufferizableOpInterfaceExternalModels(registry);
  linalg::registerAllDialectInterfaceImplementations(registry);
  tensor::registerBufferizableOpInterfaceExternalModels(registry);
  tensor::registerInferTypeOpInterfaceExternalModels(registry);
  tensor::registerSubsetOpInterfaceExternalModels(registry);
  tensor::registerTilingInterfaceExternalModels(registry);
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
}

namespace {

/// Collects what passes report, as the text of one error.
class Diagnostics {
public:
  explicit Diagnostics(MLIRContext *context)
      : handler(context, [this](Diagnostic &diagnostic) {
          if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
            add(diagnostic);
        }) {}

  std::string take(llvm::StringRef otherwise) {
    return text.empty() ? otherwise.str() : std::move(text);
  }

private:
  void add(Diagnostic &diagnostic) {
    if (!text.empty())
      text += "\n";
    llvm::raw_string_ostream out(text);
    // The location of a layer is its path.
    if (!isa<UnknownLoc>(diagnostic.getLocation())) {
      if (auto name = dyn_cast<NameLoc>(diagnostic.getLocation()))
        out << name.getName().getValue() << ": ";
      else
        out << diagnostic.getLocation() << ": ";
    }
    out << diagnostic.str();
  }

  std::string text;
  ScopedDiagnosticHandler handler;
};

std::string print(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream out(text);
  module.print(out);
  return text + "\n";
}

bool makesLibrary(Emit emit) {
  return emit == Emit::SharedLibrary || emit == Emit::Object || emit == Emit::Archive;
}

class Compilation {
public:
  Compilation(ModuleOp module, const layer::WeightStore &weights, const CompileOptions &options)
      : module(module), weights(weights), options(options) {}

  llvm::Expected<CompileResult> run();

private:
  bool isDone(Emit pool) const { return options.emit == pool; }
  llvm::Error lower(void (*addPasses)(OpPassManager &, const passes::PipelineOptions &),
                    llvm::StringRef what, bool isModelsFault);
  llvm::Expected<CompileResult> printed(llvm::Expected<std::string> text);

  ModuleOp module;
  const layer::WeightStore &weights;
  const CompileOptions &options;
};

llvm::Error Compilation::lower(void (*addPasses)(OpPassManager &, const passes::PipelineOptions &),
                               llvm::StringRef what, bool isModelsFault) {
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  manager.enableVerifier(options.verifyEach);
  passes::PipelineOptions pipeline;
  pipeline.optLevel = options.optLevel;
  pipeline.batch = options.batch.value_or(0);
  pipeline.check = options.verifyEach;
  addPasses(manager, pipeline);
  Diagnostics diagnostics(module.getContext());
  if (succeeded(manager.run(module)))
    return llvm::Error::success();
  std::string text = diagnostics.take("lowering to the " + what.str() + " pool failed");
  return isModelsFault ? llvm::createStringError(text) : internalFault(text);
}

llvm::Expected<CompileResult> Compilation::printed(llvm::Expected<std::string> text) {
  if (!text)
    return text.takeError();
  CompileResult result;
  result.output = std::move(*text);
  return result;
}

llvm::Expected<CompileResult> Compilation::run() {
  std::string hash = hashModel(module);
  if (!module->hasAttr(kernel::targetAttrName)) {
    llvm::Expected<kernel::TargetAttr> target =
        describeTarget(module.getContext(), options.triple, options.cpu);
    if (!target)
      return target.takeError();
    module->setAttr(kernel::targetAttrName, *target);
  }
  if (makesLibrary(options.emit))
    if (llvm::Error error = checkRuntimeCore(llvm::Triple(
            module->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName).getTriple())))
      return std::move(error);
  if (isDone(Emit::Layer))
    return printed(print(module));
  if (llvm::Error error = lower(passes::addLayerToLinalg, "linalg", /*isModelsFault=*/true))
    return std::move(error);
  if (isDone(Emit::Linalg))
    return printed(print(module));
  if (!module->hasAttr(imageBytesAttrName))
    if (llvm::Error error = lower(passes::addLinalgToKernel, "kernel", /*isModelsFault=*/false))
      return std::move(error);
  if (isDone(Emit::Kernel))
    return printed(print(module));

  if (isDone(Emit::Halide))
    return printed(printLoopNests(llvm::to_vector(module.getOps<kernel::FuncOp>())));

  KernelOptions kernelOptions;
  kernelOptions.target = module->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName);
  kernelOptions.useHalide = options.codegen == Codegen::Halide;
  kernelOptions.optimizeForSize = options.optimizeForSize;
  kernelOptions.jobs = options.jobs;
  kernelOptions.progress = options.progress;
  constexpr uint64_t cacheBytes = 1 << 30;
  DiskCache cache(options.cacheDir, cacheBytes);
  kernelOptions.cache = &cache;

  Diagnostics diagnostics(module.getContext());
  llvm::Expected<Interface> interface = readInterface(module);
  if (!interface)
    return interface.takeError();
  interface->name = options.name;
  interface->modelHash = hash;
  interface->target =
      (kernelOptions.target.getTriple() + " " + kernelOptions.target.getCpu()).str();
  llvm::Expected<CompileResult> result =
      isDone(Emit::LLVM) || isDone(Emit::Assembly)
          ? printed(printLibrary(module, *interface, options, kernelOptions))
          : makeLibrary(module, *interface, weights, options, kernelOptions);
  if (result)
    return result;
  // What MLIR reported says more than that it failed.
  std::string text = diagnostics.take("");
  if (text.empty())
    return result;
  return llvm::joinErrors(result.takeError(), internalFault(text));
}

} // namespace

std::string hashModel(ModuleOp layers) { return contentHash({print(layers)}); }

llvm::Expected<CompileResult> compile(ModuleOp module, const layer::WeightStore &weights,
                                      const CompileOptions &options) {
  module.getContext()->loadAllAvailableDialects();
  return Compilation(module, weights, options).run();
}

} // namespace lith::compiler
