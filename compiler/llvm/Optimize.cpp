// LLVM's optimiser and code emission, with the floating-point rules of lith.
#include "compiler/llvm/Optimize.h"

#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"

namespace lith::compiler {

void allowContraction(llvm::Module &module) {
  for (llvm::Function &function : module)
    for (llvm::Instruction &instruction : llvm::instructions(function))
      switch (instruction.getOpcode()) {
      case llvm::Instruction::FAdd:
      case llvm::Instruction::FSub:
      case llvm::Instruction::FMul:
        instruction.setHasAllowContract(true);
        break;
      default:
        break;
      }
}

/// The only lane that `mask` has set, if it is a constant with one such (undefined ones may be
/// off).
static std::optional<unsigned> singleLane(const llvm::Value *mask) {
  const auto *constant = llvm::dyn_cast<llvm::Constant>(mask);
  const auto *type = llvm::dyn_cast<llvm::FixedVectorType>(mask->getType());
  std::optional<unsigned> found;
  for (unsigned lane = 0; constant && type && lane < type->getNumElements(); ++lane) {
    const llvm::Constant *bit = constant->getAggregateElement(lane);
    if (bit && (bit->isNullValue() || llvm::isa<llvm::UndefValue>(bit)))
      continue;
    if (!bit || !bit->isOneValue() || found)
      return std::nullopt;
    found = lane;
  }
  return found;
}

/// Makes masked stores of one element plain ones. LLVM's code generator for AVX-512 does so too,
/// but where the vector is truncated for the store, LLVM 22.1 forgets that and writes the wide
/// element, beyond the buffer's end (llvm-project issue 179489).
static void storeSingleLanes(llvm::Module &module) {
  for (llvm::Function &function : module)
    for (llvm::Instruction &instruction :
         llvm::make_early_inc_range(llvm::instructions(function))) {
      auto *store = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      if (!store || store->getIntrinsicID() != llvm::Intrinsic::masked_store)
        continue;
      llvm::Value *vector = store->getArgOperand(0), *address = store->getArgOperand(1);
      std::optional<unsigned> lane = singleLane(store->getArgOperand(2));
      llvm::Type *element = vector->getType()->getScalarType();
      if (!lane || !module.getDataLayout().typeSizeEqualsStoreSize(element))
        continue;
      llvm::IRBuilder<> builder(store);
      uint64_t offset = *lane * module.getDataLayout().getTypeStoreSize(element);
      llvm::StoreInst *plain = builder.CreateAlignedStore(
          builder.CreateExtractElement(vector, *lane),
          builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), address, offset),
          llvm::commonAlignment(store->getParamAlign(1).valueOrOne(), offset));
      plain->setAAMetadata(store->getAAMetadata());
      store->eraseFromParent();
    }
}

void optimize(llvm::Module &module, llvm::TargetMachine &machine, bool forSize) {
  module.setDataLayout(machine.createDataLayout());
  module.setTargetTriple(machine.getTargetTriple());
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    // Code from elsewhere (Halide, the runtime core) names a CPU of its own.
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    if (forSize)
      function.addFnAttr(llvm::Attribute::OptimizeForSize);
  }

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager callGraph;
  llvm::ModuleAnalysisManager modules;
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = true;
  tuning.LoopInterleaving = tuning.LoopUnrolling = !forSize;
  llvm::PassBuilder builder(&machine, tuning);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(callGraph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, callGraph, modules);
  builder
      .buildPerModuleDefaultPipeline(forSize ? llvm::OptimizationLevel::Os
                                             : llvm::OptimizationLevel::O2)
      .run(module, modules);
  storeSingleLanes(module);
}

llvm::Expected<std::string> emit(llvm::Module &module, llvm::TargetMachine &machine,
                                 llvm::CodeGenFileType kind) {
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream out(bytes);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, out, nullptr, kind))
    return llvm::createStringError("LLVM emits no such file for " +
                                   machine.getTargetTriple().str());
  passes.run(module);
  return std::string(bytes);
}

} // namespace lith::compiler
